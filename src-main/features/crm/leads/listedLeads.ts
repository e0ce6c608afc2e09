// What a list says of each lead besides the lead: its next action, since when it is in its stage, and
// when it was last written to. Three statements a page, by indexes.
import type { Interaction, Lead, ListedLead } from '#shared/contract/crm.contract.ts'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import type { Database } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { lastMessageSql } from '../filters/lastMessage.ts'
import { toDueAt } from '../tasks/taskDue.ts'

const nextTask = rowOf({
  leadId: integer(),
  id: integer(),
  title: text(),
  dueAt: optional(moment()),
  dueDay: optional(text()),
  kind: optional(text<Interaction['type']>()),
})
const lastMove = rowOf({ leadId: integer(), changedAt: moment() })
const lastMessage = rowOf({ leadId: integer(), sentAt: optional(moment()) })

const toNextAction = ({ id, title, kind, dueAt, dueDay }: RowOfTable<typeof nextTask>) => ({
  id,
  title,
  kind: kind === null || kind === 'note' ? ('task' as const) : kind,
  dueAt: toDueAt({ dueAt, dueDay }),
})

export function withListed(database: Database, leads: Lead[]): ListedLead[] {
  const ids = JSON.stringify(leads.map(({ id }) => id))
  const tasks = database.all(
    nextTask,
    `SELECT tasks.lead_id AS leadId, tasks.id, title, due_at AS dueAt, due_day AS dueDay, interactions.type AS kind
     FROM json_each(?) AS wanted JOIN tasks ON tasks.id = (
       SELECT id FROM tasks AS open WHERE open.lead_id = wanted.value AND open.done_at IS NULL ORDER BY due_order, id LIMIT 1)
     LEFT JOIN interactions ON interactions.id = tasks.interaction_id`,
    [ids],
  )
  const moves = database.all(
    lastMove,
    `SELECT wanted.value AS leadId, max(changed_at) AS changedAt
     FROM json_each(?) AS wanted JOIN lead_stage_changes ON lead_stage_changes.lead_id = wanted.value GROUP BY 1`,
    [ids],
  )
  const messages = database.all(
    lastMessage,
    `SELECT leads.id AS leadId, ${lastMessageSql} AS sentAt FROM json_each(?) AS wanted CROSS JOIN leads ON leads.id = wanted.value`,
    [ids],
  )
  const sentAt = new Map(messages.map((message) => [message.leadId, message.sentAt]))
  const taskOf = new Map(tasks.map((task) => [task.leadId, task]))
  const movedAt = new Map(moves.map((move) => [move.leadId, toTimestamp(move.changedAt)]))
  return leads.map((lead) => {
    const task = taskOf.get(lead.id)
    const sent = sentAt.get(lead.id) ?? null
    return {
      ...lead,
      nextAction: task === undefined ? null : toNextAction(task),
      stageSince: movedAt.get(lead.id) ?? lead.createdAt,
      lastMessageAt: sent === null ? null : toTimestamp(sent),
    }
  })
}
