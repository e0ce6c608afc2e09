// Editing a message's blocks: every step can be taken back, and nothing before it is changed.
import { describe, expect, it, vi } from 'vitest'
import { MailTree, type MailBlock } from '#shared/contract/mailBlocks.ts'
import {
  mailBlockKinds,
  movedTo,
  newMailBlock,
  saysTheSame,
  summaryOf,
} from '../../src-renderer/features/email/editor/mailTree.ts'
import { useMailHistory } from '../../src-renderer/features/email/editor/useMailHistory.ts'
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

describe('blocks', () => {
  it('of every kind are whole when they are added', () => {
    const blocks = mailBlockKinds.map((kind) => newMailBlock(kind, (key) => key))
    expect(MailTree.safeParse(tree(...blocks)).success).toBe(true)
    expect(blocks.map(summaryOf)).toEqual([
      'heading',
      'text',
      'button',
      '',
      'heading · heading',
      '',
      'footer',
    ])
  })

  it('move within the list and no further', () => {
    const list = [text('aaaa', '1'), text('bbbb', '2'), text('cccc', '3')]
    const keys = (blocks: MailBlock[]) => blocks.map(({ key }) => key[0]).join('')
    expect([
      keys(movedTo(list, 'aaaa', 1)),
      keys(movedTo(list, 'cccc', 0)),
      keys(movedTo(list, 'cccc', 3)),
      keys(movedTo(list, 'aaaa', -1)),
    ]).toEqual(['bac', 'cab', 'abc', 'abc'])
    expect(keys(list)).toBe('abc')
  })

  it('are not put back for a space at the end of a word', () => {
    expect(saysTheSame(tree(text('aaaa', 'un ')), tree(text('aaaa', 'un')))).toBe(true)
    expect(saysTheSame(tree(text('aaaa', 'un')), tree(text('aaaa', 'deux')))).toBe(false)
  })
})

it('keystrokes in one field within a moment are one step back', () => {
  vi.useFakeTimers()
  let now = tree(text('aaaa', ''))
  const { change, undo, redo, canUndo, canRedo } = useMailHistory(
    () => now,
    (next) => (now = next),
  )
  for (const words of ['a', 'ab', 'abc']) change(tree(text('aaaa', words)), 'aaaa text')
  vi.advanceTimersByTime(5_000)
  change(tree(text('aaaa', 'abcd')), 'aaaa text')
  undo()
  expect(now).toEqual(tree(text('aaaa', 'abc')))
  undo()
  expect([now, canUndo.value, canRedo.value]).toEqual([tree(text('aaaa', '')), false, true])
  redo()
  redo()
  expect(now).toEqual(tree(text('aaaa', 'abcd')))
  vi.useRealTimers()
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
    missingParts(campaignToForm({ ...campaign, blocks: tree(...blocks) }))
  expect([missing(button), missing({ ...button, link: 'https://a.example' }), missing()]).toEqual([
    ['blocks'],
    [],
    ['html'],
  ])
})
