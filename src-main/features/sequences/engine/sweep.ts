// What sequences do by themselves, from rows alone: whose message left goes on, who leaves is out, who
// begins to be meant comes in, and what is due is done, a step and a few people a transaction.
import { performance } from 'node:perf_hooks'
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { moment, optional, text } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'
import { stepsThatSend } from '../emails/sequenceEmails.repository.ts'
import { releaseEmptied } from '../emails/sequenceEmails.service.ts'
import type { Times } from '../people/entering.ts'
import { moveStranded } from '../people/moving.ts'
import { brokenParts } from '../steps/brokenParts.ts'
import { planOf } from '../steps/stepPlan.ts'
import { sequencesTable, type SequenceRow } from '../sequences.table.ts'
import { doStep, type Doing } from './doing.ts'
import { mendMoments, reviveRestored } from './mending.ts'
import { createPace } from './pace.ts'
import { settleSent } from './settling.ts'
import { forgetSlices, takeIn } from './starting.ts'
import { underWayAfter, whoLeaves, withoutLeaving } from './leaving.ts'

type Sweeping = {
  underWay: Promise<void>
  isStopped: boolean
  /** The clock at the last look: set back since, moments that lie ahead are not to be believed. */
  lastNow: number | null
  /** When looks at everybody may be had again, on the running clock. */
  rests: Map<string, number>
  /** Until when nobody is asked whether they answered or clicked, on the running clock. */
  hearsUntil: number
}
export const sweeping = memorySlot((): Sweeping => ({
  ...{ underWay: Promise.resolve(), isStopped: false, lastNow: null },
  ...{ rests: new Map(), hearsUntil: 0 },
}))

/** As long as sending waits for it: a little more than the interval at which the relay is asked. */
const hearing = 75_000

/**
 * After a start or sleep: who answered or clicked meanwhile is heard of first, so that nobody goes
 * the way of those who did not.
 */
export function hearFirst(state: Sweeping): void {
  state.hearsUntil = performance.now() + hearing
}

/** Looking at everybody takes no more than this part of the time. */
const restPerLook = 30
const lookedAt = 500

/** One sweep, after those asked for before. Everything due is done when it resolves. */
export function sweepSequences(services: Services): Promise<void> {
  const state = services.memory.of(sweeping)
  const swept = state.underWay.catch(() => undefined).then(() => sweep(services, state))
  state.underWay = swept
  return swept
}

async function sweep(services: Services, state: Sweeping): Promise<void> {
  const { database, host } = services
  const goesOn = () => !state.isStopped
  await releaseEmptied(services)
  const on = sequencesOn(database)
  if (on.length === 0 || !goesOn()) return
  const now = host.clock.now()
  const times = { now, timeZone: businessZone(services) }
  await mendMoments(services, state.lastNow, now)
  state.lastNow = now
  await reviveRestored(services, times)
  for (const sequence of on) {
    if (!goesOn()) return
    await moveStranded(services, sequence, times, goesOn)
    await forgetSlices(services, sequence, goesOn)
    await settleSent(services, sequence, times, goesOn)
    await seldom(state, `leave ${sequence.id}`, () => takeOut(services, sequence, now, goesOn))
    await seldom(state, `start ${sequence.id}`, () => takeIn(services, sequence, times, goesOn))
  }
  await doAllDue(services, times, goesOn)
}

/** Rests after what took long, so that the thread has time for everything else. */
async function seldom(state: Sweeping, name: string, work: () => Promise<void>): Promise<void> {
  const started = performance.now()
  if (started < (state.rests.get(name) ?? 0)) return
  await work()
  const taken = performance.now() - started
  state.rests.set(name, taken < 20 ? 0 : performance.now() + taken * restPerLook)
}

export const sequencesOn = (database: Database): SequenceRow[] =>
  database.all(
    sequencesTable,
    `SELECT ${sequencesTable.list()} FROM sequences WHERE is_on = 1 AND is_held = 0 AND deleted_at IS NULL ORDER BY id`,
  )

async function takeOut(
  { database }: Services,
  sequence: SequenceRow,
  now: number,
  goesOn: () => boolean,
): Promise<void> {
  if (brokenParts(database, sequence).includes('exits')) return
  const reading: Pick<Transaction, 'all'> = {
    all: async (reader, sql, parameters) => database.all(reader, sql, parameters),
  }
  for (let after = 0; goesOn();) {
    const people = underWayAfter(database, sequence.id, after, lookedAt)
    const last = people.at(-1)
    if (last === undefined) return
    const ids = people.map(({ id }) => id)
    const leave = await whoLeaves(reading, { database, now }, sequence, ids)
    if (leave.size > 0)
      await database.write(['sequences', 'crm', 'email'], async (transaction) => {
        await withoutLeaving(transaction, { database, now }, sequence, [...leave.keys()])
      })
    after = last.id
    await yieldToEventLoop()
  }
}

const due = rowOf({ stepKey: text(), dueAt: optional(moment()) })

type Turn = { sequenceId: number; stepKey: string; dueAt: number }

/** Of all steps at which somebody is due, the one that is due the longest. */
function nextTurn(database: Database, state: Sweeping, now: number): Turn | null {
  const [first] = duesOf(database, state)
    .filter(({ dueAt }) => dueAt <= now)
    .toSorted((one, other) => one.dueAt - other.dueAt)
  return first ?? null
}

/** When the next step is due; null where nothing is. In milliseconds since 1970. */
export function nextDue({
  database,
  memory,
}: Pick<Services, 'database' | 'memory'>): number | null {
  const moments = duesOf(database, memory.of(sweeping)).map(({ dueAt }) => dueAt)
  return moments.length === 0 ? null : Math.min(...moments)
}

function duesOf(database: Database, { hearsUntil }: Sweeping): Turn[] {
  const hears = performance.now() < hearsUntil
  return sequencesOn(database).flatMap((sequence) => {
    const broken = brokenParts(database, sequence)
    if (broken.includes('exits')) return []
    const sends = stepsThatSend(database, sequence.id)
    const keys = [...planOf(sequence.steps).values()]
      .filter(({ step }) => step.kind !== 'send' || step.isSkipped === true || sends.has(step.key))
      .filter(({ step }) => !broken.includes(step.key) && !(hears && asksForAnswers(step)))
      .map(({ step }) => step.key)
    return database
      .all(
        due,
        `SELECT value AS stepKey, (SELECT min(due_at) FROM sequence_people WHERE sequence_id = ? AND step_key = value AND state = 'waiting') AS dueAt
         FROM json_each(?)`,
        [sequence.id, JSON.stringify(keys)],
      )
      .flatMap(({ stepKey, dueAt }) =>
        dueAt === null ? [] : [{ sequenceId: sequence.id, stepKey, dueAt }],
      )
  })
}

const asksForAnswers = (step: SequenceStep): boolean =>
  step.kind === 'branch' && step.question.about !== 'lead'

async function doAllDue(services: Services, times: Times, goesOn: () => boolean): Promise<void> {
  const { database } = services
  const state = services.memory.of(sweeping)
  const installKey = await services.installKey()
  const doing: Doing = { ...times, services, installKey, pace: createPace() }
  let hasDone = false
  for (let turn = nextTurn(database, state, times.now); turn !== null && goesOn();) {
    const at = turn
    const topics = ['sequences', 'crm', 'email', 'dashboard'] as const
    const looked = await database.write(topics, (transaction) => doStep(transaction, doing, at))
    hasDone ||= looked > 0
    await yieldToEventLoop()
    // Nobody was there although somebody was due: it changed since, and is looked at next time.
    if (looked === 0) break
    turn = nextTurn(database, state, times.now)
  }
  if (hasDone) services.outbox.wake()
}
