// Runs around every end-to-end test: one that fails says what its pages showed, since a failure
// seen only on a busy machine elsewhere cannot be looked at afterwards.
import { afterEach } from 'vitest'
import { openedBrowsers } from './browser.ts'

/** As much of a page's text as a log can take. */
const shownLength = 1_500

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  const pages = [...openedBrowsers]
    .filter((browser) => browser.isConnected())
    .flatMap((browser) => browser.contexts())
    .flatMap((context) => context.pages())
  for (const page of pages) {
    const text = await page
      .locator('body')
      .innerText({ timeout: 5_000 })
      .catch((error: unknown) => `(no text: ${String(error).split('\n')[0]})`)
    console.error(`${task.name}\n${page.url()}\n${text.slice(0, shownLength)}\n`)
  }
})
