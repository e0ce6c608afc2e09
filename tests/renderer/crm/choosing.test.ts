// Which rows are chosen, what the selection bar changes, and where the cards of a board stand.
import { expect, test } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import type { ListedLead } from '#shared/contract/crm.contract.ts'
import { leadStatuses, type LeadStatus } from '#shared/leadFields/leadStatus.ts'
import type { CustomField } from '#shared/contract/crm/customFields.ts'
import {
  cardsOf,
  moved,
  stageBeside,
  useBoardMoves,
} from '../../../src-renderer/features/crm/board/boardMoves.ts'
import { changesOf } from '../../../src-renderer/features/crm/selection/bulkChange.ts'
import { useRowSelection } from '../../../src-renderer/ui/tables/useRowSelection.ts'

const rows = [1, 2, 3, 4, 5].map((id) => ({ id }))
function selectionOf(ids = rows) {
  const meaning = shallowRef('a')
  const selection = useRowSelection(
    () => ids,
    () => meaning.value,
  )
  return { meaning, selection, chosen: () => [...selection.ids.value].toSorted((a, b) => a - b) }
}

test('a range grows and shrinks from where it began, and keeps what was chosen before', () => {
  const { selection, chosen } = selectionOf()
  selection.toggle(1)
  selection.toggle(3)
  selection.extend(5)
  expect(chosen()).toEqual([1, 3, 4, 5])
  selection.extend(4)
  expect(chosen()).toEqual([1, 3, 4])
  selection.extend(2)
  expect(chosen()).toEqual([1, 2, 3])
})

test('a range without a beginning begins where the cursor stood', () => {
  const { selection, chosen } = selectionOf()
  selection.extend(4, 2)
  expect(chosen()).toEqual([2, 3, 4])
  selection.clear()
  selection.extend(4)
  expect(chosen()).toEqual([4])
})

test('all that match are all, loaded or not; taking one out leaves the loaded ones', () => {
  const { selection, chosen } = selectionOf()
  selection.chooseAll()
  expect([selection.has(2), selection.has(999)]).toEqual([true, true])
  expect(chosen()).toEqual([])
  selection.toggle(2)
  expect(selection.isAll.value).toBe(false)
  expect(chosen()).toEqual([1, 3, 4, 5])
})

test('the box above takes all loaded rows, and then none', () => {
  const { selection, chosen } = selectionOf()
  selection.toggle(2)
  expect(selection.areLoadedChosen.value).toBe(false)
  selection.toggleLoaded()
  expect(chosen()).toEqual([1, 2, 3, 4, 5])
  selection.toggleLoaded()
  expect(selection.isAnyChosen.value).toBe(false)
})

test('another filter ends the choice', async () => {
  const { selection, meaning } = selectionOf()
  selection.chooseAll()
  meaning.value = 'b'
  await nextTick()
  expect(selection.isAnyChosen.value).toBe(false)
})

const field = (kind: CustomField['kind']): CustomField => ({
  ...{ id: 1, key: 'taille', name: 'Taille', options: [] },
  kind,
})
test.each([
  ['status', 'won', { status: 'won' }],
  ['status', 'gagné', null],
  ['status', null, null],
  ['addTags', ' salon, Salon ,à rappeler', { addTags: ['salon', 'à rappeler'] }],
  ['removeTags', ' , ', null],
  ['source', ' Foire ', { source: 'Foire' }],
  ['source', null, { source: '' }],
  [field('number'), 0, { custom: { taille: 0 } }],
  [field('yesNo'), false, { custom: { taille: false } }],
  [field('choices'), [], { custom: { taille: null } }],
  [field('text'), ' ', { custom: { taille: null } }],
] as const)('of %j, %j makes %j', (target, value, expected) => {
  expect(changesOf(target, Array.isArray(value) ? [] : (value as string | null))).toEqual(expected)
})

const lead = (id: number, status: ListedLead['status'], estimatedValue = 10) =>
  ({ id, status, estimatedValue }) as ListedLead

test('a card on its way stands where it goes, once', () => {
  const moves = new Map([[1, { lead: lead(1, 'new'), to: 'won' as const }]])
  const ids = (stage: ListedLead['status'], read: ListedLead[]) =>
    cardsOf(stage, read, moves).map(({ id, status }) => [id, status])
  expect(ids('new', [lead(1, 'new'), lead(2, 'new')])).toEqual([[2, 'new']])
  expect(ids('won', [lead(3, 'won')])).toEqual([
    [1, 'won'],
    [3, 'won'],
  ])
  // Read again before the move is forgotten.
  expect(ids('won', [lead(3, 'won'), lead(1, 'won')])).toEqual([
    [3, 'won'],
    [1, 'won'],
  ])
  expect([moved('new', moves), moved('won', moves), moved('lost', moves)]).toEqual([
    { count: -1, value: -10 },
    { count: 1, value: 10 },
    { count: 0, value: 0 },
  ])
})

test('the ends of the board have nothing beyond', () => {
  const beside = (stage: LeadStatus, step: -1 | 1) => stageBeside(stage, step, leadStatuses)
  expect([beside('new', -1), beside('new', 1), beside('lost', 1)]).toEqual([
    null,
    'contacted',
    null,
  ])
})

test('quick moves are stored one after the other; a refused one goes back', async () => {
  const stored: string[] = []
  let refuses = false
  const { moves, move } = useBoardMoves(
    async (_lead, to) => {
      await Promise.resolve()
      if (!refuses) stored.push(to)
      return !refuses
    },
    () => Promise.resolve(),
  )
  move(lead(1, 'new'), 'contacted')
  move({ ...lead(1, 'new'), status: 'contacted' }, 'qualified')
  expect(moves.value.get(1)?.to).toBe('qualified')
  await expect.poll(() => moves.value.size).toBe(0)
  expect(stored).toEqual(['contacted', 'qualified'])
  refuses = true
  move(lead(2, 'new'), 'won')
  expect(moves.value.size).toBe(1)
  await expect.poll(() => moves.value.size).toBe(0)
  expect(stored).toHaveLength(2)
})
