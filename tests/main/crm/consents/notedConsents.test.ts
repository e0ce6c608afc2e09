// What is noted by hand of an agreement or a refusal: what holds then, what it does to sending, and
// taking a mistake back.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConsentRecord } from '#shared/contract/crm/consents.ts'
import { recordWithdrawal } from '#main/features/crm/crm.feature.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const leads = () => app.client.crm.leads
const refusals = async () =>
  (await app.client.email.suppressions.list({})).items.map(({ value, reason }) => [value, reason])
const refuse = (entries: string, reason: 'unsubscribed' | 'unconfirmed' | 'complaint') =>
  app.client.email.suppressions.add({ entries, reason })
const later = () => app.host.clock.advance(60_000)
const now = () => new Date(app.host.clock.now()).toISOString()
const daysAgo = (days: number) => new Date(app.host.clock.now() - days * 86_400_000).toISOString()
const newest = ({ items }: ConsentRecord) => Math.max(...items.map(({ id }) => id))
const mine = [{ value: 'lea@travail.example' }]
/** An unsubscribe link, as it comes from the relay. */
const click = (clicked: { leadId: number; email: string; at: number }) =>
  app.services.database.write([], (transaction) =>
    recordWithdrawal(transaction, { eventId: 'click', ...clicked }, app.host.clock.now()),
  )
const isReachable = async (id: number) => (await app.client.email.reachability({ id })).canReceive

describe('a basis noted by hand', () => {
  it('is on record with its day, how it was given and its note', async () => {
    const { id } = await leads().create({ email: 'lea@exemple.fr' })
    expect((await leads().consents({ id })).standing).toEqual({
      ...{ state: 'none', basis: null, at: null, refusal: null },
    })
    const at = new Date(app.host.clock.now() - 86_400_000).toISOString()
    const given = { basis: 'customer', channel: 'contract', note: ' Devis 12 ', at } as const
    const { standing, items } = await leads().noteConsent({ id, action: 'granted', ...given })
    expect(standing).toEqual({ state: 'granted', basis: 'customer', at, refusal: null })
    expect(items).toMatchObject([
      {
        ...{ action: 'granted', method: 'manual', basis: 'customer', channel: 'contract' },
        ...{ note: 'Devis 12', at, recordedAt: now(), email: 'lea@exemple.fr' },
        ...{ isTakenBack: false, origin: null },
      },
    ])
    expect((await leads().timeline({ id, kinds: 'consent' })).items).toHaveLength(1)
  })

  it('lets somebody be written to who had not agreed yet, and lifts no refusal', async () => {
    const { id } = await leads().create({
      ...{ email: 'lea@exemple.fr', emails: [{ value: 'lea@travail.example' }] },
    })
    await refuse('lea@exemple.fr', 'unconfirmed')
    expect(await isReachable(id)).toBe(false)
    await leads().noteConsent({ id, action: 'granted', basis: 'consent' })
    expect(await refusals()).toEqual([])
    expect(await isReachable(id)).toBe(true)
    await refuse('lea@exemple.fr', 'unsubscribed')
    later()
    const { standing } = await leads().noteConsent({ id, action: 'granted', basis: 'consent' })
    expect(standing).toMatchObject({ state: 'granted', refusal: { reason: 'unsubscribed' } })
    expect(await isReachable(id)).toBe(false)
  })

  it('lifts no refusal of somebody who had not agreed yet, whatever day it is noted for', async () => {
    const { id } = await leads().create({ email: 'lea@exemple.fr' })
    await refuse('lea@exemple.fr', 'unconfirmed')
    later()
    const before = new Date(app.host.clock.now() - 400 * 86_400_000).toISOString()
    await leads().noteConsent({ id, action: 'withdrawn', at: before })
    expect(await refusals()).toEqual([['lea@exemple.fr', 'unsubscribed']])
    later()
    await leads().noteConsent({ id, action: 'granted', basis: 'customer' })
    expect(await isReachable(id)).toBe(false)
    expect((await leads().consents({ id })).standing.refusal).toMatchObject({
      reason: 'unsubscribed',
    })
  })

  it('does not hide that the whole domain refused', async () => {
    const { id } = await leads().create({ email: 'lea@exemple.fr' })
    await refuse('@exemple.fr', 'complaint')
    const { standing } = await leads().noteConsent({ id, action: 'granted', basis: 'customer' })
    expect(standing).toMatchObject({ state: 'granted', refusal: { reason: 'complaint' } })
  })

  it('is refused for a day to come, and for somebody who is gone, and then nothing is noted', async () => {
    const { id } = await leads().create({ email: 'lea@exemple.fr' })
    const tomorrow = new Date(app.host.clock.now() + 86_400_000).toISOString()
    const draft = { id, action: 'granted', basis: 'consent' } as const
    expect(await errorReasonOf(leads().noteConsent({ ...draft, at: tomorrow }))).toBe(
      'consent_in_future',
    )
    expect((await leads().consents({ id })).items).toEqual([])
    await leads().delete({ id })
    expect(await errorReasonOf(leads().noteConsent(draft))).toBe('unknown_id')
    await leads().restore({ id })
    expect((await leads().consents({ id })).items).toEqual([])
  })

  it('comes back with somebody who was deleted', async () => {
    const { id } = await leads().create({ email: 'lea@exemple.fr' })
    await leads().noteConsent({ id, action: 'granted', basis: 'interest' })
    await leads().delete({ id })
    await leads().restore({ id })
    expect((await leads().consents({ id })).standing.basis).toBe('interest')
  })
})

describe('a withdrawal noted by hand', () => {
  it('holds for all addresses, and for one that comes later', async () => {
    const { id } = await leads().create({
      ...{ email: 'lea@exemple.fr', emails: [{ value: 'lea@travail.example' }] },
    })
    const { standing } = await leads().noteConsent({ id, action: 'withdrawn', channel: 'phone' })
    expect(standing).toMatchObject({ state: 'withdrawn', refusal: { reason: 'unsubscribed' } })
    await leads().update({ id, emails: [{ value: 'lea@maison.example' }] })
    const { items } = await app.client.email.suppressions.list({ search: 'maison' })
    expect(items).toMatchObject([{ reason: 'unsubscribed' }])
  })

  it('holds for the first address of somebody who had none, until a basis is noted', async () => {
    const { id } = await leads().create({ firstName: 'Léa', lastName: 'Martin' })
    await leads().noteConsent({ id, action: 'withdrawn' })
    expect(await refusals()).toEqual([])
    await leads().update({ id, email: 'lea@exemple.fr' })
    expect(await refusals()).toEqual([['lea@exemple.fr', 'unsubscribed']])
    const other = await leads().create({ firstName: 'Zoé', lastName: 'Petit' })
    await leads().noteConsent({ id: other.id, action: 'withdrawn' })
    later()
    await leads().noteConsent({ id: other.id, action: 'granted', basis: 'consent' })
    await leads().update({ id: other.id, email: 'zoe@exemple.fr' })
    expect(await isReachable(other.id)).toBe(true)
  })

  it('wins over an agreement when two entries become one, and goes with the merge taken back', async () => {
    const keep = await leads().create({ email: 'lea@exemple.fr', firstName: 'Léa' })
    const other = await leads().create({ firstName: 'Léa', lastName: 'Martin' })
    await leads().noteConsent({ id: other.id, action: 'withdrawn' })
    later()
    await leads().noteConsent({ id: keep.id, action: 'granted', basis: 'consent' })
    const { mergeId } = await leads().merge({ keep: keep.id, others: [other.id] })
    expect(await isReachable(keep.id)).toBe(false)
    expect((await leads().consents({ id: keep.id })).items).toHaveLength(2)
    await leads().undoMerge({ id: mergeId })
    expect(await refusals()).toEqual([])
    expect((await leads().consents({ id: other.id })).standing.state).toBe('withdrawn')
  })
})

describe('a line noted by mistake', () => {
  it('stays on record, holds no more, and gives back what it changed', async () => {
    const { id } = await leads().create({
      ...{ email: 'lea@exemple.fr', emails: [{ value: 'lea@travail.example' }] },
    })
    const { items } = await leads().noteConsent({ id, action: 'withdrawn' })
    later()
    const consentId = items[0]?.id ?? 0
    const after = await leads().undoConsent({ id, consentId })
    expect(after.standing).toMatchObject({ state: 'none', refusal: null })
    expect(after.items.map(({ action, isTakenBack }) => [action, isTakenBack])).toEqual([
      ['taken_back', false],
      ['withdrawn', true],
    ])
    expect(await refusals()).toEqual([])
    expect(await errorReasonOf(leads().undoConsent({ id, consentId }))).toBe('consent_not_undoable')
  })

  it('puts back what the basis had lifted', async () => {
    const { id } = await leads().create({ email: 'lea@exemple.fr' })
    await refuse('lea@exemple.fr', 'unconfirmed')
    const { items } = await leads().noteConsent({ id, action: 'granted', basis: 'consent' })
    await leads().undoConsent({ id, consentId: items[0]?.id ?? 0 })
    expect(await refusals()).toEqual([['lea@exemple.fr', 'unconfirmed']])
  })

  it('takes no refusal away that was made stronger since', async () => {
    const { id } = await leads().create({ email: 'lea@exemple.fr' })
    const { items } = await leads().noteConsent({ id, action: 'withdrawn' })
    later()
    await refuse('lea@exemple.fr', 'complaint')
    await leads().undoConsent({ id, consentId: items[0]?.id ?? 0 })
    expect(await refusals()).toEqual([['lea@exemple.fr', 'complaint']])
  })

  it('gives back the addresses that came since, and holds for them what comes back', async () => {
    const { id } = await leads().create({ email: 'lea@exemple.fr' })
    const refused = await leads().noteConsent({ id, action: 'withdrawn' })
    later()
    await leads().update({ id, emails: [{ value: 'lea@travail.example' }] })
    await leads().undoConsent({ id, consentId: refused.items[0]?.id ?? 0 })
    expect(await refusals()).toEqual([])
    const zoe = await leads().create({ email: 'zoe@exemple.fr' })
    await refuse('zoe@exemple.fr', 'unconfirmed')
    const granted = await leads().noteConsent({ id: zoe.id, action: 'granted', basis: 'consent' })
    await leads().update({ id: zoe.id, emails: [{ value: 'zoe@travail.example' }] })
    await leads().undoConsent({ id: zoe.id, consentId: granted.items[0]?.id ?? 0 })
    expect((await refusals()).toSorted()).toEqual([
      ['zoe@exemple.fr', 'unconfirmed'],
      ['zoe@travail.example', 'unconfirmed'],
    ])
  })

  it('of somebody who had no address gives back the first one', async () => {
    const { id } = await leads().create({ firstName: 'Léa', lastName: 'Martin' })
    const { items } = await leads().noteConsent({ id, action: 'withdrawn' })
    later()
    await leads().update({ id, email: 'lea@exemple.fr' })
    await leads().update({ id, emails: [{ value: 'lea@travail.example' }] })
    await leads().undoConsent({ id, consentId: items[0]?.id ?? 0 })
    expect(await refusals()).toEqual([])
  })

  it('gives back no address that another refusal keeps', async () => {
    const { id } = await leads().create({ email: 'lea@exemple.fr' })
    await leads().noteConsent({ id, action: 'withdrawn' })
    later()
    const { items } = await leads().noteConsent({ id, action: 'withdrawn' })
    await leads().update({ id, emails: [{ value: 'lea@travail.example' }] })
    const undone = await leads().undoConsent({ id, consentId: items[0]?.id ?? 0 })
    expect(undone.standing.state).toBe('withdrawn')
    expect(await refusals()).toHaveLength(2)
    later()
    const [first] = undone.items.filter(
      ({ action, isTakenBack }) => action === 'withdrawn' && !isTakenBack,
    )
    await refuse('lea@travail.example', 'complaint')
    await leads().undoConsent({ id, consentId: first?.id ?? 0 })
    // A complaint at one address holds for the person.
    expect((await refusals()).toSorted()).toEqual([
      ['lea@exemple.fr', 'complaint'],
      ['lea@travail.example', 'complaint'],
    ])
  })

  it('leaves the refusal of a line that gave its true, older date, which goes with that line', async () => {
    const { id } = await leads().create({
      ...{ email: 'lea@exemple.fr', emails: [{ value: 'lea@travail.example' }] },
    })
    const first = await leads().noteConsent({ id, action: 'withdrawn' })
    later()
    const at = daysAgo(30)
    const second = await leads().noteConsent({ id, action: 'withdrawn', at })
    await leads().update({ id, emails: [...mine, { value: 'lea@maison.example' }] })
    const undone = await leads().undoConsent({ id, consentId: newest(first) })
    expect(undone.standing).toMatchObject({ state: 'withdrawn', refusal: { at } })
    expect(await refusals()).toHaveLength(3)
    expect(await isReachable(id)).toBe(false)
    await leads().undoConsent({ id, consentId: newest(second) })
    expect(await refusals()).toEqual([])
  })

  it.each(['unconfirmed', 'unsubscribed'] as const)(
    'and the one that corrected it, both taken back, leave what was %s before',
    async (reason) => {
      const { id } = await leads().create({ email: 'lea@exemple.fr' })
      const before = app.host.clock.now() + 60_000
      await refuse('lea@exemple.fr', reason)
      app.host.clock.advance(86_400_000)
      const first = await leads().noteConsent({ id, action: 'withdrawn' })
      later()
      const at = new Date(before).toISOString()
      const second = await leads().noteConsent({ id, action: 'withdrawn', at })
      await leads().undoConsent({ id, consentId: newest(first) })
      expect((await app.client.email.suppressions.list({})).items).toMatchObject([
        { reason: 'unsubscribed', createdAt: at },
      ])
      await leads().undoConsent({ id, consentId: newest(second) })
      expect(await refusals()).toEqual([['lea@exemple.fr', reason]])
    },
  )

  it('of the same day as another leaves what the other one holds, whichever goes first', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ] as const) {
      const { id } = await leads().create({ email: 'lea@exemple.fr' })
      const at = daysAgo(3)
      const lines = [
        newest(await leads().noteConsent({ id, action: 'withdrawn', at })),
        newest(await leads().noteConsent({ id, action: 'withdrawn', at })),
      ]
      await leads().undoConsent({ id, consentId: lines[order[0]] ?? 0 })
      expect(await refusals()).toEqual([['lea@exemple.fr', 'unsubscribed']])
      await leads().undoConsent({ id, consentId: lines[order[1]] ?? 0 })
      expect(await refusals()).toEqual([])
      await leads().delete({ id })
    }
  })

  it('leaves the refusal by a link that was clicked before it and came after it', async () => {
    const { id } = await leads().create({ email: 'lea@exemple.fr' })
    const line = await leads().noteConsent({ id, action: 'withdrawn', at: daysAgo(1) })
    const at = daysAgo(2)
    await click({ leadId: id, email: 'lea@exemple.fr', at: Date.parse(at) })
    const { standing } = await leads().undoConsent({ id, consentId: newest(line) })
    expect(standing).toMatchObject({ state: 'withdrawn', refusal: { reason: 'unsubscribed', at } })
  })

  it('does not free an address over what the person refused at one they no longer have', async () => {
    const { id } = await leads().create({
      ...{ email: 'lea@ancien.example', firstName: 'Léa', lastName: 'Martin' },
    })
    await click({ leadId: id, email: 'lea@ancien.example', at: app.host.clock.now() })
    await leads().update({ id, email: null })
    later()
    const line = await leads().noteConsent({ id, action: 'withdrawn' })
    await leads().update({ id, email: 'lea@exemple.fr' })
    await leads().undoConsent({ id, consentId: newest(line) })
    expect(await isReachable(id)).toBe(false)
    expect(await refusals()).toContainEqual(['lea@exemple.fr', 'unsubscribed'])
  })

  it('of another person is not there, and what a form said is not taken back', async () => {
    const lea = await leads().create({ email: 'lea@exemple.fr' })
    const zoe = await leads().create({ email: 'zoe@exemple.fr' })
    const { items } = await leads().noteConsent({ id: lea.id, action: 'withdrawn' })
    const line = { id: zoe.id, consentId: items[0]?.id ?? 0 }
    expect(await errorReasonOf(leads().undoConsent(line))).toBe('unknown_id')
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO consent_events (event_id, lead_id, purpose, action, method, at, recorded_at) VALUES ('f', ?, 'write', 'granted', 'form', 1, 1)`,
        [zoe.id],
      ),
    )
    const { items: said, standing } = await leads().consents({ id: zoe.id })
    expect(standing).toMatchObject({ state: 'granted', basis: 'consent' })
    const ofForm = { id: zoe.id, consentId: said[0]?.id ?? 0 }
    expect(await errorReasonOf(leads().undoConsent(ofForm))).toBe('consent_not_undoable')
  })
})

describe('what was noted', () => {
  it('is in the file for its person, and goes with an erasure', async () => {
    const { id } = await leads().create({ email: 'lea@exemple.fr' })
    const note = 'Dit au téléphone'
    await leads().noteConsent({ id, action: 'granted', basis: 'consent', note })
    expect((await app.client.crm.personalData.get({ id })).consents).toMatchObject([{ note }])
    await app.client.crm.personalData.erase({ id })
    expect(app.services.database.count('SELECT count(*) AS n FROM consent_events')).toBe(0)
  })

  it('of an address that is another person’s by now is erased with that person', async () => {
    const lea = await leads().create({ email: 'lea@exemple.fr', firstName: 'Léa' })
    await leads().noteConsent({ id: lea.id, action: 'withdrawn' })
    await leads().update({ id: lea.id, email: 'lea@maison.example' })
    const tom = await leads().create({ email: 'lea@exemple.fr', firstName: 'Tom' })
    await app.client.crm.personalData.erase({ id: tom.id })
    const told = () =>
      app.services.database.query<{ refusals: string }>('SELECT refusals FROM consent_events')
    expect(told()).toEqual([{ refusals: '[]' }])
    // But for an erasure a line never changes.
    const change = `UPDATE consent_events SET refusals = NULL`
    await expect(
      app.services.database.write([], (transaction) => transaction.sql(change)),
    ).rejects.toThrow(/append-only/)
  })

  it('is told whole: how many lines there are, and all of them in the file of the person', async () => {
    const { id } = await leads().create({ email: 'lea@exemple.fr' })
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 510)
         INSERT INTO consent_events (event_id, lead_id, purpose, action, method, at, recorded_at) SELECT 'e' || i, ?, 'write', 'granted', 'form', i, i FROM n`,
        [id],
      ),
    )
    const { items, total } = await leads().consents({ id })
    expect([items.length, total]).toEqual([500, 510])
    expect((await app.client.crm.personalData.get({ id })).consents).toHaveLength(510)
  })

  it('since a backup holds in it too', async () => {
    const { id } = await leads().create({ email: 'lea@exemple.fr' })
    const made = await app.client.backups.make()
    later()
    const draft = { id, note: 'Salon', channel: 'paper' } as const
    await leads().noteConsent({ ...draft, action: 'granted', basis: 'interest' })
    later()
    const { items } = await leads().noteConsent({ id, action: 'withdrawn' })
    later()
    await leads().undoConsent({ id, consentId: items[0]?.id ?? 0 })
    const before = await leads().consents({ id })
    await app.client.backups.restore({ id: made.id })
    expect(await leads().consents({ id })).toEqual(before)
    expect(before.standing).toMatchObject({ state: 'granted', basis: 'interest' })
  })
})
