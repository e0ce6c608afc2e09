// Forms that come back to the visitor: to be completed, to be confirmed, or because the words of a
// consent have changed. Everything typed comes along.
import { answerIn, type AnswerProblem } from '#shared/rules/formAnswers.ts'
import { inlineHtml } from '#shared/rules/pages/pageText.ts'
import { formInputs } from '#shared/rules/relayPages.ts'
import type { ReadyPage } from './pageServing.ts'
import { fieldLabel, ownPage, problemText, type Language } from './relayTexts.ts'

export type Form = ReadyPage['forms'][string]

/** Long texts are cut where they are repeated, in characters. */
const maxRepeated = 100

const boxes: readonly string[] = [formInputs.consent, formInputs.measureConsent]

/** What was typed, but for the inputs that are asked again. */
function typed(
  form: Form,
  values: URLSearchParams,
  without: readonly string[],
): [string, string][] {
  return [...form.fields, ...boxes].flatMap((name): [string, string][] =>
    values.has(name) && !without.includes(name) ? [[name, answerIn(values, name) ?? '']] : [],
  )
}

const labelOf = (language: Language, form: Form, name: string): string =>
  form.labels?.[name] ?? fieldLabel(language, name)

/** Each field that cannot be used is named as the page names it, with what was typed. */
export function askToComplete(
  language: Language,
  form: Form,
  values: URLSearchParams,
  problems: readonly AnswerProblem[],
): string {
  const names = problems.map(({ name }) => name)
  const kept = [formInputs.time, formInputs.wording].map((name): [string, string] => [
    name,
    values.get(name) ?? '',
  ])
  return ownPage(language, 'incomplete', {
    form: {
      button: 'againButton',
      values: [
        ...typed(form, values, names),
        ...kept.filter(([name]) => values.has(name)),
        [formInputs.honeypot, ''],
      ],
      fields: problems.map(({ name, problem, typed: value }) => ({
        ...{ name, value },
        label: labelOf(language, form, name),
        problem: problemText(language, problem, shortened(value)),
        ...(form.choices?.[name] === undefined ? {} : { offered: form.choices[name] }),
      })),
    },
  })
}

const shortened = (text: string): string =>
  text.length <= maxRepeated ? text : `${text.slice(0, maxRepeated)}…`

/** Nothing is wrong but the time, or the trap: one button sends it. */
export function askAgain(
  language: Language,
  form: Form,
  values: URLSearchParams,
  time: string,
): string {
  const wording = values.get(formInputs.wording)
  return ownPage(language, 'again', {
    form: {
      button: 'againButton',
      values: [
        ...typed(form, values, []),
        ...(wording === null ? [] : [[formInputs.wording, wording] as [string, string]]),
        [formInputs.honeypot, ''],
        [formInputs.time, time],
      ],
    },
  })
}

/** The boxes as their words are now, unticked: nobody agrees to what he did not see. */
export function askConsentAgain(
  language: Language,
  form: Form,
  values: URLSearchParams,
  time: string,
): string {
  const choices = [
    [formInputs.consent, form.consentText ?? ''],
    [formInputs.measureConsent, form.measureConsentText ?? ''],
  ] as const
  return ownPage(language, 'wording', {
    form: {
      button: 'againButton',
      values: [
        ...typed(form, values, boxes),
        [formInputs.honeypot, ''],
        [formInputs.wording, form.wordingHash],
        [formInputs.time, time],
      ],
      choices: choices
        .filter(([, text]) => text.trim() !== '')
        .map(([name, text]) => ({ name, html: inlineHtml(text) })),
    },
  })
}
