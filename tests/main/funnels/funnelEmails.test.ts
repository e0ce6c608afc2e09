// E-mails of a funnel: who gets them, once; what turning off, pausing, deleting and a late form do;
// and what is refused.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FunnelEmail } from '#shared/contract/funnelEmails.ts'
import { errorReasonOf } from '../../support/testApp.ts'
import { until } from '../../support/mailApp.ts'
import { createFunnelMail, type FunnelMail } from '../../support/funnelMail.ts'

let mail: FunnelMail
const day = 24 * 60
beforeEach(async () => {
  mail = await createFunnelMail()
})
afterEach(() => mail.app.close())

const campaignOf = ({ campaignId: id }: FunnelEmail) => mail.app.client.email.campaigns.get({ id })
const sandbox = async () => (await mail.app.client.email.sandbox.list({ limit: 200 })).items
const states = () =>
  mail.app
    .rows()
    .map(({ email, state, reason }) =>
      [email, state, reason].filter((part) => part !== null).join(' '),
    )

/** Who is in the sequence of the e-mail, and where: `address end` or `address state`. */
const ends = async () => {
  const { emails } = await mail.app.client.funnels.get({ id: mail.funnelId })
  const id = emails[0]?.sequence.id ?? 0
  const { items } = await mail.app.client.sequences.people({ id, limit: 200 })
  return items.map(({ email, end, state }) => `${email} ${end ?? state}`)
}

describe('an e-mail of a funnel', () => {
  it('is written to who agreed, once for ever, by its delay from when the form was taken in', async () => {
    const [welcome, later] = [await mail.email(), await mail.email({ delayMinutes: 3 * day })]
    const form = mail.form('zoe@exemple.example')
    await mail.apply(form)
    await mail.apply(form)
    await mail.form('zoe@exemple.example').then(mail.apply)
    await mail.form('non@exemple.example', { consent: false }).then(mail.apply)
    await until(async () => (await sandbox()).length === 1, 'the welcome')
    expect((await sandbox())[0]).toMatchObject({
      to: 'zoe@exemple.example',
      subject: 'Bonjour Zoé',
    })
    await mail.sweep()
    expect(states()).toEqual(['zoe@exemple.example sent'])
    expect(await mail.app.client.funnels.get({ id: mail.funnelId })).toMatchObject({
      emails: [
        { id: welcome.id, sent: 1, waiting: 0 },
        { id: later.id, sent: 0, waiting: 1 },
      ],
    })
    expect(await campaignOf(later)).toMatchObject({
      status: 'automatic',
      automaticOn: true,
      stats: { recipients: 0, queued: 0, sent: 0 },
    })
    // Nothing waits that is not due.
    expect((await mail.app.client.email.outbox.status()).waiting).toBe(0)
    // A start shortens no delay that was meant.
    await mail.app.reopen()
    mail.app.startEngine()
    await mail.pass(3 * day - 1)
    await mail.settled()
    expect(await sandbox()).toHaveLength(1)
    await mail.pass(1)
    await until(async () => (await sandbox()).length === 2, 'the second')
  })

  it('waits no longer than its delay where its person came in under a clock that was wrong', async () => {
    await mail.email({ delayMinutes: 60 })
    const now = mail.app.host.clock.now()
    mail.app.host.clock.advance(400 * day * 60_000)
    await mail.form('zoe@exemple.example').then(mail.apply)
    mail.app.host.clock.set(now)
    await mail.sweep()
    await mail.pass(59)
    expect(states()).toEqual([])
    await mail.pass(2)
    expect(states()).toHaveLength(1)
  })

  it('does not go to whoever refused meanwhile', async () => {
    await mail.email({ delayMinutes: 60 })
    await mail.form('zoe@exemple.example').then(mail.apply)
    await mail.app.client.email.suppressions.add({
      entries: 'zoe@exemple.example',
      reason: 'unsubscribed',
    })
    await mail.pass(61)
    await mail.settled()
    expect(states()).toEqual([])
    expect(await ends()).toEqual(['zoe@exemple.example refused'])
  })

  it('listens to its own page, and to nothing while the funnel is not active', async () => {
    const page = await mail.app.client.funnels.pages.create({
      id: mail.funnelId,
      name: 'Autre',
      pageType: 'optin',
      blocks: [],
    })
    await mail.email({ pageId: page.id })
    await mail.form('zoe@exemple.example').then(mail.apply)
    expect(states()).toEqual([])
    await mail.form('zoe@exemple.example', {}, { pageId: page.id }).then(mail.apply)
    expect(states()).toHaveLength(1)
    await mail.app.client.funnels.update({ id: mail.funnelId, isActive: false })
    await mail.form('tom@exemple.example', {}, { pageId: page.id }).then(mail.apply)
    expect(states()).toHaveLength(1)
  })

  it('off, holds what waits and takes in nobody; on again, says the new words to who comes', async () => {
    const email = await mail.email({ delayMinutes: 60 })
    await mail.form('avant@exemple.example').then(mail.apply)
    expect(
      await errorReasonOf(
        mail.app.client.email.campaigns.update({ id: email.campaignId, subject: 'Autre' }),
      ),
    ).toBe('campaign_automatic')
    expect(
      await mail.app.client.funnels.emails.update({ id: email.id, isOn: false }),
    ).toMatchObject({ isOn: false, waiting: 1 })
    await mail.form('pendant@exemple.example').then(mail.apply)
    await mail.pass(2 * 60)
    await mail.settled()
    expect(states()).toEqual([])
    await mail.app.client.email.campaigns.update({ id: email.campaignId, subject: 'Nouveaux mots' })
    await mail.app.client.funnels.emails.update({ id: email.id, isOn: true, delayMinutes: 0 })
    await mail.form('apres@exemple.example').then(mail.apply)
    await mail.sweep()
    await until(async () => (await sandbox()).length === 2)
    expect((await sandbox()).map(({ to, subject }) => `${to} ${subject}`).sort()).toEqual([
      'apres@exemple.example Nouveaux mots',
      'avant@exemple.example Nouveaux mots',
    ])
  })

  it('pauses, resumes and is cancelled like any campaign, but is never sent to a filter', async () => {
    const email = await mail.email()
    const id = email.campaignId
    const { campaigns } = mail.app.client.email
    expect(await errorReasonOf(campaigns.send({ id }))).toBe('campaign_automatic')
    expect(
      await errorReasonOf(campaigns.schedule({ id, scheduledAt: '2027-01-01T08:00:00Z' })),
    ).toBe('campaign_automatic')
    expect(await errorReasonOf(campaigns.delete({ id }))).toBe('campaign_automatic')
    expect(await campaigns.pause({ id })).toMatchObject({ status: 'paused', automaticOn: true })
    await mail.form('zoe@exemple.example').then(mail.apply)
    await mail.settled()
    expect(states()).toEqual(['zoe@exemple.example queued'])
    expect(await campaigns.resume({ id })).toMatchObject({ status: 'automatic' })
    await until(async () => (await sandbox()).length === 1)
    await mail.app.client.funnels.emails.update({ id: email.id, delayMinutes: 60 })
    await mail.form('tom@exemple.example').then(mail.apply)
    expect(await campaigns.cancel({ id })).toMatchObject({
      status: 'automatic',
      automaticOn: false,
      stats: { sent: 1, cancelled: 0, queued: 0 },
    })
    expect(await errorReasonOf(campaigns.pause({ id }))).toBe('campaign_not_running')
    expect(await mail.app.client.email.campaigns.list({ status: 'automatic' })).toMatchObject({
      total: 1,
    })
  })

  it('deleted, cancels what waits and leaves what was sent; a draft nobody touched goes along, a written one stays', async () => {
    await mail.app.stopEngine()
    const email = await mail.email()
    await mail.form('zoe@exemple.example').then(mail.apply)
    await mail.app.client.funnels.emails.delete({ id: email.id })
    expect(await campaignOf(email)).toMatchObject({ status: 'cancelled', stats: { cancelled: 1 } })
    mail.app.startEngine()
    const untouched = await mail.app.client.funnels.emails.create({ id: mail.funnelId })
    await mail.app.client.funnels.emails.delete({ id: untouched.id })
    expect(await errorReasonOf(campaignOf(untouched))).toBe('unknown_id')
    const draft = await mail.app.client.email.campaigns.create({
      name: 'À moi',
      subject: 'Objet',
      html: '<p>Texte</p>',
    })
    const taken = await mail.app.client.funnels.emails.create({
      id: mail.funnelId,
      campaignId: draft.id,
    })
    expect(await campaignOf(taken)).toMatchObject({
      status: 'automatic',
      automaticOn: false,
      stats: { recipients: 0 },
    })
    expect(
      await errorReasonOf(
        mail.app.client.funnels.emails.create({ id: mail.funnelId, campaignId: draft.id }),
      ),
    ).toBe('campaign_already_started')
    await mail.app.client.funnels.delete({ id: mail.funnelId })
    expect(await campaignOf(taken)).toMatchObject({
      id: draft.id,
      status: 'draft',
      automaticOn: null,
    })
    expect(await mail.app.client.funnels.emails.ofCampaign({ campaignId: draft.id })).toBeNull()
  })

  it('goes no further for a lead that was deleted', async () => {
    await mail.email({ delayMinutes: 60 })
    await mail.form('zoe@exemple.example').then(mail.apply)
    const [lead] = (await mail.app.client.crm.leads.list({})).items
    await mail.app.client.crm.leads.delete({ id: lead?.id ?? 0 })
    await mail.pass(61)
    expect(states()).toEqual([])
    expect(await ends()).toEqual(['zoe@exemple.example deleted'])
  })

  it('must be complete before it is turned on, and says so in the check', async () => {
    const { client } = mail.app
    const empty = await client.funnels.emails.create({ id: mail.funnelId })
    expect(await errorReasonOf(client.funnels.emails.update({ id: empty.id, isOn: true }))).toBe(
      'campaign_incomplete',
    )
    await client.settings.update({ businessName: 'Atelier' })
    const guide = await client.funnels.create({
      query: { template: 'guide-en' },
      body: { name: 'Guide' },
    })
    const [welcome] = guide.emails
    expect(welcome).toMatchObject({
      isOn: false,
      isComplete: false,
      places: ['address of the guide'],
      subject: 'Your guide is here',
      delayMinutes: 0,
    })
    expect(
      await errorReasonOf(client.funnels.emails.update({ id: welcome?.id ?? 0, isOn: true })),
    ).toBe('places_left')
    const problems = async () =>
      (await client.funnels.check({ id: guide.id }))
        .filter(({ emailId }) => emailId !== undefined)
        .map(({ problem }) => problem)
    expect(await problems()).toEqual(['email_incomplete'])
    const { html } = await client.email.campaigns.get({ id: welcome?.campaignId ?? 0 })
    await client.email.campaigns.update({
      id: welcome?.campaignId ?? 0,
      html: html.replace(/\[\[.*?\]\]/, 'https://atelier.example/guide.pdf'),
    })
    expect(await problems()).toEqual(['email_off'])
    await client.funnels.emails.update({ id: welcome?.id ?? 0, isOn: true })
    expect(await problems()).toEqual(['email_in_sandbox'])
    const copy = await client.funnels.duplicate({ id: guide.id })
    expect(copy.emails).toMatchObject([
      { isOn: false, isComplete: true, subject: 'Your guide is here' },
    ])
    expect(copy.emails[0]?.campaignId).not.toBe(welcome?.campaignId)
  })

  it('keeps its account from being deleted while it may write', async () => {
    const account = await mail.app.addAccount(1)
    const email = await mail.email({}, { accountId: account })
    expect(await errorReasonOf(mail.app.client.email.accounts.delete({ id: account }))).toBe(
      'account_in_use',
    )
    await mail.app.client.funnels.emails.update({ id: email.id, isOn: false })
    await mail.app.client.email.accounts.delete({ id: account })
    expect(await campaignOf(email)).toMatchObject({ accountId: null })
  })
})

describe('each template with a form', () => {
  it('brings a first e-mail in its language, off until the user says otherwise', async () => {
    for (const template of (await mail.app.client.funnels.templates({})).items) {
      const funnel = await mail.app.client.funnels.create({
        query: { template: template.id },
        body: { name: template.name },
      })
      const pages = await Promise.all(
        funnel.pages.map(({ id }) => mail.app.client.funnels.pages.get({ id })),
      )
      const hasForm = pages.some((page) => page.blocks.some(({ kind }) => kind === 'form'))
      expect([template.id, funnel.emails.map(({ isOn }) => isOn)]).toEqual([
        template.id,
        hasForm ? [false] : [],
      ])
      for (const email of funnel.emails) {
        const { html, subject } = await campaignOf(email)
        expect(`${html}${subject}`).not.toContain('{business}')
        expect(html).toContain(
          template.language === 'fr' ? 'Bonjour {{ first_name' : 'Hello {{ first_name',
        )
      }
    }
  })
})
