// What was learnt the last time: one row, or none before the first time.
import { z } from 'zod'
import { id, json, moment } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import { LearntModel } from '#shared/contract/crm/scoring.ts'
import { EncodedColumn } from './columnEncoding.ts'

const Counts = LearntModel.shape.counts
/** The model as it is used, by feature; see `Learnt`. */
const Learnt = z.object({
  columns: z.array(EncodedColumn),
  intercept: z.number(),
  weights: z.array(z.number()),
  means: z.array(z.number()),
  counts: z.array(z.int()),
  importance: z.array(z.number()),
  suspicious: z.array(z.string()),
})

export const learntScoresTable = defineTable({
  name: 'learnt_scores',
  columns: {
    id: id(),
    trainedAt: moment(),
    /** Leads it was learnt from, and those there were. */
    counts: json(z.object({ learnt: Counts, all: Counts })),
    choices: json(LearntModel.shape.choices),
    measured: json(
      z
        .object({ auc: z.number(), from: z.number(), to: z.number(), folds: z.array(z.number()) })
        .nullable(),
    ),
    leftOut: json(z.array(LearntModel.shape.leftOut.element.omit({ name: true }))),
    learnt: json(Learnt.nullable()),
  },
})
export type LearntScoreRow = RowOfTable<typeof learntScoresTable>
