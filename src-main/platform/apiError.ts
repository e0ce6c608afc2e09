// Expected failures: what a call is refused with. They reach the client with their reason; nothing
// was changed.
import { ORPCError } from '@orpc/server'
import type { ApiErrorReason } from '#shared/contract/common.ts'

const statusOf = {
  NOT_FOUND: 404,
  CONFLICT: 409,
  UNPROCESSABLE: 422,
  PAYLOAD_TOO_LARGE: 413,
} as const
type ApiErrorCode = keyof typeof statusOf

/**
 * @param message one English sentence for API clients; the interface words the reason in the user's
 * language
 * @param more the field concerned, and the far side's own words, and a model's whole answer
 */
export function apiError(
  code: ApiErrorCode,
  reason: ApiErrorReason,
  message: string,
  more: { field?: string; detail?: string; answer?: string } = {},
): Error {
  return new ORPCError(code, {
    status: statusOf[code],
    defined: true,
    message,
    data: { reason, ...more },
  })
}

/** No row has this identifier. */
export function unknownId(noun: string, id: number): Error {
  return apiError('NOT_FOUND', 'unknown_id', `There is no ${noun} ${id}.`)
}

/** True for what a call was refused with; everything else is a fault. */
export const isRefusal = (error: unknown): boolean => error instanceof ORPCError && error.defined

/** The same refusal, said of a place; what it named itself becomes its detail. Other errors as they are. */
export function atField(error: unknown, field: string): unknown {
  if (!(error instanceof ORPCError)) return error
  // Every refusal is made by `apiError` above.
  const data = error.data as { reason: ApiErrorReason; field?: string; detail?: string }
  const detail = data.detail ?? data.field
  return new ORPCError(error.code, {
    status: error.status,
    defined: true,
    message: error.message,
    data: { ...data, field, ...(detail === undefined ? {} : { detail }) },
  })
}
