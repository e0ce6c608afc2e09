// Starting something and hearing what it says, with its user, its disk and its surroundings chosen.
import { spawn, type ChildProcess } from 'node:child_process'
import { nobody, type Start } from './failedStarts.ts'

export type Ended = { code: number | null; said: string; seconds: number }

/** The link by which the application says that it is open. */
export const openLink = /^WeBox Marketing: (http:\S+)/m

export type Launch = Pick<Start, 'env' | 'asNobody' | 'readOnly'> & {
  cwd?: string
  /** In milliseconds; then it is killed, with its children. */
  timeout?: number
  /** Ends it once this was said; the rest of what it says is heard too. */
  until?: RegExp
  /** Called with the process, once `until` was said, instead of ending all by SIGTERM. */
  then?: (child: ChildProcess) => void
}

/** Runs a program to its end; everything it says, on both channels, in the order it came. */
export function hear(command: string, parameters: string[], launch: Launch): Promise<Ended> {
  const startedAt = performance.now()
  const [program, ...rest] =
    launch.readOnly === undefined
      ? [command, ...parameters]
      : [
          'unshare',
          '--mount',
          'sh',
          '-c',
          'd="$1"; shift; mount --bind "$d" "$d" && mount -o remount,ro,bind "$d" && exec "$@"',
          'sh',
          launch.readOnly,
          command,
          ...parameters,
        ]
  const child = spawn(program ?? '', rest, {
    cwd: launch.cwd,
    env: launch.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(launch.asNobody === true ? { uid: nobody, gid: nobody } : {}),
  })
  return new Promise((resolve, reject) => {
    let said = ''
    let isOver = false
    const timer = setTimeout(() => endGroup(child, 'SIGKILL'), launch.timeout ?? 120_000)
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      if (isOver || launch.until?.test(said) !== true) return
      isOver = true
      if (launch.then) launch.then(child)
      // As a terminal does: npm 9 ignores what it is sent alone.
      else endGroup(child, 'SIGTERM')
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ code, said, seconds: (performance.now() - startedAt) / 1_000 })
    })
  })
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    child.kill(signal) // Its group has ended already.
  }
}
