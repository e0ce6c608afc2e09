// One port a page, taken only from the window's own page, closed when that page goes. What is served
// over it is handed in.
import { describeError, type Log } from '#main/platform/log.ts'
import { connectChannel } from '#shared/hostBridge.ts'
import { isOwnPage } from './appOrigin.ts'

type Port = { start(): void; close(): void }
type Frame = { url: string; parent: unknown; frameTreeNodeId: number }

/** A window as far as its page's port is concerned; its page is told by identity. */
export type PortWindow = {
  webContents: {
    mainFrame: Frame
    on(event: 'did-navigate' | 'render-process-gone', listener: () => void): unknown
  }
  isDestroyed(): boolean
  once(event: 'closed', listener: () => void): unknown
}

export type ConnectEvent<P extends Port> = {
  sender: unknown
  senderFrame: Frame | null
  ports: P[]
}

/** Where pages ask for a port. */
export type PortRequests<P extends Port> = {
  on(channel: string, listener: (event: ConnectEvent<P>) => void): unknown
  off(channel: string, listener: (event: ConnectEvent<P>) => void): unknown
}

/** What a port is answered by: the application, or who asks where it could not be opened. */
export type Served<P extends Port> = { upgrade(port: P): void }

/**
 * Serves the procedures to this window until it closes.
 * @param served of the moment a page asks; null: it asks too early, and its port is closed
 */
export function servePages<P extends Port>(
  window: PortWindow,
  requests: PortRequests<P>,
  log: Log,
  served: () => Served<P> | null,
): void {
  let open: P | null = null

  const closePort = () => {
    open?.close()
    open = null
  }
  const connect = (event: ConnectEvent<P>) => {
    const [port, ...others] = event.ports
    const answers = served()
    if (
      port === undefined ||
      others.length > 0 ||
      answers === null ||
      !isFromMainPage(event, window)
    ) {
      for (const refused of event.ports) refused.close()
      log('warn', 'A port was refused.', { ports: event.ports.length })
      return
    }
    // A page has one port: a second request means the first was lost.
    closePort()
    open = port
    try {
      answers.upgrade(port)
      port.start()
    } catch (error) {
      log('error', 'A port could not be served.', describeError(error))
      closePort()
    }
  }

  requests.on(connectChannel, connect)
  // Once another document is there, not when one is asked for: a navigation that is refused, or
  // becomes a download, leaves the page where it is, and the page keeps its port.
  window.webContents.on('did-navigate', closePort)
  window.webContents.on('render-process-gone', closePort)
  window.once('closed', () => {
    closePort()
    requests.off(connectChannel, connect)
  })
}

/**
 * Only the top frame of this very window, showing a page of this application: not an iframe, not
 * another page, not a dead frame.
 */
function isFromMainPage(
  { sender, senderFrame: frame }: Omit<ConnectEvent<Port>, 'ports'>,
  window: PortWindow,
): boolean {
  if (window.isDestroyed() || frame === null || sender !== window.webContents) return false
  return (
    frame.parent === null &&
    frame.frameTreeNodeId === window.webContents.mainFrame.frameTreeNodeId &&
    isOwnPage(frame.url)
  )
}
