// Who looks after a lead, and why one was lost: with the stage that it was said of, and no longer.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contentOf } from '../../../support/databaseContent.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const named = async (firstName: string) => (await app.client.crm.leads.create({ firstName })).id

it('keeps the reason while the lead stays lost, and not of the next loss', async () => {
  const { leads } = app.client.crm
  const id = await named('Zoé')
  await leads.update({ id, status: 'lost', lostReason: 'Prix' })
  await leads.update({ id, firstName: 'Zoë' })
  expect(await leads.get({ id })).toMatchObject({ status: 'lost', lostReason: 'Prix' })
  await leads.update({ id, status: 'qualified' })
  expect(await leads.get({ id })).toMatchObject({ lostReason: null })
  await leads.update({ id, status: 'lost' })
  expect(await leads.get({ id })).toMatchObject({ status: 'lost', lostReason: null })
})

it('refuses a reason without a loss, and changes nothing then', async () => {
  const { leads } = app.client.crm
  const id = await named('Zoé')
  const before = contentOf(app.services.database.path)
  const refused = leads.update({ id, status: 'won', lostReason: 'Prix', firstName: 'Max' })
  expect(await errorReasonOf(refused)).toBe('reason_without_loss')
  const created = leads.create({ firstName: 'Max', lostReason: 'Prix' })
  expect(await errorReasonOf(created)).toBe('reason_without_loss')
  expect(contentOf(app.services.database.path)).toEqual(before)
  await expect(leads.update({ id, lostReason: '' })).resolves.toMatchObject({ lostReason: null })
})

it('gives many an owner, an amount and a reason, and takes all of it back', async () => {
  const { leads, bulk } = app.client.crm
  const [one, two, three] = [await named('Un'), await named('Deux'), await named('Trois')]
  await leads.update({ id: three, status: 'won', estimatedValue: 90 })
  const before = contentOf(app.services.database.path)
  const changes = { owner: 'Ana', lostReason: 'Prix', estimatedValue: 120.5 }
  const first = await bulk.run({ ids: [one, two], changes: { ...changes, status: 'lost' } })
  expect(await leads.get({ id: one })).toMatchObject({ ...changes, status: 'lost' })
  // Of one that is not lost nothing is said.
  const second = await bulk.run({ ids: [three], changes: { ...changes, owner: 'Max' } })
  expect(await leads.get({ id: three })).toMatchObject({ owner: 'Max', lostReason: null })
  const third = await bulk.run({ ids: [one], changes: { status: 'new', owner: '' } })
  expect(await leads.get({ id: one })).toMatchObject({ owner: null, lostReason: null })
  for (const { id } of [third, second, first]) await bulk.undo({ id })
  const tables = ({ leads, lead_totals }: ReturnType<typeof contentOf>) => ({ leads, lead_totals })
  expect(tables(contentOf(app.services.database.path))).toEqual(tables(before))
})

it('offers what is used, the most used first', async () => {
  const { leads } = app.client.crm
  for (const [firstName, owner] of [
    ['Un', 'Max'],
    ['Deux', 'Ana'],
    ['Trois', 'Ana'],
    ['Quatre', ''],
  ] as const)
    await leads.create({ firstName, owner })
  expect(await leads.usedValues({ field: 'owner' })).toEqual({
    items: [
      { value: 'Ana', count: 2 },
      { value: 'Max', count: 1 },
    ],
  })
  expect(await leads.usedValues({ field: 'lostReason' })).toEqual({ items: [] })
})

it('learns nothing from the reason: it would tell the outcome', async () => {
  const { factsSql } = await import('../../../../src-main/features/crm/scoring/leadFacts.ts')
  expect(factsSql('1')).not.toContain('lost_reason')
})
