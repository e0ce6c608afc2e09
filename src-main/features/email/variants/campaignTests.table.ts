// Tests of campaigns: one a campaign, with what is tested, on how many, and what was decided.
import { id, integer, moment, optional, real, text } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import { toOptionalTimestamp } from '#main/database/columns.ts'
import type { Database } from '#main/database/database.ts'
import type { CampaignTest, TestMeasure, UnclearRule } from '#shared/contract/email/campaignTest.ts'
import type { Variant } from '#shared/rules/sending/testSplit.ts'

export const campaignTestsTable = defineTable({
  name: 'campaign_tests',
  columns: {
    id: id(),
    campaignId: integer(),
    /** The hidden campaign that holds version B. */
    variantId: integer(),
    /** People in the test, in percent. */
    share: integer(),
    measure: text<TestMeasure>(),
    /** Hours from the last message of the test to the decision. */
    hours: integer(),
    /** What is done where the answers do not say enough. */
    unclear: text<UnclearRule>(),
    winner: optional(text<Variant>()),
    decidedBy: optional(text<'time' | 'owner'>()),
    decidedAt: optional(moment()),
    /** How probable it was then that the winner does better; null where nothing was measured. */
    decidedProbability: optional(real()),
    /** Taken out before it began; null for a test that counts. */
    removedAt: optional(moment()),
    createdAt: moment(),
  },
  indices: [{ name: 'campaign_tests_campaign', columns: ['campaignId'], unique: true }],
})
export type CampaignTestRow = RowOfTable<typeof campaignTestsTable>

/** The test a campaign has, as part of it; null without one. */
export function plannedTest(database: Database, campaignId: number): CampaignTest | null {
  const test = campaignTestsTable.find(database, { campaignId })
  if (test === null || test.removedAt !== null) return null
  const { share, measure, hours, unclear, variantId, winner, decidedAt } = test
  return {
    ...{ share, measure, hours, unclear, variantId, winner },
    decidedAt: toOptionalTimestamp(decidedAt),
  }
}
