// Hearing back in a real browser: a mailbox is set up, a bounce, an answer and a wish to hear no more
// come in, and the report of the campaign and the person's history lead to them.
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { hasDovecot, imapPassword, startDovecot, type Dovecot } from '../support/mailbox/dovecot.ts'
import { deliveryReport, letter } from '../support/mailbox/incomingMessages.ts'
import { startSink, type Sink } from '../support/smtp.ts'
import {
  byId,
  choose,
  chromiumPath,
  expectAccessible,
  openBrowser,
  signIn,
} from './pages/browser.ts'

const isPossible = chromiumPath !== '' && hasDovecot()
let browser: Browser
let host: LocalHostProcess
let sink: Sink
let dovecot: Dovecot
beforeAll(async () => {
  if (!isPossible) return
  browser = await openBrowser()
  dovecot = await startDovecot()
})
afterAll(async () => {
  await browser?.close()
  await dovecot?.stop()
})
afterEach(async () => {
  await sink?.stop()
  await host?.stop()
})

const shot = async (page: Page, name: string) => {
  const folder = process.env['WEBOX_SHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}
const words = {
  Français: {
    none: /Aucun/,
    watched: /lue .* · le serveur prévient/,
    heard: /: 1 retour, 1 réponse, 1 réponse automatique, 1 désinscription$/,
    bounced: /anne@clients\.example[\s\S]*550 5\.1\.1 No such user here/,
  },
  English: {
    none: /None/,
    watched: /read .* · the server tells/i,
    heard: /: 1 bounce, 1 answer, 1 automatic reply, 1 withdrawal$/,
    bounced: /anne@clients\.example[\s\S]*550 5\.1\.1 No such user here/,
  },
} as const

type Row = { leadId: number; email: string; messageId: string; state: string }
async function sentCampaign(user: string): Promise<{ campaignId: number; rows: Row[] }> {
  const made = async (path: string, body: unknown) => {
    const answer = await host.rest('POST', path, body)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
    return (answer.body as { id: number }).id
  }
  for (const name of ['Anne', 'Bruno', 'Chloé', 'David', 'Emma'])
    await made('/marketing/leads', {
      firstName: name,
      email: `${name.toLowerCase().replace('é', 'e')}@clients.example`,
    })
  const accountId = await made('/marketing/email-accounts', {
    ...{ name: 'Boutique', host: '127.0.0.1', port: sink.port, security: 'none' },
    fromEmail: `${user}@boutique.example`,
  })
  const campaignId = await made('/marketing/campaigns', {
    ...{ name: 'Nouveautés', subject: 'Nos nouveautés', html: '<p>Bonjour</p>', accountId },
    recipients: {},
  })
  await host.rest('POST', `/marketing/campaigns/${campaignId}/send`, {})
  let rows: Row[] = []
  await expect
    .poll(
      async () => {
        const answer = await host.rest('GET', `/marketing/campaigns/${campaignId}/deliveries`)
        rows = (answer.body as { items: Row[] }).items
        return rows.filter(({ state }) => state === 'sent').length
      },
      { timeout: 30_000 },
    )
    .toBe(5)
  return { campaignId, rows }
}

const rowOf = (rows: Row[], name: string): Row => {
  const row = rows.find(({ email }) => email.startsWith(name))
  if (row === undefined) throw new Error(`Nothing went to ${name}.`)
  return row
}

/** A dead address, an answer, a wish, somebody who is away; the fifth says nothing. */
function deliver(user: string, rows: Row[]) {
  const of = (name: string) => {
    const { email, messageId } = rowOf(rows, name)
    return { recipient: email, messageId: messageId.replace(/[<>]/g, '') }
  }
  dovecot.deliver(user, deliveryReport(of('anne')))
  dovecot.deliver(
    user,
    letter({
      from: of('bruno').recipient,
      inReplyTo: of('bruno').messageId,
      text: 'Merci. Appelez-moi lundi, je voudrais un devis.',
    }),
  )
  dovecot.deliver(
    user,
    letter({ from: of('chloe').recipient, subject: 'unsubscribe', text: 'STOP' }),
  )
  dovecot.deliver(
    user,
    letter({
      from: of('david').recipient,
      subject: 'Absence du bureau',
      inReplyTo: of('david').messageId,
      headers: ['Auto-Submitted: auto-replied'],
    }),
  )
}

describe.skipIf(!isPossible)('a mailbox', () => {
  it.each([
    ['Français', 'light'],
    ['English', 'dark'],
  ] as const)('is set up, read, and heard everywhere (%s, %s)', async (language, colorScheme) => {
    const said = words[language]
    const user = `boutique-${language.toLowerCase().slice(0, 2)}`
    host = await startLocalHost()
    sink = await startSink(host.dataFolder, { kind: 'polite' })
    const { campaignId, rows } = await sentCampaign(user)
    const { page, problems } = await signIn(browser, host.link, { colorScheme })
    await page.goto(`${host.url}/#/settings`)
    await choose(page, 'settings-language', language)

    await page.goto(`${host.url}/#/email/accounts`)
    await byId(page, 'mailbox-add').click()
    await byId(page, 'mailbox-host').fill('127.0.0.1')
    await choose(page, 'mailbox-security', said.none)
    await byId(page, 'mailbox-port').fill(String(dovecot.port))
    await byId(page, 'mailbox-user').fill(user)
    await byId(page, 'mailbox-password').fill('not-the-password')
    await expectAccessible(page, `mailbox dialog, ${language}`)
    await byId(page, 'mailbox-save').click()
    await byId(page, 'account-verdict').waitFor({ timeout: 20_000 })
    await shot(page, `mailbox-refused-${language}`)
    await byId(page, 'mailbox-password').fill(imapPassword)
    await byId(page, 'mailbox-save').click()
    await byId(page, 'mailbox').waitFor({ timeout: 20_000 })
    await expectAccessible(page, `mailbox, ${language}`)

    // What was there before is read first: until then the button waits. The server may tell of what
    // comes in before it is pressed.
    const state = byId(page, 'mailbox-state')
    await expect.poll(() => state.innerText(), { timeout: 20_000 }).toMatch(said.watched)
    deliver(user, rows)
    await byId(page, 'mailbox-sweep').click()
    await expect
      .poll(
        () =>
          byId(page, 'mailbox-heard')
            .innerText()
            .catch(() => ''),
        { timeout: 20_000 },
      )
      .toMatch(said.heard)
    await shot(page, `mailbox-${language}`)

    await page.goto(`${host.url}/#/email/campaigns/${campaignId}`)
    for (const figure of ['bounced', 'replied', 'unsubscribed'])
      await expect.poll(() => byId(page, `stat-${figure}`).innerText()).toMatch(/1$/)
    await byId(page, 'stat-bounced').getByRole('link').click()
    const rowsShown = byId(page, 'delivery-row')
    await expect.poll(() => rowsShown.count()).toBe(1)
    expect(await rowsShown.innerText()).toMatch(said.bounced)
    await expectAccessible(page, `report, ${language}`)
    await shot(page, `report-${language}`)

    await page.goto(`${host.url}/#/crm?lead=${rowOf(rows, 'bruno').leadId}`)
    await byId(page, 'tab-story').click()
    await page.getByText('je voudrais un devis').waitFor()
    await shot(page, `answer-${language}`)
    await page.goto(`${host.url}/#/email/suppressions`)
    const refused = byId(page, 'suppression-row')
    await expect.poll(() => refused.count()).toBe(2)
    expect((await refused.allInnerTexts()).join(' ')).toMatch(
      /chloe@[\s\S]*anne@|anne@[\s\S]*chloe@/,
    )
    await shot(page, `refused-${language}`)
    expect(problems).toEqual([])
    await page.context().close()
  })
})
