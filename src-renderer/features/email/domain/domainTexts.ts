// The texts of the domain's dialog, which come with it: the first page does without them. They are
// plain sentences with places in braces, so they need no translator of their own.
import { useI18n } from 'vue-i18n'
import { domainDoctor as en } from '../../../i18n/en/email/domainDoctor.ts'
import { domainDoctor as fr, type DomainDoctorTexts } from '../../../i18n/fr/email/domainDoctor.ts'

type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> }
const texts: Record<'fr' | 'en', Texts<DomainDoctorTexts>> = { fr, en }
type Place = { [K in keyof DomainDoctorTexts]: DomainDoctorTexts[K] extends string ? K : never }
export type DomainText = Place[keyof Place]

/** A sentence with its places filled in; a value nobody gave leaves its place empty. */
const filled = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))

/** `texts()` are those in the language of the interface; `say` fills one in. */
export const useDomainTexts = () => {
  const { locale } = useI18n()
  const current = () => texts[locale.value === 'en' ? 'en' : 'fr']
  return {
    texts: current,
    filled,
    say: (key: DomainText, values: Record<string, string | number> = {}): string =>
      filled(current()[key], values),
  }
}
