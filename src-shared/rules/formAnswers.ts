// The one judge of what was typed into a form: page, relay and desktop ask here, so that nothing is
// taken at one end that the other cannot use.
import { leadFields, type FormFieldName } from '../leadFields/leadFields.ts'
import { readEmailAddress } from './emailAddress.ts'

/** What tells one person from another, the most useful first. A company is no person. */
export const identityFields = ['email', 'phone', 'lastName', 'firstName'] as const

/** Longest value of a field, in characters. */
export const maxAnswerLength = 2_000

export type AnswerRules = {
  /** Names of the inputs, in the order in which they are asked. */
  fields: readonly string[]
  required: readonly string[]
}
export type AnswerProblem = {
  name: string
  problem: 'missing' | 'invalid' | 'too_long'
  /** As it was typed. */
  typed: string
}
export type JudgedAnswers = { fields: Record<string, string>; problems: AnswerProblem[] }

const inputOf = (field: FormFieldName) => leadFields[field].form.input
const emailInput = inputOf('email')
const identityInputs: readonly string[] = identityFields.map(inputOf)

/** A form as a browser sends it: `URLSearchParams`. */
type SentValues = { has(name: string): boolean; getAll(name: string): string[] }
/**
 * What was sent under a name; several ticked boxes have one, and a choice may hold a comma. Null
 * where nothing was.
 */
export const answerIn = (values: SentValues, name: string): string | null =>
  values.has(name)
    ? values
        .getAll(name)
        // A browser sends two signs for the end of a line, and counted one.
        .map((value) => value.replace(/\r\n?/g, '\n'))
        .filter((value) => value !== '')
        .join('; ')
    : null

/** Whether a form asks for anything that identifies who answers. */
export const asksIdentity = (fields: readonly { field: string }[]): boolean =>
  fields.some(({ field }) => (identityFields as readonly string[]).includes(field))

/**
 * @param typed the value of an input; null where it was not sent
 * @returns what counts, trimmed of white space and invisible signs, and why anything does not: a
 * form that asks who somebody is needs one answer to that, also where none of them is required
 */
export function judgeAnswers(
  typed: (name: string) => string | null,
  { fields: names, required }: AnswerRules,
): JudgedAnswers {
  const fields: Record<string, string> = {}
  const problems: AnswerProblem[] = []
  for (const name of names) {
    const given = typed(name) ?? ''
    const value = given.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '')
    if (value.length > maxAnswerLength) problems.push({ name, problem: 'too_long', typed: value })
    else if (value === '') {
      if (required.includes(name)) problems.push({ name, problem: 'missing', typed: given })
    } else if (name === emailInput && !readEmailAddress(value).ok)
      problems.push({ name, problem: 'invalid', typed: value })
    else fields[name] = value
  }
  const asked = identityInputs.find((name) => names.includes(name))
  if (problems.length === 0 && asked !== undefined && !identifies(fields))
    problems.push({ name: asked, problem: 'missing', typed: '' })
  return { fields, problems }
}

/** Whether answers name somebody: an address that can be written to, a number or a name. */
export function identifies(fields: Readonly<Record<string, string>>): boolean {
  return identityInputs.some((name) => {
    const value = fields[name] ?? ''
    return name === emailInput ? readEmailAddress(value).ok : /[\p{L}\p{N}]/u.test(value)
  })
}
