// One step, done for some of the people who stand at it: noted, done and left behind in one
// transaction, so that a kill leaves it done once or not at all.
import { performance } from 'node:perf_hooks'
import { addDays, dateAt } from '#shared/rules/calendar/calendarDays.ts'
import type { Services } from '#main/core/services.ts'
import { integer, optional, text } from '#main/database/columnKinds.ts'
import type { SqlValue, Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import {
  addLeadTask,
  leadFilterSql,
  moveToStage,
  reachableAddressSql,
  retagLead,
} from '#main/features/crm/crm.feature.ts'
import { queueAutomatic } from '#main/features/email/email.feature.ts'
import { queueCalls } from '../calls/calls.repository.ts'
import { dueFrom, type Times } from '../people/entering.ts'
import { afterBranch, planOf, type PlannedStep } from '../steps/stepPlan.ts'
import { sequencesTable, type SequenceRow } from '../sequences.table.ts'
import {
  endPeople,
  hasClickedSql,
  hasRepliedSql,
  isMeasuredSql,
  withoutLeaving,
} from './leaving.ts'
import type { Pace } from './pace.ts'

export type Doing = Times & { installKey: string; services: Services; pace: Pace }

const person = rowOf({ id: integer(), leadId: optional(integer()), email: optional(text()) })
type Person = RowOfTable<typeof person>
const idOnly = rowOf({ id: integer() })

/** @returns how many were looked at; 0 where nobody is due there, or the step is gone since */
export async function doStep(
  transaction: Transaction,
  doing: Doing,
  at: { sequenceId: number; stepKey: string },
): Promise<number> {
  const { now } = doing
  const sequence = await sequencesTable.findForUpdate(transaction, { id: at.sequenceId })
  const planned = sequence === null ? undefined : planOf(sequence.steps).get(at.stepKey)
  if (sequence === null || !planned) return 0
  if (!sequence.isOn || sequence.isHeld || sequence.deletedAt !== null) return 0
  const { kind } = planned.step
  const most = doing.pace.most(kind)
  const began = performance.now()
  const due = await transaction.all(
    person,
    `SELECT id, lead_id AS leadId, email FROM sequence_people
     WHERE sequence_id = ? AND step_key = ? AND state = 'waiting' AND due_at <= ? ORDER BY due_at, id LIMIT ?`,
    [sequence.id, at.stepKey, now, most],
  )
  const place = { database: doing.services.database, now }
  const left = await withoutLeaving(
    transaction,
    place,
    sequence,
    due.map(({ id }) => id),
  )
  const staying = new Set(left)
  await doFor(
    transaction,
    { ...doing, sequence, planned },
    due.filter(({ id }) => staying.has(id)),
  )
  if (due.length === most) doing.pace.took(kind, performance.now() - began)
  return due.length
}

type AtStep = Doing & { sequence: SequenceRow; planned: PlannedStep }
type Sending = Omit<AtStep, 'services' | 'pace'>

async function doFor(transaction: Transaction, at: AtStep, people: Person[]): Promise<void> {
  const { step, next } = at.planned
  if (people.length === 0) return
  if (step.kind === 'send') {
    for (const one of people) await send(transaction, at, one)
    return
  }
  const ids = people.map(({ id }) => id)
  const fresh = await note(transaction, at, ids)
  const firstTime = people.filter(({ id }) => fresh.has(id))
  switch (step.kind) {
    case 'stop':
      return endPeople(transaction, ids, 'stopped', at.now)
    case 'branch':
      return branch(transaction, at, ids)
    case 'webhook': {
      // They go on once the call is over; who made it before goes on now.
      const calling = [...fresh]
      await queueCalls(transaction, calling, step.key, at)
      const over = ids.filter((id) => !fresh.has(id))
      return moveOn(transaction, at, over, next)
    }
    case 'stage': {
      const leads = firstTime.flatMap(({ leadId }) => (leadId === null ? [] : [leadId]))
      await moveToStage(transaction, leads, step.status, at.now)
      break
    }
    case 'task':
    case 'tag':
      for (const one of firstTime) await change(transaction, at, one)
  }
  await moveOn(transaction, at, ids, next)
}

/** @returns those who had not done it yet: nobody does a step twice */
async function note(
  transaction: Transaction,
  { planned: { step }, now }: Pick<AtStep, 'planned' | 'now'>,
  ids: readonly number[],
): Promise<Set<number>> {
  const rows = await transaction.all(
    idOnly,
    `INSERT OR IGNORE INTO sequence_steps (person_id, step_key, kind, at) SELECT value, ?, ?, ? FROM json_each(?) RETURNING person_id AS id`,
    [step.key, step.kind, now, JSON.stringify(ids)],
  )
  return new Set(rows.map(({ id }) => id))
}

const noteResult = (
  transaction: Transaction,
  { planned: { step } }: Pick<AtStep, 'planned'>,
  ids: readonly number[],
  result: string,
) =>
  transaction.sql(
    'UPDATE sequence_steps SET result = ? WHERE step_key = ? AND person_id IN (SELECT value FROM json_each(?))',
    [result, step.key, JSON.stringify(ids)],
  )

async function branch(transaction: Transaction, at: AtStep, ids: number[]): Promise<void> {
  const { planned, now, services } = at
  if (planned.step.kind !== 'branch') return
  const { question } = planned.step
  const yes = await whoMeets(
    transaction,
    ids,
    question.about === 'lead'
      ? leadFilterSql({ filter: question.filter }, { database: services.database, now })
      : { where: aboutMessages[question.about], parameters: [] },
  )
  for (const isYes of [true, false]) {
    const these = ids.filter((id) => yes.has(id) === isYes)
    await noteResult(transaction, at, these, isYes ? 'yes' : 'no')
    await moveOn(transaction, at, these, afterBranch(planned, isYes))
  }
  if (question.about !== 'clicked') return
  const others = ids.filter((id) => !yes.has(id))
  const measured = await whoMeets(transaction, others, { where: isMeasuredSql, parameters: [] })
  const unknown = others.filter((id) => !measured.has(id))
  await noteResult(transaction, at, unknown, 'not_measured')
}

const aboutMessages = { replied: hasRepliedSql, clicked: hasClickedSql } as const

async function whoMeets(
  transaction: Transaction,
  ids: readonly number[],
  { where, parameters }: { where: string; parameters: SqlValue[] },
): Promise<Set<number>> {
  const rows = await transaction.all(
    idOnly,
    `SELECT people.id AS id FROM json_each(?) AS given CROSS JOIN sequence_people AS people ON people.id = given.value
     JOIN leads ON leads.id = people.lead_id WHERE (${where})`,
    [JSON.stringify(ids), ...parameters],
  )
  return new Set(rows.map(({ id }) => id))
}

async function change(transaction: Transaction, at: AtStep, one: Person): Promise<void> {
  const { now, timeZone } = at
  const { step } = at.planned
  if (one.leadId === null) return
  if (step.kind === 'task') {
    const day = addDays(dateAt(now, timeZone), step.dueInDays)
    const task = { leadId: one.leadId, title: step.title, day }
    await addLeadTask(transaction, task, { now, timeZone })
  }
  if (step.kind === 'tag' && !(await retagLead(transaction, one.leadId, step, now)))
    await noteResult(transaction, at, [one.id], 'not_done')
}

const address = rowOf({ email: optional(text()) })

/** The step is noted in the transaction that queues its message: neither is there without the other. */
export async function send(transaction: Transaction, at: Sending, one: Person): Promise<void> {
  const { now, planned, installKey } = at
  if (planned.step.kind !== 'send' || one.leadId === null) return
  const isDone =
    (await transaction.count(
      'SELECT count(*) AS n FROM sequence_steps WHERE person_id = ? AND step_key = ?',
      [one.id, planned.step.key],
    )) > 0
  if (isDone) return moveOn(transaction, at, [one.id], planned.next)
  const reached = await transaction.first(
    address,
    `SELECT (${reachableAddressSql}) AS email FROM leads WHERE id = ?`,
    [one.leadId],
  )
  const email = one.email ?? reached?.email ?? null
  if (email === null) return endPeople(transaction, [one.id], 'no_address', now)
  const { campaignId } = planned.step
  const to = { campaignId: campaignId ?? 0, leadId: one.leadId, email, dueAt: now }
  const queued = await queueAutomatic(transaction, to, { installKey, now })
  const isPassed = queued.kind === 'off' && planned.step.isSkipped === true
  // It was turned off since it was looked: they go on waiting.
  if (queued.kind === 'off' && !isPassed) return
  if (queued.kind === 'unknown') return endPeople(transaction, [one.id], 'no_address', now)
  await note(transaction, at, [one.id])
  if (queued.kind !== 'queued') {
    await noteResult(transaction, at, [one.id], 'not_done')
    return moveOn(transaction, at, [one.id], planned.next)
  }
  await transaction.sql(
    `UPDATE sequence_people SET state = 'sending', outbox_id = ?, since = ?, due_at = NULL WHERE id = ?`,
    [queued.outboxId, now, one.id],
  )
}

/** @param from the moment at which the step was really done, where that is not now */
export async function moveOn(
  transaction: Transaction,
  { sequence, ...times }: Times & { sequence: SequenceRow },
  ids: readonly number[],
  next: string | null,
  from: number = times.now,
): Promise<void> {
  if (ids.length === 0) return
  if (next === null) return endPeople(transaction, ids, 'finished', times.now)
  // A wait that somebody has behind them already is none.
  await transaction.sql(
    `UPDATE sequence_people SET state = 'waiting', step_key = ?, since = ?,
       due_at = CASE WHEN EXISTS (SELECT 1 FROM sequence_steps WHERE person_id = sequence_people.id AND step_key = ?) THEN ? ELSE ? END
     WHERE id IN (SELECT value FROM json_each(?))`,
    [next, from, next, times.now, dueFrom(sequence, next, from, times), JSON.stringify(ids)],
  )
}
