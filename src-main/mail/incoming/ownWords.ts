// What a person wrote, without the message that they answer: programs quote it under the answer, and
// it holds our own "unsubscribe".

/** Characters that are looked through for the end of what a person wrote. */
const maxRead = 20_000

/** "Le lun. 3 mars 2025 à 10:12, Anne <…> a écrit :", which may run over three lines. */
const introduces = /^[ \t]*(?:le|on|am|il|el|op|den|em)\b/i
const introduced =
  /\b(?:a [ée]crit|wrote|schrieb(?: [^:]{0,80})?|ha scritto|escribi[óo]|schreef|escreveu)[ \t]*:?[ \t]*$/i
const marks =
  /^[ \t]*[-_=*]{2,}[ \t]*(?:original message|message (?:d['’]origine|original|transf[ée]r[ée]|initial)|urspr[üu]ngliche nachricht|messaggio originale|mensaje original|forwarded message|original[- ]nachricht|e-?mail d['’]origine|reply above)|^_{10,}[ \t]*$/i
const writer = /^[ \t]*\*?(?:de|from|von|da)\*?[ \t]*:/i
const written =
  /^[ \t]*\*?(?:envoy[ée]|date|sent|gesendet|datum|inviato|data|enviado|fecha|to|[àa]|an|para)\*?[ \t]*:/i
const quoted = /^[ \t]*>/

/** The words above the quoted message, at most `length` characters. */
export function ownWords(text: string, length = 1500): string {
  const lines = text.slice(0, maxRead).split('\n')
  const end = lines.findIndex((line, at) => beginsQuote(line, lines.slice(at + 1, at + 3)))
  const above = (end < 0 ? lines : lines.slice(0, end)).join('\n').trim()
  // Who answers under the quote, or between its lines.
  const words = above !== '' ? above : lines.filter((line) => !isOurs(line)).join('\n')
  return words.trim().slice(0, length)
}

/** True if what somebody answers stands under or above their words; a line alone is a signature's. */
export function hasQuote(text: string): boolean {
  const lines = text.slice(0, maxRead).split('\n')
  return lines.some(
    (line, at) => !/^_+\s*$/.test(line) && beginsQuote(line, lines.slice(at + 1, at + 3)),
  )
}

function beginsQuote(line: string, next: readonly string[]): boolean {
  if (quoted.test(line) || marks.test(line)) return true
  if (writer.test(line) && written.test(next[0] ?? '')) return true
  return introduces.test(line) && [line, ...next].some((one) => introduced.test(one))
}

const isOurs = (line: string) => quoted.test(line) || introduced.test(line)
