// Speaks to a browser that was started with --remote-debugging-pipe: commands one way, answers and
// events the other, each a JSON text that ends with a zero.
import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'

const Message = z.object({
  id: z.int().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
})

/** @returns null where it is none: no browser ends the application by what it says */
function read(text: string): z.infer<typeof Message> | null {
  try {
    return Message.parse(JSON.parse(text))
  } catch {
    return null
  }
}

export type BrowserEvent = { method: string; params?: unknown }
export type DebuggingPipe = {
  /**
   * Nobody else can read what is sent.
   * @throws what the browser answers, and when it ends before it has answered
   */
  send(method: string, params?: object, sessionId?: string): Promise<unknown>
}

export function openDebuggingPipe(
  to: Writable,
  from: Readable,
  hear: (event: BrowserEvent) => void,
): DebuggingPipe {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let count = 0
  let rest = ''
  let isOver = false
  const take = (text: string) => {
    const message = read(text)
    if (message === null) return
    const { id, method, params, result, error } = message
    if (id === undefined) return method === undefined ? undefined : hear({ method, params })
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) asked?.resolve(result)
    else asked?.reject(new Error(error.message))
  }
  const end = () => {
    isOver = true
    for (const { reject } of waiting.values()) reject(new Error('The browser has ended.'))
    waiting.clear()
  }
  from.setEncoding('utf8').on('data', (chunk: string) => {
    const texts = (rest + chunk).split('\0')
    rest = texts.pop() ?? ''
    for (const text of texts) take(text)
  })
  from.on('close', end).on('error', end)
  to.on('error', end)
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        if (isOver) return reject(new Error('The browser has ended.'))
        const id = ++count
        waiting.set(id, { resolve, reject })
        to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
      }),
  }
}
