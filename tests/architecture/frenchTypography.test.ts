// Every French text in the source has the spaces and apostrophes French has; and no text is missed
// by whoever looks for them.
import { expect, test } from 'vitest'
import { frenchTypography } from '../../src-shared/rules/frenchTypography.ts'
import { frenchTexts } from '../support/frenchTexts.ts'

const texts = frenchTexts()

test('French texts have no ordinary space where French has none', () => {
  expect(
    texts
      .filter(({ text }) => frenchTypography(text) !== text)
      .map(({ file, line, text }) => `${file}:${line} ${text}`),
  ).toEqual([])
})

test('French texts have a space before a colon', () => {
  expect(
    texts
      .filter(({ text }) => /[\p{L}}]: /u.test(text.replaceAll('Authorization: ', '')))
      .map(({ file, line, text }) => `${file}:${line} ${text}`),
  ).toEqual([])
})

test('French texts are found where they are', () => {
  const files = new Set(texts.map(({ file }) => file))
  for (const file of [
    'i18n/fr/email/emailCampaigns.ts',
    'templates/guide.json',
    'funnelPages.json',
    'campaigns.json',
    'funnelMessages.json',
    'demoData.json',
    'reportWords.ts',
    'messageFooter.ts',
    'relayTexts.ts',
    'sales.repository.ts',
  ]) {
    expect([file, [...files].some((each) => each.endsWith(file))]).toEqual([file, true])
  }
  expect(texts.length).toBeGreaterThan(1_500)
})
