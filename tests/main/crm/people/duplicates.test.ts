// Duplicates as they are asked for: found in their thread, merged, taken back, or said to be none.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listDuplicates, stopLooking } from '#main/features/crm/duplicates/duplicates.service.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const duplicates = () => app.client.crm.leads.duplicates

const paging = { limit: 20, offset: 0 }
const startLooking = () => listDuplicates(app.services, paging)

/** Two certain ones by phone and name, two that may be one, and one alone. */
async function people() {
  const { create } = app.client.crm.leads
  const lea = await create({ firstName: 'Léa', lastName: 'Martin', phone: '06 12 34 56 78' })
  const same = await create({
    ...{ email: 'lea@exemple.fr', firstName: 'MARTIN', lastName: 'Lea' },
    phone: '+33 6 12 34 56 78',
  })
  const paul = await create({ firstName: 'Paul', lastName: 'Dupont', company: 'Garage SARL' })
  const slip = await create({ firstName: 'Paul', lastName: 'Dupond', company: 'Garage' })
  await create({ firstName: 'Zoé' })
  return { lea, same, paul, slip }
}

describe('a number without a calling code', () => {
  const reasons = async () =>
    (await duplicates().list({})).items.map(({ reasons: found }) => found).flat()
  async function twoSpellings(home: string, abroad: string): Promise<void> {
    await app.client.crm.leads.create({ firstName: 'Anke', phone: home })
    await app.client.crm.leads.create({ firstName: 'Bart', phone: abroad })
  }

  it('is of the country of the business, whichever is chosen', async () => {
    await twoSpellings('0470 12 34 56', '+32 470 12 34 56')
    expect(await reasons()).toEqual([])
    await app.client.settings.update({ country: 'BE' })
    expect(await reasons()).toEqual(['phone'])
    await app.client.settings.update({ country: 'CH' })
    expect(await reasons()).toEqual([])
  })

  it('is of the computer’s country where none is chosen, and of France in doubt', async () => {
    const spellings = [
      ['fr-BE', '0470 12 34 56', '+32 470 12 34 56'],
      ['de-CH', '079 123 45 67', '+41 79 123 45 67'],
      ['fr', '06 12 34 56 78', '+33 6 12 34 56 78'],
      ['zh-CN', '06 12 34 56 78', '+33 6 12 34 56 78'],
    ] as const
    for (const [systemLanguage, home, abroad] of spellings) {
      await app.remove()
      app = await createTestApp({ systemLanguage })
      await twoSpellings(home, abroad)
      expect({ systemLanguage, reasons: await reasons() }).toEqual({
        systemLanguage,
        reasons: ['phone'],
      })
    }
  })
})

describe('duplicates', () => {
  it('are found with their reasons, the certain ones first, the fullest to be kept', async () => {
    const { lea, same, paul, slip } = await people()
    expect(await duplicates().known()).toEqual({ total: null })
    expect(await duplicates().list({})).toMatchObject({
      total: 2,
      certain: 1,
      isComplete: true,
      items: [
        { ids: [lea.id, same.id], reasons: ['phone'], isCertain: true, keep: same.id },
        { ids: [paul.id, slip.id], reasons: ['name'], isCertain: false, keep: paul.id },
      ],
    })
    expect(await duplicates().known()).toEqual({ total: 2 })
    expect((await duplicates().list({ limit: 1, offset: 1 })).items).toMatchObject([
      { ids: [paul.id, slip.id] },
    ])
  })

  it('that are different people are not shown again, until that is taken back', async () => {
    const { paul, slip } = await people()
    const ids = [slip.id, paul.id]
    await duplicates().different({ ids })
    expect((await duplicates().list({})).total).toBe(1)
    await duplicates().notDifferent({ ids })
    expect((await duplicates().list({})).total).toBe(2)
    expect(await errorReasonOf(duplicates().different({ ids: [paul.id, 99] }))).toBe('unknown_id')
  })

  it('that are certain are merged in one call, are told, and each is taken back', async () => {
    const { lea, same } = await people()
    const { mergeIds, left } = await duplicates().mergeCertain()
    expect(left).toBe(0)
    expect((await duplicates().list({})).total).toBe(1)
    expect((await duplicates().merges()).items).toMatchObject([
      {
        id: mergeIds[0],
        keptId: same.id,
        keptName: 'MARTIN Lea',
        names: ['Léa Martin'],
        canUndo: true,
      },
    ])
    await app.client.crm.leads.undoMerge({ id: mergeIds[0] ?? 0 })
    expect(await app.client.crm.leads.get({ id: lea.id })).toEqual(lea)
    expect(await app.client.crm.leads.get({ id: same.id })).toEqual(same)
    expect((await duplicates().merges()).items).toEqual([])
  })
})

describe('a look for duplicates', () => {
  it('that is stopped tells whoever waits for it, and the next one looks again', async () => {
    await people()
    const asked = startLooking()
    const refused = expect(asked).rejects.toThrow('The look was ended.')
    await stopLooking(app.services)
    await refused
    expect(await duplicates().list({})).toMatchObject({ total: 2 })
  })

  it('gives way to one of a newer state, which answers whoever waits for either', async () => {
    await people()
    const asked = startLooking()
    await app.client.crm.leads.create({ firstName: 'Zoe', lastName: 'Petit', company: 'Fleurs' })
    await app.client.crm.leads.create({ firstName: 'Zoé', lastName: 'Petit', company: 'Fleurs' })
    expect(await startLooking()).toMatchObject({ total: 3 })
    // Over before the newer state was there, or that one's.
    expect([2, 3]).toContain((await asked).total)
  })
})
