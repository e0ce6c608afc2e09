// Leads chosen in the list and changed at once, and moved on the board: by mouse and by keyboard, in
// both languages, on the built application.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Lead } from '#shared/contract/crm.contract.ts'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import {
  byId,
  choose,
  chromiumPath,
  expectAccessible,
  openBrowser,
  signIn,
} from './pages/browser.ts'

let browser: Browser
let host: LocalHostProcess
let page: Page
let problems: string[]

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })
const total = async (query: string) =>
  (
    (await host.rest('GET', `/marketing/leads?limit=1&${query}`)).body as {
      total: number
    }
  ).total
const leadOf = async (id: number) => (await host.rest('GET', `/marketing/leads/${id}`)).body as Lead
const box = (place: number) => byId(page, 'lead-row').nth(place).getByTestId('row-box')
const chosen = () => page.locator('[role="row"][aria-selected="true"]').count()
const cardsOf = (stage: string) => byId(page, `board-${stage}`).getByTestId('board-card')
/** The newest notice's action, as by its own key. */
const undo = async () => {
  await page.keyboard.press('F8')
  await page.keyboard.press('Enter')
}
const idOf = async (card: ReturnType<typeof cardsOf>) =>
  Number(await card.getAttribute('data-lead'))

describe.skipIf(chromiumPath === '')('leads chosen, and by stage', () => {
  beforeAll(async () => {
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built', args: ['--demo'] })
    ;({ page, problems } = await signIn(browser, host.link))
    await byId(page, 'figure-leads').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('are chosen by the mouse: one, a range, none', async () => {
    await page.goto(`${host.url}/#/crm`)
    await box(1).click()
    await box(4).click({ modifiers: ['Shift'] })
    await eventually(chosen).toBe(4)
    // Choosing is not opening.
    expect(page.url()).not.toContain('lead=')
    await expect.poll(() => byId(page, 'bulk-count').textContent()).toContain('4')
    await box(2).click()
    await eventually(chosen).toBe(3)
    await expectAccessible(page, 'list with a selection')
    await byId(page, 'bulk-clear').click()
    await eventually(() => byId(page, 'bulk-bar').count()).toBe(0)
  })

  it('are chosen by the keyboard, tagged, and the tag is taken back', async () => {
    await page.goto(`${host.url}/#/crm`)
    await page.locator('[role="grid"]').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowUp')
    await eventually(chosen).toBe(2)
    await choose(page, 'bulk-target', 'Ajouter des étiquettes')
    await byId(page, 'bulk-value').fill('Salon de mai')
    await byId(page, 'bulk-value').press('Enter')
    await eventually(() => total('tag=Salon+de+mai')).toBe(2)
    await byId(page, 'notice-action').waitFor()
    await undo()
    await eventually(() => total('tag=Salon+de+mai')).toBe(0)
    await eventually(chosen).toBe(2)
    await page.locator('[role="grid"]').focus()
    await page.keyboard.press('Escape')
    await eventually(chosen).toBe(0)
  })

  it('are all that match, and what was changed since is told to stay', async () => {
    const all = await total('status=new')
    await page.goto(`${host.url}/#/crm?status=new`)
    await page.locator('[role="grid"]').focus()
    await page.keyboard.press('Control+a')
    await eventually(() => byId(page, 'bulk-count').textContent()).toContain(String(all))
    const someone = await idOfFirstRow()
    await choose(page, 'bulk-target', 'Source')
    await byId(page, 'bulk-value').fill('Foire')
    await byId(page, 'bulk-apply').click()
    await eventually(() => total('source=Foire')).toBe(all)
    await byId(page, 'notice-action').waitFor()
    await host.rest('PUT', `/marketing/leads/${someone}`, { source: 'Ami' })
    await undo()
    await eventually(() => byId(page, 'notice-info').allTextContents()).toContainEqual(
      expect.stringContaining('1 a changé depuis'),
    )
    expect((await leadOf(someone)).source).toBe('Ami')
    expect(await total('source=Foire')).toBe(0)
  })
  const idOfFirstRow = async () => {
    const { body } = await host.rest('GET', '/marketing/leads?limit=1&status=new')
    return (body as { items: Lead[] }).items[0]?.id ?? 0
  }

  it('stand by stage, with what the stage counts', async () => {
    await page.goto(`${host.url}/#/crm`)
    await byId(page, 'look-board').click()
    await eventually(() => page.url()).toContain('look=board')
    await cardsOf('new').first().waitFor()
    for (const stage of ['new', 'qualified', 'won'])
      await eventually(() =>
        byId(page, `board-${stage}`).getByTestId('board-count').textContent(),
      ).toBe(String(await total(`status=${stage}`)))
    await expectAccessible(page, 'board')
  })

  it('move by the keyboard, go back, and open', async () => {
    const id = await idOf(cardsOf('new').first())
    await cardsOf('new').first().focus()
    await page.keyboard.press('Control+ArrowRight')
    await eventually(async () => (await leadOf(id)).status).toBe('contacted')
    // The card keeps the focus where it went.
    await eventually(() => page.evaluate('document.activeElement.getAttribute("data-lead")')).toBe(
      String(id),
    )
    await byId(page, 'notice-action').waitFor()
    await undo()
    await eventually(async () => (await leadOf(id)).status).toBe('new')
    await eventually(() => cardsOf('new').first().getAttribute('data-lead')).toBe(String(id))
    await cardsOf('new').first().focus()
    await page.keyboard.press('Enter')
    await eventually(() => page.url()).toContain(`lead=${id}`)
    await page.keyboard.press('Escape')
    await eventually(() => page.url()).not.toContain('lead=')
  })

  it('move by the mouse, out of what was won and back', async () => {
    const won = cardsOf('won').first()
    const id = await idOf(won)
    const before = await total('status=won')
    // Both columns in sight first, as a hand would have them.
    await byId(page, 'board-lost').scrollIntoViewIfNeeded()
    await won.dragTo(byId(page, 'board-lost'), { targetPosition: { x: 100, y: 300 } })
    await byId(page, 'outcome').waitFor()
    await page.keyboard.press('Escape')
    await eventually(async () => (await leadOf(id)).status).toBe('lost')
    await eventually(() => byId(page, 'board-won').getByTestId('board-count').textContent()).toBe(
      String(before - 1),
    )
    await byId(page, 'notice-action').last().waitFor()
    await undo()
    await eventually(async () => (await leadOf(id)).status).toBe('won')
  })

  it('are the same leads as in the list, under the same filter', async () => {
    await byId(page, 'lead-search').fill('a')
    await eventually(() => page.url()).toContain('q=a')
    await eventually(() => byId(page, 'board-count').first().textContent()).toBe(
      String(await total('status=new&search=a')),
    )
    await page.reload()
    await cardsOf('new').first().waitFor()
    await byId(page, 'look-list').click()
    await eventually(() => page.url()).not.toContain('look=')
    expect(page.url()).toContain('q=a')
    expect(problems).toEqual([])
  })

  it('is the same in English, in the dark, in a narrow window', async () => {
    await using stack = new AsyncDisposableStack()
    const elsewhere = await startLocalHost({ run: 'built', args: ['--demo'] })
    stack.defer(() => elsewhere.stop())
    const other = await signIn(browser, elsewhere.link, { locale: 'en-GB', colorScheme: 'dark' })
    await other.page.setViewportSize({ width: 1024, height: 700 })
    await other.page.goto(`${elsewhere.url}/#/crm?look=board`)
    await other.page.getByTestId('board-card').first().waitFor()
    await expectAccessible(other.page, 'board, English, dark')
    await other.page.goto(`${elsewhere.url}/#/crm`)
    await other.page.getByTestId('lead-row').first().getByTestId('row-box').click()
    await expectAccessible(other.page, 'selection, English, dark')
    expect(other.problems).toEqual([])
  })
})
