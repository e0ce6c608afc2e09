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
