// A test of two versions in a real browser: planned and written by the keyboard, sent, measured by
// answers, decided by hand; its figures open their rows.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { appInBrowser, bothLanguages, eventually, shot } from '../pages/app.ts'
import { byId, choose, chromiumPath, expectAccessible } from '../pages/browser.ts'

const app = appInBrowser()
type Result = { state: string; waiting: number; variants: { sent: number }[]; winner: string }
const resultOf = async (id: number) =>
  (await app.host.rest('GET', `/marketing/campaigns/${id}/test`)).body as Result

async function campaignToMany(): Promise<number> {
  const people = await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      app.host.rest('POST', '/marketing/leads', {
        firstName: `Anne ${index}`,
        email: `anne${index}@clients.example`,
      }),
    ),
  )
  expect(people.every(({ status }) => status === 201)).toBe(true)
  const made = await app.host.rest('POST', '/marketing/campaigns', {
    ...{ name: 'Portes ouvertes', subject: 'Venez nous voir', html: '<p>À samedi</p>' },
    fromEmail: 'marie@atelier.example',
  })
  return (made.body as { id: number }).id
}

/** Answers to three in four of those who got version B, as a mailbox notes them. */
function answer(id: number): number {
  const connection = openConnection(join(app.host.dataFolder, 'main.db'))
  try {
    return connection
      .prepare<[number, number]>(
        `UPDATE outbox SET replied_at = ? WHERE campaign_id = ? AND variant = 'B' AND id % 4 <> 0`,
      )
      .run(Date.now(), id).changes
  } finally {
    connection.close()
  }
}

const words = {
  fr: { wait: 'Attendre ma décision', clear: /B fait mieux avec .*% de probabilité/ },
  en: { wait: 'Wait for my decision', clear: /B does better with .*% probability/ },
} as const

describe.skipIf(chromiumPath === '')('a test of two versions', () => {
  it.each(bothLanguages)(
    'is planned, sent, measured and decided (%s, %s)',
    async (language, colorScheme, locale) => {
      await app.start()
      const id = await campaignToMany()
      const { page, problems } = await app.open({ locale, colorScheme })
      await page.goto(`${app.host.url}/#/email/campaigns/${id}`)
      await byId(page, 'test-begin').focus()
      await page.keyboard.press('Enter')
      // Version B opens, a copy: only what may differ is there.
      await byId(page, 'version-B').waitFor()
      await page.waitForURL(new RegExp(`campaigns/(?!${id}$)`))
      await eventually(() => byId(page, 'campaign-subject').inputValue()).toBe('Venez nous voir')
      await expect(byId(page, 'campaign-send').count()).resolves.toBe(0)
      await byId(page, 'campaign-subject').fill('Samedi, 10 heures')
      await expectAccessible(page, `version B, ${language}`)
      await shot(page, `test-version-b-${language}`)
      await byId(page, 'version-A').focus()
      await page.keyboard.press('Enter')
      await byId(page, 'test-share').waitFor()
      await choose(page, 'test-share', /50/)
      await choose(page, 'test-unclear', words[language].wait)
      await eventually(() => byId(page, 'test-people').innerText()).toMatch(/15.*30/)
      await expectAccessible(page, `plan of a test, ${language}`)
      await byId(page, 'test-plan').scrollIntoViewIfNeeded()
      await shot(page, `test-plan-${language}`)
      // Taken out and brought back.
      await byId(page, 'test-remove').click()
      await byId(page, 'test-begin').waitFor()
      await byId(page, 'notice-action').click()
      await byId(page, 'test-share').waitFor()

      await byId(page, 'campaign-send').click()
      await byId(page, 'send-test').waitFor()
      await byId(page, 'campaign-check').waitFor()
      await shot(page, `test-send-${language}`)
      await byId(page, 'campaign-send-confirm').click()
      await byId(page, 'test-result').waitFor()
      await eventually(async () => (await resultOf(id)).state).toBe('measuring')
      const answered = answer(id)
      expect(answered).toBeGreaterThan(5)
      await page.reload()
      await eventually(() => byId(page, 'test-words').innerText()).toMatch(words[language].clear)
      await expectAccessible(page, `result of a test, ${language}`)
      await shot(page, `test-result-${language}`)
      // A figure opens its rows.
      await eventually(() => byId(page, 'test-B-replied').innerText()).toBe(String(answered))
      await byId(page, 'test-B-replied').getByRole('link').click()
      await byId(page, 'delivery-version').waitFor()
      // Only the rows in sight are drawn.
      await eventually(() => byId(page, 'delivery-row').count()).toBeGreaterThan(3)
      const rows = await app.host.rest(
        'GET',
        `/marketing/campaigns/${id}/deliveries?variant=B&state=replied`,
      )
      expect(rows.body).toMatchObject({ total: answered })

      await byId(page, 'test-decide-B').focus()
      await page.keyboard.press('Enter')
      await eventually(() => byId(page, 'test-result').getAttribute('data-state')).toBe('decided')
      await eventually(async () => (await resultOf(id)).waiting).toBe(0)
      await expectAccessible(page, `a decided test, ${language}`)
      await shot(page, `test-decided-${language}`)
      const sandboxed = async () =>
        (
          (await app.host.rest('GET', '/marketing/sandbox/messages?limit=200')).body as {
            items: { to: string }[]
          }
        ).items.map(({ to }) => to)
      await eventually(async () => (await sandboxed()).length).toBe(60)
      expect(new Set(await sandboxed()).size).toBe(60)
      expect(problems).toEqual([])
      await page.context().close()
    },
  )
})
