// The translator: French decides which messages exist, English has the same keys (the type and a
// test see to it). A language's messages are loaded when they are first needed.
import { createI18n } from 'vue-i18n'
import { languages, type Language } from '#shared/contract/settings.contract.ts'
import { stageNames, type StageSetting } from '#shared/rules/leads/stages.ts'
import type { FirstMessages, PageTexts } from './fr/messages.ts'

const loadMessages: Record<Language, () => Promise<{ messages: FirstMessages }>> = {
  fr: () => import('./fr/messages.ts'),
  en: () => import('./en/messages.ts'),
}
const loadTexts: Record<Language, () => Promise<{ pageTexts: PageTexts }>> = {
  fr: () => import('./fr/pageTexts.ts'),
  en: () => import('./en/pageTexts.ts'),
}

const emptyTranslator = (locale: Language) =>
  createI18n({
    legacy: false,
    locale: locale as string,
    fallbackLocale: false,
    messages: {} as Record<string, FirstMessages>,
    pluralRules: { fr: frenchPlural },
    missingWarn: false,
    fallbackWarn: false,
  })

/** In French nothing is singular, too: 0 message. A message of three forms has its own for nothing. */
function frenchPlural(count: number, forms: number): number {
  const many = Math.abs(count) < 2 ? 0 : 1
  return forms < 3 ? many : count === 0 ? 0 : many + 1
}

export type Translator = ReturnType<typeof emptyTranslator>

/**
 * A translator that speaks one language on the first page; others follow with `loadLanguage`, other
 * pages with `loadPageTexts`.
 */
export async function createTranslator(locale: Language): Promise<Translator> {
  const translator = emptyTranslator(locale)
  await loadLanguage(translator.global, locale)
  return translator
}

/**
 * Makes a language's messages available, once.
 * @throws if their file cannot be loaded
 */
export async function loadLanguage(
  translations: Pick<Translator['global'], 'availableLocales' | 'setLocaleMessage'>,
  language: Language,
): Promise<void> {
  if (translations.availableLocales.includes(language)) return
  const { messages } = await loadMessages[language]()
  translations.setLocaleMessage(language, messages)
}

type Pages = Pick<
  Translator['global'],
  'availableLocales' | 'setLocaleMessage' | 'getLocaleMessage' | 'mergeLocaleMessage'
>
/** Whether all pages can be shown in a language. */
export const hasPageTexts = (translations: Pages, language: Language): boolean =>
  'webox' in translations.getLocaleMessage(language)

/**
 * Makes a language's messages of all pages available, once.
 * @throws if their file cannot be loaded
 */
export async function loadPageTexts(translations: Pages, language: Language): Promise<void> {
  await loadLanguage(translations, language)
  if (hasPageTexts(translations, language)) return
  const { pageTexts } = await loadTexts[language]()
  translations.mergeLocaleMessage(language, pageTexts)
}

/**
 * Calls the stages as the business does, wherever a message of this language names one
 * (`stages.won`). As functions: a name may hold signs that mean something in a message.
 */
export function nameStages(
  translations: Pick<Translator['global'], 'mergeLocaleMessage'>,
  language: Language,
  stages: readonly StageSetting[],
): void {
  const names = Object.entries(stageNames(stages, language))
  translations.mergeLocaleMessage(language, {
    stages: Object.fromEntries(names.map(([status, name]) => [status, () => name])),
  })
}

/** For pages that write in the language of a campaign or funnel, whatever the interface speaks. */
export async function loadAllLanguages(translator: Translator): Promise<void> {
  await Promise.all(languages.map((language) => loadPageTexts(translator.global, language)))
}
