// How to reach a mailbox's server, password included: for the connection only, never for an answer.
import type { ImapServer } from '#main/mail/imap/imapServer.ts'
import { readBoundSecret } from '#main/platform/secrets/boundSecrets.ts'
import type { SecretStore } from '#main/platform/secrets/secrets.ts'
import type { Services } from '#main/core/services.ts'
import { placeOf } from '../accounts/accountCredentials.ts'
import { accessTokenFor } from '../signIns/accessTokens.ts'
import type { MailboxRow } from './mailboxes.table.ts'

/** Name of a mailbox's password in the secret store. Numbers of mailboxes are never reused. */
export const mailboxSecret = (id: number): string => `imap:${id}`

/** Null if none was given for this very host, or none that can be read. */
export const mailboxPassword = (
  secrets: SecretStore,
  { id, host }: Pick<MailboxRow, 'id' | 'host'>,
): Promise<string | null> =>
  readBoundSecret(secrets, { name: mailboxSecret(id), place: placeOf(host) })

/**
 * @param refused an access token that the server did not take: another one is wanted
 * @throws SignInError where there is no access now
 */
export async function mailboxServer(
  services: Pick<Services, 'host' | 'database' | 'memory'>,
  mailbox: MailboxRow,
  refused: string | null,
): Promise<ImapServer> {
  const { host, port, security, user, trustedCertificate, signInId } = mailbox
  const reached = { host, port, security, user, trustedCertificate }
  if (signInId === null)
    return { ...reached, password: await mailboxPassword(services.host.secrets, mailbox) }
  const accessToken = await accessTokenFor(services, { signInId, host }, refused)
  return { ...reached, password: null, accessToken }
}
