// A message being written: what was typed stays under the typist's hands, and what is missing is
// named.
import { expect, it } from 'vitest'
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import type { MailTree } from '#shared/contract/mailTree.ts'
import {
  readMailLink,
  readPictureAddress,
} from '../../src-renderer/features/email/editor/fields/mailAddress.ts'
import { saysTheSame } from '../../src-renderer/features/email/editor/mailDraft.ts'
import {
  campaignToForm,
  missingParts,
} from '../../src-renderer/features/email/editor/campaignForm.ts'
import type { Campaign } from '#shared/contract/campaigns.ts'

const theme = {
  accent: '#2457c5',
  background: '#f3f4f7',
  font: 'sans' as const,
  corners: 'round' as const,
}
const text = (key: string, words: string): MailBlock => ({
  key,
  kind: 'text',
  text: words,
  look: 'plain',
})
const tree = (...blocks: MailBlock[]): MailTree => ({ language: 'fr', theme, blocks })

it('blocks are not put back for a space at the end of a word', () => {
  expect(saysTheSame(tree(text('aaaa', 'un ')), tree(text('aaaa', 'un')))).toBe(true)
  expect(saysTheSame(tree(text('aaaa', 'un')), tree(text('aaaa', 'deux')))).toBe(false)
})

it.each([
  ['atelier.example/poterie', 'https://atelier.example/poterie'],
  ['bonjour@atelier.example', 'mailto:bonjour@atelier.example'],
  [' https://a.example ', 'https://a.example'],
  ['', ''],
  ['http://a.example', null],
  ['javascript:alert(1)', null],
])('a link typed as "%s" leads to %s', (typed, address) => {
  expect(readMailLink(typed)).toBe(address)
})

it('a picture comes from https, never from an e-mail address', () => {
  expect(readPictureAddress('a.example/b.png')).toBe('https://a.example/b.png')
  expect([readPictureAddress('mailto:a@b.example'), readPictureAddress('a@b.example')]).toEqual([
    null,
    null,
  ])
})

it('a button that leads nowhere is named among what is missing', () => {
  const button: MailBlock = { key: 'push', kind: 'button', label: 'Voir', link: '' }
  const campaign = {
    name: 'n',
    subject: 's',
    preheader: '',
    html: '',
    text: '',
    fromName: '',
    fromEmail: null,
    replyTo: null,
    accountId: null,
    recipients: {},
  } as unknown as Campaign
  const missing = (...blocks: MailBlock[]) =>
    missingParts(campaignToForm({ ...campaign, blocks: tree(...blocks) }), new Set())
  expect([missing(button), missing({ ...button, link: 'https://a.example' }), missing()]).toEqual([
    ['blocks'],
    [],
    ['html'],
  ])
})
