// The desktop application started on a folder that the local host has open: it opens the browser
// there, and ends.
import { EventEmitter, once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { claimFolder } from '#main/app/folderClaim.ts'
import { FakeBrowserWindow, fakeElectron } from './electronFakes.ts'

const fakeApp = Object.assign(new EventEmitter(), {
  ...fakeElectron.app,
  enableSandbox: () => undefined,
  setPath: () => undefined,
  requestSingleInstanceLock: () => true,
  whenReady: () => Promise.resolve(),
  exit: (code?: number) => fakeApp.emit('exited', code),
})
vi.mock('electron', async () => {
  const { fakeElectron: electron } = await import('./electronFakes.ts')
  return { ...electron, app: fakeApp }
})

it('opens the running application in the browser, and no window', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'webox-join-'))
  const asked: unknown[] = []
  const server = createServer((request, response) => {
    asked.push(request.url)
    const isKnown =
      request.url?.startsWith('/join') && request.headers.authorization === 'Bearer secret'
    response
      .writeHead(isKnown ? 200 : 401)
      .end(JSON.stringify({ code: 'abc', version: '1.2.3', page: 'file:///home/me/sign-in.html' }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const claim = await claimFolder(folder, { host: 'local', version: '1.2.3' })
  if (claim.kind !== 'claimed') expect.fail('The folder was taken.')
  await claim.announce({ port, secret: 'secret' })
  const realArguments = process.argv
  process.argv = ['electron', '.', '--data', folder, '/tmp/clients.csv']
  try {
    const exited = once(fakeApp, 'exited')
    await import('#main/hosts/electron/main.ts')
    expect(await exited).toEqual([undefined])
    // Not the link itself: the code in it would stand in the command line of the browser.
    expect(fakeElectron.shell.opened).toEqual(['file:///home/me/sign-in.html'])
    // What it was to open is not lost without a word.
    expect(fakeElectron.dialog.errors).toEqual([expect.stringContaining('/tmp/clients.csv')])
    expect(asked).toEqual(['/join?page'])
    expect(FakeBrowserWindow.made).toEqual([])
  } finally {
    process.argv = realArguments
    claim.release()
    server.close()
    await rm(folder, { recursive: true })
  }
})
