// Forms that cannot become a lead: kept whole, listed, made a lead or set aside; and which words a
// consent is judged by.
import { afterEach, beforeEach, expect, it, describe } from 'vitest'
import { type RelayEvent, type SealedForm } from '#shared/contract/relayProtocol.ts'
import { keepWording } from '#main/features/crm/crm.feature.ts'
import { readInstallKey } from '#main/platform/secrets/installKey.ts'
import { formsOf, wordingOf } from '#main/features/funnels/publishing/bundle.ts'
import { readFunnel } from '#main/features/funnels/funnels.repository.ts'
import { applyRelayEvent } from '#main/features/funnels/relay/relayEvents.service.ts'
import { readRelayKeys } from '#main/relay/relayKeys.ts'
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

describe('a form', () => {
  it('that identifies nobody is kept whole, and counted only once somebody made it a lead', async () => {
    const hash = await publishWords()
    await apply(
      formEvent(),
      answer(hash, { fields: { email: 'pas une adresse', company: '<script>' } }),
    )
    expect((await app.client.crm.leads.list({})).total).toBe(0)
    expect((await app.client.funnels.stats({ id: funnelId })).steps[0]?.conversions).toBe(0)
    const [kept] = (await app.client.funnels.keptForms.list()).items
    expect(kept).toMatchObject({
      ...{ funnelId, funnelName: 'Guide', problem: 'address', consent: true },
      fields: [
        { name: 'email', label: 'Adresse e-mail', value: 'pas une adresse' },
        { name: 'company', label: 'Entreprise', value: '<script>' },
      ],
    })
    const { resolve } = app.client.funnels.keptForms
    const id = kept?.id ?? 0
    expect(await errorReasonOf(resolve({ id, fields: {} }))).toBe('address_invalid')
    expect(await errorReasonOf(resolve({ id, fields: { email: '' } }))).toBe('lead_needs_identity')
    expect((await app.client.funnels.keptForms.list()).items).toEqual([kept])
    await resolve({ id, fields: { email: 'zoe@exemple.fr' } })
    const lead = await onlyLead()
    expect(lead).toMatchObject({ email: 'zoe@exemple.fr', company: '<script>' })
    expect((await app.client.funnels.keptForms.list()).items).toEqual([])
    expect(await app.client.funnels.stats({ id: funnelId })).toMatchObject({
      ...{ leads: 1, steps: [{ conversions: 1 }, {}] },
    })
    expect((await app.client.crm.leads.consents({ id: lead.id })).items).toContainEqual(
      expect.objectContaining({ purpose: 'write', action: 'granted', email: 'zoe@exemple.fr' }),
    )
  })

  it.each<Record<string, string>>([
    { '– Votre question ?': 'Êtes-vous ouverts ?' },
    { company: 'ACME' },
    { firstName: 'Jean', email: 'jean..dupont@exemple.fr' },
    { email: 'e\u200bva@exemple.fr' },
    {},
  ])('with %j waits to be looked at, is set aside and comes back', async (fields) => {
    const event = formEvent()
    await apply(event, answer(await publishWords(), { fields }))
    await apply(event, answer(await publishWords(), { fields }))
    const list = async () => (await app.client.funnels.keptForms.list()).items
    expect((await app.client.crm.leads.list({})).total).toBe(0)
    const before = await list()
    expect(before.map((kept) => kept.fields.map(({ value }) => value))).toEqual([
      Object.values(fields),
    ])
    const id = before[0]?.id ?? 0
    await app.client.funnels.keptForms.delete({ id })
    expect(await list()).toEqual([])
    await app.client.funnels.keptForms.restore({ id })
    expect(await list()).toEqual(before)
  })

  it('that does not open is listed as what it is', async () => {
    const event = { ...formEvent(), sealed: 'xxxx' }
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO relay_events (event_id, state, body, noted_at) VALUES (?, 'refused', ?, 1)`,
        [event.id, JSON.stringify(event)],
      ),
    )
    expect((await app.client.funnels.keptForms.list()).items).toMatchObject([
      { id: null, problem: 'sealed', at: new Date(at).toISOString() },
    ])
  })

  it('asks for a confirmation where the words it showed or the form as it is now ask for one', async () => {
    const single = await publishWords()
    const double = await publishWords({ doubleOptIn: true })
    const actions = async (email: string, wordingHash: string) => {
      await apply(formEvent(), answer(wordingHash, { fields: { email } }))
      const [lead] = (await app.client.crm.leads.list({ search: email })).items
      const { items } = await app.client.crm.leads.consents({ id: lead?.id ?? 0 })
      return items.filter(({ purpose }) => purpose === 'write').map(({ action }) => action)
    }
    expect(await actions('a@exemple.fr', single)).toEqual(['asked'])
    await publishWords({ doubleOptIn: false })
    expect(await actions('b@exemple.fr', double)).toEqual(['asked'])
    expect(await actions('c@exemple.fr', single)).toEqual(['granted'])
    expect(await actions('d@exemple.fr', '')).toEqual(['asked'])
  })
})
