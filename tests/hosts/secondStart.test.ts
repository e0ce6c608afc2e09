// A second start of the local host on a folder in use: it joins what runs there, or says why not.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applicationLock, claimFolder, runningFile } from '#main/app/folderClaim.ts'
import { StartRefused } from '#main/platform/startup.ts'
import type { RunningApplication } from '#shared/joining.ts'
import { runLocalHost, startLocalHost, type LocalHostProcess } from '../support/localHost.ts'

let folder: string
let running: LocalHostProcess[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webox-second-'))
  running = []
})
afterEach(async () => {
  for (const host of running) {
    host.child.kill('SIGCONT')
    await host.stop()
  }
  await rm(folder, { recursive: true, force: true })
})

async function start(dataFolder = join(folder, 'data'), more: object = {}) {
  const host = await startLocalHost({ dataFolder, keepsData: true, ...more })
  running.push(host)
  return host
}

const linkIn = (stdout: string) => /^WeBox Marketing: (\S+)$/m.exec(stdout)?.[1] ?? ''
const redeem = async (link: string) =>
  (
    await fetch(new URL('/session', link), {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-WeBox': '1',
        Origin: new URL(link).origin,
      },
      body: JSON.stringify({ code: new URL(link).hash.slice('#code='.length) }),
    })
  ).status
const options = { host: 'local', version: '1.0.0' } as const
const leaveWord = (entry: Partial<RunningApplication>) =>
  writeFile(
    join(folder, runningFile),
    JSON.stringify({
      ...options,
      computer: hostname(),
      processId: 4321,
      port: 1,
      secret: 'x',
      ...entry,
    }),
  )

it('prints a fresh link to what runs there, ends with 0, and leaves both links good', async () => {
  const first = await start()
  const second = await runLocalHost(['--data', first.dataFolder])
  expect(second).toMatchObject({ code: 0, stderr: expect.stringContaining('already') as string })
  const link = linkIn(second.stdout)
  expect(new URL(link).origin).toBe(first.url)
  expect([await redeem(link), await redeem(first.link), await redeem(link)]).toEqual([
    200, 200, 401,
  ])
})

it('is given a page for its browser where it wants one, which goes with the application', async () => {
  const home = await mkdtemp(join(folder, 'home-'))
  const first = await start(join(folder, 'data'), { env: { HOME: home } })
  expect(await claimFolder(first.dataFolder, options)).toMatchObject({ page: null })
  expect(await readdir(home)).toEqual([])
  const joined = await claimFolder(first.dataFolder, { ...options, wantsPage: true })
  if (joined.kind !== 'joined' || joined.page === null) return expect.fail('It has no page.')
  expect(await readFile(new URL(joined.page), 'utf8')).toContain(joined.link)
  expect(joined.page).toContain(`${home}/webox-marketing-sign-in-`)
  expect(await redeem(joined.link)).toBe(200)
  first.child.kill('SIGTERM')
  await expect.poll(() => first.child.exitCode).toBe(0)
  expect(await readdir(home)).toEqual([])
})

it('joins under every spelling of the folder, with any port, and says what has no effect', async () => {
  const first = await start()
  await symlink(first.dataFolder, join(folder, 'other'))
  for (const spelling of [
    `${first.dataFolder}/`,
    `${folder}/./data/../data`,
    join(folder, 'other', '/'),
  ])
    expect([spelling, await claimFolder(spelling, options)]).toEqual([
      spelling,
      expect.objectContaining({ kind: 'joined', port: Number(new URL(first.url).port) }),
    ])
  const { stdout } = await runLocalHost(['--data', join(folder, 'other')])
  expect(linkIn(stdout).startsWith(first.url)).toBe(true)
  const { port } = new URL(first.url)
  const own = await runLocalHost(['--data', first.dataFolder, '--port', port])
  expect(own.code).toBe(0)
  expect(own.stderr).not.toContain('--port')
  const other = await runLocalHost(['--data', first.dataFolder, '--port', '1', '--demo'])
  expect(other).toMatchObject({ code: 0, stderr: expect.stringContaining('no effect') as string })
})

it('of several first starts at once one serves and the others join it', async () => {
  const data = join(folder, 'fresh')
  const all = await Promise.all([1, 2, 3].map(() => start(data)))
  expect(new Set(all.map(({ url }) => url)).size).toBe(1)
  await expect.poll(() => all.map(({ child }) => child.exitCode).toSorted()).toEqual([0, 0, null])
})

it('takes over after a kill, whatever the killed one left', async () => {
  const first = await start()
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  running = []
  expect(existsSync(join(first.dataFolder, runningFile))).toBe(true)
  const next = await start(first.dataFolder)
  expect((await next.rest('GET', '/marketing/leads')).status).toBe(200)
})

it('waits for one that is closing, and then serves', async () => {
  const first = await start()
  first.child.kill('SIGSTOP')
  const next = start(first.dataFolder)
  await delay(1_500)
  first.child.kill('SIGTERM')
  first.child.kill('SIGCONT')
  expect((await (await next).rest('GET', '/marketing/leads')).status).toBe(200)
  await expect.poll(() => first.child.exitCode).toBe(0)
})

it('says that one that hangs does not answer, and names its process', async () => {
  const first = await start()
  first.child.kill('SIGSTOP')
  await expect(claimFolder(first.dataFolder, { ...options, maxWait: 0 })).rejects.toThrow(
    new RegExp(`process ${first.child.pid}.*does not answer`),
  )
})

it('tells another version from its own, and joins it all the same', async () => {
  const first = await start()
  const path = join(first.dataFolder, runningFile)
  const word = JSON.parse(await readFile(path, 'utf8')) as RunningApplication
  const joined = await claimFolder(first.dataFolder, { ...options, version: '9.9.9' })
  expect(joined).toMatchObject({ kind: 'joined', version: word.version, port: word.port })
})

it('ends in order when its launcher is gone, and frees the folder', async () => {
  const data = join(folder, 'data')
  const child = spawn(
    process.execPath,
    [
      new URL('../../src-main/hosts/local/main.ts', import.meta.url).pathname,
      ...['--no-open', '--data', data],
    ],
    {
      env: { ...process.env, XDG_STATE_HOME: join(folder, 'state') },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  )
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  const ended = once(child, 'exit')
  child.disconnect()
  expect(await ended).toEqual([0, null])
  expect(existsSync(join(data, runningFile))).toBe(false)
})

describe('the word that is left in the folder', () => {
  const hold = async () => {
    const claim = await claimFolder(folder, options)
    if (claim.kind !== 'claimed') return expect.fail('The folder was taken.')
    return claim
  }
  const refusal = (more: object = {}) =>
    claimFolder(folder, { ...options, maxWait: 0, ...more }).then(
      ({ kind }) => kind,
      (error: unknown) => (error instanceof StartRefused ? error.words.en : error),
    )

  it.each<[string, Partial<RunningApplication>, RegExp]>([
    ['another computer', { computer: 'shop-pc' }, /another computer \(shop-pc\)/],
    ['a window of its own', { host: 'electron', port: null }, /its own window/],
    ['nobody at its port', { port: 1 }, /process 4321.*does not answer/],
    ['no sense', { port: 'x' as never }, /another account.*does not answer/],
  ])('of %s is told while the folder is held', async (_who, entry, words) => {
    const claim = await hold()
    await leaveWord(entry)
    expect(await refusal()).toMatch(words)
    claim.release()
    expect(await refusal()).toBe('claimed')
  })

  it('of another computer or of a killed one means nothing where nobody holds the folder', async () => {
    await leaveWord({ computer: 'shop-pc' })
    const claim = await hold()
    expect(existsSync(join(folder, runningFile))).toBe(false)
    claim.release()
  })

  it('does not stand in the way where the lock is no lock', async () => {
    await writeFile(join(folder, applicationLock), 'not a database, but as long as one'.repeat(99))
    ;(await hold()).release()
  })

  it('is readable by the user only, and a copy of it opens nothing', async () => {
    const first = await start()
    const { mode } = await import('node:fs').then(({ statSync }) =>
      statSync(join(first.dataFolder, runningFile)),
    )
    expect(mode & 0o777).toBe(0o600)
    // A copy of the folder that is used beside it is nobody's folder yet.
    await copyFile(join(first.dataFolder, runningFile), join(folder, runningFile))
    ;(await hold()).release()
  })
})

describe('the way in', () => {
  it('is open to whoever knows the secret of this start, by POST, and to nobody else', async () => {
    const first = await start()
    const { secret } = JSON.parse(
      await readFile(join(first.dataFolder, runningFile), 'utf8'),
    ) as RunningApplication
    const ask = async (method: string, headers: Record<string, string>) =>
      (await fetch(`${first.url}/join`, { method, headers })).status
    const Authorization = `Bearer ${secret}`
    expect(await ask('POST', { Authorization })).toBe(200)
    expect(await ask('GET', { Authorization })).toBe(401)
    expect(await ask('POST', {})).toBe(401)
    expect(await ask('POST', { Authorization: `Bearer ${secret}x` })).toBe(401)
    expect(await ask('POST', { Authorization: `Bearer ${first.token}` })).toBe(401)
    expect(await ask('POST', { Authorization, Origin: 'https://example.org' })).toBe(403)
    expect((await first.rest('GET', '/marketing/leads', undefined, { Authorization })).status).toBe(
      401,
    )
  })
})
