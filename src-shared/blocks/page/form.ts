// A form: the fields of a lead, questions of its own, and two consents. Works by POST without
// script.
import { z } from 'zod'
import { line, text } from '../../rules/valueSchemas.ts'
import { CustomKey } from '../../rules/leadFilter/customFieldShape.ts'
import { formFieldNames } from '../../leadFields/leadFields.ts'
import { finishedLine } from '../../rules/finishedText.ts'
import { escapeAddress, escapeHtml, inlineHtml } from '../../rules/pages/pageText.ts'
import { pageWords } from '../../rules/pages/pageWords.ts'
import { formInputs, inputName } from '../../rules/relayPages.ts'
import { always, blockSchema, never, noneOf, noText, nothing } from '../blockSchema.ts'
import { fieldHtml } from './formField.ts'
import type { BlockSurroundings, PageBlockDefinition, PageLook } from './pageBlock.ts'
import { Heading, Label } from './pageFields.ts'
import { headingHtml, section } from './pageMarkup.ts'

/**
 * Questions of its own a form may ask, and how long one may be: its words travel with the answer.
 */
export const maxQuestions = 5
export const maxQuestionLength = 36

/**
 * `custom` is a question of the form's own: its answer is kept with its words in the lead's
 * history, and in the custom field of `customKey` where it names one.
 */
const FormField = z
  .strictObject({
    field: z.enum([...formFieldNames, 'custom']),
    label: Label,
    isRequired: z.boolean(),
    /** Of no meaning at another field. */
    customKey: CustomKey.optional(),
  })
  .refine(
    ({ field, label }) => field !== 'custom' || label.length <= maxQuestionLength,
    'the question is too long',
  )
const FormFields = z
  .array(FormField)
  .min(1)
  .max(formFieldNames.length + maxQuestions)
  .refine(
    (fields) => fields.filter(({ field }) => field === 'custom').length <= maxQuestions,
    'too many questions',
  )

const schema = blockSchema('form', {
  title: Heading,
  fields: FormFields,
  buttonLabel: Label,
  /** To be written to; empty leaves the box out, which the check reports. */
  consentText: text(1_000),
  /** To be measured, apart; empty leaves the box out. */
  measureConsentText: text(1_000),
  doubleOptIn: z.boolean(),
  tag: line(60),
})
export interface FormBlock extends z.infer<typeof schema> {}

export const formBlock: PageBlockDefinition<FormBlock> = {
  kind: 'form',
  schema,
  draw: (block, page) =>
    section('tint', `${headingHtml(block.title, page)}${formHtml(block, page)}`),
  style: formStyle,
  isDrawn: always,
  saysSomething: always,
  // A field keeps its usual name, a question without words asks nothing, and a consent that is not
  // whole is not asked for.
  finished: (block) => ({
    ...block,
    title: finishedLine(block.title),
    fields: block.fields.map((field) => ({ ...field, label: finishedLine(field.label) })),
    buttonLabel: finishedLine(block.buttonLabel),
    consentText: finishedLine(block.consentText),
    measureConsentText: finishedLine(block.measureConsentText),
  }),
  heading: ({ title }) => title,
  hasInnerHeadings: never,
  opening: noText,
  summary: ({ title }) => title,
  buttons: noneOf,
  images: noneOf,
  problem: nothing,
}

/**
 * The consents are two separate boxes, unticked and not required: a consent that must be given is
 * none.
 */
function formHtml(block: FormBlock, page: BlockSurroundings): string {
  const words = pageWords[page.language]
  const { action, time, wording, encoding } = page.links.form(block.key)
  const fields = distinctFields(block).map((asked, index) => fieldHtml(asked, index, page))
  const boxes = [
    choiceHtml(formInputs.consent, block.consentText, page),
    choiceHtml(formInputs.measureConsent, block.measureConsentText, page),
  ].join('')
  const trapId = `${page.id}-${formInputs.honeypot}`
  const trap = `<div class="trap" aria-hidden="true"><label for="${trapId}">${words.doNotFill}</label><input id="${trapId}" name="${formInputs.honeypot}" type="text" tabindex="-1" autocomplete="off"></div>`
  const hidden = [
    [formInputs.time, time],
    ...(wording === undefined ? [] : [[formInputs.wording, wording]]),
  ]
    .map(
      ([name = '', value = '']) =>
        `<input type="hidden" name="${name}" value="${escapeAddress(value)}">`,
    )
    .join('')
  const method = encoding === undefined ? 'method="post"' : `method="post" enctype="${encoding}"`
  const label = block.buttonLabel.trim() === '' ? words.send : block.buttonLabel
  const submit = `<div><button class="button" type="submit">${escapeHtml(label)}</button></div>`
  return `<form id="${page.id}" ${method} action="${escapeAddress(action)}">${hidden}${trap}${fields.join('')}${boxes}${submit}</form>`
}

function choiceHtml(name: string, text: string, { id }: BlockSurroundings): string {
  if (text.trim() === '') return ''
  return `<div class="choice"><input type="checkbox" id="${id}-${name}" name="${name}" value="yes"><label for="${id}-${name}">${inlineHtml(text)}</label></div>`
}

/**
 * A field asked for twice would be two inputs of one name: the first counts. A question without
 * words asks nothing.
 */
export function distinctFields({ fields }: Pick<FormBlock, 'fields'>): FormBlock['fields'] {
  return fields
    .filter(({ field, label }) => field !== 'custom' || label.trim() !== '')
    .filter(
      (field, index, asked) =>
        asked.findIndex((other) => inputName(other) === inputName(field)) === index,
    )
}

function formStyle({ colour, radius, smallRadius }: PageLook): string {
  return `form{display:grid;gap:1rem;background:${colour.background};border:1px solid ${colour.border};border-radius:${radius};padding:clamp(1.2rem,1rem + 1.5vw,2rem)}
.field{display:grid;gap:.3rem}
.field>label,.field legend{font-weight:600;padding:0}
fieldset.field{border:0;margin:0;padding:0;min-width:0}
.field>input,.field select,.field textarea{font:inherit;color:inherit;background:${colour.background};border:1px solid ${colour.muted};border-radius:${smallRadius};padding:.7rem .8rem;width:100%}
.choice{display:grid;grid-template-columns:auto 1fr;gap:.7rem;align-items:start;font-size:.95rem}
.choice input{width:1.3rem;height:1.3rem;margin:.15rem 0 0;accent-color:${colour.link}}
.trap{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}`
}
