// Both languages say the same things, every refusal has a sentence, and every key used in the code
// exists.
import { readFileSync, globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { apiErrorReasons } from '#shared/contract/common.ts'
import { domainDoctor as englishDomain } from '../../src-renderer/i18n/en/email/domainDoctor.ts'
import { messages as en } from '../../src-renderer/i18n/en/messages.ts'
import { pageTexts as englishPages } from '../../src-renderer/i18n/en/pageTexts.ts'
import { domainDoctor as frenchDomain } from '../../src-renderer/i18n/fr/email/domainDoctor.ts'
import { messages as fr } from '../../src-renderer/i18n/fr/messages.ts'
import { pageTexts as frenchPages } from '../../src-renderer/i18n/fr/pageTexts.ts'
import {
  createTranslator,
  hasPageTexts,
  loadLanguage,
  loadPageTexts,
} from '../../src-renderer/i18n/i18n.ts'

const flat = (value: object, prefix = ''): [string, string][] =>
  Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'string'
      ? [[prefix + key, inner]]
      : typeof inner === 'object' && inner !== null
        ? flat(inner, `${prefix}${key}.`)
        : [],
  )
/** With what is loaded behind the first page, and with its view alone. */
const french = new Map(flat({ ...fr, ...frenchPages, domainDoctor: frenchDomain }))
const english = new Map(flat({ ...en, ...englishPages, domainDoctor: englishDomain }))
const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

test('English has exactly the keys of French', () => {
  expect([...english.keys()].sort()).toEqual([...french.keys()].sort())
})

test('A message has the same placeholders and the same number of forms in both languages', () => {
  for (const [key, text] of french) {
    expect([key, holes(english.get(key) ?? '')]).toEqual([key, holes(text)])
    expect([key, (english.get(key) ?? '').split(' | ').length]).toEqual([
      key,
      text.split(' | ').length,
    ])
  }
})

test('No message holds a sign that is none when it is shown', () => {
  // "@" and what follows it would be looked up as another message, and end in an error.
  const bare = [...french, ...english].filter(([, text]) =>
    text.replace(/\{'[^']*'\}/g, '').includes('@'),
  )
  expect(bare).toEqual([])
})

test('No message exclaims, and none is empty', () => {
  for (const text of [...french.values(), ...english.values()]) {
    expect(text.trim()).not.toBe('')
    expect(text).not.toContain('!')
  }
})

test('Every refusal has a sentence in each language', () => {
  for (const reason of apiErrorReasons) {
    expect(french.get(`errors.${reason}`)).toMatch(/\.$/)
    expect(english.get(`errors.${reason}`)).toMatch(/\.$/)
  }
})

test('Every key written out in the interface exists', () => {
  const missing: string[] = []
  for (const file of globSync('src-renderer/**/*.{ts,vue}')) {
    const source = readFileSync(file, 'utf8')
    for (const match of source.matchAll(/\bt\(\s*'([\w.]+)'/g))
      if (!french.has(match[1] ?? '')) missing.push(`${file}: ${match[1]}`)
    for (const match of source.matchAll(/labelKey: '([\w.]+)'/g))
      if (!french.has(match[1] ?? '')) missing.push(`${file}: ${match[1]}`)
  }
  expect(missing).toEqual([])
})

test('French counts nothing in the singular, English in the plural', async () => {
  const translations = (await createTranslator('fr')).global
  const { t, locale } = translations
  expect(t('crm.count', { count: '0' }, 0)).toBe('0 lead')
  expect(t('crm.count', { count: '2' }, 2)).toBe('2 leads')
  expect(translations.availableLocales).toEqual(['fr'])
  await loadLanguage(translations, 'en')
  locale.value = 'en'
  expect(t('crm.count', { count: '0' }, 0)).toBe('0 leads')
  expect(t('crm.count', { count: '1' }, 1)).toBe('1 lead')
})

test('A message of three forms has one for nothing, one and many, in French too', async () => {
  const { t } = (await createTranslator('fr')).global
  const said = [0, 1, 48].map((queued) => t('email.cancelAutomaticText', { queued }, queued))
  expect(said[0]).toContain('Aucun message')
  expect(said[1]).toContain('1 message en attente est annulé')
  expect(said[2]).toContain('48 messages en attente sont annulés')
  const usual = [0, 1, 2].map((count) => t('crm.count', { count: String(count) }, count))
  expect(usual).toEqual(['0 lead', '1 lead', '2 leads'])
})

test('The first page speaks before the texts of the others are there, and keeps its own', async () => {
  const { global } = await createTranslator('fr')
  expect(hasPageTexts(global, 'fr')).toBe(false)
  expect(global.t('nav.dashboard')).toBe('Tableau de bord')
  await loadPageTexts(global, 'fr')
  expect(global.t('sequences.title')).toBe('Séquences')
  expect(global.t('nav.dashboard')).toBe('Tableau de bord')
  await loadPageTexts(global, 'en')
  expect(global.availableLocales.toSorted()).toEqual(['en', 'fr'])
})
