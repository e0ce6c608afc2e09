// The application in a window of its own without Electron: an installed browser that shows this
// page and nothing else, held by a pipe.
import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { openDebuggingPipe, type BrowserEvent, type DebuggingPipe } from './debuggingPipe.ts'
import { prepareProfile, windowArguments, windowEnvironment } from './windowProfile.ts'

/**
 * The page that the browser is started with, as everybody may see it; the sign-in link follows by
 * the pipe. Who comes back to it is led on.
 */
export const firstPagePath = '/window'
export const firstPage =
  '<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><meta http-equiv="refresh" content="3;url=/"><title>WeBox Marketing</title>\n'

/** How long a browser may take to show the page, in milliseconds. */
const maxOpening = 60_000
/** How long it may take to close, in milliseconds: then it is ended. */
const maxClosing = 5_000
/**
 * Where the browser of a killed start is still closing, the new one hands its page over to it and
 * both end: tried again after this, in milliseconds.
 */
const busyPause = 1_000
const maxTries = 4

/** By whoever uses it; or it was killed, or crashed. */
export type WindowEnd = 'closed' | 'lost'
export type OwnWindow = {
  ended: Promise<WindowEnd>
  /** Brings it to the front. */
  show(): void
  close(): Promise<void>
}
export type WindowOptions = {
  /** Path of the browser. */
  browser: string
  dataFolder: string
  /** Of the system, as in `fr-FR`. */
  language: string
  /** The application's own, as in `http://127.0.0.1:1234`. */
  origin: string
  /** Makes a sign-in link, once the window is there. */
  newLink(): string
  /** Is given the pages of others that the application links to. */
  openOutside(url: string): void
  /** Aborted where the window is not wanted any more, before it is there. */
  signal: AbortSignal
}

/**
 * @returns null where the browser shows no window
 * @throws where its profile cannot be made
 */
export async function openOwnWindow(options: WindowOptions): Promise<OwnWindow | null> {
  const profile = await prepareProfile(options.dataFolder, options.language)
  for (let tries = 1; ; tries++) {
    const opened = await open(options, profile)
    if (opened !== 'busy') return opened
    if (tries === maxTries || options.signal.aborted) return null
    await delay(busyPause)
  }
}

async function open(options: WindowOptions, profile: string): Promise<OwnWindow | 'busy' | null> {
  const child = spawn(
    options.browser,
    windowArguments(profile, options.origin + firstPagePath),
    // In a group of its own: Ctrl+C in the terminal is ours to answer.
    {
      env: windowEnvironment(profile),
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    },
  )
  const ended = endOf(child)
  const [, , , to, from] = child.stdio
  const pages = new Pages(options)
  const pipe = openDebuggingPipe(to as Writable, from as Readable, (event) => pages.hear(event))
  pages.use(pipe)
  const outcome = await Promise.race([
    pages.signedIn.then(
      () => 'open' as const,
      () => 'failed' as const,
    ),
    ended.then((code) => (code === 0 ? ('busy' as const) : ('failed' as const))),
    delay(maxOpening, 'failed' as const, { ref: false, signal: options.signal }).catch(
      () => 'failed' as const,
    ),
  ])
  if (outcome === 'open')
    return {
      ended: ended.then((code) => (pages.areClosed || code === 0 ? 'closed' : 'lost')),
      show: () => void pages.show().catch(() => undefined),
      close: () => close(child, pipe, ended),
    }
  end(child)
  return outcome === 'busy' ? outcome : null
}

/** The browser's code; null where it was killed or could not be started. */
function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code))
    child.once('error', () => resolve(null))
  })
}

async function close(
  child: ChildProcess,
  pipe: DebuggingPipe,
  ended: Promise<unknown>,
): Promise<void> {
  pipe.send('Browser.close').catch(() => undefined)
  await Promise.race([ended, delay(maxClosing, undefined, { ref: false })])
  end(child)
}

function end(child: ChildProcess): void {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
    child.kill('SIGKILL')
}

const Target = z.object({
  targetId: z.string(),
  type: z.string(),
  url: z.string(),
  openerId: z.string().optional(),
})
const WithTarget = z.object({ targetInfo: Target })
const WithTargetId = z.object({ targetId: z.string() })
const Session = z.object({ sessionId: z.string() })
const Bounds = z.object({
  windowId: z.int(),
  bounds: z.object({ windowState: z.string().optional() }),
})

/** The pages of the browser: the application's own, which make the window, and those of others. */
class Pages {
  areClosed = false
  readonly signedIn: Promise<void>
  private readonly own = new Set<string>()
  private readonly foreign = new Set<string>()
  private readonly options: WindowOptions
  private pipe: DebuggingPipe | null = null
  private settle: { resolve(): void; reject(error: unknown): void } | null = null

  constructor(options: WindowOptions) {
    this.options = options
    this.signedIn = new Promise((resolve, reject) => (this.settle = { resolve, reject }))
    this.signedIn.catch(() => undefined)
  }

  use(pipe: DebuggingPipe): void {
    this.pipe = pipe
    pipe.send('Target.setDiscoverTargets', { discover: true }).catch(this.fail)
  }

  hear({ method, params }: BrowserEvent): void {
    if (method === 'Target.targetCreated' || method === 'Target.targetInfoChanged') {
      const target = WithTarget.safeParse(params).data?.targetInfo
      if (target !== undefined) this.see(target)
    }
    if (method === 'Target.targetDestroyed') {
      const gone = WithTargetId.safeParse(params).data?.targetId
      if (gone !== undefined) this.leave(gone)
    }
  }

  async show(): Promise<void> {
    for (const targetId of this.own) {
      const { windowId, bounds } = Bounds.parse(
        await this.ask('Browser.getWindowForTarget', { targetId }),
      )
      if (bounds.windowState === 'minimized')
        await this.ask('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } })
      await this.ask('Target.activateTarget', { targetId })
    }
  }

  private see({ targetId, type, url, openerId }: z.infer<typeof Target>): void {
    if (type !== 'page' || !URL.canParse(url)) return
    if (new URL(url).origin === this.options.origin) {
      const isFirst = this.own.size === 0
      this.own.add(targetId)
      if (isFirst) this.signIn(targetId).then(() => this.settle?.resolve(), this.fail)
      return
    }
    if (!/^https?:/.test(url) || this.own.has(targetId) || this.foreign.has(targetId)) return
    this.foreign.add(targetId)
    // Followed from here it is read in the user's own browser. What a browser opens of itself, to
    // greet its user, is nothing to read.
    if (openerId !== undefined && this.own.has(openerId)) this.options.openOutside(url)
    this.ask('Target.closeTarget', { targetId }).catch(() => undefined)
  }

  /** The link goes by the pipe: the browser's command line is there for everybody to read. */
  private async signIn(targetId: string): Promise<void> {
    const { sessionId } = Session.parse(
      await this.ask('Target.attachToTarget', { targetId, flatten: true }),
    )
    await this.ask('Page.navigate', { url: this.options.newLink() }, sessionId)
    await this.ask('Target.detachFromTarget', { sessionId })
  }

  /** The last page is the window: a browser that would stay without one is closed. */
  private leave(targetId: string): void {
    if (!this.own.delete(targetId) || this.own.size > 0) return
    this.areClosed = true
    this.ask('Browser.close').catch(() => undefined)
  }

  private ask(method: string, params?: object, sessionId?: string): Promise<unknown> {
    return this.pipe?.send(method, params, sessionId) ?? Promise.reject(new Error('No pipe yet.'))
  }

  private readonly fail = (error: unknown): void => this.settle?.reject(error)
}
