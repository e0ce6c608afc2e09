// While messages leave: the computer stays awake, a closed window ends nothing, and what ended is
// quit by itself.
import { expect, it } from 'vitest'
import { watchSending, type Sending } from '#main/desktop/sendingWatch.ts'

function watched(first: Sending | Error) {
  let now = first
  let time = 0
  const done: string[] = []
  const watch = watchSending(
    () => (now instanceof Error ? Promise.reject(now) : Promise.resolve(now)),
    {
      keepAwake: (isOn) => void done.push(isOn ? 'awake' : 'may sleep'),
      showWaiting: (waiting) => void (waiting === null || done.push(`${waiting} wait`)),
      quit: () => void done.push('quit'),
    },
    () => Promise.resolve(),
    () => time,
  )
  const set = async (next: Sending | Error) => {
    now = next
    await watch.look()
  }
  const passes = (minutes: number) => {
    time += minutes * 60_000
    return watch.look()
  }
  return { watch, done, set, passes }
}
const idle = { isSending: false, waiting: 0 }
const sending = (waiting: number) => ({ isSending: true, waiting })

it('keeps the computer awake for as long as messages leave, and no longer', async () => {
  const { done, set } = watched(idle)
  await set(idle)
  expect(done).toEqual([])
  await set(sending(40))
  await set(sending(20))
  expect(done).toEqual(['awake'])
  await set(idle)
  expect(done).toEqual(['awake', 'may sleep'])
})

it('goes on without a window while messages leave, tells how many wait, and ends after them', async () => {
  const { watch, done, set } = watched(sending(40))
  await set(sending(40))
  watch.windowClosed()
  await set(sending(40))
  await set(sending(3))
  expect(done).not.toContain('quit')
  expect(done).toContain('40 wait')
  expect(done.at(-1)).toBe('3 wait')
  await set(idle)
  expect(done.slice(-2)).toEqual(['may sleep', 'quit'])
})

it('ends with its window where nothing leaves, and where that cannot be told', async () => {
  for (const state of [idle, { isSending: false, waiting: 12 }, new Error('closed')]) {
    const { watch, done } = watched(state)
    watch.windowClosed()
    await watch.look()
    expect(done).toEqual(['quit'])
  }
})

it('does not end under a window that was opened again', async () => {
  const { watch, done, set } = watched(sending(2))
  watch.windowClosed()
  await set(sending(2))
  watch.windowOpened()
  await set(idle)
  expect(done).not.toContain('quit')
})

it('lets the computer sleep and says nothing more once it was stopped', async () => {
  const { watch, done, set } = watched(sending(2))
  await set(sending(2))
  watch.stop()
  watch.windowClosed()
  await set(idle)
  expect(done).toEqual(['awake', 'may sleep'])
})

it('lets the computer sleep, and ends without a window, where nothing has left for a while', async () => {
  const { watch, done, set, passes } = watched(sending(40))
  await set(sending(40))
  watch.windowClosed()
  await passes(14)
  await set(sending(39))
  await passes(14)
  expect(done).not.toContain('quit')
  // An account that is blocked, or the limit of a day.
  await passes(1)
  expect(done.slice(-2)).toEqual(['may sleep', 'quit'])
})

it('is awake again as soon as something leaves', async () => {
  const { done, set, passes } = watched(sending(40))
  await set(sending(40))
  await passes(20)
  await set(sending(39))
  expect(done).toEqual(['awake', 'may sleep', 'awake'])
})
