// The dialog of saved blocks: which blocks of a message are kept, and what is put into it.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { h, nextTick, ref } from 'vue'
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import { defaultMailTheme } from '#shared/blocks/mail/mailTheme.ts'
import type { MailTree } from '#shared/contract/mailTree.ts'
import EmailBlocks from '../../../src-renderer/features/email/editor/EmailBlocks.vue'
import { flushPromises } from '../support/flushPromises.ts'
import { mountPage } from '../support/mountPage.ts'

const asked: { path: string; input: unknown }[] = []
const moment = '2026-11-30T08:00:00.000Z'
const text = (key: string, words: string): MailBlock => ({
  ...{ key, kind: 'text', text: words, look: 'plain' },
})
const items = [
  {
    ...{ id: 7, name: 'Horaires', createdAt: moment, updatedAt: moment },
    blocks: [text('aaaa', 'Ouvert'), text('kkkk', 'Fermé')],
  },
]
vi.mock('../../../src-renderer/api/connectApi.ts', () => ({
  connectApi: () => ({
    link: {
      call: (path: readonly string[], input: unknown) => {
        const name = path.join('.')
        asked.push({ path: name, input })
        if (name.endsWith('layOut')) return Promise.resolve({ html: '<p>x</p>', bytes: 1 })
        if (name.endsWith('savedBlocks.list')) return Promise.resolve({ items })
        return name.includes('savedBlocks') ? Promise.resolve(items[0]) : new Promise(() => null)
      },
    },
    renew: () => undefined,
  }),
}))
vi.mock('../../../src-renderer/ui/frames/messageDocument.ts', () => ({
  messageDocument: (html: string) => html,
}))

let opened: Awaited<ReturnType<typeof mountPage>> | undefined
beforeEach(() =>
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined })),
)
afterEach(() => {
  opened?.close()
  asked.length = 0
  vi.unstubAllGlobals()
})
const all = (id: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)]
const click = async (element: HTMLElement | undefined) => {
  if (!element) throw new Error('There is nothing to click.')
  element.click()
  await flushPromises()
  await nextTick()
}

async function open() {
  const columns: MailBlock = {
    ...{ key: 'cccc', kind: 'columns' },
    columns: [
      { blocks: [{ key: 'pppp', kind: 'divider' }] },
      { blocks: [{ key: 'qqqq', kind: 'divider' }] },
    ],
  }
  const blocks = [text('aaaa', 'Mot aaaa'), columns, text('bbbb', 'Mot bbbb')]
  const tree = ref<MailTree>({ language: 'fr', theme: defaultMailTheme, blocks })
  opened = await mountPage(
    {
      render: () =>
        h(EmailBlocks, {
          campaignId: 1,
          modelValue: tree.value,
          'onUpdate:modelValue': (next: MailTree) => (tree.value = next),
        }),
    },
    '/',
  )
  await click(all('mail-saved')[0])
  await vi.waitFor(() => expect(all('saved-block')).toHaveLength(1))
  return tree
}

test('The chosen block is offered; what stands inside a chosen one comes with it, once', async () => {
  await open()
  const choices = all('saved-choice')
  expect(choices).toHaveLength(5)
  await click(choices[1])
  await click(choices[2])
  await click(all('saved-keep')[0])
  const created = asked.find(({ path }) => path.endsWith('savedBlocks.create'))?.input
  expect(created).toMatchObject({ name: 'Mot aaaa', blocks: [{ key: 'aaaa' }, { key: 'cccc' }] })
})

test('What was kept is put after the chosen block, under keys of its own, in one step', async () => {
  const tree = await open()
  await click(all('saved-insert')[0])
  const keys = tree.value.blocks.map(({ key }) => key)
  expect(tree.value.blocks.map((block) => ('text' in block ? block.text : block.kind))).toEqual([
    ...['Mot aaaa', 'Ouvert', 'Fermé', 'columns', 'Mot bbbb'],
  ])
  expect(new Set(keys).size).toBe(5)
  expect(all('saved-block')).toEqual([])
  await click(all('mail-undo')[0])
  expect(tree.value.blocks).toHaveLength(3)
})

test('One that is renamed keeps its name where nothing was typed', async () => {
  await open()
  await click(all('saved-rename')[0])
  const input = all('saved-rename-input')[0]?.querySelector('input')
  if (!input) throw new Error('There is no name to type.')
  input.value = '  '
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await nextTick()
  input.closest('form')?.requestSubmit()
  await flushPromises()
  expect(asked.some(({ path }) => path.endsWith('savedBlocks.update'))).toBe(false)
  await click(all('saved-rename')[0])
  const again = all('saved-rename-input')[0]?.querySelector('input')
  if (again) again.value = 'Été'
  again?.dispatchEvent(new Event('input', { bubbles: true }))
  await nextTick()
  again?.closest('form')?.requestSubmit()
  await flushPromises()
  expect(asked.filter(({ path }) => path.endsWith('savedBlocks.update'))).toMatchObject([
    { input: { id: 7, name: 'Été' } },
  ])
})

test('Once one is deleted the keyboard stays in the dialog', async () => {
  await open()
  all('saved-remove')[0]?.focus()
  await click(all('saved-remove')[0])
  expect(asked.some(({ path }) => path.endsWith('savedBlocks.delete'))).toBe(true)
  expect(document.activeElement).toBe(all('saved-name')[0])
})
