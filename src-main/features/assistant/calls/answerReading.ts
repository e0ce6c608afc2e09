// What a model answered, read as the shape that was asked for: leniently in form, never in content.
import { z } from 'zod'
import { AiError } from '#main/ai/aiError.ts'
import { answerCut } from '#main/ai/aiModel.ts'
import { jsonCandidates, type JsonCandidate } from '#main/ai/answerText.ts'
import { fitToShape, type FitOptions } from '#main/ai/fitToShape.ts'
import { jsonShapeOf } from '#main/ai/jsonShape.ts'
import type { AnswerTrim } from '#shared/rules/answerTrims.ts'

/** A value of the shape, and what was taken away from it to make it one. */
export type Answered<T> = { value: T; trims: AnswerTrim[] }
export type AnswerRead<T> =
  | ({ ok: true } & Answered<T>)
  /** `isFinal`: asking again would bring the same. */
  | { ok: false; failure: AiError; isFinal: boolean }

type GivenAnswer = {
  text: string
  /** The model reached the longest length. */
  isCut?: boolean
}

export type ReadOptions = FitOptions & {
  /** Other ways to write the same, made one. */
  reshape?: (value: unknown) => unknown
}

/** Reads an answer. Nothing is made up: what is missing and needed makes it unusable. */
export function readAnswer<T>(
  { text, isCut = false }: GivenAnswer,
  schema: z.ZodType<T>,
  options: ReadOptions = {},
): AnswerRead<T> {
  const candidates = jsonCandidates(text)
  const fitted = candidates.flatMap((candidate) => fittedTo(candidate, schema, options) ?? [])
  // Of several the least bent is meant; of equals the last, as models correct themselves.
  const [best] = fitted.reverse().sort((a, b) => a.bends - b.bends)
  const words = best === undefined ? [] : onlyText(best.value)
  if (best !== undefined && !words.some((said) => declining.test(said.trim()))) {
    const cut: AnswerTrim[] = best.isCutShort ? [{ kind: 'cut_short', part: '', count: 1 }] : []
    return { ok: true, value: best.value, trims: [...best.trims, ...cut] }
  }
  return { ok: false, ...failureOf({ text, isCut }, candidates, schema) }
}

function fittedTo<T>(
  { value, isCutShort }: JsonCandidate,
  schema: z.ZodType<T>,
  { reshape, ...options }: ReadOptions,
) {
  // Half of a step is none.
  if (isCutShort && options.isExact === true) return null
  const fitted = fitToShape(reshape?.(value) ?? value, jsonShapeOf(schema), options)
  if (fitted === null) return null
  const parsed = schema.safeParse(fitted.value)
  const read = parsed.success
    ? parsed
    : schema.safeParse(withoutControls(fitted.value, parsed.error))
  if (!read.success) return null
  return { ...fitted, isCutShort, bends: fitted.bends + Number(isCutShort), value: read.data }
}

/** Line breaks in what is one line, and invisible signs: spaces, where the schema minds them. */
function withoutControls(value: unknown, { issues }: z.ZodError): unknown {
  const copy: unknown = structuredClone(value)
  for (const { path } of issues) {
    const last = path.at(-1)
    const holder = path.slice(0, -1).reduce<unknown>(innerOf, copy)
    const text = last === undefined ? undefined : innerOf(holder, last)
    if (typeof text === 'string' && typeof holder === 'object' && holder !== null)
      Object.assign(holder, { [String(last)]: text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim() })
  }
  return copy
}

/** What a value holds under a name of its own; undefined if nothing. */
export const innerOf = (holder: unknown, name: PropertyKey): unknown =>
  typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name)
    ? Reflect.get(holder, name)
    : undefined

function failureOf<T>(
  { text, isCut }: Required<GivenAnswer>,
  candidates: JsonCandidate[],
  schema: z.ZodType<T>,
): { failure: AiError; isFinal: boolean } {
  if (isCut) return { failure: answerCut(text), isFinal: true }
  const failure = (reason: AiError['reason'], words: string) =>
    new AiError(reason, words, null, { answer: text })
  if (text.replace(/[\p{C}\p{Z}\s]+/gu, '') === '')
    return { failure: failure('ai_answer_empty', 'The answer is empty.'), isFinal: false }
  const declined = declinedIn(text, candidates)
  if (declined !== null)
    return { failure: failure('ai_answer_declined', declined.slice(0, 300)), isFinal: true }
  const problems = problemsOf(candidates, schema)
  return { failure: failure('ai_answer_unusable', problems), isFinal: false }
}

const declining =
  /^\W*(?:(?:i[’']?\s?a?m|i am|we[’']re|my apologies|apologies|sorry|désolée?|je suis (?:vraiment |sincèrement )?(?:désolée?|navrée?)|navrée?|je regrette|unfortunately|malheureusement)(?!\p{L})[^]{0,80}?(?:can[’']?t|cannot|can not|unable|not able|won[’']?t|not allowed|ne peux pas|ne puis|ne suis pas en mesure|impossible|pas possible)|(?:i|we)\s+(?:can[’']?t|cannot|can not|won[’']?t|am unable|am not able|must decline|decline|do not feel comfortable|don[’']?t feel comfortable)|as an ai\b|en tant qu[’'](?:ia|intelligence|assistant)|je (?:ne peux|ne puis|ne suis pas|refuse)|sorry,? but)/iu

/** The words in which a model says that it will not; null if it says something else. */
function declinedIn(text: string, candidates: JsonCandidate[]): string | null {
  const said = candidates.length === 0 ? [text] : candidates.flatMap(({ value }) => onlyText(value))
  return said.map((words) => words.trim()).find((words) => declining.test(words)) ?? null
}

function onlyText(value: unknown): string[] {
  const [only, ...others] =
    typeof value === 'object' && value !== null ? Object.values(value) : [undefined]
  return typeof only === 'string' && others.length === 0 ? [only] : []
}

/** What is wrong, for the model and for the user's eyes. */
function problemsOf<T>(candidates: JsonCandidate[], schema: z.ZodType<T>): string {
  const last = candidates.at(-1)
  if (last === undefined) return 'It holds no JSON that can be read.'
  const { error } = schema.safeParse(last.value)
  return error === undefined
    ? 'It does not fit the schema.'
    : z.prettifyError(error).slice(0, 2_000)
}
