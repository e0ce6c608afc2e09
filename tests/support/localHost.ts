// The local host as a process of its own, as `npm start` runs it: from source or as built, on a
// free port, with a token the test knows.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { hostEnvironment, hostFlags } from '../../build/bundle.js'

export type LocalHostProcess = {
  child: ChildProcess
  url: string
  /** The sign-in link, good for one browser. */
  link: string
  token: string
  dataFolder: string
  /** Calls the REST API with the token; `body` is sent as JSON unless it is a form. */
  rest(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: unknown; text: string }>
  stop(): Promise<void>
}

const entries = {
  source: new URL('../../src-main/hosts/local/main.ts', import.meta.url),
  built: new URL('../../out/main/local.js', import.meta.url),
}

export async function startLocalHost(
  options: {
    args?: string[]
    dataFolder?: string
    env?: NodeJS.ProcessEnv
    run?: keyof typeof entries
    /** Leaves the data folder where it is when the host is stopped. */
    keepsData?: boolean
    /** In a window of its own, as far as that can be had, or else in the browser. */
    window?: boolean
  } = {},
): Promise<LocalHostProcess> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'webox-host-')))
  const token = 'test-token-of-more-than-thirty-two-characters'
  const args = [
    ...(options.run === 'built' ? hostFlags : []),
    entries[options.run ?? 'source'].pathname,
    options.window === true ? '--window' : '--no-open',
    '--data',
    dataFolder,
    ...(options.args ?? []),
  ]
  const child = spawn(process.execPath, args, {
    env: {
      ...process.env,
      ...(options.run === 'built' ? hostEnvironment : {}),
      // What it remembers outside its folder goes with the folder.
      XDG_STATE_HOME: join(dataFolder, 'outside'),
      WEBOX_TOKEN: token,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const link = await readyLine(child)
  const url = new URL(link).origin
  return {
    child,
    url,
    link,
    token,
    dataFolder,
    async rest(method, path, body, headers = {}) {
      const isForm = body instanceof FormData
      const response = await fetch(`${url}/api${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        body:
          body === undefined
            ? undefined
            : isForm
              ? body
              : typeof body === 'string'
                ? body
                : JSON.stringify(body),
      })
      const text = await response.text()
      return { status: response.status, text, body: readJson(text) }
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await new Promise((resolve) => child.once('exit', resolve))
      }
      if (options.keepsData !== true) await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/**
 * Starts the local host where it is expected to end by itself.
 * @param options `stopsAfter` ends one that does not, in milliseconds
 */
export async function runLocalHost(
  args: string[],
  {
    env = {},
    uid,
    stopsAfter = 100_000,
  }: { env?: NodeJS.ProcessEnv; uid?: number; stopsAfter?: number } = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [entries.source.pathname, '--no-open', ...args], {
    env: { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '', LC_MESSAGES: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: stopsAfter,
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, stdout, stderr }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // The test looks at `text` where JSON was not expected.
  }
}

function readyLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let errors = ''
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.once('exit', (code) => reject(new Error(`The local host ended with ${code}: ${errors}`)))
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const match = /^WeBox Marketing: (\S+)/.exec(line)
      if (match?.[1]) resolve(match[1])
    })
  })
}
