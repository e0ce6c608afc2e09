// Sequences while they are saved, left, and on with an e-mail that is not ready; people taken out.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import type { Sequence, SequencePerson } from '#shared/contract/sequences/sequences.contract.ts'
import type { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import EmailSequence from '../../src-renderer/features/email/sequences/EmailSequence.vue'
import EmailSequencePage from '../../src-renderer/features/email/sequences/EmailSequencePage.vue'
import EmailSequencePeople from '../../src-renderer/features/email/sequences/EmailSequencePeople.vue'
import { useNotices } from '../../src-renderer/stores/notices.store.ts'
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
const email = (isComplete: boolean) => ({
  ...{ campaignId: 7, stepKey: 's', name: 'E-mail', subject: 'Bonjour', isOn: false },
  ...{ isPaused: false, isComplete, places: [], sent: 0, waiting: 0 },
})
const sequence: Sequence = {
  ...{
    id: 4,
    name: 'Relance',
    isOn: true,
    isHeld: false,
    start: { kind: 'hand' },
    underWay: 2,
    ended: {},
  },
  ...{ exits: { reply: true, won: true, filter: null }, topic: null, at: { s: 2 } },
  ...{ steps: [send('s', 7)], emails: [email(false)] },
  ...{ createdAt: '2026-11-02T08:00:00.000Z', updatedAt: '2026-11-02T08:00:00.000Z' },
}
const none = { items: [], total: 0, nextCursor: null }

let page: Awaited<ReturnType<typeof mountPage>> | undefined
beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
  answer('crm.segments.list', { items: [] })
  answer('crm.customFields.list', { items: [] })
  answer('funnels.list', none)
})
afterEach(() => {
  page?.close()
  forgetAnswers()
  vi.unstubAllGlobals()
})
const open = async (shown: Sequence) => {
  page = await mountPage(
    { render: () => h(EmailSequence, { sequence: shown }) },
    '/email/sequences/4',
  )
  return page.element
}
const field = (element: ParentNode, testId: string): HTMLInputElement => {
  const found = byId(element, testId)
  const input = found instanceof HTMLInputElement ? found : found.querySelector('input')
  if (input === null) throw new Error(`${testId} has no input.`)
  return input
}
const type = async (element: ParentNode, testId: string, words: string) => {
  const input = field(element, testId)
  input.value = words
  input.dispatchEvent(new Event('input'))
  await flushPromises()
}

describe('a sequence that is saved', () => {
  it('keeps what was typed since the save began, and has it still to save', async () => {
    const element = await open({ ...sequence, isOn: false })
    await click(byId(element, 'drawn-start'))
    let respond: (saved: Sequence) => void = () => undefined
    answer('sequences.update', () => new Promise<Sequence>((resolve) => (respond = resolve)))
    await type(element, 'sequence-name', 'Relance douce')
    await click(byId(element, 'sequence-save'))
    await flushPromises()
    expect(inputsOf('sequences.update')).toMatchObject([{ name: 'Relance douce' }])
    await type(element, 'sequence-name', 'Relance douce et longue')
    await click(byId(element, 'sequence-exit-won'))
    respond({ ...sequence, isOn: false, name: 'Relance douce' })
    await flushPromises()
    expect(field(element, 'sequence-name').value).toBe('Relance douce et longue')
    answer('sequences.update', (input: object) => ({ ...sequence, isOn: false, ...input }))
    await click(byId(element, 'sequence-save'))
    await flushPromises()
    expect(inputsOf('sequences.update')[1]).toMatchObject({
      ...{ name: 'Relance douce et longue', exits: { won: false } },
    })
    expect(byId(element, 'sequence-save').hasAttribute('disabled')).toBe(true)
  })

  it('asks before another sequence takes its place with changes that are not saved', async () => {
    answer('sequences.get', ({ id }: { id: number }) => ({ ...sequence, id, name: `Suite ${id}` }))
    page = await mountPage(EmailSequencePage, '/email/sequences/4', {
      route: '/email/sequences/:id',
    })
    const { element } = page
    await click(byId(element, 'drawn-start'))
    await type(element, 'sequence-name', 'Autre')
    void page.go('/email/sequences/5')
    await flushPromises()
    expect(page.path()).toBe('/email/sequences/4')
    await click(byId(document, 'unsaved-drop'))
    await flushPromises()
    expect(page.path()).toBe('/email/sequences/5')
    expect(wordsOf(element)).toContain('Suite 5')
  })
})

describe('a sequence that is on with an e-mail that is off', () => {
  it('says that it is not ready, and lets everything else be applied', async () => {
    const element = await open(sequence)
    expect(wordsOf(byId(element, 'drawn-note'))).toBe('Cet e-mail n’est pas prêt')
    expect(wordsOf(byId(element, 'sequence-resting'))).toContain('1 e-mail est arrêté')
    await click(byId(element, 'drawn-step'))
    expect(element.querySelector('[data-testid="step-turn-on"]')).toBeNull()
    expect(wordsOf(byId(element, 'step-off'))).toContain('Terminez-le')
  })

  it('offers to turn it on once it is ready', async () => {
    const element = await open({ ...sequence, emails: [email(true)] })
    expect(wordsOf(byId(element, 'drawn-note'))).toBe('Cet e-mail est prêt, mais arrêté')
    await click(byId(element, 'drawn-step'))
    answer('sequences.turnOnEmail', sequence)
    await click(byId(element, 'step-turn-on'))
    await flushPromises()
    expect(inputsOf('sequences.turnOnEmail')).toEqual([{ id: 4, stepKey: 's' }])
  })

  it('names what was deleted in its start, and sends only what was chosen', async () => {
    const start = { kind: 'segment' as const, segmentId: 9 }
    const element = await open({ ...sequence, start, broken: ['start'] })
    await click(byId(element, 'drawn-start'))
    await flushPromises()
    expect(wordsOf(byId(element, 'sequence-segment'))).toContain('Supprimé')
  })
})

describe('people of a sequence', () => {
  const person = (id: number, end: SequencePerson['end']): SequencePerson => ({
    ...{ id, leadId: id, name: `Personne ${id}`, email: null, stepKey: 's', dueAt: null, end },
    state: end === null ? 'waits_for_email' : 'ended',
    enteredAt: '2026-11-02T08:00:00.000Z',
    endedAt: end === null ? null : '2026-11-03T08:00:00.000Z',
    done: [],
  })

  it('say what they wait for, and a removal is taken back by its notice, and later in the list', async () => {
    answer('sequences.people', {
      items: [person(1, null), person(2, 'removed')],
      total: 2,
      nextCursor: null,
    })
    answer('sequences.remove', undefined)
    answer('sequences.putBack', undefined)
    page = await mountPage(
      { render: () => h(EmailSequencePeople, { sequence }) },
      '/email/sequences/4',
    )
    const { element } = page
    expect(wordsOf(element)).toContain('Attend l’e-mail')
    expect(wordsOf(element)).toContain('Bonjour (pas encore en marche)')
    await click(byId(element, 'person-remove'))
    await flushPromises()
    expect(inputsOf('sequences.remove')).toEqual([{ id: 4, personId: 1 }])
    const [notice] = useNotices().notices
    expect(notice?.title).toBe('Personne 1 ne fait plus partie de la séquence')
    notice?.action?.run()
    await click(byId(element, 'person-put-back'))
    await flushPromises()
    expect(inputsOf('sequences.putBack')).toEqual([
      { id: 4, personId: 1 },
      { id: 4, personId: 2 },
    ])
  })
})
