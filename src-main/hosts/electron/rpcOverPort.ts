// The one wire between the page and the procedures: a port, taken only from the window's own page,
// closed when that page goes.
import { RPCHandler } from '@orpc/server/message-port'
import { type BrowserWindow, ipcMain, type IpcMainEvent, type MessagePortMain } from 'electron'
import type { App } from '#main/app/createApp.ts'
import type { RescueCalls } from '#main/app/rescuedOpening.ts'
import { describeError, type Log } from '#main/platform/log.ts'
import { connectChannel } from '#shared/hostBridge.ts'
import { isOwnPage } from '#main/desktop/appOrigin.ts'

/** What a port is answered by: the application, or who asks where it could not be opened. */
export type Served = { upgrade(port: MessagePortMain): void }

export const servedApp = ({ router, services }: Pick<App, 'router' | 'services'>): Served => ({
  upgrade: (port) => new RPCHandler(router).upgrade(port, { context: services }),
})
const servedRescue = ({ router, context }: RescueCalls): Served => ({
  upgrade: (port) => new RPCHandler(router).upgrade(port, { context }),
})

/** What the ports of every window are answered by, as it changes. */
export function createServing(quit: () => void) {
  let served: Served | null = null
  const desk = {}
  return {
    served: () => served,
    // The page keeps its port, and the port this object: a later desk is put into it.
    rescue: {
      serve: ({ router, context }: RescueCalls) =>
        void (served = servedRescue({ router, context: Object.assign(desk, context) })),
      quit,
    },
    opened(running: App): App {
      served = servedApp(running)
      return running
    },
  }
}

/**
 * Serves the procedures to this window until it closes.
 * @param served of the moment a page asks; null: it asks too early, and its port is closed
 */
export function serveWindow(window: BrowserWindow, log: Log, served: () => Served | null): void {
  const contents = window.webContents
  let open: MessagePortMain | null = null

  const closePort = () => {
    open?.close()
    open = null
  }
  const connect = (event: IpcMainEvent) => {
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

  ipcMain.on(connectChannel, connect)
  // Once another document is there, not when one is asked for: a navigation that is refused, or
  // becomes a download, leaves the page where it is, and the page keeps its port.
  contents.on('did-navigate', closePort)
  contents.on('render-process-gone', closePort)
  window.once('closed', () => {
    closePort()
    ipcMain.off(connectChannel, connect)
  })
}

/**
 * Only the top frame of this very window, showing a page of this application: not an iframe, not
 * another page, not a dead frame.
 */
function isFromMainPage(event: IpcMainEvent, window: BrowserWindow): boolean {
  const frame = event.senderFrame
  if (window.isDestroyed() || frame === null || event.sender !== window.webContents) return false
  return (
    frame.parent === null &&
    frame.frameTreeNodeId === window.webContents.mainFrame.frameTreeNodeId &&
    isOwnPage(frame.url)
  )
}
