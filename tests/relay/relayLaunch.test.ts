// Starting the relay: its options, the line it prints, what a restart keeps, and that it is one
// file on a bare Node.
import { spawnSync } from 'node:child_process'
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createRelayClient } from '#main/relay/relayClient.ts'
import { memorySecrets } from '#main/platform/secrets/secrets.ts'
import { readArguments } from '../../src-relay/relayArguments.ts'
import { sampleBundle, startRelay } from '../support/relayProcess.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('the options', () => {
  it('are read, and everything unsafe must be asked for', () => {
    expect(readArguments([])).toEqual({
      port: 0,
      host: '127.0.0.1',
      dataFolder: 'relay-data',
      isBehindProxy: false,
      pairAgain: false,
    })
    expect(
      readArguments([
        '--port',
        '8787',
        '--data=x',
        '--host',
        '::',
        '--behind-proxy',
        '--pair-again',
      ]),
    ).toEqual({ port: 8787, host: '::', dataFolder: 'x', isBehindProxy: true, pairAgain: true })
    expect(readArguments(['--help'])).toBeNull()
  })

  it.each([
    ['--port', 'x'],
    ['--port', '65536'],
    ['--port='],
    ['--data='],
    ['--host='],
    ['--nope'],
    ['extra'],
  ])('refuse %s %s', (...given) => {
    expect(() => readArguments(given)).toThrow()
  })
})

it('prints its code as long as nobody is paired, and the same after a restart', async () => {
  const first = await startRelay()
  expect(first.output()).toMatch(/^WeBox relay: http:\/\/127\.0\.0\.1:\d+\/ code \S+\n$/)
  await first.kill()
  const second = await startRelay({ dataFolder: first.dataFolder })
  expect(second.code).toBe(first.code)
  const client = createRelayClient({ secrets: memorySecrets() })
  await client.pair(second.url, second.code ?? '')
  await second.kill('SIGTERM')
  const third = await startRelay({ dataFolder: first.dataFolder })
  expect(third.code).toBeNull()
  await third.kill('SIGTERM')
  const fourth = await startRelay({ dataFolder: first.dataFolder, args: ['--pair-again'] })
  expect(fourth.code).not.toBeNull()
  expect(fourth.code).not.toBe(first.code)
  expect((await stat(join(first.dataFolder, 'relay.db'))).mode & 0o077).toBe(0)
  await fourth.remove()
})

it('is one file that runs where nothing is installed', async () => {
  const built = spawnSync(process.execPath, [join(root, 'build', 'relay.js'), '--build'], {
    encoding: 'utf8',
  })
  expect({ status: built.status, said: built.stdout }).toEqual({ status: 0, said: '' })
  const folder = await mkdtemp(join(tmpdir(), 'webox-relay-alone-'))
  await copyFile(join(root, 'out', 'relay', 'relay.js'), join(folder, 'relay.mjs'))
  const relay = await startRelay({ entry: join(folder, 'relay.mjs') })
  const client = createRelayClient({ secrets: memorySecrets() })
  await client.pair(relay.url, relay.code ?? '')
  const { url } = await client.publish(sampleBundle())
  expect((await fetch(url)).status).toBe(200)
  await relay.remove()
  await rm(folder, { recursive: true })
})
