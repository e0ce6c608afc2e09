// Sequences as they are drawn, changed, saved and turned on.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import type { Sequence } from '#shared/contract/sequences/sequences.contract.ts'
import type { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import EmailSequence from '../../src-renderer/features/email/sequences/EmailSequence.vue'
import {
  unfinishedSteps,
  withMessages,
  withOwnMessages,
} from '../../src-renderer/features/email/sequences/sequenceDraft.ts'
import {
  draftOf,
  sequenceStarts,
} from '../../src-renderer/features/email/sequences/sequenceStarts.ts'
import { SequenceDraft } from '#shared/contract/sequences/sequences.contract.ts'
import { kindsOf } from '../../src-renderer/blockEditor/blockKind.ts'
import { answer, forgetAnswers, inputsOf } from './support/fakeApi.ts'
import { flushPromises } from './support/flushPromises.ts'
import { mountPage } from './support/mountPage.ts'
import { byId, click, wordsOf } from './support/pageTest.ts'

vi.mock(
  '../../src-renderer/api/connectApi.ts',
  async () => (await import('./support/fakeApi.ts')).fakeConnection,
)

const send = (key: string, campaignId: number | null): SequenceStep => ({
  ...{ kind: 'send', key, campaignId },
})
const wait: SequenceStep = {
  ...{ kind: 'wait', key: 'w', amount: 3, unit: 'workingDays', notBefore: '09:00' },
}
const branch = (then: SequenceStep[], otherwise: SequenceStep[] = []): SequenceStep => ({
  ...{ kind: 'branch', key: 'b', question: { about: 'replied' }, then, otherwise },
})
const email = (campaignId: number, isComplete = true) => ({
  ...{ campaignId, stepKey: 's', name: 'E-mail', subject: 'Bonjour', isOn: false },
  ...{ isPaused: false, isComplete, places: [], sent: 0, waiting: 0 },
})
const sequence: Sequence = {
  ...{
    id: 4,
    name: 'Relance',
    isOn: false,
    isHeld: false,
    start: { kind: 'hand' },
    underWay: 2,
    ended: {},
  },
  ...{ exits: { reply: true, won: true, filter: null }, topic: null, at: { w: 2 } },
  steps: [send('s', 7), wait],
  emails: [email(7)],
  createdAt: '2026-11-02T08:00:00.000Z',
  updatedAt: '2026-11-02T08:00:00.000Z',
}

let page: Awaited<ReturnType<typeof mountPage>> | undefined
const open = async (shown: Sequence) => {
  answer('crm.segments.list', { items: [] })
  answer('crm.customFields.list', { items: [] })
  answer('funnels.list', { items: [], total: 0, nextCursor: null })
  page = await mountPage(
    { render: () => h(EmailSequence, { sequence: shown }) },
    '/email/sequences/4',
  )
  return page.element
}
beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
})
afterEach(() => {
  page?.close()
  forgetAnswers()
  vi.unstubAllGlobals()
})

describe('a sequence', () => {
  it('is drawn with its words, and how many wait where', async () => {
    const element = await open({ ...sequence, steps: [...sequence.steps, branch([send('t', 8)])] })
    const drawn = [...element.querySelectorAll('[data-testid="drawn-step"]')].map(wordsOf)
    expect(drawn[0]).toContain('Bonjour')
    expect(drawn[1]).toContain('3 jours ouvrés, pas avant 09:00')
    expect(drawn[1]).toContain('2 personnes attendent ici')
    expect(drawn).toHaveLength(4)
    expect(wordsOf(element)).toContain('Si oui')
  })

  it('is saved when that is asked, and not by itself', async () => {
    const element = await open(sequence)
    answer('sequences.update', (input: object) => ({ ...sequence, ...input }))
    await click(byId(element, 'step-block-add'))
    await click(byId(element, 'step-add-stop'))
    await flushPromises()
    expect(inputsOf('sequences.update')).toEqual([])
    await click(byId(element, 'sequence-save'))
    await flushPromises()
    expect(inputsOf('sequences.update')).toMatchObject([
      { id: 4, steps: [{ kind: 'send' }, { kind: 'stop' }, { kind: 'wait' }] },
    ])
  })

  it('makes the message of a new e-mail before it is saved', async () => {
    const element = await open(sequence)
    answer('settings.get', () => new Promise(() => undefined))
    answer('email.campaigns.create', () => new Promise(() => undefined))
    await click(byId(element, 'step-block-add'))
    await click(byId(element, 'step-add-send'))
    await click(byId(element, 'sequence-save'))
    await flushPromises()
    expect(inputsOf('email.campaigns.create')).toMatchObject([{ name: 'Séquence\u00a0: Relance' }])
    expect(inputsOf('sequences.update')).toEqual([])
  })

  it('cannot be turned on while an e-mail is unfinished, and says so', async () => {
    const element = await open({ ...sequence, emails: [email(7, false)] })
    expect(wordsOf(byId(element, 'sequence-left'))).toContain('1 étape à terminer')
    expect(byId(element, 'sequence-switch').className).toContain('disabled')
  })

  it('asks whether those who are meant already come in, and starts as answered', async () => {
    const start = {
      kind: 'filter' as const,
      filter: { all: [{ field: 'status', op: 'is' as const, value: 'new' }] },
    }
    const element = await open({ ...sequence, start })
    answer('crm.segments.count', { count: 12 })
    answer('sequences.update', (input: object) => ({ ...sequence, ...input }))
    await click(byId(element, 'sequence-switch'))
    await flushPromises()
    expect(wordsOf(document.body)).toContain('12 personnes remplissent déjà')
    await click(byId(document, 'sequence-start-new'))
    await flushPromises()
    expect(inputsOf('sequences.update')).toMatchObject([{ isOn: true, takesThoseThere: false }])
  })
})

describe('steps while they are changed', () => {
  it('never share a message: a copy gets one of its own', () => {
    const steps = withOwnMessages([send('a', 7), branch([send('b', 7)], [send('c', 8)])])
    expect(steps).toEqual([send('a', 7), branch([send('b', null)], [send('c', 8)])])
  })

  it('get the messages they lack, in the order in which they are sent', async () => {
    let last = 10
    const steps = await withMessages([send('a', null), branch([send('b', null)])], async () => {
      last += 1
      return Promise.resolve(last)
    })
    expect(steps).toEqual([send('a', 11), branch([send('b', 12)])])
  })

  it('are unfinished without words, a title or a tag', () => {
    const task: SequenceStep = { kind: 'task', key: 'k', title: ' ', dueInDays: 0 }
    const tag: SequenceStep = { kind: 'tag', key: 't', add: [], remove: [] }
    const found = unfinishedSteps(
      [send('a', 7), send('b', 8), branch([send('c', null)]), task, tag, wait],
      [email(7), email(8, false)],
    )
    expect([...found]).toEqual(['b', 'c', 'k', 't'])
  })
})

it.each(kindsOf(sequenceStarts))(
  'the start “%s” is a sequence as the contract takes it',
  async (name) => {
    let messages = 0
    const draft = await draftOf(
      name,
      (key) => key,
      async () => Promise.resolve((messages += 1)),
    )
    expect(SequenceDraft.safeParse({ ...draft, name }).error).toBeUndefined()
    expect(draft.steps.filter(({ kind }) => kind === 'send')).toHaveLength(messages)
  },
)
