// The way to the backend, decided once: the port the preload hands over, else HTTP on the page's
// own origin.
import { DynamicLink, type ClientContext, type ClientLink } from '@orpc/client'
import { RPCLink as FetchLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { portMessage, type HostBridge } from '#shared/hostBridge.ts'
import { sessionLost } from './session.ts'

declare global {
  interface Window {
    hostBridge?: HostBridge
  }
}

export type ApiConnection = {
  link: ClientLink<ClientContext>
  /** Drops a connection that has gone silent; the next call opens another. */
  renew(): void
}

/** Chooses the wire. */
export function connectApi(): ApiConnection {
  return window.hostBridge === undefined ? overHttp() : overPort(window.hostBridge)
}

function overHttp(): ApiConnection {
  const link = new FetchLink({
    url: `${location.origin}/rpc`,
    headers: { 'x-webox': '1' },
    fetch: async (request, init) => {
      const response = await fetch(request, { ...init, credentials: 'same-origin' })
      if (response.status === 401) sessionLost.value = true
      return response
    },
  })
  return { link, renew: () => undefined }
}

function overPort(bridge: HostBridge): ApiConnection {
  let current: Promise<ClientLink<ClientContext>> | null = null
  const open = () =>
    new Promise<ClientLink<ClientContext>>((resolve) => {
      const receive = (event: MessageEvent<unknown>) => {
        const port = event.ports[0]
        if (event.source !== window || port === undefined || !isPortMessage(event.data)) return
        window.removeEventListener('message', receive)
        port.start()
        resolve(new PortLink({ port }))
      }
      window.addEventListener('message', receive)
      bridge.connect()
    })
  return {
    link: new DynamicLink(() => (current ??= open())),
    renew: () => {
      current = null
    },
  }
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === portMessage
}
