// How the texts in resources/ are written and read: each sentence stands there in every language,
// side by side, and is checked by a schema before it is used.
import { z } from 'zod'
import type { Language } from '#shared/contract/settings.contract.ts'

type TextRules = {
  /** Names that may stand in single braces: `{business}`. */
  placeholders?: readonly string[]
  /** True if a language may have nothing to say there. */
  canBeEmpty?: boolean
}

/** A text in one language. */
export const writtenText = ({ placeholders = [], canBeEmpty = false }: TextRules = {}) =>
  z.string().superRefine((text, context) => {
    if (text.trim() === '' && !canBeEmpty) context.addIssue('the text is missing')
    for (const problem of unfinishedParts(text, placeholders)) context.addIssue(problem)
  })

/** A text in every language: `{ "fr": "Bonjour", "en": "Hello" }`. */
export const localisedText = (rules: TextRules = {}) =>
  z.strictObject({ fr: writtenText(rules), en: writtenText(rules) })

/** What is left open in a text: `[[place to fill]]`, `{{ merge_field }}` and `{placeholder}` end. */
function unfinishedParts(text: string, placeholders: readonly string[]): string[] {
  const problems: string[] = []
  const rest = text
    .replace(/\[\[[^[\]]*[^\s[\]][^[\]]*\]\]/gu, '')
    .replace(/\{\{[^{}]*[^\s{}][^{}]*\}\}/gu, '')
    .replace(/‹[^‹›|]*\|[^‹›|]*›/gu, '')
    .replace(/\{([^{}]*)\}/gu, (whole, name: string) => {
      if (!placeholders.includes(name)) problems.push(`unknown placeholder ${whole}`)
      return ''
    })
  const open = /\[\[|\]\]|[{}‹›]/u.exec(rest)?.[0]
  if (open !== undefined) problems.push(`unfinished placeholder: “${open}” stands alone`)
  const left = /\b(?:TODO|FIXME|TBD|lorem ipsum)\b/iu.exec(rest)?.[0]
  if (left !== undefined) problems.push(`unfinished text: “${left}”`)
  return problems
}

/** The same value with one language's text in place of each `{ fr, en }`. */
export type InLanguage<T> = T extends { fr: infer French; en: infer English }
  ? French | English
  : T extends object
    ? { [Key in keyof T]: InLanguage<T[Key]> }
    : T

export function inLanguage<T>(value: T, language: Language): InLanguage<T> {
  return chosen(value, language) as InLanguage<T> // `chosen` does to values what the type says.
}

function chosen(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((item) => chosen(item, language))
  if (typeof value !== 'object' || value === null) return value
  if ('fr' in value && 'en' in value) return value[language]
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, chosen(inner, language)]),
  )
}

/**
 * A file of resources/, checked when it is first asked for: starting the application reads none.
 * @throws what the schema has against it, which the build would have said before
 */
export function readOnce<Schema extends z.ZodType>(
  schema: Schema,
  content: unknown,
): () => z.infer<Schema> {
  let read: { value: z.infer<Schema> } | undefined
  return () => (read ??= { value: schema.parse(content) }).value
}

/** The same for a file of texts, in one language. */
export function readInLanguage<Schema extends z.ZodType>(
  schema: Schema,
  content: unknown,
): (language: Language) => InLanguage<z.infer<Schema>> {
  const read = readOnce(schema, content)
  const texts = new Map<Language, InLanguage<z.infer<Schema>>>()
  return (language) => {
    const known = texts.get(language) ?? inLanguage(read(), language)
    texts.set(language, known)
    return known
  }
}
