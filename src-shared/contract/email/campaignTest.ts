// A test of two versions of a campaign's message: what is tried, on whom, and what came of it.
import { z } from 'zod'
import { Id, Timestamp } from '../common.ts'
import { shareRange, variants } from '../../rules/sending/testSplit.ts'

export const Variant = z.enum(variants)

/** What a version is judged by. Clicks are those of people who agreed, of a campaign that measures them. */
export const testMeasures = ['replies', 'clicks'] as const
export const TestMeasure = z.enum(testMeasures)
export type TestMeasure = z.infer<typeof TestMeasure>

/**
 * What happens when the time is over and the answers do not say enough: the version that leads goes
 * (A where neither does), or the rest waits until they do, or somebody decides.
 */
export const unclearRules = ['send_leading', 'wait'] as const
export const UnclearRule = z.enum(unclearRules)
export type UnclearRule = z.infer<typeof UnclearRule>

/** Hours until the decision at most: four weeks. */
export const maxTestHours = 672

export const TestSettings = z.strictObject({
  /** People in the test, in percent of all; half of them get each version. */
  share: z.int().min(shareRange.least).max(shareRange.most),
  measure: TestMeasure,
  /** From the last message of the test on. */
  hours: z.int().min(1).max(maxTestHours),
  unclear: UnclearRule,
})
export type TestSettings = z.infer<typeof TestSettings>

/** The settings a test begins with. */
export const firstTestSettings: TestSettings = {
  share: 20,
  measure: 'replies',
  hours: 24,
  unclear: 'send_leading',
}

/** A campaign's test as part of the campaign. `variantId`: the campaign that holds version B. */
const test = z.object({
  ...TestSettings.shape,
  variantId: Id,
  winner: Variant.nullable(),
  decidedAt: Timestamp.nullable(),
})
// Named, as the campaign is whose part it is.
export interface CampaignTest extends z.infer<typeof test> {}
export const CampaignTest: z.ZodType<CampaignTest, CampaignTest> = test

/** What became of one version's messages in the test; the rest is not among them. */
export const VariantFigures = z.object({
  variant: Variant,
  /** The campaign under whose number this version is written and looked at. */
  campaignId: Id,
  subject: z.string(),
  fromName: z.string(),
  /** People of the test who get it, written to or still to be; 0 before the campaign starts. */
  people: z.int(),
  sent: z.int(),
  bounced: z.int(),
  replied: z.int(),
  unsubscribed: z.int(),
  /** Sent to people who agreed that their clicks are measured, and who of them clicked. Null: not measured. */
  measured: z.int().nullable(),
  clicked: z.int().nullable(),
})
export type VariantFigures = z.infer<typeof VariantFigures>

/**
 * `planned`: not begun. `sending`: messages of the test still leave. `measuring`: until `decidesAt`.
 * `waiting`: the time is over and the rest waits. `decided`: the winner is known. `ended`: the campaign
 * was cancelled before.
 */
export const testStates = [
  'planned',
  'sending',
  'measuring',
  'waiting',
  'decided',
  'ended',
] as const

const result = z.object({
  ...TestSettings.shape,
  state: z.enum(testStates),
  variants: z.array(VariantFigures),
  /** People who wait for the winner. */
  waiting: z.int(),
  /** `none`: nothing was measured. `unclear`: neither is known to do better. */
  evidence: z.enum(['none', 'unclear', 'clear']),
  /** The version that does better so far. */
  leading: Variant.nullable(),
  /** From 0 to 1: that the leading one does better. Null where nothing was measured or neither leads. */
  probability: z.number().nullable(),
  /** When the rest gets the winner by itself; null before the last message of the test left, and after. */
  decidesAt: Timestamp.nullable(),
  winner: Variant.nullable(),
  decidedAt: Timestamp.nullable(),
  decidedBy: z.enum(['time', 'owner']).nullable(),
  /** As `probability` was for the winner when it was decided. */
  decidedProbability: z.number().nullable(),
})
// Named, because the compiler cannot write down the contract's type with all of it spelled out.
export interface TestResult extends z.infer<typeof result> {}
export const TestResult: z.ZodType<TestResult, TestResult> = result
