// Mailboxes: kept in the database, their passwords in the host's secret store, their truth in what the
// server says.
import type { z } from 'zod'
import { decodeCursor } from '#main/database/keyset.ts'
import type {
  Mailbox,
  MailboxChange,
  MailboxCheck,
  MailboxDraft,
  ReceivedKind,
  ReceivedMessage,
  SweepCounts,
} from '#shared/contract/email/mailboxes.ts'
import { refuseWhereStopped } from '#main/core/sendingStop.ts'
import type { Services } from '#main/core/services.ts'
import { toOptionalTimestamp, toTimestamp } from '#main/database/columns.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import type { Paging } from '#main/database/keyset.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { changeBoundSecret } from '#main/platform/secrets/boundSecrets.ts'
import { placeOf } from '../accounts/accountCredentials.ts'
import { findAccount } from '../accounts/accounts.repository.ts'
import { requireEncryption } from '../accounts/accounts.service.ts'
import { keepSignIn, releaseSignIn, shownSignIn } from '../signIns/signIns.service.ts'
import {
  allMailboxes,
  findMailbox,
  forgetFolders,
  listMailboxRows,
  listReceivedRows,
  receivedCounts,
} from './mailboxes.repository.ts'
import { mailboxesTable, type MailboxRow } from './mailboxes.table.ts'
import { mailboxLogin, saidBy } from './mailboxLogin.ts'
import { keeperSlot, MailboxKeeper, readingTiming, whileStill } from './mailboxKeeper.ts'
import { mailboxPassword, mailboxSecret } from './mailboxServer.ts'
import { checkMailbox, MailboxFailedError } from './mailboxSession.ts'

type Draft = z.infer<typeof MailboxDraft>
type Change = z.infer<typeof MailboxChange>

const changed = ['email', 'dashboard'] as const
/** A trouble is over once something was changed; whether it is will be seen. */
const untroubled = {
  ...{ trouble: null, troubleCause: null, troubleReply: null, troubleAt: null },
  ...{ retryAt: null, failures: 0, lastTriedAt: null },
}

export async function listMailboxes(services: Services, input: Paging) {
  const { rows, total, nextCursor } = listMailboxRows(services.database, input)
  return {
    items: await Promise.all(rows.map((row) => toMailbox(services, row))),
    total,
    nextCursor,
  }
}

/** @throws 422 for an account that is not there, a server that may not be spoken to in clear, or nothing to log in with; 409 for one that is read already */
export async function createMailbox(services: Services, draft: Draft): Promise<Mailbox> {
  const { database, host } = services
  const { password, asAccount, signInAttempt, ...fields } = draft
  requireSound(database, fields, null)
  const login = mailboxLogin(services, fields, { password, asAccount, signInAttempt })
  if (login === null) throw passwordMissing()
  const now = host.clock.now()
  const row = {
    ...fields,
    name: fields.name === '' ? fields.user : fields.name,
    ...{ createdAt: now, updatedAt: now },
  }
  if (login.kind === 'shared' || login.kind === 'own') {
    const insert = (transaction: Transaction, signInId: number) =>
      mailboxesTable.insert(transaction, { ...row, signInId })
    const id = await (login.kind === 'own'
      ? keepSignIn(services, login.signedIn, insert)
      : database.write(changed, (transaction) => insert(transaction, login.signInId)))
    return getMailbox(services, id)
  }
  const id = await database.write(changed, (transaction) =>
    // Not before its password is kept.
    mailboxesTable.insert(transaction, { ...row, lastTriedAt: now }),
  )
  await changeBoundSecret(
    host.secrets,
    { name: mailboxSecret(id), before: null, after: placeOf(draft.host), value: login.password },
    () =>
      database.write(['email'], (transaction) =>
        mailboxesTable.update(transaction, { id }, { lastTriedAt: null }),
      ),
  )
  return getMailbox(services, id)
}

export async function updateMailbox(
  services: Services,
  { id, password, asAccount, signInAttempt, ...change }: Change,
): Promise<Mailbox> {
  const { database, host } = services
  const before = requireMailbox(database, id)
  const after = { ...before, ...change }
  requireSound(database, after, id)
  const place = placeOf(after.host)
  const isOther = place !== placeOf(before.host) || after.user !== before.user
  const login = mailboxLogin(services, after, { password, asAccount, signInAttempt })
  if (login === null && isOther) throw passwordMissing()
  const secret = {
    ...{ name: mailboxSecret(id), before: placeOf(before.host), after: place },
    value: login === null ? undefined : login.kind === 'password' ? login.password : null,
  }
  // A certificate was looked at for one server.
  const forgotten = place === placeOf(before.host) ? {} : { trustedCertificate: null }
  const unread = isOther ? { lastReadAt: null } : {}
  const name = after.name === '' ? after.user : after.name
  const write = async (transaction: Transaction, signInId: number | null) => {
    const fields = { ...forgotten, ...unread, ...change, name, signInId }
    const updatedAt = host.clock.now()
    await mailboxesTable.update(transaction, { id }, { ...untroubled, ...fields, updatedAt })
    if (isOther) await forgetFolders(transaction, id)
  }
  const kept = login === null ? before.signInId : login.kind === 'shared' ? login.signInId : null
  await whileStill(services, id, () =>
    changeBoundSecret(host.secrets, secret, () =>
      login?.kind === 'own'
        ? keepSignIn(services, login.signedIn, write)
        : database.write(changed, (transaction) => write(transaction, kept)),
    ),
  )
  if (login !== null) await releaseSignIn(services, before.signInId)
  return getMailbox(services, id)
}

/** What came in stays on record. */
export async function deleteMailbox(services: Services, id: number): Promise<void> {
  const { database, host, outbox } = services
  const { host: server, signInId } = requireMailbox(database, id)
  await whileStill(services, id, () =>
    changeBoundSecret(
      host.secrets,
      { name: mailboxSecret(id), before: placeOf(server), after: null, value: null },
      () =>
        database.write(changed, async (transaction) => {
          await mailboxesTable.delete(transaction, { id })
          await forgetFolders(transaction, id)
        }),
    ),
  )
  // What waited for it may leave.
  outbox.wake()
  await releaseSignIn(services, signInId)
}

/** Logs in and opens the inbox as reading would; nothing is kept. */
export async function checkMailboxDraft(
  services: Services,
  draft: Draft,
): Promise<z.infer<typeof MailboxCheck>> {
  requireEncryption(draft)
  const { database } = services
  const login = mailboxLogin(services, draft, draft)
  if (login === null) throw passwordMissing()
  const { host, port, security, user, trustedCertificate } = draft
  const { failure, certificate } = await checkMailbox({
    server: {
      ...{ host, port, security, user, trustedCertificate },
      ...(await saidBy(services, login, host)),
    },
    ...{ databasePath: database.path, accountId: null, places: [] },
    ...{ timing: readingTiming, work: 'check' },
  })
  return {
    ok: failure === null,
    reply: failure?.reply ?? '',
    trouble: failure?.trouble ?? null,
    cause: failure?.cause ?? null,
    certificate,
  }
}

/**
 * Reads a mailbox now.
 * @throws 404; 409 where this computer does not send; 422 with the server's words where it cannot be read
 */
export async function sweepMailbox(services: Services, id: number): Promise<SweepCounts> {
  const mailbox = requireMailbox(services.database, id)
  refuseWhereStopped(services)
  const { keeper } = services.memory.of(keeperSlot)
  const own = keeper ?? new MailboxKeeper(services)
  try {
    return await own.sweep(mailbox)
  } catch (error) {
    if (!(error instanceof MailboxFailedError)) throw error
    throw apiError('UNPROCESSABLE', 'mailbox_unreadable', 'The mailbox could not be read.', {
      detail: error.failure.reply,
    })
  } finally {
    if (keeper === null) await own.stop()
  }
}

/** @throws 404 */
export function listReceived(
  { database }: Services,
  input: Paging & { id: number; kind?: ReceivedKind },
) {
  // A cursor that no list handed out is said before anything else, as by every list.
  decodeCursor(input.cursor)
  requireMailbox(database, input.id)
  return listReceivedRows(database, input, (row): ReceivedMessage => ({
    ...row,
    receivedAt: toTimestamp(row.receivedAt),
  }))
}

function requireMailbox(database: Database, id: number): MailboxRow {
  const row = findMailbox(database, id)
  if (row === null) throw unknownId('mailbox', id)
  return row
}

function requireSound(
  database: Database,
  mailbox: Pick<MailboxRow, 'accountId' | 'host' | 'user' | 'security'>,
  id: number | null,
): void {
  requireEncryption(mailbox)
  const { accountId } = mailbox
  if (accountId !== null && findAccount(database, accountId) === null)
    throw unknownId('e-mail account', accountId)
  const same = allMailboxes(database).find(
    (one) =>
      one.id !== id &&
      placeOf(one.host) === placeOf(mailbox.host) &&
      one.user.toLowerCase() === mailbox.user.toLowerCase(),
  )
  if (same !== undefined)
    throw apiError('CONFLICT', 'mailbox_taken', 'This mailbox is read already.', { field: 'user' })
}

const passwordMissing = () =>
  apiError(
    'UNPROCESSABLE',
    'password_missing',
    'There is a login but no password for this server: nothing could be read.',
    { field: 'password' },
  )

const getMailbox = (services: Services, id: number): Promise<Mailbox> =>
  toMailbox(services, requireMailbox(services.database, id))

async function toMailbox(services: Services, row: MailboxRow): Promise<Mailbox> {
  const { database, host, memory } = services
  const { keeper } = memory.of(keeperSlot)
  const received = { bounce: 0, reply: 0, auto_reply: 0, unsubscribe: 0, complaint: 0 }
  for (const { kind, count } of receivedCounts(database, row.id)) received[kind] = count
  const { id, name, accountId, port, security, user, trustedCertificate, trouble } = row
  return {
    signIn: shownSignIn(services, row.signInId),
    ...{ id, name, accountId, host: row.host, port, security, user, trustedCertificate, received },
    hasPassword: (await mailboxPassword(host.secrets, row)) !== null,
    isReading: keeper?.isReading(id) ?? false,
    isWatched: keeper?.isWatched(id) ?? false,
    lastReadAt: toOptionalTimestamp(row.lastReadAt),
    lastTriedAt: toOptionalTimestamp(row.lastTriedAt),
    trouble:
      trouble === null
        ? null
        : {
            reason: trouble,
            cause: row.troubleCause,
            reply: row.troubleReply ?? '',
            since: toTimestamp(row.troubleAt ?? row.updatedAt),
            retryAt: toOptionalTimestamp(row.retryAt),
          },
  }
}
