// The drawer of a letter: what is seen is what leaves, nothing typed is lost, nothing leaves twice.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import type { LetterSheet } from '#shared/contract/email/letters.ts'
import EmailLetter from '../../src-renderer/features/email/letters/EmailLetter.vue'
import EmailLetterTools from '../../src-renderer/features/email/letters/EmailLetterTools.vue'
import { useNotices } from '../../src-renderer/stores/notices.store.ts'
import { answer, forgetAnswers, inputsOf } from './support/fakeApi.ts'
import { flushPromises } from './support/flushPromises.ts'
import { mountPage } from './support/mountPage.ts'
import { byId, click, submit, wordsOf, write } from './support/pageTest.ts'

vi.mock(
  '../../src-renderer/api/connectApi.ts',
  async () => (await import('./support/fakeApi.ts')).fakeConnection,
)

const account: LetterSheet['accounts'][number] = {
  ...{ id: 4, name: 'Atelier', fromName: 'Atelier', fromEmail: 'moi@atelier.example' },
  ...{ blockedReason: null, isPasswordMissing: false, footer: '-- \nEnvoyé par Atelier.' },
}
const sheet = (more: Partial<LetterSheet> = {}): LetterSheet => ({
  addresses: [
    {
      ...{ address: 'zoe@exemple.example', label: null },
      refusal: {
        reason: 'hard_bounce',
        scope: 'address',
        note: null,
        since: '2026-11-20T08:00:00.000Z',
      },
    },
    { address: 'zoe@maison.example', label: 'home', refusal: null },
  ],
  accounts: [account],
  values: { first_name: 'Zoé' },
  customKeys: [],
  draft: null,
  ...more,
})
const delivery = {
  ...{ id: 12, leadId: 7, email: 'zoe@maison.example', state: 'queued', reason: null },
  ...{ attempts: 0, lastReply: null, messageId: 'm@x', nextAttemptAt: null, sentAt: null },
  ...{
    lastAttemptAt: null,
    bouncedAt: null,
    bounceClass: null,
    repliedAt: null,
    withdrawnAt: null,
    isMeasured: false,
    clickedAt: null,
  },
}

let mounted: Awaited<ReturnType<typeof mountPage>> | undefined
beforeEach(() => {
  answer('email.letters.keepDraft', { isKept: true })
  answer('email.letters.discardDraft', undefined)
  answer('email.letters.send', delivery)
  answer('crm.customFields.list', { items: [] })
})
afterEach(() => {
  mounted?.close()
  forgetAnswers()
})

const opened = async (given: LetterSheet, words: object | null = null) => {
  answer('email.letters.sheet', given)
  mounted = await mountPage(
    { render: () => h(EmailLetter, { leadId: 7, name: 'Zoé Martin', words: words as null }) },
    '/',
  )
  await flushPromises()
}
const drawer = () => byId(document.body, 'letter')
const textOf = () => byId(drawer(), 'letter-text') as HTMLTextAreaElement
const sendButton = () => byId<HTMLButtonElement>(drawer(), 'letter-send')

describe('the drawer of a letter', () => {
  it('fills fields in before the writer’s eyes, and sends what is seen, once', async () => {
    await opened(sheet())
    expect(sendButton().disabled).toBe(true)
    await write(drawer(), 'letter-subject', 'Bonjour {{ first_name }}')
    await write(drawer(), 'letter-text', 'Chère {{ first_name }},')
    expect(textOf().value).toBe('Chère Zoé,')
    expect(sendButton().disabled).toBe(false)
    // Twice, before the first is answered.
    let answered: (value: unknown) => void = () => undefined
    answer('email.letters.send', () => new Promise((resolve) => (answered = resolve)))
    await submit(drawer(), 'letter-send')
    byId<HTMLFormElement>(drawer(), 'letter-send').closest('form')?.requestSubmit()
    await flushPromises()
    answered(delivery)
    await flushPromises()
    const sent = inputsOf('email.letters.send')
    expect(sent).toMatchObject([
      {
        ...{ id: 7, subject: 'Bonjour Zoé', text: 'Chère Zoé,', accountId: 4 },
        ...{ to: 'zoe@maison.example', key: expect.any(String) as string },
      },
    ])
    const [notice] = useNotices().notices
    expect(notice?.title).toBe('Le message part à zoe@maison.example')
    answer('email.letters.cancel', { ...delivery, state: 'cancelled' })
    await notice?.action?.run()
    expect(inputsOf('email.letters.cancel')).toEqual([{ id: 12 }])
  })

  it('names the fields that nothing stands for, and sends nothing with them', async () => {
    await opened(sheet())
    await write(drawer(), 'letter-subject', 'Devis')
    await write(drawer(), 'letter-text', 'Chez {{ company }} le [[jour]]')
    expect(wordsOf(byId(drawer(), 'letter-left'))).toContain('{{ company }}, [[jour]]')
    expect(sendButton().disabled).toBe(true)
  })

  it('keeps what is typed, and goes on with it under the same key', async () => {
    const key = crypto.randomUUID()
    await opened(sheet({ draft: { key, accountId: 4, to: null, subject: 'Devis', text: 'Bonj' } }))
    expect(textOf().value).toBe('Bonj')
    await write(drawer(), 'letter-text', 'Bonjour')
    mounted?.close()
    mounted = undefined
    await flushPromises()
    expect(inputsOf('email.letters.keepDraft').slice(-1)).toMatchObject([
      { id: 7, draft: { key, subject: 'Devis', text: 'Bonjour' } },
    ])
  })

  it('stays with its words where sending is refused, and says why', async () => {
    await opened(sheet(), { subject: 'Devis', text: 'Bonjour' })
    const { ORPCError } = await import('@orpc/client')
    answer('email.letters.send', () => {
      throw new ORPCError('UNPROCESSABLE', {
        ...{ status: 422, defined: true },
        data: { reason: 'letter_refused', field: 'to', detail: 'complaint' },
      })
    })
    await submit(drawer(), 'letter-send')
    expect(wordsOf(drawer())).toContain('On n’écrit plus à cette adresse')
    expect(textOf().value).toBe('Bonjour')
  })

  it('tells before a word is typed why somebody is not written to', async () => {
    const refusal = {
      ...{ reason: 'unsubscribed' as const, scope: 'address' as const, note: null },
      since: '2026-11-20T08:00:00.000Z',
    }
    await opened(sheet({ addresses: [{ address: 'zoe@x.example', label: null, refusal }] }))
    expect(wordsOf(byId(document.body, 'letter-refusal'))).toContain(
      'zoe@x.example : désinscription',
    )
    expect(document.body.querySelector('[data-testid="letter-text"]')).toBeNull()
  })

  it('without an account keeps what is written and leads to where one is added', async () => {
    await opened(sheet({ accounts: [] }), { subject: 'Devis', text: 'Bonjour' })
    expect(wordsOf(byId(drawer(), 'letter-no-account'))).toContain('compte d’envoi')
    expect(sendButton().disabled).toBe(true)
  })
})

describe('a letter in the history', () => {
  const tools = async (state: 'queued' | 'uncertain' | 'failed', reason: string | null = null) => {
    mounted = await mountPage(
      { render: () => h(EmailLetterTools, { id: 12, leadId: 7, name: 'Zoé', state, reason }) },
      '/',
    )
    return mounted.element
  }

  it('can be read, and taken back while it waits', async () => {
    const root = await tools('queued')
    answer('email.letters.get', {
      ...delivery,
      subject: 'Devis',
      text: 'Bonjour Zoé',
      accountId: 4,
    })
    await click(byId(root, 'letter-read'))
    expect(wordsOf(byId(root, 'letter-words'))).toBe('Bonjour Zoé')
    answer('email.letters.cancel', { ...delivery, state: 'cancelled' })
    await click(byId(root, 'letter-cancel'))
    expect(useNotices().notices.at(-1)?.title).toBe('Le message ne partira pas')
  })

  it('is decided on where nobody knows whether it arrived, and then no more', async () => {
    const root = await tools('uncertain', 'no_reply')
    answer('email.letters.decide', { ...delivery, state: 'uncertain', reason: 'left' })
    await click(byId(root, 'letter-leave'))
    expect(inputsOf('email.letters.decide')).toEqual([{ id: 12, decision: 'leave' }])
    mounted?.close()
    expect(
      (await tools('uncertain', 'left')).querySelector('[data-testid="letter-again"]'),
    ).toBeNull()
  })

  it('that failed is written anew with its words', async () => {
    const root = await tools('failed', 'refused_content')
    answer('email.letters.get', { ...delivery, subject: 'Devis', text: 'Bonjour', accountId: 4 })
    answer('email.letters.sheet', sheet())
    await click(byId(root, 'letter-rewrite'))
    await vi.waitFor(() => expect(textOf().value).toBe('Bonjour'))
  })
})
