// Starting other programs from the launch scripts: with the project's own Node first on PATH,
// bounded in time, signals passed on.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const isWindows = process.platform === 'win32'
export const inModules = (...names) => join(root, 'node_modules', ...names)
/** What the scripts remember between runs. Not under version control, safe to delete. */
export const cacheFolder = join(root, '.cache')

/**
 * The Node the application runs on. It comes with the dependencies, so that the machine's own
 * version does not matter.
 */
export const projectNode = () => inModules('node', 'bin', isWindows ? 'node.exe' : 'node')

/**
 * The environment of every child: the project's Node is found before the machine's, and keeps what
 * it compiled. Each thread loads its modules anew, from source some four hundred milliseconds each
 * time: half of what the tests of imports took.
 */
export function childEnvironment(more = {}) {
  const kept = { NODE_COMPILE_CACHE: join(cacheFolder, 'compiled') }
  const environment = { ...kept, ...process.env, ...more }
  // Set by some editors' terminals: Electron would start as a plain Node.
  delete environment.ELECTRON_RUN_AS_NODE
  // Windows spells the name `Path`, and a copy of the environment is case-sensitive.
  const name = Object.keys(environment).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const first = existsSync(projectNode()) ? [inModules('node', 'bin')] : []
  environment[name] = [...first, inModules('.bin'), environment[name] ?? ''].join(delimiter)
  return environment
}

/** What a shell would report for a child that ended: its code, or 128 and the signal's number. */
export function exitCodeOf({ code, signal }) {
  return signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)
}

/**
 * Runs a program to its end. Never throws: a program that cannot be started has code 127.
 * @param {object} options `timeout` in milliseconds; `abort` a signal that ends it like the
 * timeout; `ownGroup` ends the program's children with it;
 *   `stdio`, `env`, `shell` as for spawn; `hear` is called with what comes on a piped stderr
 * @returns {Promise<{ code: number | null, signal: string | null, timedOut: boolean, interrupted:
 * string | null }>}
 */
export function run(
  command,
  parameters,
  { timeout, abort, hear, ownGroup = false, ...options } = {},
) {
  return new Promise((resolve) => {
    const grouped = ownGroup && !isWindows
    const child = spawn(command, parameters, {
      cwd: root,
      env: childEnvironment(),
      stdio: 'inherit',
      ...options,
      detached: grouped,
    })
    child.stderr?.on('data', (data) => hear?.(String(data)))
    let timedOut = false
    let interrupted = null
    let hardKill
    const end = (signal) => {
      endTree(child, signal, grouped)
      hardKill ??= setTimeout(() => endTree(child, 'SIGKILL', grouped), 5_000)
    }
    const giveUp = () => {
      timedOut = true
      end('SIGTERM')
    }
    const timer = timeout === undefined ? undefined : setTimeout(giveUp, timeout)
    abort?.addEventListener('abort', giveUp, { once: true })
    const stopForwarding = forwardSignals((signal) => {
      interrupted = signal
      // A terminal sends Ctrl-C to the whole foreground group: only a program in a group of its
      // own, or without terminal, needs ours.
      if (signal !== 'SIGINT' || grouped || !process.stdin.isTTY) end(signal)
    })
    const finish = (result) => {
      clearTimeout(timer)
      clearTimeout(hardKill)
      stopForwarding()
      resolve({ timedOut, interrupted, ...result })
    }
    child.once('error', () => finish({ code: 127, signal: null }))
    // Not before its last words are read, where they are.
    child.once(hear ? 'close' : 'exit', (code, signal) => finish({ code, signal }))
  })
}

/**
 * Stdio of a program that is to end with us, however we end: it sees the channel close.
 */
export const endsWithUs = ['inherit', 'inherit', 'inherit', 'ipc']

/**
 * Runs the application itself: as long as it likes, and however long it takes to stop.
 * @returns {Promise<{ code: number | null, signal: string | null, interrupted: string | null }>}
 */
export function runApplication(command, parameters, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, {
      cwd: root,
      env: childEnvironment(),
      stdio: 'inherit',
      ...options,
    })
    let interrupted = null
    const stopForwarding = forwardSignals((signal) => {
      interrupted = signal
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
    const finish = (result) => {
      stopForwarding()
      resolve({ interrupted, ...result })
    }
    child.once('error', () => finish({ code: 127, signal: null }))
    child.once('exit', (code, signal) => finish({ code, signal }))
  })
}

function forwardSignals(forward) {
  const signals = isWindows ? ['SIGINT', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  const stopWatching = watchParents(() => forward('SIGTERM'))
  return () => {
    stopWatching()
    for (const signal of signals) process.off(signal, forward)
  }
}

/**
 * npm ends by itself when signalled and leaves its shell, and us, behind. So the end of either is a
 * signal too.
 */
function watchParents(ended) {
  if (isWindows || process.env.npm_lifecycle_event === undefined) return () => undefined
  const shell = process.ppid
  const npm = parentOfShell(shell)
  const timer = setInterval(() => {
    if (process.ppid === shell && (npm === null || isAlive(npm))) return
    clearInterval(timer)
    ended()
  }, 500)
  return () => clearInterval(timer)
}

/**
 * Null if our parent is no shell: then it is npm itself, and its end shows in our own parent.
 */
function parentOfShell(shell) {
  const known = readProcess(shell)
  if (known !== undefined) return known
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(shell)], {
    encoding: 'utf8',
  })
  const [, parent] = /^\s*(\d+)\s+\S*sh$/m.exec(stdout ?? '') ?? []
  return parent === undefined ? null : Number(parent)
}

/** What `ps` would say, where the system has no such command; undefined where it has no /proc. */
function readProcess(processId) {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8')
    const [, name, parent] = /^\d+ \((.*)\) \S+ (\d+) /s.exec(stat) ?? []
    return /sh$/.test(name) ? Number(parent) : null
  } catch {
    return undefined
  }
}

function isAlive(processId) {
  try {
    return process.kill(processId, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function endTree(child, signal, grouped) {
  if (child.pid === undefined) return
  if (isWindows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' })
    return
  }
  try {
    if (grouped) process.kill(-child.pid, signal)
    else child.kill(signal)
  } catch {
    // It ended by itself in the meantime.
  }
}
