// One message that a person waits for, through an account, past the outbox: a test of a campaign, or of
// the way there. Fired once and recorded nowhere.
import type { Services } from '#main/core/services.ts'
import { apiError } from '#main/platform/apiError.ts'
import { SmtpError } from '#main/mail/smtpFailure.ts'
import { smtpMessage, type Envelope } from '#main/mail/smtpMessage.ts'
import { defaultTimeouts } from '#main/mail/smtpServer.ts'
import { credentialOf, requireCredential } from './accountCredentials.ts'
import { openAccountSession } from './accountSession.ts'
import type { AccountRow } from './accounts.table.ts'

/** A person waits: shorter than those of a campaign, in milliseconds. */
const testTimeouts = {
  ...defaultTimeouts,
  connection: 15_000,
  greeting: 15_000,
  command: 60_000,
}

/**
 * @returns the server's acceptance, in its words
 * @throws 422 with the server's words where it does not take the message
 */
export async function sendOnce(
  services: Services,
  account: AccountRow,
  envelope: Envelope,
  mime: readonly Buffer[],
): Promise<string> {
  await requireCredential(services, account)
  try {
    const session = await openAccountSession(
      account,
      (refused) => credentialOf(services, account, refused),
      testTimeouts,
    )
    try {
      // There is nothing to write down before its end.
      const transaction = session.begin(smtpMessage(envelope, mime))
      await transaction.invited
      return await transaction.finish()
    } finally {
      session.quit()
    }
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error
    throw apiError('UNPROCESSABLE', 'smtp_refused', 'The mail server did not take the message.', {
      detail: error.failure.reply,
    })
  }
}
