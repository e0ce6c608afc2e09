// What came of a campaign's test so far, and the user's own word on it.
import type { z } from 'zod'
import type { testStates, TestResult, VariantFigures } from '#shared/contract/email/campaignTest.ts'
import type { Variant } from '#shared/rules/sending/testSplit.ts'
import type { TestVerdict } from '#shared/rules/sending/testVerdict.ts'
import type { Services } from '#main/core/services.ts'
import { toOptionalTimestamp, toTimestamp } from '#main/database/columns.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import type { Database } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { outboxTotals, type ShownCampaignRow } from '../campaigns/campaigns.repository.ts'
import { getCampaignForUpdate, requireCampaign } from '../campaigns/campaigns.service.ts'
import { applyTransition, releaseSlice } from '../outbox/outbox.states.ts'
import { campaignTestsTable, type CampaignTestRow } from './campaignTests.table.ts'
import { findVariant } from './campaignTests.service.ts'
import {
  answers,
  answersOf,
  decideSql,
  decisionMoment,
  isTestUnderWaySql,
  probabilityFor,
  releasableSql,
  selectAnswersSql,
  verdictOf,
  winnerBy,
  type AnswersRow,
} from './testAnswers.ts'

type State = (typeof testStates)[number]

/** @throws 404 for a campaign without a test */
export function testResult({ database, host }: Services, id: number): TestResult {
  const campaign = requireCampaign(database, id)
  const test = campaignTestsTable.find(database, { campaignId: id })
  const variant = findVariant(database, id)
  if (test === null || test.removedAt !== null || variant === null)
    throw unknownId('test of campaign', id)
  const rows = answersOf(database.all(answers, selectAnswersSql, [id]))
  const verdict = verdictOf(rows, test.measure)
  const looked = { test, campaign, rows, verdict }
  const state = stateOf(database, looked, host.clock.now())
  const { share, measure, hours, unclear, winner, decidedBy, decidedProbability } = test
  return {
    ...{ share, measure, hours, unclear, state },
    variants: rows.map((row) =>
      toFigures(row, {
        ...(row.variant === 'A' ? campaign : variant),
        measuresClicks: campaign.measuresClicks,
      }),
    ),
    waiting: outboxTotals(database, id).held ?? 0,
    evidence: verdict.evidence,
    leading: verdict.leading,
    probability: verdict.leading === null ? null : verdict.probability,
    decidesAt: state === 'measuring' ? toTimestamp(momentOf(looked)) : null,
    ...{ winner, decidedAt: toOptionalTimestamp(test.decidedAt), decidedBy, decidedProbability },
  }
}

const toFigures = (
  { variant, people, sent, bounced, replied, unsubscribed, measured, clicked }: AnswersRow,
  { id, subject, fromName, measuresClicks }: ShownCampaignRow,
): z.infer<typeof VariantFigures> => ({
  ...{ variant, campaignId: id, subject, fromName },
  ...{ people, sent, bounced, replied, unsubscribed },
  measured: measuresClicks || measured > 0 ? measured : null,
  clicked: measuresClicks || measured > 0 ? clicked : null,
})

type Looked = {
  test: CampaignTestRow
  campaign: ShownCampaignRow
  rows: readonly AnswersRow[]
  verdict: TestVerdict
}

const momentOf = ({ test: { hours }, campaign: { startedAt }, rows }: Looked): number =>
  decisionMoment({ hours, startedAt: startedAt ?? 0 }, rows)

function stateOf(database: Database, looked: Looked, now: number): State {
  const { test, campaign, verdict } = looked
  if (campaign.startedAt === null) return 'planned'
  if (test.decidedAt !== null) return 'decided'
  if (campaign.status === 'cancelled') return 'ended'
  const underWay = database.count(
    `SELECT count(*) AS n FROM campaigns WHERE id = ? AND ${isTestUnderWaySql}`,
    [campaign.id],
  )
  if (underWay > 0) return 'sending'
  // What is due is decided in a moment.
  const goesByItself = winnerBy(verdict, test.unclear) !== null
  return momentOf(looked) > now || goesByItself ? 'measuring' : 'waiting'
}

const releasable = rowOf({ campaignId: integer(), winner: text<Variant>(), versionId: integer() })

/**
 * The user's word: everybody who waits gets this version. The decision and the first people are one
 * write; whom a large campaign still holds is let go by the sending thread, from that decision.
 * @throws 404; 409 where it was decided before, or the campaign is not being sent
 */
export async function decideTest(
  services: Services,
  { id, variant }: { id: number; variant: Variant },
): Promise<TestResult> {
  const { database, host } = services
  await database.write(['email', 'dashboard'], async (transaction) => {
    const { status } = await getCampaignForUpdate(transaction, id)
    const test = await campaignTestsTable.findForUpdate(transaction, { campaignId: id })
    if (test === null || test.removedAt !== null) throw unknownId('test of campaign', id)
    if (test.decidedAt !== null)
      throw apiError('CONFLICT', 'test_decided', 'This test was decided already.')
    if (status !== 'sending' && status !== 'paused')
      throw apiError('CONFLICT', 'campaign_not_running', 'This campaign is not being sent.')
    const verdict = verdictOf(await transaction.all(answers, selectAnswersSql, [id]), test.measure)
    const probability = probabilityFor(variant, verdict)
    const now = host.clock.now()
    await transaction.sql(decideSql, [variant, 'owner', now, probability, id])
    const release = await transaction.first(
      releasable,
      `SELECT * FROM (${releasableSql}) WHERE campaignId = ?`,
      [id],
    )
    if (release !== null)
      await applyTransition(transaction, releaseSlice, variant, release.versionId, id)
  })
  services.outbox.wake()
  return testResult(services, id)
}
