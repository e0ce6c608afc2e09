// A real Chromium on the built application: signing in by the printed link, choosing in Naive UI's
// selects, and asking axe.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { chromium, type Browser, type Page } from 'playwright-core'
import { expect } from 'vitest'

/** Path of the browser, as the test runner found it; empty if there is none. */
export const chromiumPath = process.env['WEBOX_CHROMIUM'] ?? ''

/** What is open, so that a test that fails can say what was shown. */
export const openedBrowsers = new Set<Browser>()

export async function openBrowser(): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ]
  // Scroll bars take room, as on Windows and on most of Linux.
  const ignoreDefaultArgs = ['--hide-scrollbars']
  const browser = await chromium.launch({ executablePath: chromiumPath, args, ignoreDefaultArgs })
  openedBrowsers.add(browser)
  browser.on('disconnected', () => openedBrowsers.delete(browser))
  return browser
}

export type OpenPage = { page: Page; problems: string[] }

/** Signs in; `problems` collects what the console and the network complained of. */
export async function signIn(
  browser: Browser,
  link: string,
  options: { locale?: string; colorScheme?: 'light' | 'dark' } = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: options.locale ?? 'fr-FR',
    timezoneId: 'Europe/Paris',
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`)
  })
  const { host } = new URL(link)
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.host !== host && !['data:', 'blob:', 'about:'].includes(url.protocol))
      problems.push(`asked the network: ${request.url()}`)
  })
  await page.goto(link)
  // A code is good for one exchange: whoever leaves the page before it was made would hear so.
  await page.waitForURL(/#\/dashboard/)
  return { page, problems }
}

export const byId = (page: Page, id: string) => page.getByTestId(id)

/** Chooses an option of a select by its visible text. */
export async function choose(page: Page, testId: string, option: string | RegExp): Promise<void> {
  await byId(page, testId).click()
  await page.locator('.n-base-select-option', { hasText: option }).first().click()
}

type AxeResult = {
  violations: {
    id: string
    impact: string | null
    nodes: { target: unknown; html: string; failureSummary?: string }[]
  }[]
}

/** What has a scroll bar that moves next to nothing: nobody wanted it there. */
const idleScrollbars = `[...document.querySelectorAll('*')].flatMap((element) => {
  const { overflowX, overflowY } = getComputedStyle(element)
  const isIdle = (overflow, content, room) =>
    /auto|scroll/.test(overflow) && content > room && content - room <= 2
  return isIdle(overflowY, element.scrollHeight, element.clientHeight) ||
    isIdle(overflowX, element.scrollWidth, element.clientWidth)
    ? [element.outerHTML.slice(0, 120)]
    : []
})`

/**
 * No violation that axe calls serious or critical on what is shown now, and no scroll bar that moves
 * next to nothing.
 */
export async function expectAccessible(page: Page, view: string): Promise<void> {
  // A flow hides its steps until it has measured them: judged in that moment, they would be buttons
  // without words.
  const unmeasured = `[...document.querySelectorAll('.vue-flow__node')].filter((node) => getComputedStyle(node).visibility !== 'visible').length`
  await expect.poll(() => page.evaluate(unmeasured), { timeout: 20_000 }).toBe(0)
  // Colours on their way from one theme to the other are neither's.
  const moving = `document.getAnimations().filter((animation) => animation instanceof CSSTransition && animation.playState === 'running').length`
  await expect.poll(() => page.evaluate(moving), { timeout: 20_000 }).toBe(0)
  expect(await page.evaluate(idleScrollbars), `${view}: scroll bars`).toEqual([])
  const source = await readFile(
    createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
    'utf8',
  )
  // The page's own policy forbids scripts from outside: the tool comes in as the browser's own
  // evaluation.
  await page.evaluate(source)
  const result = (await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] })',
  )) as AxeResult
  const serious = result.violations.filter(
    ({ impact }) => impact === 'serious' || impact === 'critical',
  )
  expect(
    serious.map(
      ({ id, nodes }) =>
        `${view}: ${id} ${nodes
          .map((node) => `${String(node.target)} ${node.failureSummary ?? ''}`)
          .slice(0, 3)
          .join(' | ')}`,
    ),
  ).toEqual([])
}
