// The typed implementer features build their procedures on, and the errors they may throw. The only door to the RPC library.
import { implement, ORPCError } from '@orpc/server'
import { appContract } from '#shared/contract/index.ts'
import type { RefusalReason } from '#shared/contract/common.ts'
import type { Services } from './services.ts'

export const procedures = implement(appContract).$context<Services>()

type RefusalCode = 'NOT_FOUND' | 'CONFLICT' | 'UNPROCESSABLE' | 'PAYLOAD_TOO_LARGE'
const statusOf = { NOT_FOUND: 404, CONFLICT: 409, UNPROCESSABLE: 422, PAYLOAD_TOO_LARGE: 413 } as const

/** An expected failure: reaches the client with its reason; nothing was changed. */
export function refusal(code: RefusalCode, reason: RefusalReason, message: string, more: { field?: string; detail?: string } = {}): Error {
  return new ORPCError(code, { status: statusOf[code], defined: true, message, data: { reason, ...more } })
}

/** No row has this identifier. */
export function unknownId(noun: string, id: number): Error {
  return refusal('NOT_FOUND', 'unknown_id', `There is no ${noun} ${id}.`)
}
