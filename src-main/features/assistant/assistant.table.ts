// The log of what was sent to models, and the assistant's own settings as name and JSON value.
import {
  bigInteger,
  id,
  integer,
  longText,
  moment,
  optional,
  text,
  textKey,
} from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import type { AiCall } from '#shared/contract/assistant.contract.ts'

export const aiCallsTable = defineTable({
  name: 'ai_calls',
  columns: {
    id: id(),
    at: moment(),
    task: text(),
    provider: text(),
    model: text(),
    url: text(),
    /** The body as it left, without the key; null once its keeping has ended. */
    payload: optional(longText()),
    outcome: text<AiCall['outcome']>(),
    reason: optional(text()),
    inputTokens: optional(integer()),
    outputTokens: optional(integer()),
    /** Millionths of the currency, the longest answer included; null if prices are not known. */
    estimatedCost: optional(bigInteger()),
    /** Millionths of the currency, from the tokens the provider counted. */
    cost: optional(bigInteger()),
    currency: text(),
  },
  indices: [{ name: 'ai_calls_at', columns: ['at', 'id'] }],
})
export type AiCallRow = RowOfTable<typeof aiCallsTable>

export const assistantSettingsTable = defineTable({
  name: 'assistant_settings',
  columns: { name: textKey(), value: longText() },
})
