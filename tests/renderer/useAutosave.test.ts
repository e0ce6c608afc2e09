// A form that saves itself: nothing typed is lost, nothing typed is overwritten.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick } from 'vue'
import { useAutosave } from '../../src-renderer/ui/fields/useAutosave.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function open(save: (changes: Partial<{ name: string; email: string }>) => Promise<string>) {
  const scope = effectScope()
  const form = scope.run(() =>
    useAutosave({
      initial: { name: 'A', email: '' },
      version: '1',
      save,
      isSavable: (key, value) => key !== 'email' || !String(value).endsWith('@'),
    }),
  )
  if (!form) throw new Error('no scope')
  return { ...form, close: () => scope.stop() }
}

test('Only what changed is sent, once, after a pause', async () => {
  const save = vi.fn(() => Promise.resolve('2'))
  const form = open(save)
  form.draft.name = 'Al'
  await nextTick()
  form.draft.name = 'Ali'
  await nextTick()
  expect(form.state.value).toBe('pending')
  await vi.advanceTimersByTimeAsync(700)
  expect(save.mock.calls).toEqual([[{ name: 'Ali' }]])
  expect(form.state.value).toBe('saved')
})

test('Half an address waits; the rest is saved', async () => {
  const save = vi.fn(() => Promise.resolve('2'))
  const form = open(save)
  form.draft.email = 'a@'
  form.draft.name = 'B'
  await nextTick()
  await form.flush()
  expect(save.mock.calls).toEqual([[{ name: 'B' }]])
  expect(form.state.value).toBe('pending')
})

test('Closing sends what waits', async () => {
  const save = vi.fn(() => Promise.resolve('2'))
  const form = open(save)
  form.draft.name = 'B'
  await nextTick()
  form.close()
  await vi.advanceTimersByTimeAsync(0)
  expect(save).toHaveBeenCalledOnce()
})

test('A failed save says so, keeps the text, and the next one sends it again', async () => {
  const save = vi.fn().mockRejectedValueOnce(new Error('down')).mockResolvedValue('2')
  const form = open(save)
  form.draft.name = 'B'
  await nextTick()
  await form.flush()
  expect(form.state.value).toBe('failed')
  await form.flush()
  expect(save.mock.calls).toEqual([[{ name: 'B' }], [{ name: 'B' }]])
  expect(form.state.value).toBe('saved')
})

test('A change from elsewhere is taken in, but not over what is being typed', async () => {
  const form = open(() => Promise.resolve('2'))
  form.draft.name = 'typed'
  await nextTick()
  form.accept({ name: 'elsewhere', email: 'new@b.example' }, '3')
  expect(form.draft).toEqual({ name: 'typed', email: 'new@b.example' })
  form.accept({ name: 'old', email: 'old@b.example' }, '1')
  expect(form.draft.email).toBe('new@b.example')
})
