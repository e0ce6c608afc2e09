// Views of the leads and their columns, and what is asked where leads are won or lost: by mouse and
// by keyboard, on the built application.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Lead } from '#shared/contract/crm.contract.ts'
import type { View } from '#shared/contract/crm/views.ts'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { byId, chromiumPath, expectAccessible, openBrowser, signIn } from './pages/browser.ts'

let browser: Browser
let host: LocalHostProcess
let page: Page
let problems: string[]

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })
const titles = () => page.locator('[role="columnheader"]').allInnerTexts()
const views = async () =>
  ((await host.rest('GET', '/marketing/views')).body as { items: View[] }).items
const leadOf = async (id: number) => (await host.rest('GET', `/marketing/leads/${id}`)).body as Lead
async function view(name: string) {
  await byId(page, 'views').click()
  await page.locator('.n-dropdown-option', { hasText: name }).click()
}
async function pick(testId: string) {
  await byId(page, 'views').click()
  await byId(page, testId).click()
}

describe.skipIf(chromiumPath === '')('views of the leads', () => {
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

  it('are offered, chosen, and stand in the address', async () => {
    await page.goto(`${host.url}/#/crm`)
    await view('Sans contact depuis 30 jours')
    await eventually(() => page.url()).toContain('view=quiet')
    await eventually(async () => (await titles()).join(' ')).toContain('Dernier contact')
    await view('Tous')
    await eventually(() => page.url()).not.toContain('view=')
    // A link to a view alone shows it.
    await page.goto(`${host.url}/#/dashboard`)
    await page.goto(`${host.url}/#/crm?view=wonThisMonth`)
    await eventually(() => page.url()).toContain('thisMonth')
  })

  it('are made of columns chosen by the keyboard, saved, renamed, deleted and brought back', async () => {
    await page.goto(`${host.url}/#/crm`)
    await byId(page, 'columns-open').press('Enter')
    await expectAccessible(page, 'the choice of columns')
    await byId(page, 'column-owner').press('Space')
    await eventually(async () => (await titles()).join(' ')).toContain('Responsable')
    const chosen = byId(page, 'columns-chosen').getByTestId('column-owner')
    await chosen.focus()
    await page.keyboard.press('Alt+ArrowUp')
    await byId(page, 'columns-done').press('Enter')
    await eventually(() => page.url()).toMatch(/owner,createdAt/)
    const grip = page.getByRole('button', { name: /Largeur de « Société »/ })
    const wide = (await grip.locator('..').boundingBox())?.width ?? 0
    await grip.focus()
    await page.keyboard.press('ArrowRight')
    await eventually(
      async () => (await grip.locator('..').boundingBox())?.width ?? 0,
    ).toBeGreaterThan(wide + 10)

    await pick('view-do-saveAs')
    await byId(page, 'view-name').fill('Suivi de Lyon')
    await page.keyboard.press('Enter')
    await eventually(async () => (await views()).map(({ name }) => name)).toEqual(['Suivi de Lyon'])
    await eventually(() => page.url()).toMatch(/view=\d+/)
    await pick('view-do-rename')
    await byId(page, 'view-name').fill('Suivi')
    await page.keyboard.press('Enter')
    await eventually(async () => (await views())[0]?.name).toBe('Suivi')
    await pick('view-do-duplicate')
    await eventually(async () => (await views()).length).toBe(2)
    await pick('view-do-delete')
    await eventually(async () => (await views()).length).toBe(1)
    // The notice comes a moment after the deletion.
    await byId(page, 'notice-action').last().waitFor()
    await page.keyboard.press('F8')
    await page.keyboard.press('Enter')
    await eventually(async () => (await views()).length).toBe(2)
  })

  it('has leads added in a column of the board', async () => {
    await page.goto(`${host.url}/#/crm?look=board`)
    await byId(page, 'board-qualified').getByTestId('quick-add-open').click()
    await byId(page, 'quick-add').fill('Ana Quiroga')
    await page.keyboard.press('Enter')
    const card = byId(page, 'board-qualified')
      .getByTestId('board-card')
      .filter({ hasText: 'Ana Quiroga' })
    await card.waitFor()
    await expectAccessible(page, 'the board')
    const id = Number(await card.getAttribute('data-lead'))
    expect(await leadOf(id)).toMatchObject({ status: 'qualified', firstName: 'Ana' })
  })

  it('asks for the amount of a win and the reason of a loss, and Esc skips', async () => {
    const [id] = await ids('status=negotiation')
    await page.goto(`${host.url}/#/crm?look=board`)
    const card = page.locator(`[data-lead="${id}"]`)
    await card.focus()
    await page.keyboard.press('Control+ArrowRight')
    await byId(page, 'outcome-amount').fill('1250,50')
    await expectAccessible(page, 'the amount of a win')
    await page.keyboard.press('Enter')
    await eventually(() => leadOf(id ?? 0)).toMatchObject({ status: 'won', estimatedValue: 1250.5 })
    await page.locator(`[data-stage="won"] [data-lead="${id}"]`).waitFor()
    await card.focus()
    await page.keyboard.press('Control+ArrowRight')
    await byId(page, 'outcome-offered').first().click()
    await eventually(() => leadOf(id ?? 0)).toMatchObject({ status: 'lost' })
    expect((await leadOf(id ?? 0)).lostReason).not.toBeNull()
    // The board follows a moment later: before that the card still stands where it was.
    await page.locator(`[data-stage="lost"] [data-lead="${id}"]`).waitFor()
    await card.focus()
    await page.keyboard.press('Control+ArrowLeft')
    await byId(page, 'outcome').waitFor()
    await page.keyboard.press('Escape')
    await eventually(() => leadOf(id ?? 0)).toMatchObject({ status: 'won', lostReason: null })
    expect(problems).toEqual([])
  })
})

async function ids(query: string): Promise<number[]> {
  const { items } = (await host.rest('GET', `/marketing/leads?limit=3&${query}`)).body as {
    items: Lead[]
  }
  return items.map(({ id }) => id)
}
