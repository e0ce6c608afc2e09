// The words all templates share: names of fields, the two consents, the legal notice. Reviewed with
// care: these are kept as proof.
import type { formFieldNames } from '#shared/blocks/page/form.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { pageWords } from '#shared/rules/pageWords.ts'

export const fieldLabels: Record<Language, Record<(typeof formFieldNames)[number], string>> = {
  fr: pageWords.fr.fields,
  en: pageWords.en.fields,
}

export const templateWords = {
  fr: {
    address: '[[adresse du lieu]]',
    questions: 'Vos questions',
    consent:
      'J’accepte de recevoir par e-mail les conseils et les offres de {business}. Je peux arrêter à tout moment, par le lien présent dans chaque message.',
    measureConsent:
      'J’accepte que {business} mesure mes ouvertures et mes clics dans ses e-mails pour m’écrire plus à propos. Ce choix est séparé du précédent et je peux le retirer à tout moment.',
    legal:
      'Les informations que vous donnez ici servent à répondre à votre demande et, si vous l’avez accepté, à vous écrire. Elles ne sont gardées que le temps nécessaire à ces usages. Vous pouvez les consulter, les corriger, les faire effacer ou vous opposer à leur usage.\nPour cela, écrivez à {contact}.\nVous pouvez aussi adresser une réclamation à la [CNIL](https://www.cnil.fr/fr/plaintes).\n\nCette page ne dépose aucun cookie et compte ses visites sans identifier personne.',
  },
  en: {
    address: '[[address of the place]]',
    questions: 'Your questions',
    consent:
      'I agree to receive advice and offers from {business} by e-mail. I can stop at any time, by the link in every message.',
    measureConsent:
      'I agree that {business} measures when I open and click in its e-mails, so as to write to me about what matters to me. This choice is separate from the one above and I can withdraw it at any time.',
    legal:
      'What you enter here is used to answer your request and, if you agreed to it, to write to you. It is only kept for as long as these uses require. You can see it, correct it, have it erased or object to its use.\nTo do so, write to {contact}.\nYou can also complain to your data protection authority.\n\nThis page sets no cookie and counts its visits without identifying anybody.',
  },
} as const
