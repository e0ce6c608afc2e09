// What stands on the line of a field, where that decides whether it is one: a greeting before it, or
// another field that no words look like.

/** Right before a field, on its line; and the whole line, as it is read and as it is written. */
export type FieldLine = { before: string; whole: string }
/** @param start of the field in the text that is read @param end behind it */
export type LineReader = (start: number, end: number) => FieldLine

/** No further is looked, in signs, so that a text of fields alone is read once. */
export const nearSigns = 200

/** Of a text, whose lines are its own. */
export const linesOf =
  (text: string): LineReader =>
  (start, end) => {
    const left = text.slice(Math.max(0, start - nearSigns), start)
    const before = left.slice(left.lastIndexOf('\n') + 1)
    const right = text.slice(start, end + nearSigns)
    const stop = right.indexOf('\n', end - start)
    return { before, whole: before + (stop < 0 ? right : right.slice(0, stop)) }
  }

/** In quotes it is said how a message begins. Other fields may stand between, as `«Civilité»`. */
const greeting =
  /(?<!\p{L})(?<![«“"]\s?)(?:bonjour|bonsoir|salut|coucou|chers?|chères?|hello|hi|hey|dear|good (?:morning|afternoon|evening)|bienvenue|welcome|hola|hallo|liebe[rs]?|guten tag)[\s,*_]{1,8}(?:«[\p{L}\p{N}_]{2,40}»[\s,*_]{1,8}){0,4}$/iu

/** True if a reader is addressed right before the field. */
export const isGreeted = ({ before }: FieldLine): boolean => greeting.test(before.slice(-nearSigns))

/** True if a word of Sendy stands there that nobody else writes. */
export const hasMarkOfSendy = ({ whole }: FieldLine): boolean =>
  /\[(?:unsubscribe|webversion|reconsent|current(?:year|date|(?:month|day)(?:number)?))\]|,\s?fallback\s?=|<(?:unsubscribe|webversion|reconsent)\b/.test(
    whole,
  )

/** The names in `<<…>>`, and those in `«…»` with a `_`. */
export const mailMergeNames = ({ whole }: FieldLine): string[] =>
  [
    ...whole.matchAll(
      /<<([\p{L}_][^<>\n]{1,60})>>|«(\p{L}[\p{L}\p{N}]{0,40}_[\p{L}\p{N}_]{1,40})»/gu,
    ),
  ].map(([, angled, quoted]) => angled ?? quoted ?? '')
