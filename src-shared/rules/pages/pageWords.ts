// The few words a page says by itself, in the visitor's language; dates and prices as that language
// writes them.
import { leadFieldWords } from '../../leadFields/leadFieldWords.ts'

export type PageLanguage = 'fr' | 'en'

export const pageWords = {
  fr: {
    required: 'obligatoire',
    optional: 'facultatif',
    doNotFill: 'Ne rien écrire ici',
    watch: 'Voir la vidéo',
    elsewhere: 'sur {host}, dans un nouvel onglet',
    legal: 'Informations légales',
    consents: 'Vos choix',
    questions: 'Questions',
    price: 'prix',
    video: 'adresse de la vidéo',
    send: 'Envoyer',
    yes: 'Oui',
    no: 'Non',
    fields: leadFieldWords.fr.formLabels,
  },
  en: {
    required: 'required',
    optional: 'optional',
    doNotFill: 'Leave this empty',
    watch: 'Watch the video',
    elsewhere: 'on {host}, in a new tab',
    legal: 'Legal information',
    consents: 'Your choices',
    questions: 'Questions',
    price: 'price',
    video: 'address of the video',
    send: 'Send',
    yes: 'Yes',
    no: 'No',
    fields: leadFieldWords.en.formLabels,
  },
} as const

const locales = { fr: 'fr-FR', en: 'en-GB' } as const

export const ogLocales = { fr: 'fr_FR', en: 'en_GB' } as const

/** A price without decimals where it is whole. */
export function priceText(amount: number, currency: string, language: PageLanguage): string {
  const digits = Number.isInteger(amount) ? 0 : 2
  return new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount)
}

/** A moment in words, with its time zone: the reader may be in another. */
export function momentText(moment: string, language: PageLanguage, timeZone: string): string {
  const date = new Date(moment)
  const said = new Intl.DateTimeFormat(locales[language], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(date)
  const zone = (timeZoneName: 'longGeneric' | 'shortOffset') =>
    new Intl.DateTimeFormat(locales[language], { timeZone, timeZoneName })
      .formatToParts(date)
      .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  const [name, offset] = [zone('longGeneric'), zone('shortOffset')]
  // Where the zone has no name but its offset, one of them is enough.
  return /^(UTC|GMT)/.test(name)
    ? `${said} (${offset.replace(/[+]0$/, '')})`
    : `${said} (${name}, ${offset})`
}
