// A relay that cannot start says why in both languages and leaves nothing behind; one whose
// launcher is gone ends.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

const source = fileURLToPath(new URL('../../src-relay/main.ts', import.meta.url))
let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'webox-relay-start-'))))
afterEach(() => rm(folder, { recursive: true }))

async function start(...args: string[]) {
  const child = spawn(process.execPath, [source, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  })
  let said = ''
  for (const channel of [child.stdout, child.stderr])
    channel.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said, left: await readdir(folder) }
}

it('names a taken port, and makes no folder', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const ended = await start('--port', String(port), '--data', join(folder, 'data'))
  other.close()
  expect(ended).toEqual({
    code: 1,
    said: expect.stringMatching(
      /^L’adresse 127\.0\.0\.1:\d+ est déjà prise.* \/ .*is taken/,
    ) as string,
    left: [],
  })
})

it('names an address that is another computer’s', async () => {
  const ended = await start('--host', '203.0.113.9', '--data', join(folder, 'data'))
  expect(ended).toMatchObject({ code: 1, left: [] })
  expect(ended.said).toMatch(/n’est pas celle de cet ordinateur.* \/ .*not this computer’s/)
})

it.each([
  ['a file', 'file'],
  ['a folder in a file', 'file/data'],
  ['a link to nothing', 'link'],
])('names %s as its folder', async (_what, path) => {
  await writeFile(join(folder, 'file'), 'mine')
  await symlink(join(folder, 'gone'), join(folder, 'link'))
  const ended = await start('--data', join(folder, path))
  expect(ended.said).toMatch(/ne peut pas être un dossier.* \/ .*cannot be a folder/)
  expect(ended.said).not.toMatch(/^\s+at /m)
  expect([ended.code, ended.left.toSorted()]).toEqual([1, ['file', 'link']])
})

it('ends in order when its launcher goes before anybody listens for that', async () => {
  // The channel closes at the first try of the port: long before the relay is up.
  const goes = `import { Server } from 'node:net'
    const { listen } = Server.prototype
    Server.prototype.listen = function (...all) {
      if (process.connected) process.disconnect()
      return listen.apply(this, all)
    }`
  const child = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(goes)}`,
      source,
      ...['--port', '0', '--data', join(folder, 'data')],
    ],
    { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], timeout: 60_000, killSignal: 'SIGKILL' },
  )
  expect(await once(child, 'exit')).toEqual([0, null])
})

it('ends in order when its launcher is gone', async () => {
  const child = spawn(process.execPath, [source, '--data', join(folder, 'data')], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([0, null])
})
