// What a published page and the relay that serves it agree on: names of form fields, addresses of
// forms and buttons, and the places in the HTML that are filled in while serving. All addresses are
// relative, so that a page works at /f/<funnel>/ and at /f/<funnel>/<page>.
import { leadFields, type FormFieldName } from '../leadFields/leadFields.ts'

/** Names of the inputs a form has besides the lead's own fields. */
export const formInputs = {
  /** Left empty by people and hidden from them; what fills it in is a program. */
  honeypot: 'website',
  /** Holds `pagePlaces.formTime`: when the page was served, authenticated by the relay. */
  time: 'formTime',
  /** Hash of the consent texts the page shows: what was agreed to is what was seen. */
  wording: 'wording',
  /** Two separate checkboxes, unticked, with any value: ticked is yes. */
  consent: 'consent',
  measureConsent: 'measureConsent',
} as const

/**
 * Name of the input of a field. A question of the form's own is named by its words, so that the
 * answer keeps them whatever becomes of the
 * page; the mark before it makes it none of the names above and none of a lead's fields. A question
 * that fills in a custom field is named by the field's key.
 */
export function inputName({ field, label, customKey }: AskedField): string {
  if (field !== 'custom') return leadFields[field].form.input
  if (customKey !== undefined) return customInputName(customKey)
  return `${questionMark}${label.trim().replace(/\s+/g, ' ')}`
}
type AskedField = {
  field: FormFieldName | 'custom'
  label: string
  customKey?: string | undefined
}

/** Longest name of an input that a relay takes, in characters. */
const maxInputName = 40
/** Name of the input that fills in a custom field; a key may be longer than a name. */
export const customInputName = (key: string): string => `c.${key}`.slice(0, maxInputName)
export const questionMark = '– '

/** Put into the HTML by the desktop, replaced by the relay each time the page is served. */
export const pagePlaces = {
  /** As the value of the hidden input `formInputs.time`. */
  formTime: '__WEBOX_FORM_TIME__',
  /**
   * At the end of the address of a form or button: what must go with the visitor (reference, UTM),
   * or nothing. Already escaped for an attribute.
   */
  carried: '__WEBOX_CARRIED__',
} as const

export type ButtonTarget = 'next' | 'accepted' | 'declined' | 'payment'

/** `action` of a form; method POST, urlencoded. */
export const formAddress = (pageSlug: string, blockKey: string): string =>
  `${pageSlug}/form/${blockKey}${pagePlaces.carried}`

/**
 * `href` of a button. A link and not a form: browsers apply form-action to redirects too, and
 * payment links lie elsewhere.
 */
export const buttonAddress = (funnelSlug: string, pageSlug: string, target: ButtonTarget): string =>
  `../../go/${funnelSlug}/${pageSlug}/${target}${pagePlaces.carried}`

/** `src` of a picture of the bundle. */
export const assetAddress = (path: string): string => `assets/${path}`

/** Paths on the relay, after its own address. */
export const funnelPath = (funnelSlug: string): string => `/f/${funnelSlug}/`
export const unsubscribePath = (token: string): string => `/u/${token}`
/** Where sales are told; the key keeps strangers from even asking. */
export const saleHookPath = (key: string): string => `/hook/sale/${key}`
/** Where topics are left one by one; the one it names is left by one click, without one everything. */
export const preferencesPath = (token: string, topic: string | null): string =>
  topic === null ? `/p/${token}` : `/p/${token}/${topic}`
/** A link of a message that is measured; the token has the address it leads to. */
export const linkPath = (token: string): string => `/l/${token}`
export const confirmPath = (token: string): string => `/c/${token}`

/** What a token of unsubscribe and confirm may look like; the relay knows nothing else of it. */
export const tokenPattern = /^[A-Za-z0-9_-]{16,500}$/
