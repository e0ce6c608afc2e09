// The brief as the forms hold it, and the mail as a reader without merge values would see it.
import type { Language } from '#shared/contract/settings.contract.ts'
import { compileHtml, renderTemplate } from '#shared/rules/mergeFields/mergeTemplate.ts'
import { withMarkedPlaces } from '#shared/rules/placesToFill.ts'

export type Brief = {
  topic: string
  targetAudience: string
  goal: string
  language: Language
  writer: 'auto' | 'built-in'
}

export const emptyBrief = (language: Language): Brief => ({
  topic: '',
  targetAudience: '',
  goal: '',
  language,
  writer: 'auto',
})

/** Merge fields show their fallback, and places to fill stand out. */
export const withFallbacks = (html: string): string =>
  withMarkedPlaces(renderTemplate(compileHtml(html), {}, { showsUnknown: true }))
