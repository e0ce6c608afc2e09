// The relay's own pages, in French and English: short, without script, readable by everybody.
import { fieldOfInput } from '#shared/leadFields/leadFields.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import { questionMark } from '#shared/rules/relayPages.ts'

export type Language = 'fr' | 'en'

const texts = {
  fr: {
    notFound: [
      'Page introuvable',
      'Cette adresse ne mène nulle part. Vérifiez le lien que vous avez suivi.',
    ],
    outOfService: [
      'Momentanément indisponible',
      'Cette page ne peut pas recevoir votre demande en ce moment. Réessayez plus tard.',
    ],
    tooMany: [
      'Trop de demandes',
      'Beaucoup de demandes sont arrivées de votre connexion. Patientez une minute, puis réessayez.',
    ],
    tooLarge: [
      'Envoi trop volumineux',
      'Ce que vous avez saisi est trop long. Revenez en arrière et raccourcissez-le.',
    ],
    incomplete: ['Il manque quelque chose', 'Revenez en arrière et remplissez ces champs :'],
    again: [
      'Confirmez votre envoi',
      'Le formulaire est resté ouvert longtemps ou a été envoyé très vite. Rien n’est encore enregistré : confirmez pour envoyer.',
    ],
    againButton: 'Envoyer',
    thanks: ['Merci', 'Nous avons bien reçu votre envoi.'],
    unsubscribe: ['Se désabonner', 'Voulez-vous ne plus recevoir ces messages ?'],
    unsubscribeButton: 'Me désabonner',
    unsubscribed: ['C’est fait', 'Vous êtes désabonné : vous ne recevrez plus ces messages.'],
    confirm: [
      'Confirmer votre inscription',
      'Il reste à confirmer que cette adresse est la vôtre.',
    ],
    confirmButton: 'Confirmer',
    confirmed: ['Merci', 'Votre inscription est confirmée.'],
    relay: ['Relais WeBox', 'Ce serveur publie des pages et reçoit leurs formulaires.'],
  },
  en: {
    notFound: ['Page not found', 'Nothing is at this address. Check the link you followed.'],
    outOfService: [
      'Unavailable for the moment',
      'This page cannot take your request right now. Please try again later.',
    ],
    tooMany: [
      'Too many requests',
      'Many requests came from your connection. Wait a minute, then try again.',
    ],
    tooLarge: ['Too much to send', 'What you entered is too long. Go back and shorten it.'],
    incomplete: ['Something is missing', 'Go back and fill in these fields:'],
    again: [
      'Confirm what you send',
      'The form was open for a long time or was sent very quickly. Nothing is stored yet: confirm to send it.',
    ],
    againButton: 'Send',
    thanks: ['Thank you', 'We received what you sent.'],
    unsubscribe: ['Unsubscribe', 'Do you want to stop receiving these messages?'],
    unsubscribeButton: 'Unsubscribe',
    unsubscribed: ['Done', 'You are unsubscribed: you will not receive these messages any more.'],
    confirm: ['Confirm your subscription', 'Please confirm that this address is yours.'],
    confirmButton: 'Confirm',
    confirmed: ['Thank you', 'Your subscription is confirmed.'],
    relay: ['WeBox relay', 'This server publishes pages and receives their forms.'],
  },
} as const

export type Message = {
  [Name in keyof (typeof texts)['fr']]: (typeof texts)['fr'][Name] extends string ? never : Name
}[keyof (typeof texts)['fr']]
export const ownMessages = Object.keys(texts.fr).filter(
  (name): name is Message => !name.endsWith('Button'),
)
type ButtonLabel = Exclude<keyof (typeof texts)['fr'], Message>

/** What the browser prefers; French where it says neither. */
export function languageOf(accepted: string | undefined): Language {
  const found = /\b(fr|en)\b/i.exec(accepted ?? '')
  return found?.[1]?.toLowerCase() === 'en' ? 'en' : 'fr'
}

/** A field in the visitor's words; a question of the form's own is its own name. */
export function fieldLabel(language: Language, input: string): string {
  const field = fieldOfInput(input)
  return field === null ? input.replace(questionMark, '') : leadFieldWords[language].names[field]
}

type More = {
  items?: string[]
  form?: { button: ButtonLabel; action?: string; values: [string, string][] }
}

export function ownPage(
  language: Language,
  message: Message,
  { items = [], form }: More = {},
): string {
  const [title, text] = texts[language][message]
  const list =
    items.length === 0
      ? ''
      : `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`
  const inputs = (form?.values ?? [])
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    )
    .join('')
  const action = form?.action === undefined ? '' : ` action="${escapeHtml(form.action)}"`
  const sent =
    form === undefined
      ? ''
      : `<form method="post"${action}>${inputs}<button type="submit">${escapeHtml(texts[language][form.button])}</button></form>`
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title>
<style>body{margin:0;font:1.1rem/1.5 system-ui,sans-serif;color:#1c1f26;background:#f6f7f9}main{box-sizing:border-box;width:min(32rem,100% - 2rem);margin:12vh auto;padding:2rem;background:#fff;border-radius:.75rem}h1{margin-top:0;font-size:1.5rem}button{font:inherit;padding:.7rem 1.4rem;border:0;border-radius:.5rem;background:#2457c5;color:#fff;cursor:pointer}button:focus-visible{outline:3px solid #1c1f26;outline-offset:2px}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${list}${sent}</main></body></html>
`
}

export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(`'`, '&#39;')
