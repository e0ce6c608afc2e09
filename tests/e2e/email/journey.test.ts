// The whole way in a real browser, in both languages, by mouse and by the keyboard alone: an account from
// an address, a template, a picture from the disk, the dry run, the rehearsal, and the real sending into
// a mail server, which says what arrived.
import type { Page } from 'playwright-core'
import PostalMime from 'postal-mime'
import { afterEach, describe, expect, it } from 'vitest'
import { pngPicture } from '../../support/pictures.ts'
import { startSink, type Sink } from '../../support/smtp.ts'
import { appInBrowser, bothLanguages, eventually, shot } from '../pages/app.ts'
import { byId, chromiumPath, expectAccessible } from '../pages/browser.ts'
import { handNames, handOf, type Hand } from '../pages/hands.ts'

const app = appInBrowser()
let sink: Sink
afterEach(async () => {
  await sink?.stop()
})

const login = { user: 'contact@atelier.example', password: 'un mot de passe' }
const picture = pngPicture(320, 120, 90)
const words = {
  fr: { none: /Aucun/, picture: 'Image', button: 'Bouton' },
  en: { none: /None/, picture: 'Image', button: 'Button' },
} as const
type Way = { page: Page; hand: Hand; language: 'fr' | 'en'; name: string }

/** Three people, two of them customers. */
async function people(): Promise<void> {
  for (const [firstName, email, tags] of [
    ['Zoé', 'zoe@clients.example', ['cliente']],
    ['Léa', 'lea@clients.example', ['cliente']],
    ['Max', 'max@autres.example', []],
  ] as const)
    await app.made('/marketing/leads', { firstName, email, tags })
}

async function account({ page, hand, language, name }: Way): Promise<void> {
  await hand.press(byId(page, 'nav-email'))
  await byId(page, 'new-campaign').first().waitFor()
  await hand.press(page.locator('a[href$="/email/accounts"]').first())
  await hand.press(byId(page, 'new-account').first())
  await hand.write(byId(page, 'account-from-email'), login.user)
  await hand.write(byId(page, 'account-password'), login.password)
  await hand.write(byId(page, 'account-from-name'), 'Marie Martin')
  await hand.press(byId(page, 'account-settings'))
  await hand.write(byId(page, 'account-host'), '127.0.0.1')
  await hand.choose(byId(page, 'account-security'), words[language].none)
  await hand.write(byId(page, 'account-port'), String(sink.port))
  await expectAccessible(page, `the account, ${language}, ${name}`)
  await shot(page, `journey-account-${language}-${name}`)
  await hand.press(byId(page, 'account-save'))
  await byId(page, 'account-card').waitFor()
  await eventually(() => page.getByRole('dialog').count()).toBe(0)
  await hand.expectPlace('the account was kept')
}

/** What the template left to the business: each place is a way to where it stands. */
async function fillPlaces({ page, hand }: Way): Promise<void> {
  const place = byId(page, 'place-left')
  for (const [left, filled] of [
    [2, 'samedi à 10 h'],
    [1, '12 rue des Lilas'],
  ] as const) {
    await eventually(() => place.count()).toBe(left)
    await hand.press(place.first())
    await hand.expectPlace('a place was found')
    await page.keyboard.type(filled)
  }
  await eventually(() => place.count()).toBe(0)
}

async function message(way: Way): Promise<void> {
  const { page, hand, language, name } = way
  await hand.press(page.locator('a[href$="/email"]').first())
  await hand.press(byId(page, 'new-campaign').first())
  await byId(page, 'start-invitation').waitFor()
  await expectAccessible(page, `the templates, ${language}, ${name}`)
  await hand.press(byId(page, 'start-invitation'))
  await page.getByTestId('canvas-block').first().waitFor()
  await hand.expectPlace('the template was chosen')
  await hand.write(byId(page, 'campaign-subject'), 'Venez samedi')
  const row = (kind: string) =>
    page.locator('[data-testid="mail-block-row"]', { hasText: kind }).first()
  await hand.press(row(words[language].picture))
  const chooser = page.waitForEvent('filechooser')
  await hand.press(byId(page, 'mail-picture-choose'))
  await (await chooser).setFiles({ name: 'atelier.png', mimeType: 'image/png', buffer: picture })
  await eventually(() => page.frameLocator('iframe[data-frame]').locator('img').count()).toBe(1)
  await hand.expectPlace('a picture was chosen')
  await hand.write(byId(page, 'mail-field-alt'), 'L’atelier')
  await hand.press(row(words[language].button))
  await hand.write(byId(page, 'mail-field-link'), 'atelier.example/samedi')
  await hand.write(byId(page, 'campaign-tag-filter'), 'cliente')
  await eventually(() => byId(page, 'campaign-recipient-count').innerText()).toBe('2')
  await fillPlaces(way)
  await expectAccessible(page, `the message, ${language}, ${name}`)
  await shot(page, `journey-message-${language}-${name}`)
}

/** The dry run in the dialog, and on. */
async function send({ page, hand, language, name }: Way, what: string): Promise<void> {
  await byId(page, 'campaign-send-confirm').waitFor()
  await eventually(() => byId(page, 'campaign-checking').count()).toBe(0)
  await shot(page, `journey-${what}-${language}-${name}`)
  await eventually(() => byId(page, 'campaign-send-confirm').isEnabled()).toBe(true)
  await expectAccessible(page, `${what}, ${language}, ${name}`)
  await hand.press(byId(page, 'campaign-send-confirm'))
  await eventually(() => byId(page, 'campaign-status').getAttribute('data-status')).toBe(
    'completed',
  )
  await hand.expectPlace(what)
  await expectAccessible(page, `the report, ${what}, ${language}, ${name}`)
  await shot(page, `journey-${what}-report-${language}-${name}`)
}

/** One message each, with the picture inside, and nothing of anybody else. */
async function expectArrived(): Promise<void> {
  await eventually(() => sink.arrived().length).toBe(2)
  const messages = await sink.messages()
  expect(messages.map(({ recipient }) => recipient).toSorted()).toEqual([
    ...['lea@clients.example', 'zoe@clients.example'],
  ])
  expect(new Set(sink.arrived().map(({ messageId }) => messageId)).size).toBe(2)
  for (const { recipient, raw } of messages) {
    const mail = await PostalMime.parse(raw)
    const headers = new Map(mail.headers.map(({ key, value }) => [key, value]))
    expect(mail.from).toMatchObject({ name: 'Marie Martin', address: login.user })
    expect(mail.to?.map(({ address }) => address)).toEqual([recipient])
    expect([mail.cc ?? [], mail.bcc ?? []]).toEqual([[], []])
    expect(mail.subject).toBe('Venez samedi')
    expect(headers.get('list-unsubscribe')).toMatch(/^<mailto:contact@atelier\.example\?/)
    expect(mail.attachments).toHaveLength(1)
    const { contentId, content, disposition } = mail.attachments[0]!
    expect(disposition).toBe('inline')
    expect(Buffer.from(content as ArrayBuffer).equals(picture)).toBe(true)
    const html = mail.html ?? ''
    expect(html).toContain(`src="cid:${(contentId ?? 'none').replace(/[<>]/g, '')}"`)
    expect(html).toContain('alt="L’atelier"')
    expect(html).toContain('href="https://atelier.example/samedi"')
    for (const words of [html, mail.text ?? '']) {
      expect(words).toContain('samedi à 10 h')
      expect(words).toContain('12 rue des Lilas')
    }
    const others = ['zoe', 'lea', 'max'].filter((one) => !recipient.startsWith(one))
    for (const other of others) expect(raw + html).not.toContain(`${other}@`)
  }
}

describe.skipIf(chromiumPath === '').each(handNames)('the whole way by %s', (name) => {
  it.each(bothLanguages)(
    'leads from an address to what arrived (%s, %s)',
    async (language, colorScheme, locale) => {
      const host = await app.start()
      sink = await startSink(host.dataFolder, { kind: 'polite', login, keep: true })
      await people()
      const { page, problems } = await app.open({ locale, colorScheme })
      const way = { page, hand: handOf(name, page), language, name }
      await account(way)
      await message(way)
      await way.hand.press(byId(page, 'campaign-send'))
      await send(way, 'rehearsal')
      expect(sink.arrived()).toEqual([])
      await way.hand.press(byId(page, 'campaign-for-real'))
      await send(way, 'real')
      await expectArrived()
      expect(problems).toEqual([])
      await page.context().close()
    },
    180_000,
  )
})
