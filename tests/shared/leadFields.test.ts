// The one list of a lead's fields: what has to hold for every entry, whoever adds it.
import { describe, expect, it } from 'vitest'
import { RelayBundle } from '#shared/contract/relayProtocol.ts'
import { maxQuestions } from '#shared/blocks/page/form.ts'
import {
  fieldOfInput,
  formFieldNames,
  isLeadField,
  leadFieldNames,
  leadFields,
} from '#shared/leadFields/leadFields.ts'
import { formInputs } from '#shared/rules/relayPages.ts'

const repeated = (words: readonly (string | null)[]) =>
  words.filter((word, index) => word !== null && words.indexOf(word) !== index)
const fields = Object.values(leadFields)

describe('the fields of a lead', () => {
  it('have columns, merge fields, source columns and inputs of their own', () => {
    expect(repeated(fields.map(({ column }) => column))).toEqual([])
    expect(repeated(fields.map(({ mergeField }) => mergeField))).toEqual([])
    expect(repeated(fields.map(({ weboxColumn }) => weboxColumn))).toEqual([])
    expect(repeated(fields.map(({ form }) => form?.input ?? null))).toEqual([])
  })

  it('share no header, so that a column of a file means one of them', () => {
    expect(repeated(fields.flatMap(({ headers }) => [...headers]))).toEqual([])
  })

  it('give forms no input that the form needs for itself', () => {
    const own: string[] = Object.values(formInputs)
    expect(formFieldNames.filter((name) => own.includes(leadFields[name].form.input))).toEqual([])
  })

  it('are found again by the input a visitor filled in, and nothing else is', () => {
    for (const name of formFieldNames) expect(fieldOfInput(leadFields[name].form.input)).toBe(name)
    expect(fieldOfInput(formInputs.honeypot)).toBeNull()
  })

  it('fit into a form with all its questions, as the relay takes it', () => {
    const { fields: names } = RelayBundle.shape.pages.element.shape.forms.valueType.shape
    const asked = formFieldNames.length + maxQuestions
    expect(names.safeParse(Array.from({ length: asked }, String)).success).toBe(true)
  })

  it('are told from other words', () => {
    expect(leadFieldNames.filter((name) => !isLeadField(name))).toEqual([])
    expect(isLeadField('toString')).toBe(false)
  })
})
