// The translator: French decides which messages exist, English has the same keys (the type and a
// test see to it).
import { createI18n } from 'vue-i18n'
import type { Language } from '#shared/contract/settings.contract.ts'
import { messages as en } from './en/messages.ts'
import { messages as fr } from './fr/messages.ts'

export const createTranslator = (locale: Language) =>
  createI18n({
    legacy: false,
    locale,
    fallbackLocale: 'fr',
    messages: { fr, en },
    pluralRules: { fr: frenchPlural },
    missingWarn: false,
    fallbackWarn: false,
  })

// In French nothing is singular, too: 0 message.
const frenchPlural = (count: number) => (Math.abs(count) < 2 ? 0 : 1)

export type Translator = ReturnType<typeof createTranslator>
