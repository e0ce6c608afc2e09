// Starts mail servers for tests, each in its own process, and reads what arrived there.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SinkMessage, SinkOptions, SinkReport, SinkRule } from './smtpSink.ts'

export type Sink = {
  port: number
  /** Every message that arrived, in order; a line is written before the server answers. */
  arrived(): { messageId: string; recipient: string }[]
  messages(): Promise<SinkMessage[]>
  connections(): Promise<number>
  /** All that clients said to a scripted server. */
  clearText(): Promise<string>
  setRules(rules: SinkRule[]): Promise<void>
  stop(): Promise<void>
}

const script = fileURLToPath(new URL('./smtpSink.ts', import.meta.url))
let started = 0

export async function startSink(
  folder: string,
  options: Omit<SinkOptions, 'logFile'>,
): Promise<Sink> {
  started += 1
  const logFile = join(folder, `sink-${started}.log`)
  const child = fork(script, [JSON.stringify({ ...options, logFile } satisfies SinkOptions)], {
    execArgv: [],
  })
  const [first] = (await once(child, 'message')) as [SinkReport]
  if (!('port' in first)) throw new Error('The server did not say its port.')

  async function ask(
    message: 'report' | SinkRule[],
  ): Promise<Extract<SinkReport, { connections: number }>> {
    child.send(message)
    const [answer] = (await once(child, 'message')) as [SinkReport]
    if ('port' in answer) throw new Error('The server said something else.')
    return answer
  }

  return {
    port: first.port,
    arrived: () => readLog(logFile),
    messages: async () => (await ask('report')).messages,
    connections: async () => (await ask('report')).connections,
    clearText: async () => (await ask('report')).clearText,
    async setRules(rules) {
      await ask(rules)
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Whole lines only: the last one may be cut where the server was killed. */
function readLog(path: string): { messageId: string; recipient: string }[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line) as { messageId: string; recipient: string })
}
