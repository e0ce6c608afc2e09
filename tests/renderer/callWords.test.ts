// What a list of people says of a call without success: words for every reason there is, in both languages.
import { expect, it } from 'vitest'
import { sequences as en } from '../../src-renderer/i18n/en/email/emailSequences.ts'
import { sequences as fr } from '../../src-renderer/i18n/fr/email/emailSequences.ts'
import { callWords } from '../../src-renderer/features/email/sequences/callWords.ts'

it.each([
  ['tried 500', { how: 'tried', why: 'status' }],
  ['failed unknown_name', { how: 'failed', why: 'unknownName' }],
  ['failed ECONNREFUSED', { how: 'failed', why: 'refused' }],
  ['tried EAI_AGAIN', { how: 'tried', why: 'offline' }],
  ['failed ECONNRESET', { how: 'failed', why: 'unreachable' }],
  ['failed timeout', { how: 'failed', why: 'timeout' }],
])('%s', (result, words) => {
  const told = callWords(result)
  expect(told).toMatchObject(words)
  for (const { webhook } of [fr, en]) expect(Object.keys(webhook.why)).toContain(told?.why)
})

it.each([null, '200', 'not_measured', ''])('%j is no call without success', (result) => {
  expect(callWords(result)).toBeNull()
})
