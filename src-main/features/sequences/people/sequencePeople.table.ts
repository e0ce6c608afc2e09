// Who is or was in a sequence, and where: one row a person and sequence, for ever.
import { id, integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import type { SequenceEnd } from '#shared/contract/sequences/sequenceEnds.ts'
import type { SequenceStart } from '#shared/contract/sequences/sequences.contract.ts'

export type PersonState = 'waiting' | 'sending' | 'ended'

export const sequencePeopleTable = defineTable({
  name: 'sequence_people',
  columns: {
    id: id(),
    sequenceId: integer(),
    /** Null once the person was erased. */
    leadId: optional(integer()),
    /** The address that agreed by a form: they are written to at no other. */
    email: optional(text()),
    state: text<PersonState>(),
    /** The step that is next, or was the last one. */
    stepKey: optional(text()),
    /** When they came to this step. */
    since: moment(),
    /** When it is to be done, of whoever waits. */
    dueAt: optional(moment()),
    /** The message of the step that was queued last. */
    outboxId: optional(integer()),
    /** Why they are no longer in it. */
    reason: optional(text<SequenceEnd>()),
    enteredAt: moment(),
    endedAt: optional(moment()),
    /** What brought them in; null where that was not noted yet. */
    enteredBy: optional(text<SequenceStart['kind']>()),
  },
  indices: [
    { name: 'sequence_people_once', columns: ['sequenceId', 'leadId'], unique: true },
    {
      name: 'sequence_people_due',
      columns: ['sequenceId', 'stepKey', 'dueAt'],
      where: `state = 'waiting'`,
    },
    {
      name: 'sequence_people_sending',
      columns: ['sequenceId', 'id'],
      where: `state = 'sending'`,
    },
    {
      name: 'sequence_people_under_way',
      columns: ['sequenceId', 'id'],
      where: `state <> 'ended'`,
    },
    { name: 'sequence_people_ends', columns: ['sequenceId', 'reason', 'id'] },
    { name: 'sequence_people_lead', columns: ['leadId'] },
    { name: 'sequence_people_deleted', columns: ['id'], where: `reason = 'deleted'` },
  ],
})
export type SequencePersonRow = RowOfTable<typeof sequencePeopleTable>
