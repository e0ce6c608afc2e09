// What tests of the application in a real browser begin with: one browser for the file, one application
// for each test, screenshots on demand, and the blocks of a message.
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../../support/localHost.ts'
import { chromiumPath, openBrowser, signIn, type OpenPage } from './browser.ts'

/** Both languages, one of them in the dark: for `it.each`. */
export const bothLanguages = [
  ['fr', 'light', 'fr-FR'],
  ['en', 'dark', 'en-GB'],
] as const

/** Asks until it is so, for at most half a minute. */
export const eventually = <T>(read: () => T): ReturnType<typeof expect.poll<T>> =>
  expect.poll(read, { timeout: 30_000 })

/** A picture of the page in the folder `WEBOX_SHOTS` names; nothing without it. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['WEBOX_SHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
}

type SignInOptions = NonNullable<Parameters<typeof signIn>[2]>

export type AppInBrowser = {
  /** The application of this test, once it was started. */
  readonly host: LocalHostProcess
  /** Starts the application; it ends with the test. */
  start(options?: Parameters<typeof startLocalHost>[0]): Promise<LocalHostProcess>
  /** A signed-in page; the tests look at it at 1280 by 900. */
  open(options: SignInOptions, size?: { width: number; height: number }): Promise<OpenPage>
  /** Makes what `body` says through REST, and gives its id. */
  made(path: string, body: object): Promise<number>
  /** The blocks of a campaign, as REST gives them. */
  blocksOf<Block>(campaign: number): Promise<Block[]>
}

/** Opens a browser for the tests of this file and ends what each of them started. */
export function appInBrowser(): AppInBrowser {
  let browser: Browser | undefined
  let host: LocalHostProcess | undefined
  beforeAll(async () => {
    if (chromiumPath !== '') browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
  })
  afterEach(async () => {
    const ending = host
    host = undefined
    await ending?.stop()
  })
  const running = (): LocalHostProcess => {
    if (host === undefined) throw new Error('The test did not start the application.')
    return host
  }
  return {
    get host() {
      return running()
    },
    async start(options) {
      host = await startLocalHost(options)
      return host
    },
    async open(options, size = { width: 1280, height: 900 }) {
      if (browser === undefined) throw new Error('There is no browser.')
      const opened = await signIn(browser, running().link, options)
      await opened.page.setViewportSize(size)
      return opened
    },
    async made(path, body) {
      const answer = await running().rest('POST', path, body)
      expect(answer.status, answer.text).toBe(201)
      return (answer.body as { id: number }).id
    },
    async blocksOf<Block>(campaign: number) {
      const { body } = await running().rest('GET', `/marketing/campaigns/${campaign}`)
      return (body as { blocks: { blocks: Block[] } }).blocks.blocks
    },
  }
}

/** How the messages of the tests look. */
export const theme = { accent: '#b5532f', background: '#f3f4f7', font: 'sans', corners: 'round' }

export const textBlock = (key: string, words: string) => ({
  ...{ key, kind: 'text', text: words, look: 'plain' },
})

/** A campaign of blocks. */
export const campaignOf = (name: string, language: string, blocks: object[]) => ({
  ...{ name, subject: name, fromEmail: 'marie@atelier.example' },
  blocks: { language, theme, blocks },
})

/** A block where it is drawn. */
export const place = (page: Page, key: string) => page.locator(`[data-place="${key}"]`)
