// That a person left a topic holds for the person: through other addresses, merges, deletions, files,
// erasures and backups. Only the user's own hand ends it.
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leaveTopics } from '#main/features/crm/topics/topicRefusals.repository.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
let offers = ''
let tips = ''
beforeEach(async () => {
  app = await createTestApp()
  offers = (await crm().topics.create({ name: 'Promotions' })).key
  tips = (await crm().topics.create({ name: 'Conseils' })).key
})
afterEach(() => app.remove())

const crm = () => app.client.crm
const lead = async (email: string | null, more = {}) =>
  (await crm().leads.create({ email, firstName: 'Léa', ...more })).id
const left = async (id: number) =>
  (await crm().topics.ofLead({ id })).items
    .filter(({ leftAt }) => leftAt !== null)
    .map(({ name }) => name)
/** Who would be written to about the first topic. */
const reached = async () =>
  (await app.client.email.campaigns.audience({ recipients: {}, topic: offers })).recipients
const byLink = (leadId: number | null, email: string, topics = [offers]) =>
  app.services.database.write(['crm'], (transaction) =>
    leaveTopics(
      transaction,
      { eventId: randomUUID(), leadId, email, at: 5, method: 'unsubscribe', topics },
      app.host.clock.now(),
    ),
  )

describe('a topic that was left', () => {
  it('is on record, with its name, in the ledger and the history', async () => {
    const id = await lead('a@exemple.fr')
    await crm().topics.leave({ id, topic: offers })
    expect(await left(id)).toEqual(['Promotions'])
    const { items, standing } = await crm().leads.consents({ id })
    expect(items).toMatchObject([
      { purpose: 'topic', topic: 'Promotions', action: 'withdrawn', method: 'manual' },
    ])
    // It says nothing of whether the person may be written to at all.
    expect(standing).toMatchObject({ state: 'none', refusal: null })
    const history = (await crm().leads.timeline({ id, kinds: 'consent' })).items
    expect(history).toMatchObject([{ kind: 'consent', consent: { topic: 'Promotions' } }])
    const undo = crm().leads.undoConsent({ id, consentId: items[0]?.id ?? 0 })
    expect(await errorReasonOf(undo)).toBe('consent_not_undoable')
  })

  it('comes back by the user’s hand alone, which is on record too', async () => {
    const id = await lead('a@exemple.fr')
    await byLink(id, 'a@exemple.fr')
    expect(await reached()).toBe(0)
    await crm().leads.noteConsent({ id, action: 'granted', basis: 'consent' })
    expect(await left(id)).toEqual(['Promotions'])
    await crm().topics.comeBack({ id, topic: offers })
    expect(await left(id)).toEqual([])
    expect(await reached()).toBe(1)
    const lines = (await crm().leads.consents({ id })).items.filter(
      ({ purpose }) => purpose === 'topic',
    )
    expect(lines.map(({ action, method }) => `${action} ${method}`)).toEqual([
      'granted manual',
      'withdrawn unsubscribe',
    ])
    const before = lines.length
    await crm().topics.comeBack({ id, topic: offers })
    expect(
      (await crm().leads.consents({ id })).items.filter(({ purpose }) => purpose === 'topic'),
    ).toHaveLength(before)
  })

  it('holds at the other addresses of the person, and at new ones', async () => {
    const id = await lead('a@exemple.fr', { emails: [{ value: 'b@exemple.fr' }] })
    await byLink(id, 'b@exemple.fr')
    await crm().leads.update({ id, email: 'new@exemple.fr', emails: [] })
    expect(await left(id)).toEqual(['Promotions'])
    expect(await reached()).toBe(0)
  })

  it('holds for an address that comes in again, and goes with it from then on', async () => {
    const id = await lead('a@exemple.fr')
    await byLink(id, 'a@exemple.fr')
    await crm().leads.delete({ id })
    const again = await lead('a@exemple.fr')
    expect(await left(again)).toEqual(['Promotions'])
    await crm().leads.update({ id: again, email: 'other@exemple.fr' })
    expect(await left(again)).toEqual(['Promotions'])
  })

  it('is left by a lead without an address as well, and by the one it becomes', async () => {
    const id = await lead(null)
    await crm().topics.leave({ id, topic: offers })
    await crm().leads.update({ id, email: 'a@exemple.fr' })
    expect(await reached()).toBe(0)
  })
})

describe('a merge', () => {
  it('keeps what either left, and gives each its own back', async () => {
    const [one, other] = [await lead('a@exemple.fr'), await lead('b@exemple.fr')]
    await byLink(one, 'a@exemple.fr', [offers])
    await byLink(other, 'b@exemple.fr', [tips])
    const { mergeId } = await crm().leads.merge({ keep: one, others: [other] })
    expect(await left(one)).toEqual(['Conseils', 'Promotions'])
    await crm().leads.undoMerge({ id: mergeId })
    expect([await left(one), await left(other)]).toEqual([['Promotions'], ['Conseils']])
  })
})

describe('a merge with somebody without an address', () => {
  it('keeps what they left, and gives it back', async () => {
    const [one, other] = [await lead('a@exemple.fr'), await lead(null, { lastName: 'Martin' })]
    await crm().topics.leave({ id: other, topic: offers })
    const { mergeId } = await crm().leads.merge({ keep: one, others: [other] })
    expect(await left(one)).toEqual(['Promotions'])
    await crm().leads.undoMerge({ id: mergeId })
    expect([await left(one), await left(other)]).toEqual([[], ['Promotions']])
  })
})

describe('an erasure', () => {
  it('keeps a keyed hash of address and topic, by which it holds when the address comes in again', async () => {
    const id = await lead('a@exemple.fr')
    await byLink(id, 'a@exemple.fr')
    await crm().personalData.erase({ id })
    const { database } = app.services
    expect(database.count('SELECT count(*) AS n FROM topic_refusals')).toBe(0)
    const kept = database.query<{ hash: string; topic: string }>(
      'SELECT hash, topic FROM erased_topic_refusals',
    )
    expect(kept).toEqual([{ hash: expect.stringMatching(/^[\w-]{22}$/), topic: offers }])
    const again = await lead('a@exemple.fr')
    expect(await left(again)).toEqual(['Promotions'])
    expect(database.count('SELECT count(*) AS n FROM erased_topic_refusals')).toBe(0)
  })
})

describe('a backup from before', () => {
  it('knows of it once it is put back', async () => {
    const id = await lead('a@exemple.fr')
    const made = await app.client.backups.make()
    app.host.clock.advance(60_000)
    const news = (await crm().topics.create({ name: 'Nouveautés' })).key
    await byLink(id, 'a@exemple.fr', [offers, news])
    const { carried } = await app.client.backups.restore({ id: made.id })
    expect(carried?.refusals).toBe(2)
    expect(await left(id)).toEqual(['Nouveautés', 'Promotions'])
    expect((await crm().leads.consents({ id })).items).toHaveLength(2)
  })
})

describe('the list and the file of leads', () => {
  it('tell who left which topic; a file decides nothing of it', async () => {
    const id = await lead('a@exemple.fr')
    await lead('b@exemple.fr')
    await byLink(id, 'a@exemple.fr', [offers, tips])
    const meant = async (condition: {
      op: 'is' | 'isNot' | 'isFilled' | 'isEmpty'
      value?: string
    }) =>
      (
        await crm().leads.list({ filter: { all: [{ field: 'topicsLeft', ...condition }] } })
      ).items.map(({ email }) => email)
    expect(await meant({ op: 'is', value: offers })).toEqual(['a@exemple.fr'])
    expect(await meant({ op: 'isNot', value: offers })).toEqual(['b@exemple.fr'])
    expect(await meant({ op: 'isEmpty' })).toEqual(['b@exemple.fr'])
    const data = await crm().personalData.get({ id })
    expect(data.topicsLeft.map(({ topic }) => topic)).toEqual(['Promotions', 'Conseils'])
  })
})
