// Sequences as they are written.
import {
  flag,
  id,
  integer,
  json,
  moment,
  optional,
  text,
  withDefault,
} from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import { SequenceExits, SequenceStart } from '#shared/contract/sequences/sequences.contract.ts'
import { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import { z } from 'zod'

export const sequencesTable = defineTable({
  name: 'sequences',
  columns: {
    id: id(),
    name: text(),
    isOn: flag(),
    /** Its funnel is archived: nobody moves, and due moments stay. */
    isHeld: withDefault(flag(), false),
    start: json(SequenceStart),
    exits: json(SequenceExits),
    /** Key of the topic; its e-mails have the same. */
    topic: optional(text()),
    steps: json(z.array(SequenceStep)),
    /** Steps that were taken out: what whoever stood there goes on with; null: nothing. */
    gone: json(z.record(z.string(), z.string().nullable())),
    /**
     * People up to this number who were only there at a start are to be forgotten, bit by bit: they come
     * in where they are still meant. Null: none.
     */
    forgetsTo: optional(integer()),
    createdAt: moment(),
    updatedAt: moment(),
    deletedAt: optional(moment()),
    /** Gone for good since; only its name is left, for whoever went through it. */
    emptiedAt: optional(moment()),
  },
})
export type SequenceRow = RowOfTable<typeof sequencesTable>
