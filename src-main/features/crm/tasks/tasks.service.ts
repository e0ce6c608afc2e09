// What can be done to a task: list, add, change, do, delete and take that back. Done, one that
// repeats makes the next; a planned meeting that is done was held.
import type {
  DueTasks,
  Task,
  TaskChange,
  TaskDraft,
  TaskListInput,
} from '#shared/contract/crm/tasks.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { z } from 'zod'
import { addDays, dateAt, startOfDate } from '#shared/rules/calendar/calendarDays.ts'
import { anchored, nextDue } from '#shared/rules/calendar/recurrence.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { toOptionalTimestamp, toTimestamp } from '#main/database/columns.ts'
import type { Transaction } from '#main/database/database.ts'
import { pageFrom } from '#main/database/keyset.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { createRecentlyDeleted } from '#main/platform/recentlyDeleted.ts'
import {
  changeInteraction,
  removeInteraction,
  returnInteraction,
} from '../interactions/interactions.service.ts'
import type { InteractionRow } from '../interactions/interactions.table.ts'
import { displayName } from '../leads/leadRecord.ts'
import { bringPlannedUpToDate } from './plannedTasks.ts'
import { dueColumns, dueOfRow, isDay, readDue, toDueAt } from './taskDue.ts'
import * as rows from './tasks.repository.ts'
import { tasksTable, type TaskRow } from './tasks.table.ts'

const topics: Topic[] = ['crm', 'dashboard']
type Deleted = { id: number; task: TaskRow; interaction: InteractionRow | null }
const deleted = memorySlot(() => createRecentlyDeleted<Deleted>())

/** Whole days begin where the business's zone has them, and what is planned has its task. */
export async function bringTasksUpToDate(services: Services): Promise<void> {
  await bringPlannedUpToDate(services)
  const { database } = services
  const timeZone = businessZone(services)
  if (!rows.hasOtherZone(database, timeZone)) return
  await database.write(topics, async (transaction) => {
    for (const { day } of await rows.daysOfOtherZones(transaction, timeZone))
      await tasksTable.update(
        transaction,
        { dueDay: day },
        dueColumns({ kind: 'day', day }, timeZone),
      )
  })
}

export async function listTasks(services: Services, input: TaskListInput) {
  await bringTasksUpToDate(services)
  const { database } = services
  const timeZone = businessZone(services)
  return pageFrom(
    rows.readTasks(database, input, timeZone),
    input.limit,
    rows.countTasks(database, input, timeZone),
    (row) => rows.taskKey(row, input.sort),
    toTask,
  )
}

/** How many open tasks are late, and how many are still to come today. */
export async function dueTasks(services: Services): Promise<z.infer<typeof DueTasks>> {
  await bringTasksUpToDate(services)
  const { database, host } = services
  const [timeZone, now] = [businessZone(services), host.clock.now()]
  const date = dateAt(now, timeZone)
  const startOfToday = startOfDate(date, timeZone)
  const startOfTomorrow = startOfDate(addDays(date, 1), timeZone)
  // Today's whole days are not late while today lasts.
  const late = rows.countDue(database, 0, now) - rows.countDueDays(database, startOfToday, now)
  const due = rows.countDue(database, 0, startOfTomorrow)
  return { overdue: late, today: due - late, date, timeZone }
}

/** @throws 404 if its lead or campaign is not there; 422 if it repeats without a date */
export async function createTask(services: Services, draft: TaskDraft): Promise<Task> {
  const { database, host } = services
  const [timeZone, now] = [businessZone(services), host.clock.now()]
  const id = await database.write(topics, async (transaction) => {
    const empty: Omit<TaskRow, 'id'> = {
      ...{ title: draft.title, leadId: null, campaignId: null, interactionId: null },
      ...{ repeats: null, previousId: null, doneAt: null, createdAt: now, updatedAt: now },
      ...dueColumns(null, timeZone),
    }
    const row = withChange(empty, draft, timeZone)
    await refuseUnknown(transaction, row, null)
    const id = await tasksTable.insert(transaction, row)
    if (draft.doneAt) await finish(transaction, { ...row, id }, Date.parse(draft.doneAt), services)
    return id
  })
  return getTask(services, id)
}

/** Inside a write: something to do with a lead by the end of a day, `2026-11-29`. */
export async function addLeadTask(
  transaction: Transaction,
  { leadId, title, day }: { leadId: number; title: string; day: string },
  { now, timeZone }: { now: number; timeZone: string },
): Promise<void> {
  await tasksTable.insert(transaction, {
    ...{ title, leadId, campaignId: null, interactionId: null, repeats: null, previousId: null },
    ...{ doneAt: null, createdAt: now, updatedAt: now },
    ...dueColumns({ kind: 'day', day }, timeZone),
  })
}

/** Fields left out keep their value. @throws 404; 409 for what a planned meeting has not; 422 as above */
export async function updateTask(services: Services, change: TaskChange): Promise<Task> {
  const { database, host } = services
  const now = host.clock.now()
  await database.write(topics, async (transaction) => {
    const before = await taskForUpdate(transaction, change.id)
    if (before.interactionId === null) await changeOwn(transaction, before, change, services)
    else await changeMeeting(transaction, before, before.interactionId, change, now)
    const present = await taskForUpdate(transaction, change.id)
    if (change.doneAt && present.doneAt === null)
      await finish(transaction, present, Date.parse(change.doneAt), services)
    else if (change.doneAt === null && present.doneAt !== null)
      await reopen(transaction, present, now)
  })
  return getTask(services, change.id)
}

export async function deleteTask(services: Services, id: number): Promise<void> {
  const { database, host, memory } = services
  const now = host.clock.now()
  const kept = await database.write(topics, async (transaction) => {
    const task = await taskForUpdate(transaction, id)
    await tasksTable.delete(transaction, { id })
    const interaction =
      task.interactionId === null
        ? null
        : await removeInteraction(transaction, task.interactionId, now)
    return { id, task, interaction }
  })
  memory.of(deleted).keep(kept, now)
}

/** @throws 404 if nothing was deleted under this identifier, or too long ago, or its lead is gone */
export async function restoreTask(services: Services, id: number): Promise<Task> {
  const { database, host, memory } = services
  const now = host.clock.now()
  const kept = memory.of(deleted).find(id, now)
  if (kept === null) throw unknownId('deleted task', id)
  const { task, interaction } = kept
  await database.write(topics, async (transaction) => {
    if (task.leadId !== null && !(await rows.isLead(transaction, task.leadId)))
      throw unknownId('lead', task.leadId)
    if (interaction !== null) {
      await returnInteraction(transaction, interaction, now)
      await tasksTable.delete(transaction, { interactionId: interaction.id })
    }
    await rows.bringBackTasks(transaction, [task])
  })
  memory.of(deleted).forget(id)
  return getTask(services, id)
}

function getTask({ database }: Services, id: number): Task {
  const row = rows.findTask(database, id)
  if (row === null) throw unknownId('task', id)
  return toTask(row)
}

async function taskForUpdate(transaction: Transaction, id: number): Promise<TaskRow> {
  const row = await tasksTable.findForUpdate(transaction, { id })
  if (row === null) throw unknownId('task', id)
  return row
}

async function changeOwn(
  transaction: Transaction,
  before: TaskRow,
  change: TaskChange,
  services: Services,
): Promise<void> {
  const { id, ...after } = withChange(before, change, businessZone(services))
  await refuseUnknown(transaction, after, before)
  await tasksTable.update(transaction, { id }, { ...after, updatedAt: services.host.clock.now() })
}

/** Of a meeting, its subject and its moment: the task follows the interaction. */
async function changeMeeting(
  transaction: Transaction,
  before: TaskRow,
  interactionId: number,
  { title, dueAt, leadId, campaignId, repeats }: TaskChange,
  now: number,
): Promise<void> {
  const isOther =
    (leadId !== undefined && leadId !== before.leadId) ||
    (campaignId !== undefined && campaignId !== null) ||
    (repeats !== undefined && repeats !== null) ||
    dueAt === null ||
    (dueAt !== undefined && isDay(dueAt))
  if (isOther)
    throw apiError(
      'CONFLICT',
      'meeting_planned',
      'Of a planned exchange the title and the moment can be changed, nothing else.',
    )
  const isMoved = dueAt !== undefined && Date.parse(dueAt) !== before.dueAt
  const isRenamed = title !== undefined && title !== before.title
  if (!isMoved && !isRenamed) return
  const moment = isMoved ? { occurredAt: dueAt } : {}
  await changeInteraction(
    transaction,
    interactionId,
    { ...moment, ...(isRenamed ? { subject: title } : {}) },
    now,
  )
}

function withChange<Row extends Omit<TaskRow, 'id'>>(
  before: Row,
  { title, dueAt, leadId, campaignId, repeats }: Partial<TaskDraft>,
  timeZone: string,
): Row {
  const due = dueAt === undefined ? dueOfRow(before) : dueAt === null ? null : readDue(dueAt)
  const isMoved = dueAt !== undefined && dueAt !== toDueAt(before)
  const rule = repeats === undefined ? before.repeats : repeats
  if (rule !== null && due === null)
    throw apiError('UNPROCESSABLE', 'task_repeats_undated', 'A task that repeats needs a date.', {
      field: 'dueAt',
    })
  // Moved by hand, the series goes on from where it was put.
  const fresh =
    rule !== null && repeats === undefined && isMoved
      ? { every: rule.every, interval: rule.interval }
      : rule
  return {
    ...before,
    title: title ?? before.title,
    leadId: leadId === undefined ? before.leadId : leadId,
    campaignId: campaignId === undefined ? before.campaignId : campaignId,
    repeats: fresh === null || due === null ? null : anchored(fresh, due, timeZone),
    ...(dueAt === undefined ? {} : dueColumns(due, timeZone)),
  }
}

async function refuseUnknown(
  transaction: Transaction,
  { leadId, campaignId }: Pick<TaskRow, 'leadId' | 'campaignId'>,
  before: TaskRow | null,
): Promise<void> {
  if (leadId !== null && leadId !== before?.leadId && !(await rows.isLead(transaction, leadId)))
    throw unknownId('lead', leadId)
  const isNewCampaign = campaignId !== null && campaignId !== before?.campaignId
  if (isNewCampaign && !(await rows.isCampaign(transaction, campaignId)))
    throw unknownId('campaign', campaignId)
}

async function finish(
  transaction: Transaction,
  task: TaskRow,
  at: number,
  services: Services,
): Promise<void> {
  const now = services.host.clock.now()
  const doneAt = Math.min(at, now)
  await tasksTable.update(transaction, { id: task.id }, { doneAt, updatedAt: now })
  if (task.interactionId !== null && (task.dueAt ?? 0) > now)
    await changeInteraction(
      transaction,
      task.interactionId,
      { occurredAt: toTimestamp(doneAt) },
      now,
    )
  await makeNext(transaction, task, now, businessZone(services))
}

async function makeNext(
  transaction: Transaction,
  task: TaskRow,
  now: number,
  timeZone: string,
): Promise<void> {
  const due = dueOfRow(task)
  if (task.repeats === null || due === null) return
  if ((await tasksTable.findForUpdate(transaction, { previousId: task.id })) !== null) return
  const next = nextDue(task.repeats, due, now, timeZone)
  if (next === null) return
  const { id, ...same } = task
  await tasksTable.insert(transaction, {
    ...same,
    ...dueColumns(next, timeZone),
    ...{ previousId: id, doneAt: null, createdAt: now, updatedAt: now },
  })
}

/** Open again: what doing it brought goes, unless somebody has worked on it since. */
async function reopen(transaction: Transaction, task: TaskRow, now: number): Promise<void> {
  await tasksTable.update(transaction, { id: task.id }, { doneAt: null, updatedAt: now })
  const next = await tasksTable.findForUpdate(transaction, { previousId: task.id })
  if (next !== null && next.doneAt === null && next.updatedAt === next.createdAt)
    await tasksTable.delete(transaction, { id: next.id })
  if (task.interactionId !== null && task.dueAt !== null && task.dueAt > now)
    await changeInteraction(
      transaction,
      task.interactionId,
      { occurredAt: toTimestamp(task.dueAt) },
      now,
    )
}

export function toTask(row: rows.ReadTask): Task {
  const { id, title, leadId, campaignId, repeats, interactionId, campaignName } = row
  return {
    ...{ id, title, leadId, campaignId, repeats, interactionId, campaignName },
    dueAt: toDueAt(row),
    doneAt: toOptionalTimestamp(row.doneAt),
    kind: row.kind === null || row.kind === 'note' ? 'task' : row.kind,
    leadName: leadId === null ? null : displayName(row),
    createdAt: toTimestamp(row.createdAt),
    updatedAt: toTimestamp(row.updatedAt),
  }
}
