// Answers as models really write them: what can be read is read, what was taken away is told, and
// nothing is made up.
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  AltText,
  LeadSummary,
  ReplyClass,
  SubjectIdeas,
} from '#shared/contract/assistant.contract.ts'
import { plainAnswer, withoutThoughts } from '#main/ai/answerText.ts'
import { readAnswer } from '#main/features/assistant/calls/answerReading.ts'
import { CampaignAnswer, FunnelAnswer } from '#main/features/assistant/generation/modelAnswers.ts'
import { EditList, editReading } from '#main/features/assistant/treeEditing.ts'

const Plan = z.strictObject({
  title: z.string().min(1).max(40),
  steps: z.array(z.string().max(60)).min(1).max(3),
})
const plan = { title: 'Spring', steps: ['Write', 'Send'] }
const json = JSON.stringify(plan)
const pretty = JSON.stringify(plan, null, 2)

const read = <T>(text: string, schema: z.ZodType<T>) => {
  const answer = readAnswer({ text }, schema)
  return answer.ok
    ? { value: answer.value, trims: answer.trims }
    : { failure: answer.failure.reason, isFinal: answer.isFinal }
}
const whole = { value: plan, trims: [] }

describe('around the JSON', () => {
  it.each([
    ['nothing', json],
    ['a fence', `\`\`\`json\n${pretty}\n\`\`\``],
    ['a fence without a name', `\`\`\`\n${json}\n\`\`\``],
    ['a fence of waves', `~~~json\n${pretty}\n~~~`],
    ['a fence that is never closed', `\`\`\`json\n${pretty}`],
    [
      'a fence inside prose',
      `Here is the plan:\n\n\`\`\`JSON5\n${json}\n\`\`\`\nI hope it's good.`,
    ],
    ['prose before', `Voici l'objet demandé : ${json}`],
    ['prose after', `${json}\n\nN’hésitez pas à l'adapter.`],
    ['prose with brackets', `As you asked [1], with {{first_name}} and [[end date]]: ${json} [2]`],
    ['a thought', `<think>A {"title": "draft"} first? No.</think>\n${json}`],
    ['a thought with attributes', `<thinking type="x">hm</thinking>${json}`],
    ['a reasoning', `<reasoning>Steps: ["a"]</reasoning>\n\n${json}`],
    ['a thought whose opening mark is missing', `I should write {"a":1}.\n</think>\n\n${json}`],
    ['a thought that is never closed', `<think>First the title. Now: ${json}`],
    ['a thought in brackets', `[THINK]hm {"x":1}[/THINK]${json}`],
    ['a thought in other signs', `◁think▷hm◁/think▷${json}`],
    [
      'channels',
      `<|channel|>analysis<|message|>{"title":"no"}<|end|><|channel|>final<|message|>${json}<|return|>`,
    ],
    [
      'a thought and a fence and prose',
      `<think>x</think>Sure!\n\`\`\`json\n${json}\n\`\`\`\nDone.`,
    ],
    ['a byte order mark', `\uFEFF${json}`],
    ['a byte order mark and a fence', `\uFEFF\`\`\`json\n${json}\n\`\`\``],
    ['invisible signs', `\u200B\n ${json} \n`],
    ['a string of JSON', JSON.stringify(json)],
    ['a string of JSON, fenced', `\`\`\`json\n${JSON.stringify(json)}\n\`\`\``],
  ])('%s is taken away', (_name, text) => {
    expect(read(text, Plan)).toEqual(whole)
  })
})

describe('JSON that is nearly JSON', () => {
  it.each([
    ['trailing commas', '{"title":"Spring","steps":["Write","Send",],}'],
    ['single quotes', `{'title':'Spring','steps':['Write','Send']}`],
    ['unquoted keys', '{title:"Spring",steps:["Write","Send"]}'],
    ['typographic quotes', '{“title”: “Spring”, “steps”: [“Write”, “Send”]}'],
    ['French quotes', '{« title »: « Spring », « steps »: [« Write », « Send »]}'],
    ['comments', '{// its name\n"title":"Spring", /* {all} of it */ "steps":["Write","Send"]}'],
    ['missing commas', '{"title":"Spring"\n"steps":["Write" "Send"]}'],
    ['no end', '{"title":"Spring","steps":["Write","Send"'],
    ['no end, fenced', '```json\n{"title":"Spring","steps":["Write","Send"]\n```'],
    ['wrong case of keys', '{"Title":"Spring","STEPS":["Write","Send"]}'],
  ])('%s is read', (_name, text) => {
    const answer = read(text, Plan)
    expect(answer.value).toEqual(plan)
  })

  it.each([
    [`{'title':'L'été est là','steps':['Dire l'essentiel']}`, "L'été est là", "Dire l'essentiel"],
    ['{‘title’: ‘L’été’, ‘steps’: [‘D’abord’]}', 'L’été', 'D’abord'],
    ['{"title":"L’été “vrai”","steps":["Il dit « oui »"]}', 'L’été “vrai”', 'Il dit « oui »'],
    ['{"title":"Dire "bonjour" à tous","steps":["Un "mot""]}', 'Dire "bonjour" à tous', 'Un "mot"'],
    ['{"title":"a\nb","steps":["c\td"]}', 'a\nb', 'c\td'],
    ['{"title":"// pas un commentaire","steps":["{x} [y]"]}', '// pas un commentaire', '{x} [y]'],
  ])('%s keeps the marks inside its texts', (text, title, step) => {
    expect(read(text, Plan).value).toEqual({ title, steps: [step] })
  })

  it('reads what Python and JavaScript call nothing', () => {
    const Row = z.strictObject({
      text: z.string(),
      price: z.number().nullable(),
      isNew: z.boolean(),
      list: z.array(z.string()),
    })
    const nothing = { text: '', price: null, isNew: false, list: [] }
    for (const word of ['None', 'undefined', 'null', '"null"', '""'])
      expect(
        read(`{"text":${word},"price":${word},"isNew":${word},"list":${word}}`, Row).value,
      ).toEqual(nothing)
    expect(read('{"text":"","price":NaN,"isNew":NaN,"list":NaN}', Row).value).toEqual(nothing)
    expect(read('{"text":"x","price":"49,90 €","isNew":True,"list":["a"]}', Row).value).toEqual({
      text: 'x',
      price: 49.9,
      isNew: true,
      list: ['a'],
    })
    expect(read('{"text":12,"price":"1 290","isNew":"yes","list":"- a\\n- b"}', Row).value).toEqual(
      { text: '12', price: 1290, isNew: true, list: ['a', 'b'] },
    )
    // Two readings, or none: not guessed, and said.
    for (const price of ['1.290', '1,290', 'sur devis', 'from 10 to 20'])
      expect(read(`{"text":"x","price":"${price}","isNew":false,"list":[]}`, Row)).toEqual({
        value: { ...nothing, text: 'x' },
        trims: [{ kind: 'unreadable', part: 'price', count: 1 }],
      })
  })
})

describe('another shape of the same', () => {
  it.each([
    ['a wrapper', { result: plan }],
    ['two wrappers', { data: { answer: plan } }],
    ['a wrapper of text', { response: json }],
    ['a list of one', [plan]],
    ['the schema’s own word', { type: 'object', properties: plan }],
    ['steps by number', { title: 'Spring', steps: { 1: 'Write', 2: 'Send' } }],
    ['steps in one text', { title: 'Spring', steps: '1. Write\n2. Send' }],
    [
      'steps as objects of one text',
      { title: 'Spring', steps: [{ step: 'Write' }, { step: 'Send' }] },
    ],
  ])('%s is opened', (_name, value) => {
    expect(read(JSON.stringify(value), Plan).value).toEqual(plan)
  })

  it('takes a list where an object with one list is meant, and the other way round', () => {
    expect(read('["Un", "Deux"]', SubjectIdeas)).toEqual({
      value: { subjects: ['Un', 'Deux'] },
      trims: [],
    })
    expect(read('{"subject":"Un"}\n{"subject":"Deux"}', SubjectIdeas).value).toBeDefined()
    const List = z.array(z.string()).min(1)
    expect(read('{"subjects":["Un","Deux"]}', List).value).toEqual(['Un', 'Deux'])
  })

  it.each([
    ['OUT_OF_OFFICE', 'out_of_office'],
    ['Out of office', 'out_of_office'],
    ['Interested', 'interested'],
    [' no ', 'no'],
  ])('reads the class %s', (given, right) => {
    expect(read(JSON.stringify({ class: given, why: 'x' }), ReplyClass).value).toEqual({
      class: right,
      why: 'x',
    })
  })

  it('takes line breaks out of what is one line', () => {
    expect(read('{"subjects":["Un\\nobjet\\u0000"]}', SubjectIdeas).value).toEqual({
      subjects: ['Un objet'],
    })
  })
})

describe('what is too much', () => {
  const long = 'Un objet beaucoup trop long '.repeat(9)

  it('goes, and is told', () => {
    const answer = (subjects: unknown[], more: object = {}) =>
      read(JSON.stringify({ subjects, ...more }), SubjectIdeas)
    const five = ['1', '2', '3', '4', '5']
    expect(answer([...five, '6', '7'])).toEqual({
      value: { subjects: five },
      trims: [{ kind: 'too_many', part: 'subjects', count: 2 }],
    })
    expect(answer(['1', long, '3', long])).toEqual({
      value: { subjects: ['1', '3'] },
      trims: [{ kind: 'too_long', part: 'subjects', count: 2 }],
    })
    expect(answer(five, { remark: 'x' })).toEqual({
      value: { subjects: five },
      trims: [{ kind: 'extra', part: 'remark', count: 1 }],
    })
    expect(answer(['1', null, '', '2']).value).toEqual({ subjects: ['1', '2'] })
    expect(answer(['1', { a: 'x', b: ['y'] }])).toEqual({
      value: { subjects: ['1'] },
      trims: [{ kind: 'unreadable', part: 'subjects', count: 1 }],
    })
    const only = answer([long])
    expect(only.trims).toEqual([{ kind: 'shortened', part: 'subjects', count: 1 }])
    expect(only.value?.subjects[0]).toMatch(/^Un objet .*\p{L}…$/u)
  })

  it('of a running text ends with a sentence', () => {
    const summary = `${'Une phrase entière. '.repeat(99)}${'mot '.repeat(40)}`
    const answer = read(JSON.stringify({ summary, nextStep: null }), LeadSummary)
    expect(answer.value?.summary).toMatch(/entière\.$/u)
    expect(answer.value?.nextStep).toBe('')
    expect(answer.trims).toEqual([{ kind: 'shortened', part: 'summary', count: 1 }])
  })

  it('that was cut off goes, never half a word, and is told', () => {
    const cut = [{ kind: 'cut_short', part: '', count: 1 }]
    expect(read('{"subjects":["Un objet","Deux obj', SubjectIdeas)).toEqual({
      value: { subjects: ['Un objet'] },
      trims: cut,
    })
    expect(read('{"summary":"Elle a rappelé lun', LeadSummary)).toEqual({
      value: { summary: 'Elle a rappelé…', nextStep: '' },
      trims: cut,
    })
    const section = { heading: 'A', text: 'B', isHighlighted: false, buttonLabel: '' }
    const campaign = JSON.stringify({
      name: 'N',
      alternatives: [],
      subject: 'S',
      preheader: '',
      sections: [section, section],
    })
    const answer = read(campaign.slice(0, -50), CampaignAnswer)
    expect(answer.value?.sections[0]).toEqual(section)
    expect(answer.trims?.at(-1)).toEqual(cut[0])
  })
})

describe('whole campaigns and funnels', () => {
  const section = { heading: 'A', text: 'B', isHighlighted: null, buttonLabel: null }
  it('are read with what models do to them', () => {
    const answer = read(
      `<think>…</think>Voici :\n\`\`\`json\n${JSON.stringify({
        campaign: {
          name: 'Lettre',
          subject: 'S',
          alternatives: null,
          preheader: null,
          sections: [section, { ...section, style: 'x' }],
          remark: 'y',
        },
      })}\n\`\`\``,
      CampaignAnswer,
    )
    expect(answer.value).toMatchObject({
      alternatives: [],
      preheader: '',
      sections: [{ isHighlighted: false, buttonLabel: '' }, {}],
    })
    expect(answer.trims?.map(({ kind }) => kind)).toEqual(['extra', 'extra'])
  })

  it('keep the pages that can be read, and say that one could not', () => {
    const step = { name: 'P', pageType: 'Thank-you', title: 'T', offer: {}, benefits: 'x' }
    const answer = read(
      JSON.stringify({
        name: 'T',
        description: null,
        steps: [
          { ...step, benefits: null },
          { ...step, pageType: 'script', benefits: null },
        ],
      }),
      FunnelAnswer,
    )
    expect(answer.value?.steps).toEqual([
      {
        name: 'P',
        pageType: 'thank_you',
        description: '',
        title: 'T',
        text: '',
        buttonLabel: '',
        benefits: [],
        questions: [],
        offer: null,
      },
    ])
    expect(answer.trims).toEqual([{ kind: 'unreadable', part: 'steps', count: 1 }])
  })
})

describe('edits', () => {
  const edit = { tool: 'setText', key: 'a', field: 'title', text: 'x' }
  const { tool, ...values } = edit
  it.each([
    ['as asked', { edits: [edit] }],
    ['as a list', [edit]],
    ['alone', edit],
    ['as calls', [{ name: tool, arguments: values }]],
    [
      'as calls of text',
      { tool_calls: [{ function: { name: tool, arguments: JSON.stringify(values) } }] },
    ],
    ['with input', [{ name: tool, input: values }]],
  ])('are read %s', (_name, value) => {
    const answer = readAnswer({ text: `\`\`\`\n${JSON.stringify(value)}` }, EditList, editReading)
    expect(answer).toMatchObject({ ok: true, value: { edits: [edit] } })
  })

  it.each([
    ['one of which is none', { edits: [edit, { tool: 'deleteAll' }] }],
    ['one of which lacks its place', { edits: [{ tool: 'moveBlock', key: 'a' }] }],
  ])('%s are read as a whole or not at all', (_name, value) => {
    expect(readAnswer({ text: JSON.stringify(value) }, EditList, editReading).ok).toBe(false)
  })

  it('cut off are none', () => {
    const text = JSON.stringify({ edits: [edit] }).slice(0, -5)
    expect(readAnswer({ text }, EditList, editReading).ok).toBe(false)
  })
})

describe('what is no answer', () => {
  it.each([
    ['', 'ai_answer_empty'],
    [' \n\u200B', 'ai_answer_empty'],
    ["I'm sorry, but I can't help with that.", 'ai_answer_declined'],
    ['I’m sorry, I cannot assist with this request.', 'ai_answer_declined'],
    ['I can’t write this message.', 'ai_answer_declined'],
    ['As an AI, I have no opinion.', 'ai_answer_declined'],
    ['Je suis désolé, mais je ne peux pas rédiger ce message.', 'ai_answer_declined'],
    ['Désolée, cela m’est impossible.', 'ai_answer_declined'],
    ['Je ne peux pas répondre à cette demande.', 'ai_answer_declined'],
    ['{"error":"I cannot help with that."}', 'ai_answer_declined'],
    ['{"altText":"I’m sorry, I can’t see the picture."}', 'ai_answer_declined'],
    ['Un four à bois au petit matin.', 'ai_answer_unusable'],
    ['{"altText":""}', 'ai_answer_unusable'],
    ['{"altText":null}', 'ai_answer_unusable'],
    ['{}', 'ai_answer_unusable'],
    ['[]', 'ai_answer_unusable'],
    ['Voir [date de fin] et {ceci}.', 'ai_answer_unusable'],
    ['{"title":"x","colour":"red"}', 'ai_answer_unusable'],
  ])('%j is told apart', (text, reason) => {
    expect(read(text, AltText).failure).toBe(reason)
  })

  it('keeps the answer itself', () => {
    const answer = readAnswer({ text: 'Un four.' }, AltText)
    expect(answer.ok ? null : answer.failure.answer).toBe('Un four.')
    const cut = readAnswer({ text: 'Un four', isCut: true }, AltText)
    expect(cut.ok ? null : [cut.failure.reason, cut.isFinal]).toEqual(['ai_answer_cut', true])
  })

  it('is read in a moment, however it is built', () => {
    for (const text of [
      '['.repeat(400_000),
      '{"a":'.repeat(200_000),
      '{"a":["'.repeat(50_000),
      `{"subjects":["${'x" '.repeat(100_000)}`,
      "{'".repeat(100_000),
      '{"__proto__":{"subjects":["x"]}}',
    ]) {
      const started = performance.now()
      read(text, SubjectIdeas)
      expect(performance.now() - started).toBeLessThan(3_000)
    }
    expect(({} as { subjects?: unknown }).subjects).toBeUndefined()
  })
})

describe('a text asked for alone', () => {
  it('comes without thoughts and fences, and keeps those it is about', () => {
    expect(plainAnswer('<think>hm</think>\n\nBonjour')).toBe('Bonjour')
    expect(plainAnswer('```text\nBonjour\n```')).toBe('Bonjour')
    expect(plainAnswer('\uFEFFBonjour')).toBe('Bonjour')
    expect(withoutThoughts('<think>still thinking')).toBe('')
    expect(plainAnswer('Voir ```x``` ici')).toBe('Voir ```x``` ici')
  })
})
