// The editors of pages and of messages as a user meets them: both do the same with their blocks.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { h, nextTick, ref } from 'vue'
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import { defaultMailTheme } from '#shared/blocks/mail/mailTheme.ts'
import type { PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import type { MailTree } from '#shared/contract/mailTree.ts'
import EmailBlocks from '../../../src-renderer/features/email/editor/EmailBlocks.vue'
import FunnelPageEditor from '../../../src-renderer/features/funnels/editor/FunnelPageEditor.vue'
import { flushPromises } from '../support/flushPromises.ts'
import { mountPage } from '../support/mountPage.ts'

const drawn = { html: '<!doctype html><head></head><p>x</p>', bytes: 1_000 }
vi.mock('../../../src-renderer/api/connectApi.ts', () => ({
  connectApi: () => ({
    link: {
      call: (path: readonly string[]) =>
        /preview$|layOut$/.test(path.join('.')) ? Promise.resolve(drawn) : new Promise(() => null),
    },
    renew: () => undefined,
  }),
}))

// The DOM of these tests cannot hold a second document, which the sanitiser parses a message into;
// tests/renderer/messageDocument.test.ts is about that.
vi.mock('../../../src-renderer/ui/frames/messageDocument.ts', () => ({
  messageDocument: (html: string) => html,
}))

let opened: Awaited<ReturnType<typeof mountPage>> | undefined
beforeEach(() =>
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined })),
)
afterEach(() => {
  opened?.close()
  vi.unstubAllGlobals()
})
const all = (id: string) => [
  ...(opened?.element.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`) ?? []),
]
const click = async (id: string, at = 0) => {
  const element = all(id)[at]
  if (!element) throw new Error(`There is no ${id} to click.`)
  element.click()
  await nextTick()
  await nextTick()
}
const press = async (element: EventTarget | undefined, key: string, more: object = {}) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
  element?.dispatchEvent(event)
  await nextTick()
  await nextTick()
  return event
}
/** Over the upper half of a row, or its lower half: in a DOM without layout all of it lies at 0. */
const dragTo = async (from: HTMLElement | undefined, to: Element | null, isLowerHalf: boolean) => {
  const over = { bubbles: true, cancelable: true, clientY: isLowerHalf ? 1 : 0 }
  from?.closest('li')?.dispatchEvent(new MouseEvent('dragstart', { bubbles: true }))
  to?.dispatchEvent(new MouseEvent('dragover', over))
  await nextTick()
  const isMarked = opened?.element.querySelector('li.before, li.after') !== null
  to?.dispatchEvent(new MouseEvent('drop', over))
  await nextTick()
  return isMarked
}

const text = { key: 'aaaa', kind: 'text' as const, text: 'Un' }
const divider = { key: 'bbbb', kind: 'divider' as const }
const moment = '2026-11-01T08:00:00.000Z'
const step = { id: 5, name: 'P', pageType: 'sales' as const, slug: 'p', position: 0, url: null }
async function openPage() {
  const blocks: PageBlock[] = [text, divider]
  const funnel = {
    id: 1,
    name: 'Guide',
    description: '',
    funnelType: 'product' as const,
    isActive: false,
    isArchived: false,
    language: 'fr' as const,
    theme: {
      accent: '#2457c5',
      font: 'sans' as const,
      tone: 'light' as const,
      corners: 'round' as const,
    },
    confirmationAccountId: null,
    emails: [],
    publishedAt: null,
    createdAt: moment,
    updatedAt: moment,
    pages: [step],
  }
  const page = {
    ...step,
    funnelId: 1,
    blocks,
    seo: { title: '', description: '' },
    offer: null,
    paths: {},
    flow: { x: 0, y: 0 },
    updatedAt: moment,
  }
  opened = await mountPage({ render: () => h(FunnelPageEditor, { funnel, page }) }, '/')
}
async function openMail(...more: MailBlock[]) {
  const tree = ref<MailTree>({
    language: 'fr',
    theme: defaultMailTheme,
    blocks: [{ ...text, look: 'plain' }, divider, ...more],
  })
  const render = () =>
    h(EmailBlocks, {
      campaignId: 1,
      modelValue: tree.value,
      'onUpdate:modelValue': (next: MailTree) => (tree.value = next),
    })
  opened = await mountPage({ render }, '/')
  return tree
}

describe.each([
  { name: 'page', open: openPage, list: '', side: 'page', field: 'block-field-text' },
  { name: 'message', open: openMail, list: 'mail-', side: 'mail', field: 'mail-field-text' },
])('the editor of a $name', ({ open, list, side, field }) => {
  const rows = () => all(`${list}block-row`)
  const words = () => rows().map((row) => row.querySelector('.name')?.textContent?.trim())
  const [textWord, dividerWord] = [/^Texte$/, /^(Filet|Séparateur)$/]
  const [first, second] = [expect.stringMatching(textWord), expect.stringMatching(dividerWord)]

  test('adds a block after the chosen one and shows its fields', async () => {
    await open()
    await click(`${list}block-add`)
    await click(`${list}add-button`)
    expect(words()).toEqual([first, 'Bouton', second])
    expect(rows()[1]?.getAttribute('aria-current')).toBe('true')
    expect(opened?.element.querySelector('aside')?.textContent).toContain('Bouton')
  })

  test('duplicates and removes the chosen block', async () => {
    await open()
    await click(`${list}block-duplicate`)
    expect(words()).toEqual([first, first, second])
    expect(rows()[1]?.getAttribute('aria-current')).toBe('true')
    await click(`${list}block-remove`)
    expect(words()).toEqual([first, second])
    await press(rows()[0], 'Delete')
    expect(words()).toEqual([second])
    expect(document.activeElement).toBe(rows()[0])
  })

  test('moves a block by its buttons and by the keyboard, which keeps the focus and says so', async () => {
    await open()
    await click(`${list}block-down`)
    expect(words()).toEqual([second, first])
    const event = await press(rows()[1], 'ArrowUp', { altKey: true })
    expect(event.defaultPrevented).toBe(true)
    expect(words()).toEqual([first, second])
    expect(document.activeElement).toBe(rows()[0])
    await flushPromises()
    expect(opened?.element.querySelector('.blocks [role="status"]')?.textContent).toBe(
      'Texte\u00a0: position 1 sur 2',
    )
    await press(rows()[0], 'ArrowDown')
    expect(rows()[1]?.getAttribute('aria-current')).toBe('true')
  })

  test('moves a block by dragging, before or after another', async () => {
    await open()
    const at = (row: number) => rows()[row]?.closest('li') ?? null
    expect(await dragTo(rows()[0], at(1), true)).toBe(true)
    expect(words()).toEqual([second, first])
    await dragTo(rows()[1], at(0), false)
    expect(words()).toEqual([first, second])
  })

  test('takes every change back and does it again, from wherever one is', async () => {
    await open()
    await click(`${list}block-duplicate`)
    await click(`${list}block-remove`)
    await press(window, 'z', { ctrlKey: true })
    expect(rows()).toHaveLength(3)
    await click(`${side}-undo`)
    expect(words()).toEqual([first, second])
    await press(window, 'y', { ctrlKey: true })
    await click(`${side}-redo`)
    expect(words()).toEqual([first, second])
  })

  test('takes back what is typed into a block, not what is typed elsewhere', async () => {
    await open()
    const area = opened?.element.querySelector<HTMLTextAreaElement>(`[data-testid="${field}"]`)
    if (!area) throw new Error('The text has no field.')
    area.value = 'Deux'
    area.dispatchEvent(new Event('input', { bubbles: true }))
    await flushPromises()
    expect(rows()[0]?.textContent).toContain('Deux')
    const elsewhere = document.body.appendChild(document.createElement('input'))
    expect((await press(elsewhere, 'z', { ctrlKey: true })).defaultPrevented).toBe(false)
    elsewhere.remove()
    expect((await press(area, 'z', { ctrlKey: true })).defaultPrevented).toBe(true)
    expect(rows()[0]?.textContent).toContain('Un')
  })

  test('marks the blocks that leave a place to fill', async () => {
    await open()
    expect(all('block-unfinished')).toHaveLength(0)
    const area = opened?.element.querySelector<HTMLTextAreaElement>(`[data-testid="${field}"]`)
    if (!area) throw new Error('The text has no field.')
    area.value = 'Le [[date]]'
    area.dispatchEvent(new Event('input', { bubbles: true }))
    await flushPromises()
    expect(all('block-unfinished').map((mark) => mark.textContent?.trim())).toEqual(['À compléter'])
  })
})

describe('columns of a message', () => {
  const part = (key: string, words: string) => ({
    key,
    kind: 'heading' as const,
    text: words,
    level: 3 as const,
  })
  const columns: MailBlock = {
    key: 'cccc',
    kind: 'columns',
    columns: [{ blocks: [part('pppp', 'Gauche')] }, { blocks: [] }],
  }
  const keysIn = (tree: MailTree) =>
    tree.blocks.map((block) =>
      block.kind === 'columns'
        ? block.columns.map(({ blocks }) => blocks.map(({ key }) => key).join(' '))
        : block.key,
    )
  const row = (key: string) =>
    opened?.element.querySelector<HTMLElement>(`[data-key="${key}"]`) ?? undefined

  test('show their blocks in the list, and each is edited by itself', async () => {
    const tree = await openMail(columns)
    expect(all('block-list-head').map((head) => head.textContent)).toEqual([
      'Colonne 1',
      'Colonne 2, vide',
    ])
    row('pppp')?.click()
    await nextTick()
    const input = opened?.element.querySelector<HTMLInputElement>('[data-testid="mail-field-text"]')
    expect(input?.value).toBe('Gauche')
    if (input) input.value = 'À gauche'
    input?.dispatchEvent(new Event('input', { bubbles: true }))
    await nextTick()
    expect(JSON.stringify(tree.value)).toContain('À gauche')
    expect(keysIn(tree.value)).toEqual(['aaaa', 'bbbb', ['pppp', '']])
  })

  test('are filled by dragging and by the keyboard, and emptied the same way', async () => {
    const tree = await openMail(columns)
    await dragTo(row('aaaa'), all('block-list-head')[1]?.closest('li') ?? null, false)
    expect(keysIn(tree.value)).toEqual(['bbbb', ['pppp', 'aaaa']])
    await press(row('aaaa'), 'ArrowLeft', { altKey: true })
    expect(keysIn(tree.value)).toEqual(['bbbb', ['aaaa pppp', '']])
    expect(document.activeElement).toBe(row('aaaa'))
    await press(row('aaaa'), 'ArrowDown', { altKey: true })
    expect(keysIn(tree.value)).toEqual(['bbbb', ['pppp aaaa', '']])
    await press(row('pppp'), 'ArrowLeft', { altKey: true })
    expect(keysIn(tree.value)).toEqual(['bbbb', 'pppp', ['aaaa', '']])
    await click('mail-undo')
    expect(keysIn(tree.value)).toEqual(['bbbb', ['pppp aaaa', '']])
  })

  test('take new blocks, are copied with them and lose them', async () => {
    const tree = await openMail(columns)
    row('cccc')?.click()
    await nextTick()
    await click('mail-part-add-button', 1)
    expect(tree.value.blocks[2]).toMatchObject({
      columns: [{ blocks: [{ key: 'pppp' }] }, { blocks: [{ kind: 'button' }] }],
    })
    expect(opened?.element.querySelector('[data-testid="mail-field-link"]')).not.toBeNull()
    await click('mail-block-remove')
    row('cccc')?.click()
    await nextTick()
    await click('mail-block-duplicate')
    expect(tree.value.blocks).toHaveLength(4)
    const [, , one, other] = keysIn(tree.value)
    expect([one, other]).toEqual([
      ['pppp', ''],
      [expect.not.stringContaining('pppp'), ''],
    ])
  })

  test('never take what may not stand in them', async () => {
    const footer: MailBlock = { key: 'ffff', kind: 'footer', text: 'Fin' }
    const tree = await openMail(columns, footer)
    await dragTo(row('ffff'), row('pppp')?.closest('li') ?? null, false)
    await press(row('ffff'), 'ArrowRight', { altKey: true })
    expect(keysIn(tree.value)).toEqual(['aaaa', 'bbbb', ['pppp', ''], 'ffff'])
  })
})

describe('whom a block of a message is shown to', () => {
  const choose = async (isForSome: boolean) => {
    const inputs = all('mail-condition')[0]?.querySelectorAll('input') ?? []
    inputs[isForSome ? 1 : 0]?.click()
    await nextTick()
    await nextTick()
  }

  test('is everybody, or those who meet a condition, which the list and converting tell', async () => {
    const tree = await openMail()
    expect(all('block-sign')).toEqual([])
    await choose(true)
    expect(tree.value.blocks[0]).toMatchObject({
      when: { all: [{ field: 'status', op: 'is', value: 'won' }] },
    })
    expect(all('block-sign')[0]?.textContent?.trim()).toBe('Pour certaines personnes seulement')
    await click('mail-convert')
    expect(document.querySelector('[data-testid="mail-convert-conditions"]')).not.toBeNull()
    await click('mail-undo')
    expect(tree.value.blocks[0]).not.toHaveProperty('when')
    await choose(true)
    await choose(false)
    expect(JSON.stringify(tree.value)).not.toContain('when')
    expect(all('block-sign')).toEqual([])
  })
})

test('A network is told by the name a business has there, and another is one more', async () => {
  const social: MailBlock = {
    ...{ key: 'ssss', kind: 'social' },
    links: [{ network: 'instagram', label: '', link: '' }],
  }
  const tree = await openMail(social)
  opened?.element.querySelector<HTMLElement>('[data-key="ssss"]')?.click()
  await nextTick()
  await nextTick()
  const input = all('mail-social-link-0')[0]
  if (!(input instanceof HTMLInputElement)) throw new Error('There is no address to type.')
  input.value = '@atelier'
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await nextTick()
  await click('mail-social-add')
  expect(tree.value.blocks.at(-1)).toMatchObject({
    links: [
      { network: 'instagram', link: 'https://www.instagram.com/atelier' },
      { network: 'facebook', link: '' },
    ],
  })
})
