// The learnt score: too few leads, learning, what counts, ignoring a column, and a lead's chance with
// its reasons, in both languages, on the built application.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { byId, chromiumPath, expectAccessible, openBrowser, signIn } from './pages/browser.ts'

let browser: Browser
let host: LocalHostProcess
let page: Page
let problems: string[]

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })
const folder = process.env['WEBOX_SHOTS']
/** A picture to look at, where a folder for them is named. */
const shoot = async (on: Page, name: string) => {
  if (folder !== undefined) await on.screenshot({ path: `${folder}/${name}.png` })
}

const lead = (at: number, status: 'won' | 'lost') => {
  const isLikely = (at % 5 !== 0) === (status === 'won')
  return {
    ...{ firstName: `Lead ${at}`, status, company: at % 3 === 0 ? 'Menuiserie Roux' : null },
    ...{ source: isLikely ? 'Salon de l’habitat' : 'Annonce', jobTitle: isLikely ? 'Gérante' : '' },
    custom: { budget: (isLikely ? 12_000 : 9_000) + 100 * at, contrat: status === 'won' },
  }
}

describe.skipIf(chromiumPath === '')('the learnt score', () => {
  beforeAll(async () => {
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built' })
    ;({ page, problems } = await signIn(browser, host.link))
    for (const field of [
      { name: 'Budget', key: 'budget', kind: 'money' },
      { name: 'Contrat signé', key: 'contrat', kind: 'yesNo' },
    ])
      expect((await host.rest('POST', '/marketing/custom-fields', field)).status).toBe(201)
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('says how many leads it lacks', async () => {
    await page.goto(`${host.url}/#/crm/score`)
    await page.getByText('30 gagnés, 30 perdus').waitFor()
    expect(await byId(page, 'score-train').isDisabled()).toBe(true)
    await expectAccessible(page, 'score, too few')
    expect((await host.rest('POST', '/marketing/scoring/train')).body).toMatchObject({
      ...{ state: 'too_few', missing: { won: 30, lost: 30 } },
    })
  })

  it('learns, says how well, and asks about a column that tells too much', async () => {
    for (let at = 0; at < 40; at++)
      for (const status of ['won', 'lost'] as const)
        expect((await host.rest('POST', '/marketing/leads', lead(at, status))).status).toBe(201)
    await eventually(() => byId(page, 'score-train').isEnabled()).toBe(true)
    await byId(page, 'score-train').click()
    await byId(page, 'score-model').waitFor()
    await page.getByText('suffit presque à elle seule').waitFor()
    await shoot(page, 'score-suspicious')
    await expectAccessible(page, 'score, learnt')
    await page.getByRole('button', { name: 'Ignorer Contrat signé' }).click()
    await eventually(() => page.getByText('À votre demande').count()).toBe(1)
    await eventually(() => page.getByText('suffit presque à elle seule').count()).toBe(0)
    const model = (await host.rest('GET', '/marketing/scoring/model')).body
    expect(model).toMatchObject({ state: 'ready', choices: { leaveOut: ['custom.contrat'] } })
    await shoot(page, 'score-page-fr')
  })

  it('shows on a lead the chance and what speaks for it', async () => {
    const { id } = (
      await host.rest('POST', '/marketing/leads', {
        ...{ firstName: 'Zoé', source: 'Salon de l’habitat', custom: { budget: 13_000 } },
      })
    ).body as { id: number }
    await page.goto(`${host.url}/#/crm?lead=${id}`)
    await page.getByRole('tab', { name: /^Score/ }).click()
    const chance = byId(page, 'lead-likelihood')
    await chance.getByText('Salon de l’habitat').waitFor()
    await chance.getByText('pour', { exact: true }).first().waitFor()
    await chance.scrollIntoViewIfNeeded()
    await shoot(page, 'score-lead-fr')
    await expectAccessible(page, 'lead, score')
    await chance.getByRole('link').click()
    await byId(page, 'score-model').waitFor()
    expect(problems).toEqual([])
  })

  it('reads in English, in the dark and in a narrow window', async () => {
    const context = await browser.newContext({
      storageState: await page.context().storageState(),
      viewport: { width: 1024, height: 720 },
      ...{ locale: 'en-GB', colorScheme: 'dark', reducedMotion: 'reduce' },
    })
    const dark = await context.newPage()
    await dark.goto(`${host.url}/#/crm/score`)
    await dark.getByText('What counts', { exact: true }).waitFor()
    await shoot(dark, 'score-page-en-dark')
    await expectAccessible(dark, 'score, dark')
  })
})
