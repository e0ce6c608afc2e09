// What the user decides about the assistant: what may be sent, what it may cost, how long its log
// is kept.
import { z } from 'zod'
import { leadFieldNames, leadFields, type LeadFieldNameWhere } from '../leadFields/leadFields.ts'

type SendableName = LeadFieldNameWhere<{ toAssistant: true }>

/** What of a lead can be sent to a provider. Each is off until the user turns it on. */
export const assistantLeadFields = [
  ...leadFieldNames
    .filter((name): name is SendableName => leadFields[name].toAssistant)
    .flatMap((name) => (name === 'status' ? ([name, 'score'] as const) : [name])),
  'interactions',
] as const
export const AssistantLeadField = z.enum(assistantLeadFields)
export type AssistantLeadField = z.infer<typeof AssistantLeadField>

/** A price or an amount in the provider's currency. */
const Money = z.number().min(0).max(1_000_000)
const Currency = z.string().regex(/^[A-Z]{3}$/)

const shape = {
  /** Fields of a lead that may be sent. */
  leadFields: z.array(AssistantLeadField).max(assistantLeadFields.length),
  /** For a million tokens, as entered from the provider's own price list; null: not known. */
  inputPrice: Money.nullable(),
  outputPrice: Money.nullable(),
  currency: Currency,
  /** For a calendar month (UTC); null: no limit. Needs prices. */
  monthlyBudget: Money.nullable(),
  /** How long what was sent is kept; null keeps it until it is cleared. */
  keepDays: z.int().min(1).max(3_650).nullable(),
}
export const AssistantSettings = z.object(shape)
export type AssistantSettings = z.infer<typeof AssistantSettings>
export const AssistantSettingsChange = z.strictObject(shape).partial()

/** What this month's calls came to, from the log. */
export const MonthUse = z.object({
  /** The first day of the month, UTC. */
  month: z.iso.date(),
  calls: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  /** Measured cost of the calls whose cost is known. */
  cost: z.number(),
  /** Calls whose tokens or prices are not known: their cost is not in the sum. */
  callsOfUnknownCost: z.int(),
  currency: z.string(),
  monthlyBudget: z.number().nullable(),
})
export type MonthUse = z.infer<typeof MonthUse>
