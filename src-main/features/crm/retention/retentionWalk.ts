// Going through everybody who may be due, a few milliseconds at a time, and what is known of how many
// they are.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import {
  countEarlier,
  walkPeople,
  type Asked,
  type WalkKey,
  type Walked,
} from './retention.repository.ts'

/** People asked about at a time: a few milliseconds. */
const slice = 400
/** So many who were here before are looked at whenever somebody asks; more once an hour. */
const fewEnough = 2_000

type Known = { due: number | null; isStopping: boolean }
const known = memorySlot((): Known => ({ due: null, isStopping: false }))

/**
 * @param look told of each person in turn; false ends the walk
 * @param signal says that the answer is not wanted any more; its reason is thrown
 * @returns whether the walk came to its end, or was ended by `look`
 */
export async function walkAll(
  { database, memory }: Pick<Services, 'database' | 'memory'>,
  asked: Asked,
  { after, signal }: { after?: WalkKey | undefined; signal?: AbortSignal | undefined },
  look: (person: Walked) => boolean,
): Promise<boolean> {
  for (let key = after ?? { createdAt: Number.MIN_SAFE_INTEGER, id: 0 }; ;) {
    const people = walkPeople(database, asked, key, slice)
    for (const person of people) if (!look(person)) return true
    if (people.length < slice) return true
    key = people.at(-1) ?? key
    await yieldToEventLoop()
    signal?.throwIfAborted()
    if (memory.of(known).isStopping) return false
  }
}

/** How many people there are of each kind. */
export async function countAll(services: Services, asked: Asked, signal?: AbortSignal) {
  const counts = { due: 0, keptOut: 0, kept: 0 }
  await walkAll(services, asked, { signal }, ({ standing }) => {
    if (standing === 'due' || standing === 'kept') counts[standing] += 1
    else if (standing !== 'contact' && standing !== 'early') counts.keptOut += 1
    return true
  })
  return counts
}

/** How many are due; where very many would have to be looked at, as of the last look. */
export async function knownDue(services: Services, asked: Asked): Promise<number> {
  const isFew = countEarlier(services.database, asked.before, fewEnough + 1) <= fewEnough
  if (isFew) return (await countAll(services, asked)).due
  return services.memory.of(known).due ?? 0
}

/** Told to every window where it is news. */
export function rememberDue({ memory, changes }: Services, due: number): void {
  const memorized = memory.of(known)
  if (memorized.due === due) return
  memorized.due = due
  changes.publish(['dashboard'])
}

/** So many more are due, or fewer, by what the user decided. */
export function dueChanged({ memory }: Services, by: number): void {
  const memorized = memory.of(known)
  if (memorized.due !== null) memorized.due = Math.max(0, memorized.due + by)
}

/** For the hourly work: only where there are too many to look whenever somebody asks. */
export async function lookForDue(services: Services, asked: Asked): Promise<void> {
  if (countEarlier(services.database, asked.before, fewEnough + 1) <= fewEnough) return
  let due = 0
  const isWhole = await walkAll(services, asked, {}, ({ standing }) => {
    if (standing === 'due') due += 1
    return true
  })
  if (isWhole) rememberDue(services, due)
}

/** Ends what is under way, at the end of the application. */
export function stopLookingForDue({ memory }: Services): void {
  memory.of(known).isStopping = true
}
