// How to reach a mailbox's server, password included: for the connection only, never for an answer.
import type { ImapServer } from '#main/mail/imap/imapServer.ts'
import { readBoundSecret } from '#main/platform/boundSecrets.ts'
import type { SecretStore } from '#main/platform/secrets.ts'
import { placeOf } from '../accounts/accounts.service.ts'
import type { MailboxRow } from './mailboxes.table.ts'

/** Name of a mailbox's password in the secret store. Numbers of mailboxes are never reused. */
export const mailboxSecret = (id: number): string => `imap:${id}`

/** Null if none was given for this very host, or none that can be read. */
export const mailboxPassword = (
  secrets: SecretStore,
  { id, host }: Pick<MailboxRow, 'id' | 'host'>,
): Promise<string | null> =>
  readBoundSecret(secrets, { name: mailboxSecret(id), place: placeOf(host) })

export async function mailboxServer(
  mailbox: MailboxRow,
  secrets: SecretStore,
): Promise<ImapServer> {
  const { host, port, security, user, trustedCertificate } = mailbox
  return {
    ...{ host, port, security, user, trustedCertificate },
    password: await mailboxPassword(secrets, mailbox),
  }
}
