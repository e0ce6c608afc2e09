// How something failed, as facts; and from the library's errors to the facts they contain. Its own
// codes are the last thing looked at.
import type { SmtpFailure } from './smtpReply.ts'

type LibraryError = Error & {
  code?: unknown
  originalCode?: unknown
  responseCode?: unknown
  response?: unknown
  command?: unknown
}

const maxReplyLength = 500

export class SmtpError extends Error {
  override name = 'SmtpError'
  readonly failure: SmtpFailure
  constructor(failure: SmtpFailure) {
    super(failure.reply)
    this.failure = failure
  }
}

/**
 * What opening a connection ran into.
 * @param during what was being done; the error itself says it more exactly where it is about TLS
 */
export function failureOf(error: Error, during: 'connect' | 'login'): SmtpFailure {
  const known: LibraryError = error
  const code = typeof known.responseCode === 'number' ? known.responseCode : null
  const problem = problemOf(known)
  return {
    stage: problem !== undefined || known.code === 'ETLS' ? 'tls' : during,
    handedOver: false,
    code,
    reply: oneLine(typeof known.response === 'string' ? known.response : plainWords(known.message)),
    ...(problem === undefined ? {} : { problem }),
  }
}

/** Without the runtime's advice to programmers. */
const plainWords = (message: string): string => message.replace(/; if the root CA is.*$/s, '')

/** Replies may hold several lines and any bytes; they are shown and stored as one clean line. */
export function oneLine(reply: string): string {
  return (
    reply
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
      .trim()
      .slice(0, maxReplyLength)
  )
}

function problemOf(error: LibraryError): 'certificate' | 'no_encryption' | undefined {
  const cause = String(error.originalCode ?? error.code ?? '')
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/.test(cause)) return 'certificate'
  if (/certificate|self.signed/i.test(error.message) && error.responseCode === undefined)
    return 'certificate'
  if ((error.code === 'ETLS' && error.command === 'STARTTLS') || /^ERR_SSL|^EPROTO$/.test(cause))
    return 'no_encryption'
  return undefined
}
