// The user's own rules of the score by points: one row, or none where the usual ones count.
import { id, json, moment } from '#main/database/columnKinds.ts'
import { defineTable } from '#main/database/defineTable.ts'
import { StoredScoreRules } from '#shared/rules/scoreRules.ts'

export const scoreRulesTable = defineTable({
  name: 'score_rules',
  columns: { id: id(), rules: json(StoredScoreRules), updatedAt: moment() },
})
