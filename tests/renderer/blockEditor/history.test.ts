// Undo brings back the state before, redo the state after; keystrokes in one field are one step.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useHistory } from '../../../src-renderer/blockEditor/useHistory.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function history(first: string) {
  let now = first
  const steps = useHistory(
    () => now,
    (value) => (now = value),
  )
  return { ...steps, now: () => now }
}

test('A new change forgets what was undone', () => {
  const { change, undo, redo, now, canUndo, canRedo } = history('1')
  change('2')
  change('3')
  undo()
  expect(now()).toBe('2')
  undo()
  undo()
  expect([now(), canUndo.value, canRedo.value]).toEqual(['1', false, true])
  redo()
  expect(now()).toBe('2')
  change('4')
  redo()
  expect([now(), canRedo.value]).toEqual(['4', false])
})

test('Keystrokes in one field are one step, unless a pause or another field comes between', () => {
  const { change, undo, redo, now, canUndo } = history('')
  for (const words of ['a', 'ab', 'abc']) change(words, 'title')
  change('abc!', 'text')
  vi.advanceTimersByTime(5_000)
  change('abc!!', 'text')
  undo()
  expect(now()).toBe('abc!')
  undo()
  expect(now()).toBe('abc')
  undo()
  expect([now(), canUndo.value]).toEqual(['', false])
  redo()
  redo()
  redo()
  expect(now()).toBe('abc!!')
})

test('What is undone by a stroke in the same field is not joined to it', () => {
  const { change, undo, now } = history('')
  change('a', 'title')
  undo()
  change('b', 'title')
  undo()
  expect(now()).toBe('')
})
