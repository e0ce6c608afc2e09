// One field of a form as HTML: an input of a lead's own field, of a question, or of a custom field
// after its kind. Works without script.
import { maxCustomText, type AskedCustomField } from '../../rules/leadFilter/customFieldShape.ts'
import { leadFields, type FormFieldName } from '../../leadFields/leadFields.ts'
import { maxAddressLength } from '../../rules/emailAddress.ts'
import { maxAnswerLength } from '../../rules/formAnswers.ts'
import { escapeHtml } from '../../rules/pages/pageText.ts'
import { pageWords } from '../../rules/pages/pageWords.ts'
import { inputName } from '../../rules/relayPages.ts'
import type { FormBlock } from './form.ts'
import type { BlockSurroundings } from './pageBlock.ts'

type Asked = FormBlock['fields'][number]

/** Longest answer to a question that is kept as a text alone, in characters. */
const maxQuestionAnswer = 500
/** Longest number as it is typed, with its unit and spaces, in characters. */
const maxTypedNumber = 40

/** @param index tells the questions of one form apart */
export function fieldHtml(asked: Asked, index: number, page: BlockSurroundings): string {
  const words = pageWords[page.language]
  const { field, label, isRequired } = asked
  const id = `${page.id}-${field}${field === 'custom' ? `-${index}` : ''}`
  const name = label.trim() === '' && field !== 'custom' ? words.fields[field] : label
  const mark = ` <span class="note">(${isRequired ? words.required : words.optional})</span>`
  const shown = `${escapeHtml(name)}${mark}`
  const input = { id, name: escapeHtml(inputName(asked)), required: isRequired ? ' required' : '' }
  if (field !== 'custom') return labelled(id, shown, leadInput(field, input))
  const custom = page.customFields.find(({ key }) => key === asked.customKey)
  if (custom === undefined)
    return labelled(id, shown, textInput(input, 'type="text"', maxQuestionAnswer))
  return custom.kind === 'choices'
    ? boxesHtml(shown, custom.options, input)
    : labelled(id, shown, customInput(custom, input, page))
}

type Input = { id: string; name: string; required: string }

const labelled = (id: string, shown: string, input: string): string =>
  `<div class="field"><label for="${id}">${shown}</label>${input}</div>`

/** @param max in characters */
const textInput = ({ id, name, required }: Input, attributes: string, max: number): string =>
  `<input id="${id}" name="${name}" ${attributes} maxlength="${max}"${required}>`

function leadInput(field: FormFieldName, input: Input): string {
  const { kind, max, form } = leadFields[field]
  const type = { line: 'text', email: 'email', phone: 'tel' }[kind]
  const help = form.autocomplete === null ? '' : ` autocomplete="${form.autocomplete}"`
  return textInput(input, `type="${type}"${help}`, kind === 'email' ? maxAddressLength : max)
}

/** What is chosen from; nothing for a field that is written into. */
export function optionsOf(
  { kind, options }: AskedCustomField,
  language: BlockSurroundings['language'],
): readonly string[] {
  if (kind === 'yesNo') return [pageWords[language].yes, pageWords[language].no]
  return kind === 'choice' || kind === 'choices' ? options : []
}

function customInput(
  field: AskedCustomField,
  input: Input,
  { language }: BlockSurroundings,
): string {
  const { kind } = field
  const draw: Record<Exclude<AskedCustomField['kind'], 'choices'>, () => string> = {
    text: () => textInput(input, 'type="text"', maxCustomText.text),
    longText: () =>
      `<textarea id="${input.id}" name="${input.name}" rows="4" maxlength="${maxAnswerLength}"${input.required}></textarea>`,
    // Not type="number": browsers disagree about a comma, and say nothing of what they dropped.
    number: () => textInput(input, 'type="text" inputmode="decimal"', maxTypedNumber),
    money: () => textInput(input, 'type="text" inputmode="decimal"', maxTypedNumber),
    date: () => `<input id="${input.id}" name="${input.name}" type="date"${input.required}>`,
    yesNo: () => selectHtml(optionsOf(field, language), input),
    choice: () => selectHtml(optionsOf(field, language), input),
    // Not type="url": it refuses an address without https://, as people type it.
    link: () => textInput(input, 'type="text" inputmode="url"', maxAnswerLength),
  }
  return kind === 'choices' ? '' : draw[kind]()
}

const selectHtml = (options: readonly string[], { id, name, required }: Input): string =>
  `<select id="${id}" name="${name}"${required}><option value=""></option>${options
    .map((option) => `<option>${escapeHtml(option)}</option>`)
    .join('')}</select>`

/** Boxes of one name: a browser cannot require one of them, the relay can. */
const boxesHtml = (shown: string, options: readonly string[], { id, name }: Input): string =>
  `<fieldset class="field"><legend>${shown}</legend>${options
    .map(
      (option, index) =>
        `<div class="choice"><input type="checkbox" id="${id}-${index}" name="${name}" value="${escapeHtml(option)}"><label for="${id}-${index}">${escapeHtml(option)}</label></div>`,
    )
    .join('')}</fieldset>`
