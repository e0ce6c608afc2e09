// The networks of a message, as they are written: a number without its country is refused in words, and a
// profile follows its network.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { h, ref } from 'vue'
import type { MailSocialBlock } from '#shared/blocks/mail/social.ts'
import EmailSocialLinks from '../../../src-renderer/features/email/editor/fields/EmailSocialLinks.vue'
import { flushPromises } from '../support/flushPromises.ts'
import { mountPage } from '../support/mountPage.ts'
import { byId, wordsOf, write } from '../support/pageTest.ts'

type Links = MailSocialBlock['links']
let opened: Awaited<ReturnType<typeof mountPage>> | undefined
beforeEach(() =>
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined })),
)
afterEach(() => {
  opened?.close()
  vi.unstubAllGlobals()
})

async function open(network: Links[number]['network'], language: 'fr' | 'en' = 'fr') {
  const links = ref<Links>([{ network, label: '', link: '' }])
  const page = {
    render: () =>
      h(EmailSocialLinks, {
        links: links.value,
        onChange: (changed: Links) => (links.value = changed),
      }),
  }
  opened = await mountPage(page, '/', { language })
  return { links, element: opened.element }
}

test.each([
  ['fr', 'Il manque l’indicatif du pays, avec un + devant : +33 6 12 34 56 78.'],
  ['en', 'The country code is missing, with a + before it: +44 7700 900123.'],
] as const)('A number without its country is refused, and said so (%s)', async (language, said) => {
  const { links, element } = await open('whatsapp', language)
  await write(element, 'mail-social-link-0', '06 12 34 56 78')
  expect(links.value[0]?.link).toBe('')
  expect(wordsOf(element)).toContain(said)
  await write(element, 'mail-social-link-0', '+33 (0)6 12 34 56 78')
  expect(links.value[0]?.link).toBe('https://wa.me/33612345678')
  expect(wordsOf(element)).not.toContain(said)
})

test('A profile follows its network, and the keyboard stays where it was', async () => {
  const { links, element } = await open('facebook')
  await write(element, 'mail-social-link-0', '@atelier')
  expect(links.value[0]?.link).toBe('https://www.facebook.com/atelier')
  const select = byId(element, 'mail-network-0').querySelector<HTMLElement>('[role="combobox"]')
  if (select === null) throw new Error('There is no list of networks.')
  select.focus()
  select.click()
  await flushPromises()
  const options = [...document.querySelectorAll<HTMLElement>('.n-base-select-option')]
  options.find((option) => wordsOf(option) === 'TikTok')?.click()
  await flushPromises()
  expect(links.value[0]).toMatchObject({
    network: 'tiktok',
    link: 'https://www.tiktok.com/@atelier',
  })
  const field = byId(element, 'mail-social-link-0')
  expect(field instanceof HTMLInputElement && field.value).toBe('https://www.tiktok.com/@atelier')
  expect(select.isConnected).toBe(true)
})
