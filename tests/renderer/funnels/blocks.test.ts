// Editing a page: every change gives a page the contract accepts, and undo brings back the one
// before.
import { expect, test } from 'vitest'
import { Block, pageTypes } from '#shared/contract/pageBlocks.ts'
import {
  emptyItem,
  hasItems,
  itemFields,
  itemsOf,
  textFields,
  textOf,
  withItems,
  withValues,
} from '../../../src-renderer/features/funnels/editor/blockFields.ts'
import {
  emptyHistory,
  remember,
  stepBack,
  stepForward,
} from '../../../src-renderer/features/funnels/editor/blockHistory.ts'
import { blockIcons } from '../../../src-renderer/features/funnels/editor/blockIcons.ts'
import {
  blockKinds,
  blockSummary,
  drawnPlace,
  duplicateBlock,
  insertAfter,
  moveBlock,
  neighbourOf,
  newKey,
  removeBlock,
  replaceBlock,
} from '../../../src-renderer/features/funnels/editor/blockTree.ts'
import { firstBlocks } from '../../../src-renderer/features/funnels/editor/firstBlocks.ts'
import { newBlock } from '../../../src-renderer/features/funnels/editor/newBlock.ts'
import { createTranslator, loadAllLanguages } from '../../../src-renderer/i18n/i18n.ts'

const translator = await createTranslator('fr')
await loadAllLanguages(translator)
const { t } = translator.global
const words = (locale: 'fr' | 'en') => (key: string) => t(`funnels.start.${key}`, {}, { locale })
const made = (kind: Block['kind'], key = 'aaaa'): Block =>
  newBlock({ kind, key, pageType: 'optin', words: words('fr'), now: 0 })
const divider = (key: string): Block => ({ key, kind: 'divider' })
const keys = (blocks: readonly Block[]) => blocks.map(({ key }) => key).join(' ')
const page = ['aaaa', 'bbbb', 'cccc'].map(divider)

test('Every kind of block can be added, in both languages, and the contract accepts it', () => {
  expect([...blockKinds].sort()).toEqual(
    Block.options.map((option) => option.shape.kind.value).sort(),
  )
  for (const locale of ['fr', 'en'] as const) {
    for (const kind of blockKinds) {
      const block = newBlock({
        kind,
        key: 'aaaa',
        pageType: 'sales',
        words: words(locale),
        now: Date.now(),
      })
      expect(Block.safeParse(block).error).toBeUndefined()
      expect(JSON.stringify(block)).not.toContain('funnels.start')
      expect(blockIcons[kind]).toBeDefined()
    }
  }
  for (const pageType of pageTypes) expect(firstBlocks[pageType].length).toBeGreaterThan(0)
})

test('A new form asks for no more than it needs and ticks nothing', () => {
  expect(made('form')).toMatchObject({ doubleOptIn: false, measureConsentText: '' })
  expect(JSON.stringify(made('form'))).not.toContain('checked')
})

test('Each text field of the editor is one of the contract, with its length', () => {
  for (const kind of blockKinds) {
    const block = made(kind)
    for (const { name, max } of textFields[kind]) {
      expect(
        Block.safeParse(withValues(block, { [name]: 'x'.repeat(max) })).success,
        `${kind}.${name}`,
      ).toBe(true)
      expect(
        Block.safeParse(withValues(block, { [name]: 'x'.repeat(max + 1) })).success,
        `${kind}.${name}`,
      ).toBe(false)
      expect(textOf(withValues(block, { [name]: 'words' }), name)).toBe('words')
    }
    if (!hasItems(kind)) continue
    const { most, fields } = itemFields[kind]
    for (const { name, max } of fields) {
      expect(
        Block.safeParse(withItems(block, [{ ...emptyItem(kind), [name]: 'x'.repeat(max) }]))
          .success,
        `${kind}.${name}`,
      ).toBe(true)
      expect(
        Block.safeParse(withItems(block, [{ ...emptyItem(kind), [name]: 'x'.repeat(max + 1) }]))
          .success,
        `${kind}.${name}`,
      ).toBe(false)
    }
    expect(
      Block.safeParse(
        withItems(
          block,
          Array.from({ length: most }, () => emptyItem(kind)),
        ),
      ).success,
    ).toBe(true)
    expect(
      Block.safeParse(
        withItems(
          block,
          Array.from({ length: most + 1 }, () => emptyItem(kind)),
        ),
      ).success,
    ).toBe(false)
    expect(itemsOf(withItems(block, []))).toEqual([])
  }
})

test('Blocks are inserted, moved, duplicated, replaced and removed without touching the list before', () => {
  expect(keys(insertAfter(page, 'aaaa', divider('dddd')))).toBe('aaaa dddd bbbb cccc')
  expect(keys(insertAfter(page, null, divider('dddd')))).toBe('aaaa bbbb cccc dddd')
  expect(keys(moveBlock(page, 'aaaa', 2))).toBe('bbbb cccc aaaa')
  expect(keys(moveBlock(page, 'cccc', -1))).toBe('cccc aaaa bbbb')
  expect(keys(moveBlock(page, 'none', 0))).toBe('aaaa bbbb cccc')
  expect(keys(duplicateBlock(page, 'bbbb', 'eeee'))).toBe('aaaa bbbb eeee cccc')
  expect(keys(removeBlock(page, 'bbbb'))).toBe('aaaa cccc')
  expect(replaceBlock(page, made('text', 'bbbb'))[1]).toMatchObject({ kind: 'text' })
  expect(keys(page)).toBe('aaaa bbbb cccc')
})

test('The block chosen after one is removed is the next, else the one before', () => {
  expect(neighbourOf(page, 'bbbb')).toBe('cccc')
  expect(neighbourOf(page, 'cccc')).toBe('bbbb')
  expect(neighbourOf([divider('aaaa')], 'aaaa')).toBeNull()
})

test('A copy shares nothing with its original', () => {
  const original = made('benefits')
  const [, copy] = duplicateBlock([original], 'aaaa', 'bbbb')
  expect(copy).toEqual({ ...original, key: 'bbbb' })
  expect(copy && itemsOf(copy)[0]).not.toBe(itemsOf(original)[0])
})

test('A new key is of the shape the contract wants, and free', () => {
  let calls = 0
  // The first key drawn is taken; the next is not.
  const key = newKey([divider('aaaaaaaaaa')], () => (calls++ < 10 ? 0 : 0.5))
  expect(key).not.toBe('aaaaaaaaaa')
  expect(key).toMatch(/^[a-z0-9]{10}$/)
})

test('A block is told from others by its first words, without marks', () => {
  expect(blockSummary({ key: 'aaaa', kind: 'text', text: '**Une**  offre\n\nsuite' })).toBe(
    'Une offre suite',
  )
  expect(blockSummary(divider('aaaa'))).toBe('')
})

test('Undo brings back the page before, redo the page after, and a new change forgets what was undone', () => {
  const first = page
  const second = removeBlock(first, 'aaaa')
  const third = removeBlock(second, 'bbbb')
  let history = remember(emptyHistory(), first, null, 0)
  history = remember(history, second, null, 10)
  const back = stepBack(history, third)
  expect(back && keys(back.blocks)).toBe('bbbb cccc')
  const further = back && stepBack(back.history, back.blocks)
  expect(further && keys(further.blocks)).toBe('aaaa bbbb cccc')
  expect(further && stepBack(further.history, further.blocks)).toBeNull()
  const forth = further && stepForward(further.history, further.blocks)
  expect(forth && keys(forth.blocks)).toBe('bbbb cccc')
  expect(back && stepForward(remember(back.history, back.blocks, null, 20), third)).toBeNull()
})

test('Keystrokes in one field are one step, unless a pause or another field comes between', () => {
  let history = remember(emptyHistory(), page, 'aaaa title', 0)
  history = remember(history, page, 'aaaa title', 500)
  history = remember(history, page, 'aaaa title', 1_000)
  expect(history.past).toHaveLength(1)
  history = remember(history, page, 'aaaa text', 1_100)
  expect(history.past).toHaveLength(2)
  history = remember(history, page, 'aaaa text', 5_000)
  expect(history.past).toHaveLength(3)
})

test('The preview opens at the block being edited, empty blocks not counted', () => {
  const blocks: Block[] = [
    divider('aaaa'),
    { key: 'bbbb', kind: 'text', text: ' ' },
    { key: 'cccc', kind: 'text', text: 'Bonjour' },
  ]
  expect(['aaaa', 'bbbb', 'cccc', 'none'].map((key) => drawnPlace(blocks, key))).toEqual([
    1,
    null,
    2,
    null,
  ])
})
