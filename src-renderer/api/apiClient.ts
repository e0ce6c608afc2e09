// The typed client of the whole contract. Every call that answers once has a time limit; uploads,
// backups, streams and models (which have their own) have none.
import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { appContract } from '#shared/contract/index.ts'
import { connectApi } from './connectApi.ts'

export type ApiClient = ContractRouterClient<typeof appContract>

const callLimit = 30_000
/** What waits for a model, which has limits of its own that the user sets. */
const asksModel =
  /^generation\.|^assistant\.(?!calls\.|settings\.|usage$|provider\.(?:get|set|delete)$)/

export class CallTimedOut extends Error {
  override name = 'CallTimedOut'
}

/** Adds the time limit: a call made on a closed port would otherwise never settle. */
export function withTimeLimit(
  link: ClientLink<ClientContext>,
  limit = callLimit,
): ClientLink<ClientContext> {
  return {
    async call(path, input, options) {
      const name = path.join('.')
      if (
        name === 'system.changes' ||
        /^crm\.(?:imports|exports)\.|^backups\./.test(name) ||
        asksModel.test(name)
      )
        return link.call(path, input, options)
      const limiter = new AbortController()
      const signal = options.signal
        ? AbortSignal.any([options.signal, limiter.signal])
        : limiter.signal
      let timer: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          reject(new CallTimedOut(`${name}: no answer after ${limit / 1000} s`))
          limiter.abort()
        }, limit)
      })
      try {
        return await Promise.race([link.call(path, input, { ...options, signal }), late])
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

export const connection = connectApi()
export const api: ApiClient = createORPCClient(withTimeLimit(connection.link))
