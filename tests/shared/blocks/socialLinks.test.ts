// Networks and films in a message: what is typed becomes an address, and what has none is not sent.
import { expect, it, test } from 'vitest'
import { hasIdleButton, mailText } from '#shared/blocks/mail/mailText.ts'
import { mailMjml } from '#shared/blocks/mail/mailMjml.ts'
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import { defaultMailTheme } from '#shared/blocks/mail/mailTheme.ts'
import {
  nameOfNetwork,
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
