// A merge that is taken back after something was changed, or by a later version than made it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const crm = () => app.client.crm
const found = async (search: string) =>
  (await crm().leads.list({ search })).items.map(({ id }) => id)
const refused = async () =>
  (await app.client.email.suppressions.list({})).items.map(({ value }) => value).toSorted()
const refuse = (entries: string) =>
  app.client.email.suppressions.add({ entries, reason: 'unsubscribed' })
const count = (statement: string): number => app.services.database.count(statement)

async function twoEntries() {
  const keep = await crm().leads.create({
    ...{ email: 'lea@exemple.fr', firstName: 'Léa', phone: '06 12 34 56 78' },
  })
  const other = await crm().leads.create({
    ...{ email: 'martin@autre.fr', firstName: 'Léa', phone: '01 98 76 54 32' },
    phones: [{ value: '+33 6 12 34 56 78' }],
  })
  return { keep, other }
}

describe('a merge that was made by an earlier version', () => {
  it('is taken back with the refusals that it brought, which it kept by their numbers', async () => {
    const { keep, other } = await twoEntries()
    await refuse('martin@autre.fr')
    const { mergeId } = await crm().leads.merge({ keep: keep.id, others: [other.id] })
    const number = count(`SELECT id AS n FROM suppressions WHERE value = 'lea@exemple.fr'`)
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `UPDATE lead_change_rows SET before = json_remove(json_set(before, '$.refusals', json_array(?)), '$.notes', '$.different')
         WHERE lead_id = ?`,
        [number, other.id],
      ),
    )
    expect(await crm().leads.undoMerge({ id: mergeId })).toEqual({ restored: 1, kept: 0 })
    expect(await crm().leads.get({ id: other.id })).toEqual(other)
    expect(await refused()).toEqual(['martin@autre.fr'])
  })
})

describe('a merge that is taken back after a change', () => {
  it('leaves the one that stays without what is the other’s, and found by its own only', async () => {
    const { keep, other } = await twoEntries()
    const { mergeId } = await crm().leads.merge({ keep: keep.id, others: [other.id] })
    const merged = await crm().leads.get({ id: keep.id })
    await crm().leads.update({
      ...{ id: keep.id, emails: [...merged.emails, { value: 'neu@exemple.fr' }] },
      phones: [...merged.phones, { value: '07 11 22 33 44' }],
    })
    await crm().leads.undoMerge({ id: mergeId })
    expect(await crm().leads.get({ id: keep.id })).toMatchObject({
      ...{ email: 'lea@exemple.fr', emails: [{ value: 'neu@exemple.fr' }] },
      ...{ phone: '06 12 34 56 78', phones: [{ value: '07 11 22 33 44' }] },
    })
    expect(await found('martin@autre')).toEqual([other.id])
    expect(await found('0198765432')).toEqual([other.id])
    expect((await found('0612345678')).toSorted()).toEqual([keep.id, other.id])
  })
})

describe('people who are said to be different', () => {
  const total = async () => (await crm().leads.duplicates.list({})).total

  it('stay so when one becomes another entry, until that is taken back', async () => {
    const { keep, other } = await twoEntries()
    const third = await crm().leads.create({ firstName: 'Zoé', phone: '01 98 76 54 32' })
    const fourth = await crm().leads.create({ firstName: 'Ana', phone: '06 12 34 56 78' })
    await crm().leads.duplicates.different({ ids: [other.id, third.id] })
    await crm().leads.duplicates.different({ ids: [other.id, fourth.id] })
    await crm().leads.duplicates.different({ ids: [keep.id, fourth.id] })
    const before = app.services.database.query('SELECT lead_a, lead_b FROM different_leads')
    const { mergeId } = await crm().leads.merge({ keep: keep.id, others: [other.id] })
    expect(await total()).toBe(0)
    await crm().leads.undoMerge({ id: mergeId })
    expect(app.services.database.query('SELECT lead_a, lead_b FROM different_leads')).toEqual(
      before,
    )
  })

  it('are forgotten with the person, by all entries that it once was', async () => {
    const { keep, other } = await twoEntries()
    const third = await crm().leads.create({ firstName: 'Zoé', phone: '01 98 76 54 32' })
    await crm().leads.duplicates.different({ ids: [other.id, third.id] })
    await crm().leads.merge({ keep: keep.id, others: [other.id] })
    await crm().personalData.erase({ id: keep.id })
    expect(count('SELECT count(*) AS n FROM different_leads')).toBe(0)
  })
})
