// From the library's errors to the facts they contain. The library's own codes are the last thing
// looked at.
import { WithdrawnError } from './handOverStream.ts'
import type { SmtpFailure, SmtpStage } from './smtpReply.ts'

type LibraryError = Error & {
  code?: unknown
  originalCode?: unknown
  responseCode?: unknown
  response?: unknown
  command?: unknown
}

const maxReplyLength = 500

/**
 * @param during what was being done; the error's own command says it more exactly where there is
 * one
 */
export function failureOf(error: Error, during: SmtpStage, handedOver: boolean): SmtpFailure {
  const known: LibraryError = error
  const code = typeof known.responseCode === 'number' ? known.responseCode : null
  const problem = problemOf(known)
  return {
    stage:
      problem === 'certificate' || problem === 'no_encryption' ? 'tls' : stageOf(known, during),
    handedOver,
    code,
    reply: oneLine(typeof known.response === 'string' ? known.response : known.message),
    ...(problem === undefined ? {} : { problem }),
  }
}

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

function stageOf({ code, command }: LibraryError, during: SmtpStage): SmtpStage {
  if (code === 'ETLS') return 'tls'
  if (during !== 'content') return during
  if (command === 'MAIL FROM') return 'sender'
  if (command === 'RCPT TO') return 'recipient'
  if (command === 'DATA' && code === 'EENVELOPE') return 'data'
  return 'content'
}

function problemOf(error: LibraryError): SmtpFailure['problem'] {
  if (error instanceof WithdrawnError) return 'withdrawn'
  if (
    error.code === 'EMESSAGE' &&
    error.command === 'MAIL FROM' &&
    typeof error.responseCode !== 'number'
  )
    return 'too_large'
  const cause = String(error.originalCode ?? error.code ?? '')
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/.test(cause)) return 'certificate'
  if (/certificate|self.signed/i.test(error.message) && error.responseCode === undefined)
    return 'certificate'
  if ((error.code === 'ETLS' && error.command === 'STARTTLS') || /^ERR_SSL|^EPROTO$/.test(cause))
    return 'no_encryption'
  return undefined
}
