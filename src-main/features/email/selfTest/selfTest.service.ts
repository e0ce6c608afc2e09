// The self-test: one message to the user's own mailbox, found there again, with what the server that
// took it wrote about its sender. Measured, where the domain doctor reads what is published.
import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import {
  selfTestMethods,
  type SelfTest,
  type SelfTestInput,
} from '#shared/contract/email/selfTest.ts'
import { domainOf, isEmailAddress } from '#shared/rules/emailAddress.ts'
import { refuseWhereStopped } from '#main/core/sendingStop.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { languageOf } from '#main/features/settings/settings.feature.ts'
import {
  decidingResult,
  readAuthentication,
  speaksFor,
} from '#main/mail/incoming/authenticationResults.ts'
import { buildMime } from '#main/mail/mimeMessage.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { sendOnce } from '../accounts/sendOnce.ts'
import { findAccount } from '../accounts/accounts.repository.ts'
import type { AccountRow } from '../accounts/accounts.table.ts'
import { findMailbox } from '../mailboxes/mailboxes.repository.ts'
import type { MailboxRow } from '../mailboxes/mailboxes.table.ts'
import { readingTiming } from '../mailboxes/mailboxKeeper.ts'
import { mailboxServer } from '../mailboxes/mailboxServer.ts'
import { checkMailbox, locateMessage, MailboxFailedError } from '../mailboxes/mailboxSession.ts'
import type { Located } from '../mailboxes/reading/readingMessages.ts'

/** How long a message is waited for: servers that know nobody yet put one off for a minute or two. */
const longestWait = 3 * 60_000

const words = {
  fr: {
    subject: 'Message d’essai de WeBox Marketing',
    text: 'Ce message vous a été envoyé par vous-même, pour voir comment vos e-mails arrivent.\nVous pouvez le supprimer.\n',
  },
  en: {
    subject: 'Test message from WeBox Marketing',
    text: 'You sent this message to yourself, to see how your e-mails arrive.\nYou can delete it.\n',
  },
}

/**
 * @param signal gives up waiting; the message has left by then
 * @param wait how long it is waited for, in milliseconds
 * @throws 404; 409 where this computer does not send; 422 where the address of the mailbox is not
 * known, the account's server does not take the message, or the mailbox cannot be read
 */
export async function runSelfTest(
  services: Services,
  { id, mailboxId, to }: z.infer<typeof SelfTestInput>,
  signal: AbortSignal = new AbortController().signal,
  wait: number = longestWait,
): Promise<SelfTest> {
  const { database, host } = services
  const account = findAccount(database, id)
  if (account === null) throw unknownId('e-mail account', id)
  const mailbox = findMailbox(database, mailboxId)
  if (mailbox === null) throw unknownId('mailbox', mailboxId)
  refuseWhereStopped(services)
  const address = to ?? addressOf(mailbox, account)
  if (address === null)
    throw apiError('UNPROCESSABLE', 'mailbox_address_unknown', 'The mailbox has no address.', {
      field: 'to',
    })
  // Its login is tried before anything leaves: nobody could tell what became of the message.
  const server = await mailboxServer(services, mailbox, null)
  const reading = {
    ...{ server, databasePath: database.path, accountId: null, places: [] },
    timing: readingTiming,
  }
  const { failure } = await checkMailbox({ ...reading, work: 'check' })
  if (failure !== null) throw unreadable(failure.reply)
  const { messageId, mime } = messageOf(services, account, address)
  const reply = await sendOnce(services, account, { from: account.fromEmail, to: address }, mime)
  const sentAt = host.clock.now()
  const found = await readable(() =>
    locateMessage({ ...reading, work: 'locate', sought: { messageId, wait } }, signal),
  )
  const { fromEmail } = account
  return {
    ...{ from: fromEmail, to: address, sentAt: toTimestamp(sentAt), reply },
    ...judged(found, domainOf(fromEmail)),
    seconds: found === null ? null : Math.max(0, Math.round((host.clock.now() - sentAt) / 1_000)),
  }
}

/** @throws 422 with the server's words where the mailbox cannot be read */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof MailboxFailedError)) throw error
    throw unreadable(error.failure.reply)
  }
}

const unreadable = (detail: string): Error =>
  apiError('UNPROCESSABLE', 'mailbox_unreadable', 'The mailbox could not be read.', { detail })

/** A login is the address with most providers; a mailbox of the account receives what is sent to it. */
function addressOf(mailbox: MailboxRow, account: AccountRow): string | null {
  if (isEmailAddress(mailbox.user)) return mailbox.user
  return mailbox.accountId === account.id ? account.fromEmail : null
}

function messageOf(services: Services, account: AccountRow, to: string) {
  const { subject, text } = words[languageOf(services)]
  const messageId = `selftest.${randomBytes(12).toString('hex')}@${domainOf(account.fromEmail)}`
  const mime = buildMime({
    from: { name: account.fromName, address: account.fromEmail },
    ...{ to, replyTo: null, subject, html: '', text, messageId, unsubscribe: null },
    date: new Date(services.host.clock.now()),
  })
  return { messageId, mime }
}

function judged(
  found: Located | null,
  addressDomain: string,
): Pick<SelfTest, 'folder' | 'authority' | 'verdicts' | 'lines'> {
  if (found === null) return { folder: null, authority: null, verdicts: [], lines: [] }
  const { authority, results, lines } = readAuthentication(found.headers)
  return {
    ...{ folder: found.folder, authority, lines },
    verdicts: selfTestMethods.map((method) => {
      const deciding = decidingResult(results, method, addressDomain)
      const domain = deciding?.domain ?? null
      return {
        ...{ method, domain, result: deciding?.result ?? null },
        isAligned: domain === null ? null : speaksFor(domain, addressDomain),
      }
    }),
  }
}
