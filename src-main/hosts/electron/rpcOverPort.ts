// What the ports of every window are answered by: the procedures, or the rescue's.
import { RPCHandler } from '@orpc/server/message-port'
import { type BrowserWindow, ipcMain, type MessagePortMain } from 'electron'
import type { App } from '#main/app/createApp.ts'
import type { RescueCalls } from '#main/app/rescuedOpening.ts'
import { servePages, type Served } from '#main/desktop/pagePort.ts'
import type { Log } from '#main/platform/log.ts'

type ServedPort = Served<MessagePortMain>

export const servedApp = ({ router, services }: Pick<App, 'router' | 'services'>): ServedPort => ({
  upgrade: (port) => new RPCHandler(router).upgrade(port, { context: services }),
})
const servedRescue = ({ router, context }: RescueCalls): ServedPort => ({
  upgrade: (port) => new RPCHandler(router).upgrade(port, { context }),
})

/**
 * What the ports of every window are answered by, as it changes.
 * @param ask called where the data cannot be opened: somebody has to be asked
 */
export function createServing(quit: () => void, ask: () => void = () => undefined) {
  let served: ServedPort | null = null
  const desk = {}
  return {
    served: () => served,
    // The page keeps its port, and the port this object: a later desk is put into it.
    rescue: {
      serve({ router, context }: RescueCalls) {
        served = servedRescue({ router, context: Object.assign(desk, context) })
        ask()
      },
      quit,
    },
    opened(running: App): App {
      served = servedApp(running)
      return running
    },
  }
}

export const serveWindow = (window: BrowserWindow, log: Log, served: () => ServedPort | null) =>
  servePages(window, ipcMain, log, served)
