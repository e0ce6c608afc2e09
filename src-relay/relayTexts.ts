// The relay's own pages, in French and English: short, without script, readable by everybody.
import { fieldOfInput } from '#shared/leadFields/leadFields.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import type { AnswerProblem } from '#shared/rules/formAnswers.ts'
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
      'Beaucoup de demandes sont arrivées de votre connexion. Celle-ci n’est pas enregistrée : patientez une minute, puis réessayez.',
    ],
    tooLarge: [
      'Envoi trop volumineux',
      'Ce que vous avez saisi est trop long. Revenez en arrière et raccourcissez-le.',
    ],
    incomplete: [
      'À corriger avant l’envoi',
      'Rien n’est encore enregistré. Corrigez ce qui suit, puis envoyez : le reste est gardé.',
    ],
    wording: [
      'Le texte a changé',
      'Le texte que vous avez accepté a été modifié depuis l’ouverture de la page. Rien n’est encore enregistré : dites ce que vous acceptez, puis envoyez.',
    ],
    again: [
      'Confirmez votre envoi',
      'Le formulaire est resté ouvert longtemps ou a été envoyé très vite. Rien n’est encore enregistré : confirmez pour envoyer.',
    ],
    againButton: 'Envoyer',
    thanks: ['Merci', 'Nous avons bien reçu votre envoi.'],
    unsubscribe: ['Se désabonner', 'Voulez-vous ne plus recevoir ces messages ?'],
    unsubscribeButton: 'Me désabonner',
    unsubscribed: ['C’est fait', 'Vous êtes désabonné : vous ne recevrez plus ces messages.'],
    topics: [
      'Choisir ce que vous recevez',
      'Cochez ce que vous ne voulez plus recevoir. Ce que vous avez déjà quitté le reste.',
    ],
    nothingChosen: [
      'Aucune case cochée',
      'Rien n’a été enregistré : cochez ce que vous ne voulez plus recevoir, ou fermez cette page.',
    ],
    topicsButton: 'Enregistrer',
    topicsLeft: ['C’est fait', 'Vous ne recevrez plus de messages sur ce que vous avez coché.'],
    confirm: [
      'Confirmer votre inscription',
      'Il reste à confirmer que cette adresse est la vôtre.',
    ],
    confirmButton: 'Confirmer',
    confirmed: ['Merci', 'Votre confirmation est bien enregistrée.'],
    received: ['Demande reçue', 'Votre demande est bien reçue et sera traitée.'],
    damagedLink: [
      'Lien incomplet',
      'Ce lien a été coupé ou modifié en chemin : rien n’a été enregistré. Ouvrez-le à nouveau depuis le message, en entier, ou répondez au message.',
    ],
    damagedAddress: [
      'Lien incomplet',
      'Ce lien a été coupé ou modifié en chemin, ou ne vient pas d’un message envoyé d’ici : rien n’a été ouvert ni noté. Ouvrez-le à nouveau depuis le message, en entier, ou répondez au message.',
    ],
    stopMeasuringButton: 'Ne plus mesurer les liens que j’ouvre',
    measuringStopped: [
      'C’est fait',
      'Les liens que vous ouvrez dans nos messages ne sont plus mesurés, y compris dans ceux que vous avez déjà reçus. Ce qui avait été noté sera effacé. Vous recevez toujours les messages.',
    ],
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
      'Many requests came from your connection. This one is not stored: wait a minute, then try again.',
    ],
    tooLarge: ['Too much to send', 'What you entered is too long. Go back and shorten it.'],
    incomplete: [
      'To correct before sending',
      'Nothing is stored yet. Correct what follows, then send: the rest is kept.',
    ],
    wording: [
      'The words have changed',
      'The words you agreed to were changed since the page was opened. Nothing is stored yet: say what you agree to, then send.',
    ],
    again: [
      'Confirm what you send',
      'The form was open for a long time or was sent very quickly. Nothing is stored yet: confirm to send it.',
    ],
    againButton: 'Send',
    thanks: ['Thank you', 'We received what you sent.'],
    unsubscribe: ['Unsubscribe', 'Do you want to stop receiving these messages?'],
    unsubscribeButton: 'Unsubscribe',
    unsubscribed: ['Done', 'You are unsubscribed: you will not receive these messages any more.'],
    topics: [
      'Choose what you receive',
      'Tick what you no longer want to receive. What you left before stays left.',
    ],
    nothingChosen: [
      'No box is ticked',
      'Nothing was stored: tick what you no longer want to receive, or close this page.',
    ],
    topicsButton: 'Save',
    topicsLeft: ['Done', 'You will get no more messages about what you ticked.'],
    confirm: ['Confirm your subscription', 'Please confirm that this address is yours.'],
    confirmButton: 'Confirm',
    confirmed: ['Thank you', 'Your confirmation is stored.'],
    received: ['Request received', 'Your request was received and will be dealt with.'],
    damagedLink: [
      'Incomplete link',
      'This link was cut or changed on its way: nothing was stored. Open it again from the message, the whole of it, or reply to the message.',
    ],
    damagedAddress: [
      'Incomplete link',
      'This link was cut or changed on its way, or is of no message sent from here: nothing was opened or noted. Open it again from the message, the whole of it, or reply to the message.',
    ],
    stopMeasuringButton: 'Stop measuring the links I open',
    measuringStopped: [
      'Done',
      'The links you open in our messages are no longer measured, those you have received before included. What had been noted will be deleted. You still receive the messages.',
    ],
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

/** Around the boxes of the page of topics. */
export const topicsWords = {
  fr: {
    legend: 'Ne plus recevoir',
    all: 'Tout : plus aucun message',
    from: (business: string) => `Expéditeur : ${business}`,
  },
  en: {
    legend: 'No longer receive',
    all: 'Everything: no message at all',
    from: (business: string) => `Sender: ${business}`,
  },
}

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

const problemTexts = {
  fr: {
    missing: () => 'À remplir.',
    invalid: (typed: string) => `« ${typed} » ne peut pas être utilisé comme adresse e-mail.`,
    too_long: () => 'Trop long : 2 000 caractères au plus.',
  },
  en: {
    missing: () => 'To fill in.',
    invalid: (typed: string) => `“${typed}” cannot be used as an e-mail address.`,
    too_long: () => 'Too long: 2,000 characters at most.',
  },
}

/** What is wrong with an answer, in the visitor's words. */
export const problemText = (
  language: Language,
  problem: AnswerProblem['problem'],
  typed: string,
): string => problemTexts[language][problem](typed)

/** `offered`: what it is chosen from. */
type AskedField = {
  name: string
  label: string
  value: string
  problem: string
  offered?: { options: string[]; isMany: boolean }
}
type AskedForm = {
  button: ButtonLabel
  action?: string
  /** Sent along unseen. */
  values: [string, string][]
  /** Asked again, with what is wrong about it. */
  fields?: AskedField[]
  /** Boxes, unticked unless they say so; their words are HTML already. */
  choices?: { name: string; html: string; value?: string; isTicked?: boolean }[]
  /** What the boxes are, where they stand alone. */
  legend?: string
}
/** `notes`: lines under the text. */
/** `other`: something else to choose, below the first. */
type More = { items?: string[]; notes?: string[]; form?: AskedForm; other?: AskedForm | undefined }

export function ownPage(
  language: Language,
  message: Message,
  { items = [], notes = [], form, other }: More = {},
): string {
  const [title, text] = texts[language][message]
  const list =
    items.length === 0
      ? ''
      : `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`
  const sent = [form, other].map((one) => (one === undefined ? '' : formHtml(language, one)))
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title>
<style>body{margin:0;font:1.1rem/1.5 system-ui,sans-serif;color:#1c1f26;background:#f6f7f9}p label{display:block;font-weight:600}p input:not([type=checkbox]),p select,p textarea{box-sizing:border-box;width:100%;font:inherit;padding:.6rem;border:1px solid #5b6270;border-radius:.5rem}p input[type=checkbox]+label{display:inline;font-weight:400}.problem{color:#a3161a}fieldset{margin:0 0 1.2rem;padding:.4rem 1rem;border:1px solid #5b6270;border-radius:.5rem}legend{padding:0 .4rem;font-weight:600}fieldset p{margin:.7rem 0}input[type=checkbox]{width:1.2rem;height:1.2rem;vertical-align:-.2rem}input:focus-visible,select:focus-visible,textarea:focus-visible{outline:3px solid #1c1f26;outline-offset:2px}main{box-sizing:border-box;width:min(32rem,100% - 2rem);margin:12vh auto;padding:2rem;background:#fff;border-radius:.75rem}h1{margin-top:0;font-size:1.5rem}button{font:inherit;padding:.7rem 1.4rem;border:0;border-radius:.5rem;background:#2457c5;color:#fff;cursor:pointer}form+form{margin-top:1.5rem}form+form button{background:#fff;color:#2457c5;box-shadow:inset 0 0 0 1px #2457c5}button:focus-visible{outline:3px solid #1c1f26;outline-offset:2px}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('')}${list}${sent.join('')}</main></body></html>
`
}

function formHtml(
  language: Language,
  { button, action, values, fields = [], choices = [], legend }: AskedForm,
): string {
  const hidden = values.map(
    ([name, value]) =>
      `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  const asked = fields.map(fieldHtml)
  const boxes = choices.map(
    ({ name, html, value = 'yes', isTicked = false }, index) =>
      `<p><input type="checkbox" id="choice-${index}" name="${escapeHtml(name)}" value="${escapeHtml(value)}"${isTicked ? ' checked' : ''}> <label for="choice-${index}">${html}</label></p>`,
  )
  const asks =
    legend === undefined
      ? boxes
      : [`<fieldset><legend>${escapeHtml(legend)}</legend>${boxes.join('')}</fieldset>`]
  const to = action === undefined ? '' : ` action="${escapeHtml(action)}"`
  const label = escapeHtml(texts[language][button])
  return `<form method="post"${to}>${[...hidden, ...asked, ...asks].join('')}<button type="submit">${label}</button></form>`
}

/** Longest text that is shown on one line, in characters. */
const maxLine = 200

function fieldHtml({ name, label, value, problem, offered }: AskedField, index: number): string {
  const id = `field-${index}`
  const wrong = `<span id="problem-${index}" class="problem">${escapeHtml(problem)}</span>`
  const named = `id="${id}" name="${escapeHtml(name)}"`
  const told = `aria-describedby="problem-${index}"`
  if (offered?.isMany === true) {
    const boxes = offered.options.map(
      (option, at) =>
        `<p><input type="checkbox" id="${id}-${at}" name="${escapeHtml(name)}" value="${escapeHtml(option)}"> <label for="${id}-${at}">${escapeHtml(option)}</label></p>`,
    )
    return `<fieldset ${told}><legend>${escapeHtml(label)}</legend>${wrong}${boxes.join('')}</fieldset>`
  }
  const labelled = `<p><label for="${id}">${escapeHtml(label)}</label>`
  if (offered !== undefined) {
    const options = ['', ...offered.options].map(
      (option) => `<option>${escapeHtml(option)}</option>`,
    )
    return `${labelled}<select ${named} ${told}>${options.join('')}</select>${wrong}</p>`
  }
  // One line would lose the ends of the others.
  if (value.length > maxLine || value.includes('\n'))
    return `${labelled}<textarea ${named} ${told} rows="8">${escapeHtml(value)}</textarea>${wrong}</p>`
  return `${labelled}<input ${named} value="${escapeHtml(value)}" ${told}>${wrong}</p>`
}

export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(`'`, '&#39;')
