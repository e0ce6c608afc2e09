// All SQL about tasks: lists by key, what is due, what a lead takes with it.
import type { Interaction } from '#shared/contract/crm.contract.ts'
import type { TaskListInput } from '#shared/contract/crm/tasks.ts'
import { integer, optional, text } from '#main/database/columnKinds.ts'
import type { Database, SqlValue, Transaction } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { decodeCursor } from '#main/database/keyset.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { noDue, beginningOf, readDue } from './taskDue.ts'
import { tasksTable, type TaskRow } from './tasks.table.ts'

const readTask = tasksTable.and({
  kind: optional(text<Interaction['type']>()),
  firstName: optional(text()),
  lastName: optional(text()),
  company: optional(text()),
  email: optional(text()),
  phone: optional(text()),
  campaignName: optional(text()),
})
export type ReadTask = RowOfTable<typeof readTask>

const selectSql = `SELECT ${tasksTable.list('tasks')}, interactions.type AS kind, leads.first_name AS firstName, leads.last_name AS lastName,
    leads.company, leads.email, leads.phone, campaigns.name AS campaignName
  FROM tasks LEFT JOIN leads ON leads.id = tasks.lead_id LEFT JOIN interactions ON interactions.id = tasks.interaction_id
  LEFT JOIN campaigns ON campaigns.id = tasks.campaign_id AND campaigns.deleted_at IS NULL`

/** What was to be done for a deleted campaign alone rests until that comes back. */
const isShownSql = `(tasks.campaign_id IS NULL OR tasks.lead_id IS NOT NULL
  OR EXISTS (SELECT 1 FROM campaigns AS shown WHERE shown.id = tasks.campaign_id AND shown.deleted_at IS NULL))`

type Condition = { where: string; parameters: SqlValue[] }

function filterSql(input: TaskListInput, timeZone: string): Condition {
  const terms = [isShownSql]
  const parameters: SqlValue[] = []
  const add = (term: string, value: SqlValue) => {
    terms.push(term)
    parameters.push(value)
  }
  if (input.leadId !== undefined) add('tasks.lead_id = ?', input.leadId)
  if (input.campaignId !== undefined) add('tasks.campaign_id = ?', input.campaignId)
  if (input.isDone === false) terms.push('tasks.done_at IS NULL')
  if (input.isDone === true || input.sort === '-doneAt') terms.push('tasks.done_at IS NOT NULL')
  if (input.dueFrom !== undefined) {
    add('tasks.due_order >= ?', beginningOf(readDue(input.dueFrom), timeZone))
    add('tasks.due_order < ?', noDue)
  }
  if (input.dueTo !== undefined)
    add('tasks.due_order < ?', beginningOf(readDue(input.dueTo), timeZone))
  return { where: terms.join(' AND '), parameters }
}

export const taskKey = (row: TaskRow, sort: TaskListInput['sort']) => ({
  key: sort === '-doneAt' ? row.doneAt : row.dueOrder,
  id: row.id,
})

/** One more than asked for, where there is more. */
export function readTasks(database: Database, input: TaskListInput, timeZone: string): ReadTask[] {
  const { where, parameters } = filterSql(input, timeZone)
  const [column, way, sign] =
    input.sort === '-doneAt' ? ['done_at', 'DESC', '<'] : ['due_order', 'ASC', '>']
  const after = decodeCursor(input.cursor)
  const from = after === null ? '' : `AND (tasks.${column}, tasks.id) ${sign} (?, ?)`
  return database.all(
    readTask,
    `${selectSql} WHERE ${where} ${from} ORDER BY tasks.${column} ${way}, tasks.id ${way} LIMIT ?`,
    [...parameters, ...(after === null ? [] : [after.key, after.id]), input.limit + 1],
  )
}

export function countTasks(database: Database, input: TaskListInput, timeZone: string): number {
  const { where, parameters } = filterSql(input, timeZone)
  return database.count(`SELECT count(*) AS n FROM tasks WHERE ${where}`, parameters)
}

export const findTask = (database: Database, id: number): ReadTask | null =>
  database.first(readTask, `${selectSql} WHERE tasks.id = ?`, [id])

/** Some tasks by their numbers, a JSON list. */
export const tasksById = (database: Database, ids: string): ReadTask[] =>
  database.all(readTask, `${selectSql} WHERE tasks.id IN (SELECT value FROM json_each(?))`, [ids])

/** Open tasks due from one moment on and before another. */
export const countDue = (database: Database, from: number, to: number): number =>
  database.count(
    `SELECT count(*) AS n FROM tasks WHERE done_at IS NULL AND due_order >= ? AND due_order < ? AND ${isShownSql}`,
    [from, to],
  )

/** Of whole days alone: their beginning is long past while they are due. */
export const countDueDays = (database: Database, from: number, to: number): number =>
  database.count(
    `SELECT count(*) AS n FROM tasks WHERE done_at IS NULL AND due_day IS NOT NULL AND due_order >= ? AND due_order < ? AND ${isShownSql}`,
    [from, to],
  )

/** Open tasks with a moment from one on and before another, the earliest first. */
export const tasksDueBetween = (
  database: Database,
  from: number,
  to: number,
  limit: number,
): ReadTask[] =>
  database.all(
    readTask,
    `${selectSql} WHERE tasks.done_at IS NULL AND tasks.due_day IS NULL AND tasks.due_order >= ? AND tasks.due_order < ? AND ${isShownSql}
     ORDER BY tasks.due_order, tasks.id LIMIT ?`,
    [from, to, limit],
  )

/** Open tasks with a date after a place in their order, for other calendars. */
export const datedTasksAfter = (
  database: Database,
  after: { order: number; id: number },
  limit: number,
): ReadTask[] =>
  database.all(
    readTask,
    `${selectSql} WHERE tasks.done_at IS NULL AND tasks.due_order < ${noDue} AND (tasks.due_order, tasks.id) > (?, ?) AND ${isShownSql}
     ORDER BY tasks.due_order, tasks.id LIMIT ?`,
    [after.order, after.id, limit],
  )

const zones = rowOf({ first: optional(text()), last: optional(text()) })

/** Whether any whole day begins where another zone has it. */
export function hasOtherZone(database: Database, timeZone: string): boolean {
  const found = database.first(
    zones,
    `SELECT (SELECT min(due_zone) FROM tasks WHERE due_zone IS NOT NULL) AS first, (SELECT max(due_zone) FROM tasks WHERE due_zone IS NOT NULL) AS last`,
  )
  return [found?.first, found?.last].some((zone) => zone !== null && zone !== timeZone)
}

const days = rowOf({ day: text() })

export const daysOfOtherZones = (transaction: Transaction, timeZone: string) =>
  transaction.all(
    days,
    'SELECT DISTINCT due_day AS day FROM tasks WHERE due_zone IS NOT NULL AND due_zone <> ?',
    [timeZone],
  )

const planned = rowOf({
  id: integer(),
  leadId: integer(),
  type: text<Interaction['type']>(),
  subject: optional(text()),
  content: optional(text()),
  occurredAt: integer(),
})
export type PlannedInteraction = RowOfTable<typeof planned>

/** Meetings that lie ahead and no task stands for yet: of a file, or of before there were tasks. */
export const plannedWithoutTask = (database: Database, now: number, limit: number) =>
  database.all(
    planned,
    `SELECT id, lead_id AS leadId, type, subject, content, occurred_at AS occurredAt FROM interactions INDEXED BY interactions_planned
     WHERE occurred_at > created_at AND occurred_at > ? AND type <> 'note'
       AND NOT EXISTS (SELECT 1 FROM tasks WHERE tasks.interaction_id = interactions.id) LIMIT ?`,
    [now, limit],
  )

/** A lead's tasks as they are, to come back with it. */
export const tasksOfLead = (transaction: Transaction, leadId: number): Promise<TaskRow[]> =>
  transaction.all(
    tasksTable,
    `SELECT ${tasksTable.list()} FROM tasks WHERE lead_id = ? ORDER BY id`,
    [leadId],
  )

/** Rows as `tasksOfLead` gave them; a task that another took the place of meanwhile goes its own way. */
export async function bringBackTasks(transaction: Transaction, rows: TaskRow[]): Promise<void> {
  for (const row of rows) {
    const taken =
      row.previousId !== null &&
      (await tasksTable.findForUpdate(transaction, { previousId: row.previousId })) !== null
    await tasksTable.insert(transaction, taken ? { ...row, previousId: null } : row)
  }
}

const there = rowOf({ id: integer() })

export const isCampaign = async (transaction: Transaction, id: number): Promise<boolean> =>
  (await transaction.first(
    there,
    'SELECT id FROM campaigns WHERE id = ? AND deleted_at IS NULL AND confirms_funnel_id IS NULL AND letters_account_id IS NULL AND variant_of IS NULL',
    [id],
  )) !== null

export const isLead = async (transaction: Transaction, id: number): Promise<boolean> =>
  (await transaction.first(there, 'SELECT id FROM leads WHERE id = ?', [id])) !== null
