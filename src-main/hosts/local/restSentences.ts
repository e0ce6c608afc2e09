// What went wrong, in the language a caller of the REST API asked for: the sentences the interface
// has, with the fields concerned.
import { ORPCError } from '@orpc/server'
import type { FailureReason } from '#shared/contract/common.ts'
import { languages, type Language } from '#shared/contract/settings.contract.ts'
import { englishFailures } from '#shared/failures/failureSentences.en.ts'
import { frenchFailures } from '#shared/failures/failureSentences.fr.ts'

const sentences: Record<Language, Record<FailureReason, string>> = {
  fr: frenchFailures,
  en: englishFailures,
}
const isReason = (reason: unknown): reason is FailureReason =>
  typeof reason === 'string' && Object.hasOwn(frenchFailures, reason)

/** For what is answered before a procedure is reached. In English the message is the sentence. */
const french: Record<string, string> = {
  FOREIGN_HOST:
    'L’en-tête Host n’est pas celui de cette application. Rien n’a été lu ni modifié : utiliser l’adresse qu’elle affiche au démarrage.',
  FOREIGN_ORIGIN: 'Les demandes d’autres pages web sont refusées. Rien n’a été lu ni modifié.',
  UNSUPPORTED_MEDIA_TYPE:
    'Le corps doit être en JSON, ou un formulaire multipart/form-data pour un fichier. Rien n’a été modifié.',
  UNAUTHORIZED:
    'Un jeton valable est nécessaire : Authorization: Bearer JETON. Rien n’a été lu ni modifié.',
  NOT_FOUND: 'Il n’y a rien à cette adresse. Rien n’a été modifié.',
  BAD_REQUEST:
    'La demande ne peut pas être lue. Rien n’a été modifié : vérifier l’adresse et le corps.',
  OPENING: 'L’application ouvre ses données. Rien n’a été modifié : réessayer dans un instant.',
  RESCUE:
    'Les données n’ont pas pu être ouvertes. Rien n’a été modifié : ouvrir la page de l’application, qui montre ce qui peut être fait.',
  PAYLOAD_TOO_LARGE: 'Le corps est trop grand. Rien n’a été modifié : envoyer moins à la fois.',
  UNPROCESSABLE: frenchFailures.invalid_input,
}

/**
 * By `Accept-Language`; null if no language of the product was asked for by name: messages then
 * are English and technical.
 */
export function languageAsked(header: string | string[] | undefined): Language | null {
  const asked = String(header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const weight = parameters
        .map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1])
        .find((value) => value !== undefined)
      return {
        language: tag.split('-')[0] ?? '',
        weight: weight === undefined ? 1 : Number(weight),
      }
    })
  const wanted = asked
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
  return (
    wanted.flatMap(({ language }) => languages.find((known) => known === language) ?? [])[0] ?? null
  )
}

export const plainSentence = (code: string, message: string, language: Language | null): string =>
  language === 'fr' ? (french[code] ?? frenchFailures.unexpected) : message

/** An error with its message in the language asked for; code, status and data stay. */
export function worded(error: unknown, language: Language | null): unknown {
  if (language === null) return error
  if (!(error instanceof ORPCError))
    return new ORPCError('INTERNAL_SERVER_ERROR', {
      status: 500,
      message: sentences[language].unexpected,
    })
  const data = error.data as { reason?: unknown; issues?: { path?: string }[] } | undefined
  return new ORPCError(error.code as string, {
    status: error.status,
    data: error.data as unknown,
    message: messageOf(error, data, language),
  })
}

function messageOf(
  { code, message }: { code: unknown; message: string },
  data: { reason?: unknown; issues?: { path?: string }[] } | undefined,
  language: Language,
): string {
  if (isReason(data?.reason)) return sentences[language][data.reason]
  if (data?.issues === undefined) return plainSentence(String(code), message, language)
  const fields = [
    ...new Set(data.issues.map(({ path }) => path ?? '').filter((path) => path !== '')),
  ].slice(0, 10)
  return `${sentences[language].invalid_input}${fields.length === 0 ? '' : ` (${fields.join(', ').slice(0, 300)})`}`
}
