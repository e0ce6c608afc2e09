// The relay as this feature uses it: one client an application, and its failures as refusals the
// interface words.
import type { Services } from '#main/core/services.ts'
import { refusal } from '#main/platform/refusal.ts'
import { createRelayClient, RelayError, type RelayClient } from '#main/relay/relayClient.ts'

const clients = new WeakMap<Services['host']['secrets'], RelayClient>()

export function relayOf({ host }: Pick<Services, 'host'>): RelayClient {
  let client = clients.get(host.secrets)
  if (client === undefined)
    clients.set(host.secrets, (client = createRelayClient({ secrets: host.secrets })))
  return client
}

/**
 * Runs a call to the relay.
 * @throws 409 where none is paired, 422 with the relay's words where it failed
 */
export async function withRelay<Result>(
  services: Pick<Services, 'host'>,
  call: (relay: RelayClient) => Promise<Result>,
): Promise<Result> {
  try {
    return await call(relayOf(services))
  } catch (error) {
    throw asRefusal(error)
  }
}

function asRefusal(error: unknown): unknown {
  if (!(error instanceof RelayError)) return error
  if (error.reason === 'not_paired') return notPaired()
  const isFar = error.reason === 'unreachable' || error.reason === 'answer'
  return refusal(
    'UNPROCESSABLE',
    isFar ? 'relay_unreachable' : 'relay_refused',
    'The relay could not be used.',
    { detail: error.message },
  )
}

export function notPaired(): Error {
  return refusal('CONFLICT', 'relay_not_paired', 'No relay is paired with this application.')
}
