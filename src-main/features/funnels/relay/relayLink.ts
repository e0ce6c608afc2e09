// The relay as this feature uses it: its failures as refusals the interface words.
import type { Services } from '#main/core/services.ts'
import type { ApiErrorReason } from '#shared/contract/common.ts'
import { apiError } from '#main/platform/apiError.ts'
import { RelayError, type RelayClient } from '#main/relay/relayClient.ts'

/**
 * Runs a call to the relay.
 * @throws 409 if none is paired, 422 with the relay's words where it failed
 */
export async function withRelay<Result>(
  services: Pick<Services, 'relay'>,
  call: (relay: RelayClient) => Promise<Result>,
): Promise<Result> {
  try {
    return await call(services.relay)
  } catch (error) {
    throw asApiError(error)
  }
}

const objections: Partial<Record<RelayError['reason'], ApiErrorReason>> = {
  insecure: 'relay_insecure',
  private: 'relay_private',
  nowhere: 'relay_nowhere',
}

function asApiError(error: unknown): unknown {
  if (!(error instanceof RelayError)) return error
  if (error.reason === 'not_paired') return notPaired()
  const objection = objections[error.reason]
  if (objection !== undefined)
    return apiError('UNPROCESSABLE', objection, error.message, { field: 'url' })
  const isFar = error.reason === 'unreachable' || error.reason === 'answer'
  return apiError(
    'UNPROCESSABLE',
    isFar ? 'relay_unreachable' : 'relay_refused',
    'The relay could not be used.',
    { detail: error.message },
  )
}

export function notPaired(): Error {
  return apiError('CONFLICT', 'relay_not_paired', 'No relay is paired with this application.')
}
