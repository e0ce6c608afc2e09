// Two ways through the application: by mouse, and by the keys alone. A hand of keys presses what is on a
// keyboard and nothing else; where Tab does not come, it fails.
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

export type Hand = {
  /** Presses a button, follows a link, chooses a row. */
  press(what: Locator): Promise<void>
  /** Writes into a field, in place of what stands there. */
  write(field: Locator, words: string): Promise<void>
  /** Chooses an option of a select. */
  choose(select: Locator, option: RegExp): Promise<void>
  /** After something closed or went away: nobody is left without a place. */
  expectPlace(after: string): Promise<void>
}

export const handNames = ['mouse', 'keyboard'] as const

export const handOf = (name: (typeof handNames)[number], page: Page): Hand =>
  name === 'mouse' ? mouse(page) : keyboard(page)

const optionOf = (page: Page, option: RegExp) =>
  page.locator('.n-base-select-option:visible', { hasText: option }).first()

function mouse(page: Page): Hand {
  return {
    press: (what) => what.click(),
    async write(field, words) {
      await field.click({ clickCount: 3 })
      await page.keyboard.type(words)
    },
    async choose(select, option) {
      await select.click()
      await optionOf(page, option).click()
    },
    expectPlace: async () => {},
  }
}

/** Steps of Tab a page may want; more, and nobody would get there. */
const mostSteps = 150

function keyboard(page: Page): Hand {
  /** Tab, forwards, and around once, until the focus is there. */
  async function tabTo(what: Locator): Promise<void> {
    await what.waitFor()
    for (let step = 0; step < mostSteps; step += 1) {
      const isThere = await what.evaluate((element) => element.contains(document.activeElement))
      if (isThere) return
      await page.keyboard.press('Tab')
    }
    expect.fail(`Tab never came to ${String(what)}; it stands on ${await standsOn(page)}`)
  }
  return {
    async press(what) {
      await tabTo(what)
      await page.keyboard.press('Enter')
    },
    async write(field, words) {
      await tabTo(field)
      await page.keyboard.press('Control+a')
      await page.keyboard.type(words)
    },
    async choose(select, option) {
      await tabTo(select)
      await page.keyboard.press('Enter')
      const wanted = optionOf(page, option)
      await wanted.waitFor()
      const isPending = () =>
        wanted.evaluate((element) => element.classList.contains('n-base-select-option--pending'))
      for (let step = 0; step < mostSteps && !(await isPending()); step += 1)
        await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await wanted.waitFor({ state: 'hidden' })
    },
    async expectPlace(after) {
      await expect.poll(() => standsOn(page), { message: after, timeout: 5_000 }).not.toBe('BODY')
    },
  }
}

/** What has the focus, in words for whoever reads of a failure. */
const standsOn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    const names = ['data-testid', 'aria-label', 'id'].map((name) => element?.getAttribute(name))
    return [element?.tagName, ...names.filter(Boolean)].join(' ')
  })
