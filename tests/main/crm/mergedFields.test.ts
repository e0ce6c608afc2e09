// Whatever two entries said is still said by the one they become: in its fields, beside them, or in
// its history.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LeadDraft } from '#shared/contract/crm.contract.ts'
import { maxContactPoints } from '#shared/contract/crm/contactPoints.ts'
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
      ...{ 'Valeur estimée (2)': '250,50\u00a0€', 'Étape (2)': 'Gagné' },
      ...{ 'Ville (2)': 'Nice', 'Client (2)': 'non', 'Goûts (2)': 'Café' },
    })
  })

  it('keeps amounts and days as the reader writes them', async () => {
    const { crm, settings } = app.client
    await crm.customFields.create({ name: 'Budget', kind: 'money' })
    await crm.customFields.create({ name: 'Depuis', kind: 'date' })
    await settings.update({ currency: 'CHF', language: 'en' })
    const lead = await merged(
      { custom: { budget: 10, depuis: '2026-01-02' } },
      { custom: { budget: 12.5, depuis: '2026-01-03' } },
    )
    expect(lead.otherData).toEqual({
      'Budget (2)': 'CHF\u00a012.50',
      'Depuis (2)': '3 January 2026',
    })
  })

  it('gives no reason for losing to a lead that is not lost, and keeps it beside', async () => {
    const lost = { status: 'lost', lostReason: 'Trop cher' } as const
    const open = await merged({ status: 'qualified' }, lost)
    expect(open).toMatchObject({ status: 'qualified', lostReason: null })
    expect(open.otherData).toEqual({
      'Étape (2)': 'Perdu',
      'Motif de perte (2)': 'Trop cher',
    })
    const both = await merged({ status: 'lost' }, lost)
    expect(both).toMatchObject({ status: 'lost', lostReason: 'Trop cher', otherData: {} })
  })

  it('has room for so many addresses and phones, and keeps the others in the history', async () => {
    const points = (word: string) => ({
      ...{ email: `${word}@exemple.fr`, phone: `01 00 ${word === 'a' ? '00' : '11'} 00 99` },
      emails: Array.from({ length: 30 }, (_, index) => ({
        value: `${word}${index}@exemple.fr`,
        label: null,
      })),
      phones: Array.from({ length: 30 }, (_, index) => ({
        value: `01 00 ${word === 'a' ? '00' : '11'} 00 ${10 + index}`,
        label: null,
      })),
    })
    const { emails, phones, id } = await merged(points('a'), points('b'))
    expect([emails.length, phones.length]).toEqual([maxContactPoints, maxContactPoints])
    const told = await history(id)
    const kept = [...emails, ...phones].map(({ value }) => value)
    for (const { email, phone, ...more } of [points('a'), points('b')])
      for (const { value } of [...more.emails, ...more.phones, { value: email }, { value: phone }])
        expect([value, [...kept, 'a@exemple.fr', '01 00 00 00 99'].includes(value)]).toEqual([
          value,
          !told.includes(value),
        ])
    expect(told).toContain('E-mail\u00a0: b19@exemple.fr; ')
    // The form takes what the lead has.
    await app.client.crm.leads.update({ id, emails, phones })
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
