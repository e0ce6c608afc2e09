// The one wire between the page and the procedures: a port, taken only from the window's own page,
// closed when that page goes.
import { RPCHandler } from '@orpc/server/message-port'
import { type BrowserWindow, ipcMain, type IpcMainEvent, type MessagePortMain } from 'electron'
import type { App } from '#main/app/createApp.ts'
import { describeError } from '#main/platform/log.ts'
import { connectChannel } from '#shared/hostBridge.ts'
import { isOwnPage } from '#main/desktop/appOrigin.ts'

/** Serves the procedures to this window until it closes. */
export function serveWindow(
  window: BrowserWindow,
  { router, services }: Pick<App, 'router' | 'services'>,
): void {
  const { log } = services.host
  const contents = window.webContents
  const handler = new RPCHandler(router)
  let open: MessagePortMain | null = null

  const closePort = () => {
    open?.close()
    open = null
  }
  const connect = (event: IpcMainEvent) => {
    const [port, ...others] = event.ports
    if (port === undefined || others.length > 0 || !isFromMainPage(event, window)) {
      for (const refused of event.ports) refused.close()
      log('warn', 'A port was refused.', { ports: event.ports.length })
      return
    }
    // A page has one port: a second request means the first was lost.
    closePort()
    open = port
    try {
      handler.upgrade(port, { context: services })
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
