// Custom fields in a form: each kind has its input, under the name the relay and the desktop know.
import { describe, expect, it } from 'vitest'
import { formBlock, type FormBlock } from '#shared/blocks/page/form.ts'
import { pageHtml, type PageSetting } from '#shared/blocks/page/pageHtml.ts'
import type { AskedCustomField } from '#shared/rules/leadFilter/customFieldShape.ts'
import { answerIn, judgeAnswers } from '#shared/rules/formAnswers.ts'
import { customFieldKinds } from '#shared/rules/leadFilter/filterFields.ts'
import { customInputName, inputName } from '#shared/rules/relayPages.ts'

const options = ['Petit', 'Moyen & « grand »', '<b>Autre</b>']
const customFields: AskedCustomField[] = customFieldKinds.map((kind) => ({
  ...{ key: kind.toLowerCase(), name: `Champ ${kind}`, kind },
  options: kind.startsWith('choice') ? options : [],
}))
const setting: PageSetting = {
  theme: { accent: '#0a5c36', font: 'sans', tone: 'light', corners: 'round' },
  language: 'fr',
  business: { name: 'Boutique', address: '' },
  links: {
    form: () => ({ action: '#', time: '' }),
    button: () => null,
    image: () => null,
  },
  customFields,
  isDraft: false,
  now: 0,
  timeZone: 'Europe/Paris',
}
const form = (fields: FormBlock['fields']): FormBlock =>
  formBlock.schema.parse({
    ...{ key: 'form1234', kind: 'form', title: 'Inscription', fields, buttonLabel: 'Envoyer' },
    ...{ consentText: '', measureConsentText: '', doubleOptIn: false, tag: '' },
  })
const draw = (fields: FormBlock['fields'], known = customFields): string =>
  pageHtml(
    {
      ...{ name: 'Page', blocks: [form(fields)], offer: null, isEntrance: true },
      seo: { title: '', description: '' },
    },
    { ...setting, customFields: known },
  )
const question = (kind: string, isRequired = false) => ({
  ...{ field: 'custom' as const, label: `Question ${kind}`, isRequired },
  customKey: kind.toLowerCase(),
})
const control = (html: string, key: string): string[] =>
  html.match(new RegExp(`<(?:input|select|textarea)[^>]* name="c\\.${key}"[^>]*>`, 'g')) ?? []

describe('a question that fills in a custom field', () => {
  it.each([
    ['text', 'type="text" maxlength="200"'],
    ['longText', 'rows="4" maxlength="2000"'],
    ['number', 'inputmode="decimal"'],
    ['money', 'inputmode="decimal"'],
    ['date', 'type="date"'],
    ['yesNo', '<select'],
    ['choice', '<select'],
    ['link', 'inputmode="url"'],
  ])('of the kind %s has one input, required where it is', (kind, attribute) => {
    const [free = ''] = control(draw([question(kind)]), kind.toLowerCase())
    expect(free).toContain(attribute)
    expect(free).not.toContain('required')
    expect(control(draw([question(kind, true)]), kind.toLowerCase())[0]).toContain(' required>')
  })

  it('of several choices has a box each, and a name for all of them', () => {
    const html = draw([question('choices', true)])
    expect(control(html, 'choices')).toHaveLength(options.length)
    expect(html).toContain('<legend>Question choices <span class="note">(obligatoire)</span>')
    // A box that is required would ask for this very choice.
    expect(control(html, 'choices').join()).not.toContain('required')
  })

  it('shows choices as they are written, and none of their markup', () => {
    for (const kind of ['choice', 'choices']) {
      const html = draw([question(kind)])
      expect(html).not.toContain('<b>Autre')
      expect(html).toContain('&lt;b&gt;Autre&lt;/b&gt;')
    }
  })

  it('is an ordinary question where the field is gone', () => {
    const html = draw([question('choice')], [])
    expect(control(html, 'choice')[0]).toContain('type="text" maxlength="500"')
  })

  it('is asked once, however often it is in the form', () => {
    expect(control(draw([question('text'), question('text')]), 'text')).toHaveLength(1)
  })
})

describe('the name of an input', () => {
  it('is one that every relay takes, whatever the key', () => {
    const long = `a${'b'.repeat(39)}`
    expect(customInputName(long)).toHaveLength(40)
    expect(inputName(question('text'))).toBe('c.text')
  })
})

describe('several ticked boxes', () => {
  const sent = new URLSearchParams('custom.x=Petit&custom.x=&custom.x=Grand&seul=1')
  it('are one answer', () => {
    expect(answerIn(sent, 'custom.x')).toBe('Petit; Grand')
    expect(answerIn(sent, 'seul')).toBe('1')
    expect(answerIn(sent, 'absent')).toBeNull()
  })
  it('are missing where one is required and none ticked', () => {
    const rules = { fields: ['custom.x'], required: ['custom.x'] }
    const none = judgeAnswers((name) => answerIn(new URLSearchParams('custom.x='), name), rules)
    expect(none.problems).toEqual([{ name: 'custom.x', problem: 'missing', typed: '' }])
  })
})
