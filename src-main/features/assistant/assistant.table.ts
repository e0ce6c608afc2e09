// The log of what was sent to models, and the assistant's own settings as name and JSON value.
import { EntitySchema } from 'typeorm'
import type { AiCall } from '#shared/contract/assistant.contract.ts'
import { idColumn, momentColumn, optionalTextColumn, textColumn } from '#main/database/columns.ts'

export type AiCallRow = {
  id: number
  at: number
  task: string
  provider: string
  model: string
  url: string
  /** The body as it left, without the key; null once its keeping has ended. */
  payload: string | null
  outcome: AiCall['outcome']
  reason: string | null
  inputTokens: number | null
  outputTokens: number | null
  /** Millionths of the currency, the longest answer included; null where prices are not known. */
  estimatedCost: number | null
  /** Millionths of the currency, from the tokens the provider counted. */
  cost: number | null
  currency: string
}

export const aiCallsTable = new EntitySchema<AiCallRow>({
  name: 'ai_calls',
  columns: {
    id: idColumn,
    at: momentColumn('at'),
    task: textColumn('task'),
    provider: textColumn('provider'),
    model: textColumn('model'),
    url: textColumn('url'),
    payload: { type: 'text', nullable: true },
    outcome: textColumn('outcome'),
    reason: optionalTextColumn('reason'),
    inputTokens: { type: 'integer', name: 'input_tokens', nullable: true },
    outputTokens: { type: 'integer', name: 'output_tokens', nullable: true },
    estimatedCost: { type: 'bigint', name: 'estimated_cost', nullable: true },
    cost: { type: 'bigint', nullable: true },
    currency: textColumn('currency'),
  },
  indices: [{ name: 'ai_calls_at', columns: ['at', 'id'] }],
})

export const assistantSettingsTable = new EntitySchema<{ name: string; value: string }>({
  name: 'assistant_settings',
  columns: { name: { type: 'varchar', primary: true }, value: { type: 'text' } },
})
