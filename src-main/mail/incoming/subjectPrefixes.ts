// What mail programs write before the subject of what is answered or passed on, in their languages.

const answer = '(?:re|aw|antw|r|rif|ris|rép|sv|vs|odp|resp)\\s*(?:\\[\\d+\\])?\\s*:'
const forward = '(?:fw|fwd|tr|wg)\\s*:'
const answers = new RegExp(`^\\s*${answer}`, 'iu')
const prefixes = new RegExp(`^\\s*(?:(?:${answer}|${forward})\\s*)+`, 'iu')

/** True if the subject says that it answers. */
export const isAnswerSubject = (subject: string): boolean => answers.test(subject)

/** The subject without the marks of answers and of what was passed on. */
export const withoutPrefixes = (subject: string): string => subject.replace(prefixes, '').trim()

/** True if the subject is somebody else's, answered or passed on. */
export const hasPrefix = (subject: string): boolean => prefixes.test(subject)
