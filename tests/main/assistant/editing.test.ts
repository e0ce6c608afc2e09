// Edits to a tree of blocks by tool calls: checked, applied to a copy, all or none; and the other
// text tools.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import { pageTree } from '#main/features/assistant/blockEditing.service.ts'
import { applyEdits, type TreeKind } from '#main/features/assistant/treeEditing.ts'
import {
  gathered,
  startScriptedModel,
  useScriptedModel,
  type ScriptedModel,
} from '../../support/scriptedModel.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let model: ScriptedModel
let app: TestApp
beforeAll(async () => {
  model = await startScriptedModel()
  app = await createTestApp()
  await useScriptedModel(app, model)
})
afterAll(async () => {
  await app.remove()
  await model.stop()
})
beforeEach(() => model.forget())

const page: PageBlock[] = [
  {
    key: 'hero1',
    kind: 'hero',
    title: 'Bonjour',
    text: 'Un texte.',
    button: { label: 'Aller', target: 'next' },
    imageId: null,
    imageAlt: '',
  },
  {
    key: 'faq01',
    kind: 'faq',
    title: 'Questions',
    items: [{ question: 'Quand ?', answer: 'Demain.' }],
  },
  { key: 'text1', kind: 'text', text: 'Fin.' },
]
const edit = (request = 'Change it') => app.client.assistant.editBlocks({ blocks: page, request })
const call = (name: string, input: unknown) => ({ name, input })

describe('edits by tool calls', () => {
  it('change texts, add, remove and move, on a copy, and say what they changed', async () => {
    const calls = [
      call('setText', { key: 'hero1', field: 'title', text: 'Bienvenue' }),
      call('setText', { key: 'hero1', field: 'button.label', text: 'Découvrir' }),
      call('setText', { key: 'faq01', field: 'items.0.answer', text: 'Lundi.' }),
      call('insertBlock', {
        after: 'hero1',
        block: { kind: 'text', text: 'Nouveau [lien](https://evil.example)' },
      }),
      call('moveBlock', { key: 'text1', after: null }),
      call('removeBlock', { key: 'faq01' }),
    ]
    await model.say({ kind: 'tools', calls })
    const before = structuredClone(page)
    const { answer, generatedBy } = await edit()
    expect(page).toEqual(before)
    expect(answer?.blocks.map(({ kind }) => kind)).toEqual(['text', 'hero', 'text'])
    expect(answer?.blocks[1]).toMatchObject({
      title: 'Bienvenue',
      button: { label: 'Découvrir', target: 'next' },
    })
    expect(answer?.changes.map(({ kind }) => kind)).toEqual(calls.map(({ name }) => name))
    expect(answer?.changes[0]).toMatchObject({
      before: 'Bonjour',
      after: 'Bienvenue',
      field: 'title',
    })
    // A link is shown with its address before anything is taken.
    expect(answer?.changes[3]?.after).toContain('https://evil.example')
    expect(new Set(answer?.blocks.map(({ key }) => key)).size).toBe(3)
    expect(generatedBy).toContain('scripted-small')
  })

  const wrong: [string, ReturnType<typeof call>][] = [
    ['a tool that was not offered', call('deleteLead', { id: 1 })],
    ['a block that is not there', call('removeBlock', { key: 'other' })],
    ['a field that is not a text', call('setText', { key: 'hero1', field: 'imageId', text: 'x' })],
    ['the key', call('setText', { key: 'hero1', field: 'key', text: 'evil1' })],
    ['the prototype', call('setText', { key: 'hero1', field: '__proto__.x', text: 'x' })],
    [
      'a target no button has',
      call('setText', { key: 'hero1', field: 'button.target', text: 'https://evil.example' }),
    ],
    [
      'a block of a kind that does not exist',
      call('insertBlock', { after: null, block: { kind: 'script', text: 'alert(1)' } }),
    ],
    [
      'a block with more than its fields',
      call('insertBlock', { after: null, block: { kind: 'text', text: 'x', onclick: 'alert(1)' } }),
    ],
    [
      'a video that is no https address',
      call('insertBlock', {
        after: null,
        block: { kind: 'video', title: '', url: 'javascript:alert(1)', text: '' },
      }),
    ],
    ['arguments that are not JSON', call('setText', '{"key":')],
    [
      'arguments that end too early',
      call('setText', '{"key":"hero1","field":"title","text":"Bien'),
    ],
    ['no place to move to', call('moveBlock', { key: 'text1' })],
  ]
  it.each(wrong)(
    'with %s are refused as a whole, after one chance to mend them',
    async (_name, bad) => {
      await model.say({
        kind: 'tools',
        calls: [call('setText', { key: 'hero1', field: 'title', text: 'Fine' }), bad],
      })
      expect(await errorReasonOf(edit())).toBe('ai_answer_unusable')
      expect(await model.requests()).toHaveLength(2)
      expect((await model.requests())[1]?.body).toContain('None of these calls was carried out')
    },
  )

  it('with too much in them are taken without it at once, and say so', async () => {
    await model.say({
      kind: 'tools',
      calls: [
        call('setText', {
          key: 'hero1',
          field: 'title',
          text: 'Un titre bien trop long '.repeat(9),
        }),
        call('insertBlock', { after: null, block: { kind: 'text', text: 'Un mot', note: 'x' } }),
        call('removeBlock', JSON.stringify({ key: 'faq01', force: true })),
      ],
    })
    const { answer, trims } = await edit()
    expect(await model.requests()).toHaveLength(1)
    expect(answer?.changes[0]?.after).toMatch(/^Un titre .*\p{L}…$/u)
    expect(answer?.blocks[0]).not.toHaveProperty('note')
    expect(trims).toEqual([
      { kind: 'shortened', part: 'title', count: 1 },
      { kind: 'extra', part: 'note', count: 1 },
      { kind: 'extra', part: 'force', count: 1 },
    ])
  })

  it.each([
    ['a fenced list', '```json\n{"edits":[EDIT]}\n```'],
    ['calls written down', 'Voici :\n[{"name":"setText","arguments":EDIT}]'],
    ['a thought and a list', '<think>setText?</think>[EDIT]'],
  ])('written as %s instead of being called are read at once', async (_name, text) => {
    const made = '{"tool":"setText","key":"hero1","field":"title","text":"Bienvenue",}'
    await model.say({ kind: 'ok', text: text.replace('EDIT', made) })
    expect((await edit()).answer?.blocks[0]).toMatchObject({ title: 'Bienvenue' })
    expect(await model.requests()).toHaveLength(1)
  })

  it('that a model declines are not asked for again, and its words are kept', async () => {
    await model.say({ kind: 'ok', text: 'I’m sorry, I can’t change this page.' })
    expect(await edit().catch((error: unknown) => error)).toMatchObject({
      data: { reason: 'ai_answer_declined', answer: 'I’m sorry, I can’t change this page.' },
    })
    expect(await model.requests()).toHaveLength(1)
  })

  it('are refused where they are more than anybody would look at, and before they cost time', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        call('setText', { key: 'hero1', field: 'title', text: `T${index}` }),
      )
    await model.say({ kind: 'tools', calls: many(12_000) }, { kind: 'tools', calls: many(61) })
    expect(await errorReasonOf(edit())).toBe('ai_answer_unusable')
    await model.forget()
    await model.say({ kind: 'tools', calls: many(60) })
    expect((await edit()).answer?.blocks[0]).toMatchObject({ title: 'T59' })
  })

  it('lead nowhere a page does not: scripts and data in links become text, and every address is shown before', async () => {
    const text =
      '[a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example/x) [d](https://evil.example/vol) [e](vbscript:x) ![f](https://evil.example/p.gif)'
    await model.say({
      kind: 'tools',
      calls: [
        call('setText', { key: 'text1', field: 'text', text }),
        call('setText', { key: 'faq01', field: 'items.0.answer', text }),
      ],
    })
    const { answer } = await edit()
    expect(answer?.changes[0]?.after).toBe(text)
    const funnel = await app.client.funnels.create({
      query: { template: 'guide-fr' },
      body: { name: 'Guide' },
    })
    const { html } = await app.client.funnels.pages.preview({
      id: funnel.pages[0]?.id ?? 0,
      blocks: answer?.blocks ?? [],
    })
    expect(html).not.toMatch(
      /(?:href|src|action)\s*=\s*["']?\s*(?:javascript|data:text|vbscript|\/\/evil)/i,
    )
    // Of a picture by its address nothing is left but a link.
    expect(html).not.toMatch(/<(?:img|iframe|script|link)[^>]+evil/i)
  })

  it.each([
    ['a bottomless list', '['.repeat(400_000)],
    ['a bottomless object', '{"a":'.repeat(200_000)],
    ['a prototype', '{"__proto__":{"edits":[]},"constructor":{"prototype":{"x":1}}}'],
    ['a number without end', `{"edits":${'9'.repeat(500_000)}}`],
  ])('as a list that is %s are refused', async (_name, text) => {
    await model.say({ kind: 'refuse_structured', tools: true, then: { kind: 'ok', text } })
    expect(await errorReasonOf(edit())).toBe('ai_answer_unusable')
    expect(({} as { x?: number }).x).toBeUndefined()
  })

  it('are mended once', async () => {
    await model.say(
      { kind: 'tools', calls: [call('removeBlock', { key: 'nope' })] },
      { kind: 'tools', calls: [call('removeBlock', { key: 'text1' })] },
    )
    expect((await edit()).answer?.blocks).toHaveLength(2)
  })

  it('are had from models without tools as a list', async () => {
    await model.say({
      kind: 'refuse_structured',
      tools: true,
      then: {
        kind: 'ok',
        text: JSON.stringify({ edits: [{ tool: 'removeBlock', key: 'text1' }] }),
      },
    })
    expect((await edit()).answer?.changes).toMatchObject([{ kind: 'removeBlock', before: 'Fin.' }])
  })

  it('work on trees whose blocks hold blocks', () => {
    type Node = { key: string; kind: string; text: string; inner?: Node[] }
    const node: z.ZodType<Node> = z.strictObject({
      key: z.string(),
      kind: z.string(),
      text: z.string(),
      inner: z.array(z.lazy(() => node)).optional(),
    })
    let made = 0
    const kind: TreeKind<Node> = {
      block: node,
      children: 'inner',
      maxBlocks: 5,
      newKey: () => `new${(made += 1)}`,
    }
    const tree: Node[] = [
      { key: 'a', kind: 'row', text: '', inner: [{ key: 'b', kind: 'text', text: 'one' }] },
      { key: 'c', kind: 'text', text: 'two' },
    ]
    const as = (name: string, input: object) => ({ name, input: JSON.stringify(input) })
    const { tree: edited } = applyEdits(kind, tree, [
      as('moveBlock', { key: 'c', after: 'b' }),
      as('setText', { key: 'b', field: 'text', text: 'three' }),
    ])
    expect(edited).toEqual([
      {
        key: 'a',
        kind: 'row',
        text: '',
        inner: [
          { key: 'b', kind: 'text', text: 'three' },
          { key: 'c', kind: 'text', text: 'two' },
        ],
      },
    ])
    expect(tree).toHaveLength(2)
    expect(() => applyEdits(kind, tree, [as('moveBlock', { key: 'a', after: 'b' })])).toThrow(
      /no block "b"/,
    )
    expect(pageTree.newKey()).toMatch(/^[a-z0-9]{10}$/)
  })
})

describe('texts', () => {
  it('are rewritten in each of the ways, with what was asked for said to the model', async () => {
    await model.say({ kind: 'ok', text: 'Hello' })
    const ask = (more: object) =>
      gathered(
        app.client.assistant.rewrite({
          action: 'rewrite',
          text: 'Bonjour {{ first_name }}',
          ...more,
        }),
      )
    for (const more of [
      {},
      { action: 'shorten' },
      { action: 'longer' },
      { action: 'tone', tone: 'formal' },
      { action: 'translate', language: 'en' },
    ]) {
      expect((await ask(more)).at(-1)).toMatchObject({ kind: 'done', text: 'Hello' })
    }
    const told = (await model.requests()).map(
      ({ body }) =>
        (JSON.parse(body) as { messages: { content: string }[] }).messages[0]?.content ?? '',
    )
    expect(told[3]).toContain('formal')
    expect(told[4]).toContain('English')
    expect(told.every((words) => words.includes('{{ first_name }}'))).toBe(true)
  })

  it('get five subjects at most, and fewer without a second call', async () => {
    const ideas = () => app.client.assistant.subjectIdeas({ subject: 'x', text: 'y' })
    await model.say({ kind: 'json', value: { subjects: ['a', 'b'] } })
    expect((await ideas()).answer?.subjects).toEqual(['a', 'b'])
    await model.say({ kind: 'json', value: { subjects: [...'abcdef'] } })
    expect(await ideas()).toMatchObject({
      answer: { subjects: [...'abcde'] },
      trims: [{ kind: 'too_many', part: 'subjects', count: 1 }],
    })
    expect(await model.requests()).toHaveLength(2)
  })

  it('are shown and given back without the thoughts of the model', async () => {
    await model.say({ kind: 'ok', text: '<think>Hm, shorter.</think>\n\nUn texte court.' })
    const events = await gathered(app.client.assistant.rewrite({ action: 'shorten', text: 'Un' }))
    expect(events.at(-1)).toMatchObject({ kind: 'done', text: 'Un texte court.' })
    expect(JSON.stringify(events)).not.toContain('shorter')
    await model.say({ kind: 'ok', text: '<think>Only this.</think>' })
    expect(
      await errorReasonOf(gathered(app.client.assistant.rewrite({ action: 'shorten', text: 'x' }))),
    ).toBe('ai_answer_empty')
  })

  it('get words for a picture', async () => {
    await model.say({ kind: 'json', value: { altText: 'Un salon lumineux' } })
    expect((await app.client.assistant.altText({ context: 'Salon refait à neuf' })).answer).toEqual(
      { altText: 'Un salon lumineux' },
    )
  })
})
