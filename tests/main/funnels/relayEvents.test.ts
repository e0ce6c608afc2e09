// What events of the relay do to leads, consents and refusals: once each, and never against an
// earlier no.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RelayEvent, type SealedForm, RelayBundle } from '#shared/contract/relayProtocol.ts'
import { keepWording } from '#main/features/crm/crm.feature.ts'
import { readInstallKey } from '#main/platform/secrets/installKey.ts'
import { bundleOf, formsOf, wordingOf } from '#main/features/funnels/publishing/bundle.ts'
import { recallRefusals } from '#main/features/crm/personalData/erasedRefusals.repository.ts'
import { readFunnel } from '#main/features/funnels/funnels.repository.ts'
import { applyRelayEvent } from '#main/features/funnels/relay/relayEvents.service.ts'
import { readRelayKeys } from '#main/relay/relayKeys.ts'
import { sealToken } from '#main/relay/relayTokens.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let funnelId: number
let pageId: number
let number = 0
const at = Date.parse('2026-11-22T08:00:00Z')
const source = { utmSource: null, utmMedium: null, utmCampaign: null, referrer: null }
const visitor = 'visiteur-00000001'
const eventId = () => `01JD${String((number += 1)).padStart(22, '0')}`

beforeEach(async () => {
  app = await createTestApp()
  const funnel = await app.client.funnels.create({
    query: { template: 'guide-fr' },
    body: { name: 'Guide' },
  })
  funnelId = funnel.id
  pageId = funnel.pages[0]?.id ?? 0
})
afterEach(() => app.remove())

async function apply(event: RelayEvent, opened: SealedForm | null = null): Promise<void> {
  const keys = await readRelayKeys(app.host.secrets)
  const installKey = await readInstallKey(app.host.secrets, app.host.dataFolder)
  await app.services.database.write([], (transaction) =>
    applyRelayEvent(
      { now: app.host.clock.now(), keys, installKey, log: app.host.log },
      transaction,
      event,
      opened,
    ),
  )
}

/** The words of the form as they would have been published. */
async function publishWords(
  change: { doubleOptIn?: boolean; measureConsentText?: string } = {},
): Promise<string> {
  const page = await app.client.funnels.pages.get({ id: pageId })
  await app.client.funnels.pages.update({
    id: pageId,
    blocks: page.blocks.map((block) => (block.kind === 'form' ? { ...block, ...change } : block)),
  })
  const { funnel, pages } = readFunnel(app.services.database, funnelId)
  const [form] = pages.flatMap(formsOf)
  if (form === undefined) throw new Error('The template has no form.')
  const wording = wordingOf(form, funnel)
  await app.services.database.write([], (transaction) => keepWording(transaction, wording, at))
  return wording.hash
}

const formEvent = (more: Partial<Extract<RelayEvent, { kind: 'form' }>> = {}) => ({
  id: eventId(),
  at,
  funnelId,
  pageId,
  kind: 'form' as const,
  visitor,
  source,
  sealed: '',
  ...more,
})
const answer = (wordingHash: string, more: Partial<SealedForm> = {}): SealedForm => ({
  blockKey: 'form',
  fields: { email: 'Zoé.Roux@exemple.fr', firstName: 'Zoé' },
  consent: true,
  measureConsent: false,
  wordingHash,
  reference: '',
  ...more,
})
const onlyLead = async () => {
  const { items } = await app.client.crm.leads.list({})
  expect(items).toHaveLength(1)
  return items[0] ?? expect.fail('no lead')
}
const refusals = async () =>
  (await app.client.email.suppressions.list({})).items.map(
    ({ value, reason }) => `${value} ${reason}`,
  )

describe('a form', () => {
  it('becomes a lead with the proof of each answer, a tag, a score and a line of activity', async () => {
    const hash = await publishWords()
    await apply(formEvent(), answer(hash))
    const lead = await onlyLead()
    expect(lead).toMatchObject({
      email: 'zoé.roux@exemple.fr',
      firstName: 'Zoé',
      source: 'Guide',
      tags: ['guide'],
      lastContactAt: new Date(at).toISOString(),
    })
    expect(lead.score).toBe(20)
    const [line] = (await app.client.crm.interactions.list({ id: lead.id })).items
    expect(line).toMatchObject({ type: 'note', isMeasured: true })
    expect(await errorReasonOf(app.client.crm.interactions.delete({ id: line?.id ?? 0 }))).toBe(
      'interaction_measured',
    )
    const { items } = await app.client.crm.leads.consents({ id: lead.id })
    expect(
      items.map(({ purpose, action, method }) => `${purpose} ${action} ${method}`).sort(),
    ).toEqual(['measure not_given form', 'write granted form'])
    expect(items.find(({ purpose }) => purpose === 'write')).toMatchObject({
      at: new Date(at).toISOString(),
      funnelId,
      pageId,
      wordingVersion: 1,
      email: lead.email,
    })
    expect(items.find(({ purpose }) => purpose === 'write')?.wording).toContain(
      'J’accepte de recevoir',
    )
    expect(await refusals()).toEqual([])
    const activity = await app.client.dashboard.activity({ limit: 5 })
    expect(activity.map(({ kind }) => kind)).toContain('interaction')
    const [note] = (await app.client.crm.interactions.list({ id: lead.id })).items
    expect(note).toMatchObject({ type: 'note', subject: 'Formulaire\u00a0: Recevoir le guide' })
    // In the words of the funnel's language, not by the names of fields.
    expect(note?.content).toContain('Prénom\u00a0: Zoé')
    expect(note?.content).not.toContain('firstName')
    expect(await app.client.funnels.stats({ id: funnelId })).toMatchObject({ leads: 1 })
  })

  it('that comes twice is one', async () => {
    const hash = await publishWords()
    const event = formEvent()
    await apply(event, answer(hash))
    await apply(event, answer(hash))
    const lead = await onlyLead()
    expect((await app.client.crm.interactions.list({ id: lead.id })).items).toHaveLength(1)
    expect((await app.client.crm.leads.consents({ id: lead.id })).items).toHaveLength(2)
  })

  it('completes a known lead and overwrites nothing of it', async () => {
    const known = await app.client.crm.leads.create({
      email: 'zoé.roux@exemple.fr',
      firstName: 'Zoé-Marie',
      tags: ['vip'],
    })
    await apply(
      formEvent(),
      answer(await publishWords(), {
        fields: {
          email: 'zoé.roux@exemple.fr',
          firstName: 'Pirate',
          lastName: 'Roux',
          phone: '06\u0000 12',
        },
      }),
    )
    expect(await onlyLead()).toMatchObject({
      id: known.id,
      firstName: 'Zoé-Marie',
      lastName: 'Roux',
      phone: '06  12',
      tags: ['vip', 'guide'],
      source: null,
    })
  })

  it('without the tick lets nobody be written to; a later tick does', async () => {
    const hash = await publishWords()
    await apply(formEvent(), answer(hash, { consent: false }))
    expect(await refusals()).toEqual(['zoé.roux@exemple.fr refused'])
    await apply(formEvent({ at: at + 1 }), answer(hash, { consent: true }))
    expect(await refusals()).toEqual([])
  })

  it('without the tick withdraws nothing from a person who was written to before', async () => {
    await app.client.crm.leads.create({ email: 'zoé.roux@exemple.fr' })
    await apply(formEvent(), answer(await publishWords(), { consent: false }))
    expect(await refusals()).toEqual([])
  })

  it('lifts only the person’s own no', async () => {
    const hash = await publishWords()
    for (const [reason, isLifted] of [
      ['unsubscribed', true],
      ['refused', false],
      ['hard_bounce', false],
      ['complaint', false],
      ['manual', false],
    ] as const) {
      app.host.clock.set(at - 1000)
      await app.client.email.suppressions.add({ entries: 'zoé.roux@exemple.fr', reason })
      await apply(formEvent(), answer(hash))
      expect([reason, (await refusals()).length === 0]).toEqual([reason, isLifted])
      for (const { id } of (await app.client.email.suppressions.list({})).items)
        await app.client.email.suppressions.delete({ id })
    }
    app.host.clock.set(at + 1000)
    await app.client.email.suppressions.add({
      entries: 'zoé.roux@exemple.fr',
      reason: 'unsubscribed',
    })
    await apply(formEvent(), answer(hash))
    expect(await refusals()).toEqual(['zoé.roux@exemple.fr unsubscribed'])
  })

  it('lifts what the person refused before being erased', async () => {
    const hash = await publishWords()
    const { crm, email } = app.client
    const lead = await crm.leads.create({ email: 'zoé.roux@exemple.fr' })
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO suppressions (kind, value, reason, created_at) VALUES ('address', 'zoé.roux@exemple.fr', 'unsubscribed', 5)`,
      ),
    )
    await crm.personalData.erase({ id: lead.id })
    await apply(formEvent(), answer(hash))
    expect(await refusals()).toEqual([])
    await recallRefusals(app.services)
    expect(await refusals()).toEqual([])
    expect((await email.suppressions.list({})).total).toBe(0)
  })

  it('leaves a refused domain refused', async () => {
    app.host.clock.set(at - 1000)
    await app.client.email.suppressions.add({ entries: 'exemple.fr', reason: 'unsubscribed' })
    await apply(formEvent(), answer(await publishWords()))
    expect(await refusals()).toEqual(['exemple.fr unsubscribed'])
  })

  it('with double opt-in waits for the address itself', async () => {
    const hash = await publishWords({ doubleOptIn: true })
    const event = formEvent()
    await apply(event, answer(hash))
    const lead = await onlyLead()
    expect(await refusals()).toEqual(['zoé.roux@exemple.fr refused'])
    expect(
      (await app.client.crm.leads.consents({ id: lead.id })).items.map(({ action }) => action),
    ).toContain('asked')
    const keys = await readRelayKeys(app.host.secrets)
    await apply({
      id: eventId(),
      at: at + 5,
      kind: 'confirm',
      token: sealToken(keys, 'unsubscribe', event.id),
    })
    expect(await refusals()).toHaveLength(1)
    await apply({
      id: eventId(),
      at: at + 6,
      kind: 'confirm',
      token: sealToken(keys, 'confirm', event.id),
    })
    expect(await refusals()).toEqual([])
    expect((await app.client.crm.leads.consents({ id: lead.id })).items[0]).toMatchObject({
      action: 'granted',
      method: 'confirmation',
    })
  })

  it('of a deleted funnel still becomes a lead, once', async () => {
    const hash = await publishWords()
    await app.client.funnels.delete({ id: funnelId })
    const event = formEvent()
    await apply(event, answer(hash))
    await apply(event, answer(hash))
    const lead = await onlyLead()
    expect((await app.client.crm.interactions.list({ id: lead.id })).items).toHaveLength(1)
  })
})

describe('the ledger', () => {
  it('cannot be changed or emptied', async () => {
    await apply(formEvent(), answer(await publishWords()))
    for (const statement of [
      `UPDATE consent_events SET action = 'granted'`,
      `UPDATE consent_events SET lead_id = 7, at = at + 1`,
      'DELETE FROM consent_events',
      `UPDATE consent_wordings SET write_text = 'x'`,
    ]) {
      await expect(
        app.services.database.write([], (transaction) => transaction.sql(statement)),
      ).rejects.toThrow(/append-only/)
    }
  })
})

describe('an unsubscription', () => {
  it('is obeyed by the token of a message, and only by a genuine one', async () => {
    const lead = await app.client.crm.leads.create({ email: 'zoe@exemple.fr' })
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, next_attempt_at, created_at)
         VALUES (1, ?, 'k', 'm', 'abcdefghijklmnop', 0, 1, 'zoe@exemple.fr', 'exemple.fr', '{}', 'sent', 0, 0)`,
        [lead.id],
      ),
    )
    const keys = await readRelayKeys(app.host.secrets)
    await apply({ id: eventId(), at, kind: 'unsubscribe', token: 'abcdefghijklmnop' })
    await apply({
      id: eventId(),
      at,
      kind: 'unsubscribe',
      token: sealToken(keys, 'unsubscribe', 'unknown'),
    })
    expect(await refusals()).toEqual([])
    const event = {
      id: eventId(),
      at,
      kind: 'unsubscribe' as const,
      token: sealToken(keys, 'unsubscribe', 'abcdefghijklmnop'),
    }
    await apply(event)
    await apply(event)
    expect(await refusals()).toEqual(['zoe@exemple.fr unsubscribed'])
    expect((await app.client.crm.leads.consents({ id: lead.id })).items).toMatchObject([
      { action: 'withdrawn', method: 'unsubscribe', wording: null },
    ])
  })
})

describe('a sale', () => {
  it('is counted once, and belongs to the lead whose reference it carries', async () => {
    await apply(formEvent(), answer(await publishWords(), { reference: 'ref-0000000000000001' }))
    const lead = await onlyLead()
    const sale = {
      at,
      funnelId,
      pageId,
      kind: 'sale' as const,
      amountCents: 4900,
      currency: 'EUR',
      reference: 'ref-0000000000000001',
      externalId: 'pay_1',
    }
    await apply({ ...sale, id: eventId() })
    await apply({ ...sale, id: eventId() })
    expect(await app.client.funnels.stats({ id: funnelId })).toMatchObject({
      sales: 1,
      revenue: 49,
    })
    expect(
      (await app.client.crm.interactions.list({ id: lead.id })).items.map(({ subject }) => subject),
    ).toContain('Vente\u00a0: 49\u00a0€ (Recevoir le guide)')
  })
})

describe('a bundle', () => {
  it('fits the protocol and names where each button and form leads', async () => {
    const funnel = await app.client.funnels.create({
      query: { template: 'webinar-replay-en' },
      body: { name: 'Replay' },
    })
    await app.client.funnels.pages.update({
      id: funnel.pages[2]?.id ?? 0,
      offer: { amount: 590, currency: 'EUR', paymentUrl: 'https://pay.example/x' },
    })
    const { bundle, wordings } = bundleOf(
      app.services,
      readFunnel(app.services.database, funnel.id),
      3,
    )
    expect(RelayBundle.safeParse(bundle).error).toBeUndefined()
    expect(bundle).toMatchObject({ slug: 'replay', version: 3, language: 'en' })
    expect(bundle.pages.map(({ targets }) => targets)).toEqual([
      { next: 'the-presentation' },
      { next: 'the-coaching' },
      {
        next: 'thank-you',
        accepted: 'thank-you',
        declined: 'thank-you',
        payment: 'https://pay.example/x',
      },
      {},
    ])
    expect(bundle.pages[0]?.forms).toMatchObject({
      form: { fields: ['firstName', 'email'], required: ['email'], wordingHash: wordings[0]?.hash },
    })
    expect(bundle.pages[0]?.forms['form']?.labels).toEqual({
      firstName: 'First name',
      email: expect.any(String) as string,
    })
    expect(bundle.pages[0]?.html).toContain(`name="wording" value="${wordings[0]?.hash}"`)
    expect(bundle.pages[0]?.html).toContain('action="get-access/form/form__WEBOX_CARRIED__"')
    expect(bundle.pages[2]?.html).toContain(
      'href="../../go/replay/the-coaching/payment__WEBOX_CARRIED__"',
    )
    expect(bundle.pages[2]?.html).not.toContain('pay.example')
  })
})
