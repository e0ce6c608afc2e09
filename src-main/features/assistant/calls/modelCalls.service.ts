// The only way to a model: each request is written down, with exactly what it holds, before it
// leaves; a budget is kept; a preview sends nothing.
import type { AiPayload } from '#shared/contract/assistant.contract.ts'
import type { Services } from '#main/core/services.ts'
import { isAbortError } from '#main/ai/aiError.ts'
import { openModel, type AiModel, type TokenUse } from '#main/ai/aiModel.ts'
import { isLocalKind, providerNames, type ProviderSetup } from '#main/ai/aiProvider.ts'
import { usualLimits, type Passage } from '#main/ai/guardedFetch.ts'
import type { Transaction } from '#main/database/database.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'
import { apiError } from '#main/platform/apiError.ts'
import { aiCallsTable, type AiCallRow } from '../assistant.table.ts'
import { monthStart, spentSql } from './aiCalls.repository.ts'
import { forgetOldCalls, getAssistantSettings } from '../provider/assistantSettings.service.ts'
import { asApiError, reasonOf } from './modelError.ts'
import { requireProvider } from '../provider/provider.service.ts'

export type CallOptions = {
  /** Which part of the product asks, as the log names it. */
  task: string
  maxOutputTokens: number
  signal?: AbortSignal | undefined
  /** Sends nothing: what would be sent is thrown as a `PayloadShown`. */
  preview?: boolean
}

/** Thrown in place of the first request of a preview. */
export class PayloadShown extends Error {
  override name = 'PayloadShown'
  readonly payload: AiPayload
  constructor(payload: AiPayload) {
    super('This is what would be sent.')
    this.payload = payload
  }
}

type Prices = {
  input: number | null
  output: number | null
  currency: string
  budget: number | null
}
export type Asking = { services: Services; setup: ProviderSetup; options: CallOptions }

/** @throws 409 if nobody is set up to answer */
export async function startAsking(services: Services, options: CallOptions): Promise<Asking> {
  return { services, setup: await requireProvider(services), options }
}

/** Who answers, as it is shown. */
export const authorOf = ({ setup }: Asking): string =>
  `${providerNames[setup.kind]} · ${setup.model}`

/**
 * Makes one request.
 * @throws refusals; AbortError if it was given up; PayloadShown for a preview
 */
export async function callModel<Result extends { use: TokenUse }>(
  asking: Asking,
  work: (model: AiModel) => Promise<Result>,
): Promise<Result> {
  const entry: Entry = { id: null }
  try {
    const result = await work(await openModel(asking.setup, passageOf(asking, entry)))
    await finish(asking, entry, 'answered', null, result.use)
    return result
  } catch (error) {
    throw await close(asking, entry, error)
  }
}

/** The same for an answer that comes in parts. Whoever stops reading gives the call up. */
export async function* streamModel(
  asking: Asking,
  work: (model: AiModel) => AsyncGenerator<string, TokenUse>,
): AsyncGenerator<string, void> {
  const entry: Entry = { id: null }
  let isEnded = false
  try {
    const use = yield* work(await openModel(asking.setup, passageOf(asking, entry)))
    isEnded = true
    await finish(asking, entry, 'answered', null, use)
  } catch (error) {
    isEnded = true
    throw await close(asking, entry, error)
  } finally {
    if (!isEnded) await finish(asking, entry, 'cancelled', null, unknownUse)
  }
}

type Entry = { id: number | null }
const unknownUse: TokenUse = { input: null, output: null }

function passageOf({ services, setup, options }: Asking, entry: Entry): Passage {
  const limits = {
    ...usualLimits,
    firstByte: setup.firstByteSeconds * 1_000,
    total: setup.totalSeconds * 1_000,
  }
  return {
    allowPrivateNetwork: setup.allowPrivateNetwork,
    limits,
    signal: options.signal,
    async beforeSend(url, body) {
      const prices = pricesOf(services, setup)
      const tokens = estimatedTokens(body)
      const estimatedCost = costOf({ input: tokens, output: options.maxOutputTokens }, prices)
      if (options.preview) {
        const [provider, { model }] = [providerNames[setup.kind], setup]
        throw new PayloadShown({
          provider,
          model,
          url,
          body,
          estimatedTokens: tokens,
          estimatedCost: estimatedCost === null ? null : estimatedCost / 1_000_000,
        })
      }
      await forgetOldCalls(services)
      entry.id = await services.database.write(['assistant'], async (transaction) => {
        const now = services.host.clock.now()
        const month = monthStart(now, businessZone(services))
        await keepBudget(transaction, prices, estimatedCost, month)
        return aiCallsTable.insert(transaction, {
          at: now,
          task: options.task,
          provider: setup.kind,
          model: setup.model,
          url,
          payload: body,
          outcome: 'running',
          estimatedCost,
          currency: prices.currency,
        })
      })
    },
  }
}

function pricesOf(services: Services, setup: ProviderSetup): Prices {
  const { inputPrice, outputPrice, currency, monthlyBudget } = getAssistantSettings(services)
  // What answers at another address of this computer may be a go-between to one that costs: only
  // these two are known to be free.
  if (isLocalKind(setup.kind)) return { input: 0, output: 0, currency, budget: null }
  return { input: inputPrice, output: outputPrice, currency, budget: monthlyBudget }
}

/**
 * About four bytes a token in the languages of the product: an estimate, never shown as a count.
 */
export const estimatedTokens = (body: string): number => Math.ceil(Buffer.byteLength(body) / 4)

/**
 * Millionths of the currency; prices are for a million tokens. Null if something is not known.
 */
function costOf({ input, output }: TokenUse, prices: Prices): number | null {
  if (input === null || output === null || prices.input === null || prices.output === null)
    return null
  return Math.ceil(input * prices.input + output * prices.output)
}

/**
 * In the same transaction that writes the call down, so that two calls cannot both take the last of
 * it.
 */
async function keepBudget(
  transaction: Transaction,
  prices: Prices,
  estimatedCost: number | null,
  month: number,
): Promise<void> {
  if (prices.budget === null) return
  if (estimatedCost === null)
    throw apiError(
      'UNPROCESSABLE',
      'ai_price_missing',
      'A budget is set, and the prices of this model are not known.',
    )
  const spent = await transaction.count(spentSql, [month, prices.currency])
  if (spent + estimatedCost > prices.budget * 1_000_000) {
    throw apiError(
      'CONFLICT',
      'ai_budget_reached',
      'This call could cost more than is left of the month’s budget.',
    )
  }
}

async function close(asking: Asking, entry: Entry, error: unknown): Promise<unknown> {
  if (isAbortError(error)) await finish(asking, entry, 'cancelled', null, unknownUse)
  else await finish(asking, entry, 'failed', reasonOf(error), unknownUse, wasTurnedAway(error))
  return asApiError(error)
}

/**
 * The provider answered that it would not: no model worked, so the estimate is not held against the
 * budget.
 */
const wasTurnedAway = (error: unknown): boolean =>
  ['ai_key_refused', 'ai_limited', 'ai_refused'].includes(reasonOf(error))

async function finish(
  { services, setup }: Asking,
  { id }: Entry,
  outcome: AiCallRow['outcome'],
  reason: string | null,
  use: TokenUse,
  isFreed = false,
): Promise<void> {
  if (id === null) return
  const cost = costOf(use, pricesOf(services, setup))
  const change = {
    outcome,
    reason,
    inputTokens: use.input,
    outputTokens: use.output,
    cost,
    ...(isFreed ? { estimatedCost: null } : {}),
  }
  await services.database.write(['assistant'], (transaction) =>
    aiCallsTable.update(transaction, { id }, change),
  )
}
