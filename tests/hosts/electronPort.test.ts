// The port between page and main process: who gets one, what it answers, when it closes. With a
// small real router.
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { os, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { App } from '#main/app/createApp.ts'
import type { RescueCalls } from '#main/app/rescuedOpening.ts'
import { createServing, servedApp, serveWindow } from '#main/hosts/electron/rpcOverPort.ts'
import { connectChannel } from '#shared/hostBridge.ts'
import {
  connectEvent,
  fakeChannel,
  FakeBrowserWindow,
  fakeElectron,
  type FakePortMain,
  mainFrame,
} from './electronFakes.ts'

vi.mock('electron', async () => (await import('./electronFakes.ts')).fakeElectron)

type Context = { host: { version: string } }
const base = os.$context<Context>()
const router = {
  version: base.handler(({ context }) => context.host.version),
  add: base.handler(({ input }: { input: unknown }) =>
    (input as number[]).reduce((sum, value) => sum + value, 0),
  ),
  fail: base.handler((): string => {
    throw new Error('the reason stays inside')
  }),
  count: base.handler(async function* () {
    for (let number = 1; number <= 3; number++) yield number
  }),
}

let window: FakeBrowserWindow
let logged: string[]
const opened: { close(): void }[] = []

beforeEach(() => {
  window = new FakeBrowserWindow()
  logged = []
  const services = { host: { version: '1.2.3' } }
  const log = (_level: string, message: string) => void logged.push(message)
  // The window only hands the router and its context on: a small real router proves the wire.
  const served = servedApp({ router, services } as unknown as App)
  serveWindow(window as never, log, () => served)
})
afterEach(() => {
  window.closes()
  for (const { close } of opened.splice(0)) close()
})

function connect(more: Parameters<typeof connectEvent>[2] = {}, ports?: FakePortMain[]) {
  const { page, main } = fakeChannel()
  opened.push({ close: () => page.close() })
  fakeElectron.ipcMain.emit(connectChannel, connectEvent(window, ports ?? [main], more))
  const client: RouterClient<typeof router> = createORPCClient(new RPCLink({ port: page }))
  page.start()
  return { main, client }
}

it('a page that asks on after another opening failed is answered by the desk of that one', async () => {
  window.closes()
  window = new FakeBrowserWindow()
  const serving = createServing(() => undefined)
  const serve = (version: string) =>
    serving.rescue.serve({ router, context: { host: { version } } } as unknown as RescueCalls)
  serve('first')
  serveWindow(window as never, () => undefined, serving.served)
  const { client } = connect()
  expect(await client.version()).toBe('first')
  serve('second')
  expect(await client.version()).toBe('second')
  expect(await connect().client.version()).toBe('second')
})

describe('a port from the own page', () => {
  it('answers calls with the context, in any number at once', async () => {
    const { client } = connect()
    expect(await client.version()).toBe('1.2.3')
    expect(await Promise.all([1, 2, 3].map((value) => client.add([value, value])))).toEqual([
      2, 4, 6,
    ])
  })

  it('carries streams and failures, without the words of an unexpected error', async () => {
    const { client } = connect()
    const numbers: number[] = []
    for await (const number of await client.count()) numbers.push(number)
    expect(numbers).toEqual([1, 2, 3])
    await expect(client.fail()).rejects.toThrow('Internal server error')
    await expect(client.fail()).rejects.not.toThrow('the reason stays inside')
  })

  it('is closed when the page goes, but not when it moves within itself', () => {
    const { main } = connect()
    window.webContents.emit('did-navigate-in-page', {}, 'app://webox/#/crm', true)
    window.webContents.emit('did-frame-navigate', {}, 'about:srcdoc', 200, '', false)
    expect(main.isClosed).toBe(false)
    window.webContents.emit('did-navigate', {}, 'app://webox/', 200, '')
    expect(main.isClosed).toBe(true)
  })

  it('goes on after a navigation that was refused, or became a download', async () => {
    const { client, main } = connect()
    for (const url of ['https://example.org/', 'app://webox/file.zip'])
      window.webContents.navigates('did-start-navigation', url)
    window.webContents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', 'https://example.org/', true)
    expect(main.isClosed).toBe(false)
    expect(await client.version()).toBe('1.2.3')
  })

  it('is closed when the page crashes, when the window closes, and when the page asks again', () => {
    const first = connect()
    const second = connect()
    expect([first.main.isClosed, second.main.isClosed]).toEqual([true, false])
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    expect(second.main.isClosed).toBe(true)
    const third = connect()
    window.closes()
    expect(third.main.isClosed).toBe(true)
    expect(fakeElectron.ipcMain.listenerCount(connectChannel)).toBe(0)
  })
})

describe('a port from anywhere else is refused and closed', () => {
  const otherContents = new FakeBrowserWindow().webContents
  it.each([
    [
      'an iframe',
      { senderFrame: { url: 'app://webox/', parent: mainFrame(), frameTreeNodeId: 2 } },
    ],
    [
      'an iframe that hides its parent',
      { senderFrame: { url: 'app://webox/', parent: null, frameTreeNodeId: 2 } },
    ],
    ['a foreign origin', { senderFrame: mainFrame('https://example.org/') }],
    ['a look-alike origin', { senderFrame: mainFrame('app://webox.example.org/') }],
    ['a local file', { senderFrame: mainFrame('file:///tmp/page.html') }],
    ['a frame that is gone', { senderFrame: null }],
    ['another window', { sender: otherContents }],
  ])('%s', (_name, more) => {
    const { main } = connect(more)
    expect(main.isClosed).toBe(true)
    expect(main.listenerCount('message')).toBe(0)
    expect(logged).toEqual(['A port was refused.'])
  })

  it('no port, or several', () => {
    connect({}, [])
    const ports = [fakeChannel().main, fakeChannel().main]
    connect({}, ports)
    expect(ports.map((port) => port.isClosed)).toEqual([true, true])
    expect(logged).toHaveLength(2)
  })

  it('leaves the port of the own page alone', async () => {
    const own = connect()
    connect({ senderFrame: null })
    expect(own.main.isClosed).toBe(false)
    expect(await own.client.version()).toBe('1.2.3')
  })
})
