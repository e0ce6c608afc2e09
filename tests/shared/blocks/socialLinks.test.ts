// Networks and films in a message: what is typed becomes an address, and what has none is not sent.
import { expect, it, test } from 'vitest'
import { hasIdleButton, mailText } from '#shared/blocks/mail/mailText.ts'
import { mailMjml } from '#shared/blocks/mail/mailMjml.ts'
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import { defaultMailTheme } from '#shared/blocks/mail/mailTheme.ts'
import {
  lacksCountry,
  nameOfNetwork,
  onNetwork,
  socialAddress,
  type SocialNetwork,
} from '#shared/blocks/mail/socialNetworks.ts'

const tree = (...blocks: MailBlock[]) => ({
  language: 'fr' as const,
  theme: defaultMailTheme,
  blocks,
})

test.each<[SocialNetwork, string, string]>([
  ['instagram', '@ma.boutique', 'https://www.instagram.com/ma.boutique'],
  ['youtube', ' @atelier ', 'https://www.youtube.com/@atelier'],
  ['whatsapp', '+33 6 12 34 56 78', 'https://wa.me/33612345678'],
  ['whatsapp', '0044 7700 900123', 'https://wa.me/447700900123'],
  // The 0 is dialled at home alone; in Italy from everywhere.
  ['whatsapp', '+33 (0)6 12 34 56 78', 'https://wa.me/33612345678'],
  ['whatsapp', '0033 (0) 6 12 34 56 78', 'https://wa.me/33612345678'],
  ['whatsapp', '+33 06 12 34 56 78', 'https://wa.me/33612345678'],
  ['whatsapp', '+39 06 1234 5678', 'https://wa.me/390612345678'],
  ['whatsapp', '+33 6 12 34 56 78 90 12 34', '+33 6 12 34 56 78 90 12 34'],
  // Without its country it could be anybody's.
  ['whatsapp', '06 12 34 56 78', '06 12 34 56 78'],
  ['website', '@boutique', '@boutique'],
  ['facebook', 'facebook.com/boutique', 'facebook.com/boutique'],
])('for %s, %s is %s', (network, typed, address) => {
  expect(socialAddress(network, typed)).toBe(address)
})

it('is called as the network, a site as its host', () => {
  expect(nameOfNetwork('linkedin', '')).toBe('LinkedIn')
  expect(nameOfNetwork('website', 'https://www.atelier.example/fr')).toBe('atelier.example')
  expect(nameOfNetwork('website', '')).toBe('')
  expect(nameOfNetwork('website', 'mailto:marie@atelier.example?subject=Devis')).toBe(
    'marie@atelier.example',
  )
})

test.each<[SocialNetwork, string, boolean]>([
  ['whatsapp', '06 12 34 56 78', true],
  ['whatsapp', '(0)6.12.34.56.78', true],
  ['whatsapp', '33 6 12 34 56 78', true],
  ['whatsapp', 'wa.me/0612345678', true],
  ['whatsapp', 'https://wa.me/0612345678', true],
  ['whatsapp', '+33 6 12 34 56 78', false],
  ['whatsapp', '0033 6 12 34 56 78', false],
  ['whatsapp', 'https://wa.me/33612345678', false],
  ['whatsapp', '', false],
  ['website', '06 12 34 56 78', false],
])('for %s, %s lacks its country: %s', (network, typed, lacks) => {
  expect(lacksCountry(network, typed)).toBe(lacks)
})

test.each<[SocialNetwork, SocialNetwork, string, string]>([
  [
    ...(['facebook', 'tiktok'] as const),
    ...(['https://www.facebook.com/atelier', 'https://www.tiktok.com/@atelier'] as const),
  ],
  [
    ...(['youtube', 'linkedin'] as const),
    ...(['https://www.youtube.com/@a.b', 'https://www.linkedin.com/in/a.b'] as const),
  ],
  // What was not made of a name alone, or has no place for one, is left as it is.
  ['facebook', 'x', 'https://www.facebook.com/groups/7', 'https://www.facebook.com/groups/7'],
  ['facebook', 'x', 'https://www.atelier.example/', 'https://www.atelier.example/'],
  ['facebook', 'website', 'https://www.facebook.com/a', 'https://www.facebook.com/a'],
  ['website', 'x', 'https://www.atelier.example', 'https://www.atelier.example'],
  ['facebook', 'x', '', ''],
])('from %s to %s, %s becomes %s', (from, to, link, moved) => {
  expect(onNetwork(from, to, link)).toBe(moved)
})

it('holds the message while a network has no address, and leaves it out of what is drawn', () => {
  const social: MailBlock = {
    ...{ key: 'seen', kind: 'social' },
    links: [
      { network: 'facebook', label: '', link: 'https://www.facebook.com/atelier' },
      { network: 'website', label: '', link: '' },
    ],
  }
  expect(hasIdleButton(tree(social))).toBe(true)
  expect(mailText(tree(social))).toBe('Facebook\u00a0: https://www.facebook.com/atelier')
  expect(mailMjml(tree(social)).match(/<a style/g)).toHaveLength(1)
  expect(hasIdleButton(tree({ ...social, links: social.links.slice(0, 1) }))).toBe(false)
})

it('says a film in words that lead to it, without its picture too', () => {
  const film = { key: 'film', kind: 'video', alt: 'Le tour de l’atelier' } as const
  const link = 'https://video.example/tour'
  const whole: MailBlock = { ...film, url: 'https://a.example/a.png', label: 'Regarder', link }
  expect(mailText(tree(whole))).toBe(`Le tour de l’atelier\nRegarder\u00a0: ${link}`)
  const mjml = mailMjml(tree(whole))
  expect(mjml.split(`href="${link}"`)).toHaveLength(3)
  expect(mjml).toContain('▶\uFE0E Regarder')
  expect(mailText(tree({ ...whole, label: '' }))).toBe(`Le tour de l’atelier\u00a0: ${link}`)
  expect(hasIdleButton(tree({ ...whole, link: '' }))).toBe(true)
})
