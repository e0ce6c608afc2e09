// A tree of mail blocks as the HTML and the text of a message, drawn by a worker thread that starts
// with the first message.
import type { Worker } from 'node:worker_threads'
import type { MailTree } from '#shared/contract/mailTree.ts'
import { mailMjml } from '#shared/blocks/mail/mailMjml.ts'
import { mailText } from '#shared/blocks/mail/mailText.ts'
import { startWorkerThread } from '#main/platform/workerThread.ts'
import type { DrawAnswer, DrawRequest } from './mailLayout.worker.ts'

export type MailLayout = {
  html: string
  text: string
  /** Of the HTML, before the lines every message ends with. */
  bytes: number
}

/**
 * A tree that made wrong MJML would be a defect of the rules, and throws.
 * The HTML keeps the conditional comments classic Outlook lays columns out by. Nothing of them is
 * typed by anybody.
 */
export async function layOutMail(tree: MailTree): Promise<MailLayout> {
  const html = compact(await draw(mailMjml(tree)))
  return { html, text: mailText(tree), bytes: Buffer.byteLength(html, 'utf8') }
}

/**
 * The same to be edited: its HTML says which block it was drawn from. Its size is that of what
 * leaves.
 */
export async function layOutForEditor(tree: MailTree): Promise<MailLayout> {
  const [leaves, marked] = await Promise.all([
    layOutMail(tree),
    draw(mailMjml(tree, { isForEditor: true })),
  ])
  return { ...leaves, html: compact(marked) }
}

/**
 * MJML indents its output: a third of a message would be spaces. Lines never begin within a text,
 * whose own breaks are elements.
 */
function compact(html: string): string {
  return html
    .replace(/[ \t]+$/gm, '')
    .replace(/^[ \t]+/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

type Waiting = { resolve: (html: string) => void; reject: (error: Error) => void }
const waiting = new Map<number, Waiting>()
let thread: Worker | null = null
let last = 0

function draw(mjml: string): Promise<string> {
  return new Promise((resolve, reject) => {
    thread ??= startThread()
    const id = ++last
    waiting.set(id, { resolve, reject })
    // Whoever waits for a message keeps the process; a thread with nothing to do does not.
    thread.ref()
    thread.postMessage({ id, mjml } satisfies DrawRequest)
  })
}

function startThread(): Worker {
  const started = startWorkerThread(new URL('./mailLayout.worker.ts', import.meta.url), {})
  started.on('message', (answer: DrawAnswer) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) started.unref()
    if ('html' in answer) asked?.resolve(answer.html)
    else asked?.reject(new Error(`The message could not be drawn: ${answer.problem}`))
  })
  // Those who wait are told; the next message starts a new thread.
  const end = (error: Error) => {
    if (thread === started) thread = null
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  started.on('error', end)
  started.on('exit', () => end(new Error('The thread that draws messages ended.')))
  return started
}
