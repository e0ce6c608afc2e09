// Whether a page says that something comes by e-mail: then something must.
const thing = {
  fr: 'guide|liste|fichier|documents?|pdf|livre|e-?book|check-?list|accès|lien|cadeau|modèles?|replay|invitations?',
  en: 'guide|check-?list|list|files?|documents?|pdf|book|e-?book|access|link|gift|templates?|replay|invitations?',
}
const promises = [
  new RegExp(
    `(?<!\\p{L})(?:${thing.fr})(?!\\p{L})[^.!?\\n]{0,60}(?<!\\p{L})(?:arrive(?:nt|ront)?|est en route|part|partent|(?:vous )?attend|(?:vous )?est envoyée?)(?!\\p{L})`,
    'iu',
  ),
  /(?<!\p{L})(?:arrive(?:nt|ront)?|recevrez|envoyons)(?!\p{L})[^.!?\n]{0,60}(?:par (?:e-?mail|courriel|mail)|dans votre boîte)/iu,
  /c[’']est en route/iu,
  new RegExp(
    `\\b(?:${thing.en})\\b[^.!?\\n]{0,60}\\b(?:is|are) (?:on (?:its|their) way|(?:also )?waiting in)`,
    'i',
  ),
  /\b(?:arrives?|will arrive|will receive|is sent|are sent|waiting)\b[^.!?\n]{0,60}\b(?:by e-?mail|in your inbox)/i,
  /it is on its way/i,
] as const

/** @param texts what a visitor reads of a page, its consents apart */
export const promisesMail = (texts: readonly string[]): boolean =>
  texts.some((text) => promises.some((promise) => promise.test(text)))
