// What is to be done, and when: with a lead, for a campaign, or alone. A planned meeting has one too.
import {
  bigInteger,
  id,
  integer,
  json,
  moment,
  optional,
  text,
} from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import { TaskRepeats } from '#shared/contract/crm/tasks.ts'

export const tasksTable = defineTable({
  name: 'tasks',
  columns: {
    id: id(),
    title: text(),
    /** A moment; of a whole day its beginning, in the zone of `dueZone`. */
    dueAt: optional(moment()),
    dueDay: optional(text()),
    dueZone: optional(text()),
    /** `dueAt`, and later than anything without a date: what lists are ordered by. */
    dueOrder: bigInteger(),
    leadId: optional(integer()),
    campaignId: optional(integer()),
    interactionId: optional(integer()),
    repeats: optional(json(TaskRepeats)),
    /** The task whose repetition made this one. */
    previousId: optional(integer()),
    doneAt: optional(moment()),
    createdAt: moment(),
    updatedAt: moment(),
  },
  foreignKeys: [
    {
      name: 'FK_tasks_lead',
      target: 'leads',
      columnNames: ['lead_id'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
    {
      name: 'FK_tasks_interaction',
      target: 'interactions',
      columnNames: ['interaction_id'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
  indices: [
    { name: 'tasks_due', columns: ['dueOrder', 'id'] },
    { name: 'tasks_open', columns: ['dueOrder', 'id'], where: 'done_at IS NULL' },
    { name: 'tasks_done', columns: ['doneAt', 'id'], where: 'done_at IS NOT NULL' },
    { name: 'tasks_lead', columns: ['leadId', 'dueOrder', 'id'], where: 'lead_id IS NOT NULL' },
    {
      name: 'tasks_lead_done',
      columns: ['leadId', 'doneAt', 'id'],
      where: 'lead_id IS NOT NULL AND done_at IS NOT NULL',
    },
    {
      name: 'tasks_campaign',
      columns: ['campaignId', 'dueOrder', 'id'],
      where: 'campaign_id IS NOT NULL',
    },
    {
      name: 'tasks_interaction',
      columns: ['interactionId'],
      where: 'interaction_id IS NOT NULL',
      unique: true,
    },
    {
      name: 'tasks_previous',
      columns: ['previousId'],
      where: 'previous_id IS NOT NULL',
      unique: true,
    },
    { name: 'tasks_zone', columns: ['dueZone'], where: 'due_zone IS NOT NULL' },
  ],
})
export type TaskRow = RowOfTable<typeof tasksTable>
