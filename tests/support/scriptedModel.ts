// Starts a scripted provider in its own process, and sets an application up to ask it.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ModelReport, ModelRequest, ModelScript } from './scriptedModelServer.ts'
import type { TestApp } from './testApp.ts'

export type ScriptedModel = {
  port: number
  url: string
  /** The answers to come, in order; the last stays in force. */
  say(...scripts: ModelScript[]): Promise<void>
  requests(): Promise<ModelRequest[]>
  /** Requests whose answer has not ended. */
  open(): Promise<number>
  forget(): Promise<void>
  stop(): Promise<void>
}

const script = fileURLToPath(new URL('./scriptedModelServer.ts', import.meta.url))

export async function startScriptedModel(): Promise<ScriptedModel> {
  const child = fork(script, [], { execArgv: [] })
  const [first] = (await once(child, 'message')) as [ModelReport]
  if (!('port' in first)) throw new Error('The server did not say its port.')
  const ask = async (message: { scripts: ModelScript[] } | 'report' | 'forget') => {
    child.send(message)
    const [answer] = (await once(child, 'message')) as [ModelReport]
    if ('port' in answer) throw new Error('The server said something else.')
    return answer
  }
  return {
    port: first.port,
    url: `http://127.0.0.1:${first.port}/v1`,
    say: async (...scripts) => void (await ask({ scripts })),
    requests: async () => (await ask('report')).requests.filter(({ body }) => body !== ''),
    open: async () => (await ask('report')).open,
    forget: async () => void (await ask('forget')),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Sets the application up to ask the scripted provider, with a key that must be found nowhere. */
export async function useScriptedModel(
  { client }: Pick<TestApp, 'client'>,
  model: ScriptedModel,
  more: { firstByteSeconds?: number; totalSeconds?: number; apiKey?: string } = {},
): Promise<void> {
  await client.assistant.provider.set({
    kind: 'openai_compatible',
    baseUrl: model.url,
    model: 'scripted-small',
    apiKey: 'canary-key-77b1',
    ...more,
  })
}

/** All parts of an answer that comes in parts. */
export async function gathered<Event>(stream: Promise<AsyncIterable<Event>>): Promise<Event[]> {
  const events: Event[] = []
  for await (const event of await stream) events.push(event)
  return events
}

export const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20))
}
