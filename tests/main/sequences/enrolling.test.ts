// Bringing people in by what a list shows: a search, a stage, a segment; nothing said is nobody.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createSequenceApp, wait, type SequenceApp } from '../../support/sequences/sequenceApp.ts'
import { errorReasonOf } from '../../support/testApp.ts'

let at: SequenceApp
beforeEach(async () => void (at = await createSequenceApp()))
afterEach(() => at.app.close())

it('brings in whoever a list of leads shows, and nobody where nothing is said', async () => {
  const { id } = await at.running({ start: { kind: 'hand' }, steps: [wait('w', 1)] })
  await at.lead('Anne', { status: 'proposal' })
  await at.lead('Bruno', { status: 'proposal' })
  await at.lead('Chloe', { status: 'new' })
  const add = (people: object) => at.client().sequences.add({ id, ...people })
  expect(await add({})).toEqual({ added: 0, already: 0, unreachable: 0 })
  expect(await add({ status: 'proposal', search: 'ann' })).toMatchObject({ added: 1 })
  expect(await add({ status: 'proposal' })).toMatchObject({ added: 1, already: 1 })
  expect(await errorReasonOf(add({ segment: 99 }))).toBe('unknown_id')
  const { items } = await at.client().sequences.people({ id })
  expect(items.map(({ name }) => name).toSorted()).toEqual(['Anne', 'Bruno'])
})
