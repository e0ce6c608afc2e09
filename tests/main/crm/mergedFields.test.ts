// Whatever two entries said is still said by the one they become: in its fields, beside them, or in
// its history.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LeadDraft } from '#shared/contract/crm.contract.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

async function merged(one: LeadDraft, ...others: LeadDraft[]) {
  const { crm } = app.client
  const { id: keep } = await crm.leads.create({ firstName: 'Léa', ...one })
  const ids: number[] = []
  for (const other of others) ids.push((await crm.leads.create({ firstName: 'Léa', ...other })).id)
  return crm.leads.merge({ keep, others: ids })
}
const history = async (id: number): Promise<string> =>
  (await app.client.crm.interactions.list({ id })).items
    .map(({ content }) => content ?? '')
    .join('\n')

/** So many values of columns that have no field. */
const manyValues = (count: number, word: string) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${word} ${index}`, `${word}-${index}.`]),
  )

describe('a merge of entries that differ', () => {
  it('keeps other amounts, stages, custom values and other data of the same title', async () => {
    const { crm } = app.client
    await crm.customFields.create({ name: 'Ville' })
    await crm.customFields.create({ name: 'Client', kind: 'yesNo' })
    await crm.customFields.create({ name: 'Goûts', kind: 'choices', options: ['Thé', 'Café'] })
    const lead = await merged(
      {
        ...{ estimatedValue: 100, otherData: { Note: 'une', Ville: 'même' } },
        custom: { ville: 'Lyon', client: true, gouts: ['Thé'] },
      },
      {
        ...{ estimatedValue: 250.5, status: 'won', otherData: { Note: 'deux', Ville: 'même' } },
        custom: { ville: 'Nice', client: false, gouts: ['Café'] },
      },
      { otherData: { Note: 'trois' }, custom: { ville: 'Nice' } },
    )
    expect(lead).toMatchObject({ estimatedValue: 100, status: 'new' })
    expect(lead.custom).toEqual({ ville: 'Lyon', client: true, gouts: ['Thé'] })
    expect(lead.otherData).toEqual({
      ...{ Note: 'une', 'Note (2)': 'deux', 'Note (3)': 'trois', Ville: 'même' },
      ...{ 'Valeur estimée (2)': '250.5', 'Étape (2)': 'Gagné' },
      ...{ 'Ville (2)': 'Nice', 'Client (2)': 'non', 'Goûts (2)': 'Café' },
    })
  })

  it('counts a tag once, and keeps in the history those that are too many', async () => {
    const tags = Array.from({ length: 50 }, (_, index) => `Tag ${index}`)
    const lead = await merged({ tags: tags.slice(0, 49) }, { tags: [...tags.slice(0, 49), 'Neu'] })
    expect(lead.tags).toEqual([...tags.slice(0, 49), 'Neu'])
    const full = await merged({ tags }, { tags: [...tags.slice(1), 'Zu viel'] })
    expect(full.tags).toEqual(tags)
    expect(await history(full.id)).toContain('Zu viel')
  })

  it('keeps notes whole that are too long together', async () => {
    const [one, other] = ['a'.repeat(15_000), `${'b'.repeat(14_990)} fin`]
    const lead = await merged({ notes: one }, { notes: other })
    expect(lead.notes).toBe(one)
    expect(await history(lead.id)).toContain(other)
  })

  it('of more values than a lead has room for leaves a lead that can be read and loses none', async () => {
    const { crm } = app.client
    const words = ['Salon', 'Atelier', 'Club']
    const lead = await merged(
      ...(words.map((word) => ({ otherData: manyValues(110, word) })) as [LeadDraft]),
    )
    expect(Object.keys(lead.otherData)).toHaveLength(200)
    const told = `${Object.values(lead.otherData).join('\n')}\n${await history(lead.id)}`
    for (const word of words)
      for (const value of Object.values(manyValues(110, word))) expect(told).toContain(value)
    expect((await crm.leads.list({})).items).toHaveLength(1)
    await expect((await crm.exports.csv({})).text()).resolves.toContain('Salon-109.')
    await crm.leads.update({ id: lead.id, notes: 'Bonjour' })
    expect(await crm.leads.undoMerge({ id: lead.mergeId })).toMatchObject({ restored: 2 })
    expect(await history(lead.id)).toBe('')
  })
})
