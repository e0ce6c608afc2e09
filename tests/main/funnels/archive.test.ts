// An archived funnel writes to nobody, says so, and comes back as it was.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFunnelMail, type FunnelMail } from '../../support/funnelMail.ts'
import { until } from '../../support/mailApp.ts'
import { errorReasonOf } from '../../support/testApp.ts'

let mail: FunnelMail
beforeEach(async () => void (mail = await createFunnelMail()))
afterEach(() => mail.app.close())

const { funnels, email: mails } = {
  funnels: () => mail.app.client.funnels,
  email: () => mail.app.client.email,
}
const archive = (isArchived: boolean) => funnels().update({ id: mail.funnelId, isArchived })
const states = () => mail.app.rows().map(({ email, state }) => `${email} ${state}`)
const emails = async () =>
  (await funnels().get({ id: mail.funnelId })).emails.map(({ isOn, isHeld, waiting }) => ({
    isOn,
    isHeld,
    waiting,
  }))

describe('the e-mails of an archived funnel', () => {
  it('are held as they are, and go on when it is restored', async () => {
    const on = await mail.email({ delayMinutes: 60 })
    const off = await mail.email({ delayMinutes: 120 })
    await funnels().emails.update({ id: off.id, isOn: false })
    await mail.form('zoe@exemple.example').then(mail.apply)
    expect(await archive(true)).toMatchObject({ isArchived: true, isActive: false })
    expect(await emails()).toEqual([
      { isOn: true, isHeld: true, waiting: 1 },
      { isOn: false, isHeld: true, waiting: 0 },
    ])
    expect(await funnels().emails.ofCampaign({ campaignId: on.campaignId })).toMatchObject({
      isOn: true,
      isHeld: true,
      isActive: false,
    })
    await mail.form('tard@exemple.example').then(mail.apply)
    await mail.pass(3 * 60)
    await mail.settled()
    expect(states()).toEqual([])
    expect((await mails().outbox.status()).waiting).toBe(0)
    // Its message stays fixed, and its account stays needed.
    expect(
      await errorReasonOf(mails().campaigns.update({ id: on.campaignId, subject: 'Autre' })),
    ).toBe('campaign_automatic')
    expect(await archive(false)).toMatchObject({ isArchived: false, isActive: true })
    expect(await emails()).toMatchObject([
      { isOn: true, isHeld: false },
      { isOn: false, isHeld: false },
    ])
    await mail.sweep()
    await until(() => states()[0] === 'zoe@exemple.example sent')
  })

  it('holds what is in the outbox, and lets go nobody who left meanwhile', async () => {
    await mail.email()
    await mail.app.stopEngine()
    await mail.form('zoe@exemple.example').then(mail.apply)
    await mail.form('tom@exemple.example').then(mail.apply)
    await archive(true)
    mail.app.startEngine()
    await mail.pass(60)
    await mail.settled()
    expect(states()).toEqual(['zoe@exemple.example queued', 'tom@exemple.example queued'])
    await mails().suppressions.add({ entries: 'tom@exemple.example', reason: 'unsubscribed' })
    await archive(false)
    await until(() => states()[0] === 'zoe@exemple.example sent')
    expect(states()[1]).toBe('tom@exemple.example cancelled')
  })

  it('cannot be turned on, neither of an archived funnel nor of a deleted one', async () => {
    const email = await mail.email()
    await funnels().emails.update({ id: email.id, isOn: false })
    await archive(true)
    expect(await errorReasonOf(funnels().emails.update({ id: email.id, isOn: true }))).toBe(
      'funnel_archived',
    )
    expect(await emails()).toMatchObject([{ isOn: false }])
    await funnels().delete({ id: mail.funnelId })
    expect(await errorReasonOf(funnels().emails.update({ id: email.id, isOn: true }))).toBe(
      'unknown_id',
    )
    expect(await errorReasonOf(mails().campaigns.resume({ id: email.campaignId }))).toBe(
      'campaign_not_running',
    )
  })

  it('are let go with the funnel: a draft that was held can be sent, and another funnel can take it', async () => {
    const draft = await mails().campaigns.create({
      name: 'À moi',
      subject: 'Objet',
      html: '<p>Texte</p>',
      fromEmail: 'shop@business.example',
    })
    const taken = await funnels().emails.create({ id: mail.funnelId, campaignId: draft.id })
    await archive(true)
    await funnels().emails.delete({ id: taken.id })
    await archive(false)
    const again = await funnels().emails.create({ id: mail.funnelId, campaignId: draft.id })
    await funnels().emails.update({ id: again.id, isOn: true })
    await mail.form('zoe@exemple.example').then(mail.apply)
    await until(() => states()[0] === 'zoe@exemple.example sent')
  })
})

describe('confirmations of an archived funnel', () => {
  const pairing = {
    url: 'https://relais.example',
    relayKey: 'x',
    saleHook: { key: '', secret: '' },
  }
  const setRelay = () => mail.app.services.outbox.relayChanged()
  beforeEach(async () => {
    await mail.app.close()
    mail = await createFunnelMail({ doubleOptIn: true })
  })

  it('are not asked for while it is, and are when it is restored, unless nobody remembers', async () => {
    // Without a relay the first question waits in the outbox.
    await mail.form('avant@exemple.example').then(mail.apply)
    await archive(true)
    await mail.app.host.secrets.set('relay-pairing', JSON.stringify(pairing))
    await setRelay()
    mail.app.host.clock.advance(60_000)
    await mail.form('pendant@exemple.example').then(mail.apply)
    await mail.settled()
    expect(states()).toEqual(['avant@exemple.example queued'])
    // Seven days after the first, less than seven after the second.
    mail.app.host.clock.advance(7 * 24 * 60 * 60_000 - 30_000)
    await archive(false)
    await until(() => states().includes('pendant@exemple.example sent'), 'the question')
    expect(states()).toEqual(['avant@exemple.example cancelled', 'pendant@exemple.example sent'])
  })
})
