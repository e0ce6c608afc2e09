// Every kind of block, of pages and of messages: what is added is whole, and its fields are those
// of the contract.
import { describe, expect, test } from 'vitest'
import { mailBlocks, type MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import { defaultMailTheme } from '#shared/blocks/mail/mailTheme.ts'
import { PageBlock, pageBlocks } from '#shared/blocks/page/pageBlocks.ts'
import { MailTree } from '#shared/contract/mailTree.ts'
import { pageTypes } from '#shared/contract/pageTypes.ts'
import type {
  AnyField,
  ItemsShape,
  TextShape,
} from '../../../src-renderer/blockEditor/blockKind.ts'
import { emptyItem, itemsOf, textOf } from '../../../src-renderer/blockEditor/blockValues.ts'
import { placesLeftIn } from '#shared/rules/placesToFill.ts'
import { mailTree } from '../../../src-renderer/features/email/editor/mailTree.ts'
import { drawnPlace } from '../../../src-renderer/features/funnels/editor/drawnPlace.ts'
import {
  firstBlocks,
  newPageBlocks,
} from '../../../src-renderer/features/funnels/editor/newPage.ts'
import { pageTree } from '../../../src-renderer/features/funnels/editor/pageTree.ts'
import { createTranslator, loadPageTexts } from '../../../src-renderer/i18n/i18n.ts'

const translations = (await createTranslator('fr')).global
await loadPageTexts(translations, 'fr')
await loadPageTexts(translations, 'en')
const { t, te } = translations
const locales = ['fr', 'en'] as const
let keys = 0
const newKey = () => `key${String((keys += 1)).padStart(4, '0')}`
const pageStart = (locale: 'fr' | 'en' = 'fr') => ({
  newKey,
  words: (key: string) => t(`funnels.start.${key}`, {}, { locale }),
  pageType: 'optin' as const,
  now: Date.now(),
})
const mailStart = (locale: 'fr' | 'en' = 'fr') => ({
  newKey,
  words: (key: string) => t(`mailBlocks.start.${key}`, {}, { locale }),
})
const mail = (...blocks: MailBlock[]) => ({ language: 'fr', theme: defaultMailTheme, blocks })
const isText = (field: object): field is TextShape => 'name' in field
const isItems = (field: object): field is ItemsShape => 'items' in field

test('Every kind of page block can be added in both languages, and the contract accepts it', () => {
  expect(pageTree.palette.toSorted()).toEqual(Object.keys(pageBlocks).toSorted())
  for (const locale of locales)
    for (const kind of pageTree.palette) {
      const block = pageTree.kinds[kind].create(pageStart(locale))
      expect(PageBlock.safeParse(block).error).toBeUndefined()
      expect(block.kind).toBe(kind)
      expect(JSON.stringify(block)).not.toContain('funnels.start')
    }
})

test('A page of every type begins with blocks that have keys of their own', () => {
  for (const pageType of pageTypes) {
    const blocks = newPageBlocks({ ...pageStart(), pageType })
    expect(blocks.map(({ kind }) => kind)).toEqual(firstBlocks[pageType])
    expect(new Set(blocks.map(({ key }) => key)).size).toBe(blocks.length)
  }
})

test('Every kind of message block can be added in both languages, and the contract accepts it', () => {
  for (const locale of locales) {
    const blocks = mailTree.palette.map((kind) => mailTree.kinds[kind].create(mailStart(locale)))
    expect(MailTree.safeParse(mail(...blocks)).error).toBeUndefined()
    expect(blocks.map(({ kind }) => kind)).toEqual(Object.keys(mailBlocks))
    expect(JSON.stringify(blocks)).not.toContain('mailBlocks')
  }
})

test('A new form asks for no more than it needs and ticks nothing', () => {
  const form = pageTree.kinds.form.create(pageStart())
  expect(form).toMatchObject({ doubleOptIn: false, measureConsentText: '' })
  expect(JSON.stringify(form)).not.toContain('checked')
})

const trees = [
  {
    name: 'page',
    texts: pageTree.texts,
    kinds: pageTree.palette.map((kind) => ({
      kind,
      block: pageTree.kinds[kind].create(pageStart()),
      fields: pageTree.kinds[kind].fields,
    })),
    isAllowed: (block: object) => PageBlock.safeParse(block).success,
  },
  {
    name: 'message',
    texts: mailTree.texts,
    kinds: mailTree.palette.map((kind) => ({
      kind,
      block: mailTree.kinds[kind].create(mailStart()),
      fields: mailTree.kinds[kind].fields,
    })),
    isAllowed: (block: object) => MailTree.safeParse({ ...mail(), blocks: [block] }).success,
  },
]

describe.each(trees)('the fields of a $name block', ({ texts, kinds, isAllowed }) => {
  test('that are texts have the names and lengths of the contract', () => {
    for (const { kind, block, fields } of kinds)
      for (const { name, max } of (fields as readonly object[]).filter(isText)) {
        expect(isAllowed({ ...block, [name]: 'x'.repeat(max) }), `${kind}.${name}`).toBe(true)
        expect(isAllowed({ ...block, [name]: 'x'.repeat(max + 1) }), `${kind}.${name}`).toBe(false)
        expect(textOf({ ...block, [name]: 'words' }, { name })).toBe('words')
      }
  })

  test('that are lists take as many items, and as long ones, as the contract', () => {
    for (const { kind, block, fields } of kinds)
      for (const shape of (fields as readonly object[]).filter(isItems)) {
        const holding = (...items: object[]) => isAllowed({ ...block, [shape.items]: items })
        const many = (count: number) => Array.from({ length: count }, () => emptyItem(shape))
        expect(itemsOf(block, shape).length, kind).toBeGreaterThan(0)
        expect(holding(...many(shape.max)), kind).toBe(true)
        expect(holding(...many(shape.max + 1)), kind).toBe(false)
        for (const { name, max } of shape.fields) {
          const item = emptyItem(shape)
          expect(holding({ ...item, [name]: 'x'.repeat(max) }), `${kind}.${name}`).toBe(true)
          expect(holding({ ...item, [name]: 'x'.repeat(max + 1) }), `${kind}.${name}`).toBe(false)
        }
      }
  })

  test('that are choices offer every value the contract knows, and no other', () => {
    for (const { kind, block, fields } of kinds)
      for (const field of fields as readonly AnyField<never>[]) {
        if (!('choice' in field)) continue
        for (const option of field.options)
          expect(isAllowed({ ...block, [field.choice]: option }), kind).toBe(true)
        expect(isAllowed({ ...block, [field.choice]: 'none' }), kind).toBe(false)
      }
  })

  test('have every text they are shown with, in both languages', () => {
    const missing = kinds.flatMap(({ kind, fields }) =>
      [
        `${texts.kind}.${kind}`,
        `${texts.about}.${kind}`,
        ...(fields as readonly AnyField<never>[]).flatMap((field) => {
          if ('name' in field)
            return [field.label ?? `${texts.field}.${field.name}`, field.hint ?? []].flat()
          if ('choice' in field)
            return [field.label, ...field.options.map((option) => `${field.optionTexts}.${option}`)]
          return 'items' in field
            ? [
                field.label,
                field.addLabel,
                ...field.fields.map(({ name, label }) => label ?? `${texts.field}.${name}`),
              ]
            : []
        }),
      ].filter((key) => !locales.every((locale) => te(key, locale))),
    )
    expect(missing).toEqual([])
  })
})

test('A column takes as many blocks as the contract, and a message as many', () => {
  const { nesting, maxBlocks } = mailTree.shape
  const divider = () => mailTree.kinds.divider.create(mailStart())
  const many = (count: number) => Array.from({ length: count }, divider)
  const isFine = (...blocks: MailBlock[]) => MailTree.safeParse(mail(...blocks)).success
  const columnsOf = (count: number) => {
    const columns = mailTree.kinds.columns.create(mailStart())
    return nesting?.withLists(columns, [many(count), []]) ?? columns
  }
  const most = nesting?.maxPerList ?? 0
  expect([isFine(columnsOf(most)), isFine(columnsOf(most + 1))]).toEqual([true, false])
  expect([isFine(...many(maxBlocks)), isFine(...many(maxBlocks + 1))]).toEqual([true, false])
})

test('A block is told from others by its first words, without marks', () => {
  expect(pageTree.summary({ key: 'aaaa', kind: 'text', text: '**Une**  offre\n\nsuite' })).toBe(
    'Une offre suite',
  )
  expect(pageTree.summary({ key: 'aaaa', kind: 'divider' })).toBe('')
  const blocks = mailTree.palette.map((kind) => mailTree.kinds[kind].create(mailStart()))
  expect(blocks.map(mailTree.summary)).toEqual([
    'Un titre',
    'Un titre',
    'Un texte de quelques lignes.',
    'En savoir plus',
    '',
    'Regarder la vidéo',
    'Nom du produit',
    'Ce que quelqu’un a dit de vous.',
    'Facebook · Instagram',
    'Un titre · Un titre',
    '',
    'À bientôt.',
  ])
})

test('A block knows the places it leaves to fill, those of its columns too', () => {
  const text: MailBlock = {
    key: 'aaaa',
    kind: 'text',
    text: 'Le [[date]] {{ prix }}',
    look: 'plain',
  }
  expect(placesLeftIn(text)).toEqual(['date', '{{ prix }}'])
  const columns = mailTree.kinds.columns.create(mailStart())
  const [first] = mailTree.shape.nesting?.listsOf(columns) ?? []
  const part: MailBlock = { key: 'bbbb', kind: 'heading', text: '[[nom]]', level: 3 }
  const changed = mailTree.shape.nesting?.withLists(columns, [[part], first ?? []])
  expect(changed && placesLeftIn(changed)).toEqual(['nom'])
  expect(placesLeftIn(columns)).toEqual([])
})

test('The preview opens at the block being edited, empty blocks not counted', () => {
  const blocks: PageBlock[] = [
    { key: 'aaaa', kind: 'divider' },
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
