// Which domains are a slip of the hand, and which are somebody's own.
import { expect, it } from 'vitest'
import { meantAddress, meantDomain } from '#shared/rules/leads/addressSlips.ts'

it.each([
  ['gmial.com', 'gmail.com'],
  ['gmai.com', 'gmail.com'],
  ['gmaill.com', 'gmail.com'],
  ['gmail.con', 'gmail.com'],
  ['gmail.co', 'gmail.com'],
  ['gmail.fr', 'gmail.com'],
  ['gmail.comm', 'gmail.com'],
  ['gamil.com', 'gmail.com'],
  ['hotmal.fr', 'hotmail.fr'],
  ['homtail.com', 'hotmail.com'],
  ['hotmail.con', 'hotmail.com'],
  ['outlok.fr', 'outlook.fr'],
  ['yaho.fr', 'yahoo.fr'],
  ['yahoo.cm', 'yahoo.com'],
  ['orange.ft', 'orange.fr'],
  ['ornage.fr', 'orange.fr'],
  ['wanado.fr', 'wanadoo.fr'],
  ['laposte.ner', 'laposte.net'],
  ['icloud.fr', 'icloud.com'],
])('%s was meant as %s', (domain, meant) => {
  expect(meantDomain(domain)).toBe(meant)
  expect(meantAddress(`zoe.roux@${domain}`)).toBe(`zoe.roux@${meant}`)
})

it.each([
  ...['gmail.com', 'hotmail.fr', 'orange.fr', 'laposte.net', 'free.fr', 'sfr.fr', 'bbox.fr'],
  // Others’ own: providers, countries, businesses, families.
  ...['mail.com', 'email.com', 'ymail.com', 'yahoo.gr', 'yahoo.de', 'hotmail.gr', 'outlook.de'],
  ...['yahoo.ca', 'outlook.be', 'grange.fr', 'tree.fr', 'orange.com', 'orange-business.com'],
  ...['laposte.fr', 'gmx.fr', 'me.com', 'mac.com', 'live.fr', 'proton.me', 'wanadoo.es'],
  ...['exemple.fr', 'atelier.example', 'x.fr', '', 'gmail'],
])('%s is nobody’s slip', (domain) => {
  expect(meantDomain(domain)).toBeNull()
})
