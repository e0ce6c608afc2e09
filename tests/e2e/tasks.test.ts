// What is to be done, by the keyboard and by the mouse, on the built application: from a lead's card
// to the list, the dashboard and the history, each step taken back where it can be.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { byId, chromiumPath, expectAccessible, openBrowser, signIn } from './pages/browser.ts'

let browser: Browser
let host: LocalHostProcess
let page: Page
let problems: string[]

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const words = async (testId: string) =>
  ((await byId(page, testId).first().textContent()) ?? '').replace(/\s+/g, ' ')
const focusedTask = () =>
  page.evaluate(() => document.activeElement?.closest('[data-testid="task"]')?.textContent ?? '')

describe.skipIf(chromiumPath === '')('tasks', () => {
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

  it('are planned on the card of a lead by a word and a click', async () => {
    await page.goto(`${host.url}/#/crm`)
    await byId(page, 'lead-row').first().click()
    await byId(page, 'next-action').waitFor()
    await expectAccessible(page, 'lead without a next action')
    await byId(page, 'next-title').locator('input').fill('Envoyer le devis')
    await byId(page, 'next-today').click()
    await eventually(() => words('next-action')).toContain('Envoyer le devis')
    await eventually(() => words('badge-crm')).toBe('1')
  })

  it('are done, taken back by F8, and ask for what is next', async () => {
    await byId(page, 'task-done').click()
    await eventually(() => words('next-action')).toContain('Et ensuite')
    await press('F8', 'Enter')
    await eventually(() => words('next-action')).toContain('Envoyer le devis')
    await expectAccessible(page, 'lead with a next action')
  })

  it('stand first on the dashboard, and in one list that the arrows walk', async () => {
    await host.rest('POST', '/marketing/tasks', { title: 'Sans date' })
    await page.goto(`${host.url}/#/dashboard`)
    await eventually(() => words('due-today')).toContain('Envoyer le devis')
    await expectAccessible(page, 'dashboard with tasks')
    await page.goto(`${host.url}/#/crm/tasks`)
    await byId(page, 'tasks-none').waitFor()
    await expectAccessible(page, 'tasks')
    await byId(page, 'task-done').first().focus()
    await press('ArrowDown')
    expect(await focusedTask()).toContain('Sans date')
    await press('Delete')
    await eventually(() => byId(page, 'tasks-none').count()).toBe(0)
    await eventually(focusedTask).toContain('Envoyer le devis')
    await press('F8', 'Enter')
    await byId(page, 'tasks-none').waitFor()
  })

  it('are moved by a menu, and written as a form with a day and how often', async () => {
    await byId(page, 'task-move').first().click()
    await page.getByText('Lundi prochain', { exact: true }).click()
    await eventually(() => byId(page, 'tasks-today').count()).toBe(0)
    await byId(page, 'task-new').click()
    await expectAccessible(page, 'new task')
    await byId(page, 'task-title').fill('Point mensuel')
    await byId(page, 'task-date').fill('31/12/2030')
    await byId(page, 'task-repeats').click()
    await page.getByText('Chaque mois', { exact: true }).click()
    await byId(page, 'task-save').click()
    await eventually(() => words('tasks-later')).toContain('Point mensuel')
    const { body } = await host.rest('GET', '/marketing/tasks?dueFrom=2030-01-01')
    expect(body).toMatchObject({
      items: [{ dueAt: '2030-12-31', repeats: { every: 'month', interval: 1, day: 31 } }],
    })
  })

  it('are handed to other calendars as a file', async () => {
    const download = page.waitForEvent('download')
    await byId(page, 'tasks-export').click()
    expect((await download).suggestedFilename()).toMatch(/\.ics$/)
  })

  it('stand in the history of their lead, which chips narrow', async () => {
    await page.goto(`${host.url}/#/crm`)
    await byId(page, 'lead-row').first().click()
    await byId(page, 'tab-story').click()
    await byId(page, 'entry-task').first().waitFor()
    await expectAccessible(page, 'history')
    await byId(page, 'timeline-stages').click()
    await eventually(() => byId(page, 'entry-task').count()).toBe(0)
    await byId(page, 'timeline-tasks').click()
    await eventually(() => byId(page, 'entry-task').count()).toBeGreaterThan(0)
    expect(problems).toEqual([])
  })
})
