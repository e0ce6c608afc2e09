// Reads every mailbox when it is time to, and keeps watching those whose server tells of news. A mailbox
// that cannot be read is tried again with growing waits; where only the user can help, not at all.
import { describeError } from '#main/platform/log.ts'
import { memorySlot } from '#main/core/memory.ts'
import { unknownId } from '#main/platform/apiError.ts'
import type { Services } from '#main/core/services.ts'
import { accountWait } from '#main/mail/retryLadder.ts'
import { imapTimeouts, type ImapServer } from '#main/mail/imap/imapServer.ts'
import { isPassing, SignInError } from '#main/mail/signIn/signInFailure.ts'
import { smtpCause } from '#main/mail/smtpCause.ts'
import { needsUser, type MailboxFailure } from '#main/mail/imap/imapFailure.ts'
import type { SweepCounts } from '#shared/contract/email/mailboxes.ts'
import { signInFailure } from '../accounts/accountCredentials.ts'
import { allMailboxes, findMailbox, foldersOf } from './mailboxes.repository.ts'
import { mailboxesTable, type MailboxRow } from './mailboxes.table.ts'
import { mailboxServer } from './mailboxServer.ts'
import { MailboxFailedError, MailboxSession } from './mailboxSession.ts'
import type { ReadingData, ReadingTiming } from './reading/readingMessages.ts'

/** How often it is asked whether a mailbox is due, and how often each is read, in milliseconds. */
const tickEvery = 2_000
export const readingTiming: ReadingTiming = { timeouts: imapTimeouts, every: 5 * 60_000 }

export class MailboxKeeper {
  readonly #services: Services
  readonly #timing: ReadingTiming
  readonly #sessions = new Map<number, MailboxSession>()
  readonly #starting = new Map<number, Promise<MailboxSession>>()
  /** Changes of settings under way, by mailbox. */
  readonly #still = new Map<number, Promise<void>>()
  /** Access tokens that a server did not take, by mailbox, until it is read. */
  readonly #refused = new Map<number, string>()
  #timer: NodeJS.Timeout | undefined
  #isStopping = false

  constructor(services: Services, timing: ReadingTiming = readingTiming) {
    this.#services = services
    this.#timing = timing
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), tickEvery).unref()
    this.#tick()
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    clearInterval(this.#timer)
    await Promise.allSettled(this.#starting.values())
    await Promise.all([...this.#sessions.values()].map((session) => session.stop()))
  }

  isReading(id: number): boolean {
    return this.#starting.has(id) || this.#sessions.get(id)?.isReading === true
  }

  isWatched(id: number): boolean {
    return this.#sessions.get(id)?.isReading === false
  }

  /**
   * Reads a mailbox now, to its end, with the settings it has once no change of them is under way.
   * @throws 404 where it is gone by then; MailboxFailedError where it cannot be read
   */
  async sweep({ id }: Pick<MailboxRow, 'id'>): Promise<SweepCounts> {
    for (;;) {
      const open = this.#sessions.get(id)
      // A change that fails leaves the settings there were, and is told to whoever made it.
      if (this.#still.has(id)) await this.#still.get(id)?.catch(() => undefined)
      // One that has said its last word hears nothing any more.
      else if (open?.isEnding === true) await open.ended
      else break
    }
    const mailbox = findMailbox(this.#services.database, id)
    if (mailbox === null) throw unknownId('mailbox', id)
    const session = this.#sessions.get(id) ?? (await this.#begin(mailbox))
    try {
      return await session.sweep()
    } catch (error) {
      await session.ended
      // It begins anew at once with another token.
      const again = this.#starting.get(id)
      if (again === undefined) throw error
      return (await again).sweep()
    }
  }

  /**
   * Ends what is under way with settings that no longer hold, and begins nothing while they change: it
   * would read on with the old ones, and write down how far. The next reading has the new ones.
   */
  async whileStill(id: number, change: () => Promise<void>): Promise<void> {
    const changing = this.#changeStill(id, change)
    this.#still.set(id, changing)
    try {
      await changing
    } finally {
      if (this.#still.get(id) === changing) this.#still.delete(id)
    }
  }

  async #changeStill(id: number, change: () => Promise<void>): Promise<void> {
    await this.#starting.get(id)?.catch(() => undefined)
    await this.#sessions.get(id)?.stop()
    await change()
  }

  #tick(): void {
    const { database, host } = this.#services
    const now = host.clock.now()
    try {
      for (const mailbox of allMailboxes(database))
        if (!this.#isStopping && this.#isDue(mailbox, now))
          this.#begin(mailbox).catch((error: unknown) => this.#cannotBegin(error))
    } catch (error) {
      this.#cannotBegin(error)
    }
  }

  #cannotBegin(error: unknown): void {
    if (error instanceof MailboxFailedError) return
    this.#services.host.log('error', 'Mailboxes could not be looked after.', describeError(error))
  }

  #isDue({ id, trouble, retryAt, lastTriedAt }: MailboxRow, now: number): boolean {
    if (this.#sessions.has(id) || this.#starting.has(id) || this.#still.has(id)) return false
    // A moment that lies ahead was written by a clock that was wrong.
    const isNew = lastTriedAt === null || lastTriedAt > now
    if (trouble !== null) return retryAt !== null && (retryAt <= now || isNew)
    return isNew || now - lastTriedAt >= this.#timing.every
  }

  #begin(mailbox: MailboxRow): Promise<MailboxSession> {
    const { id } = mailbox
    let starting = this.#starting.get(id)
    if (starting === undefined) {
      starting = this.#open(mailbox).finally(() => this.#starting.delete(id))
      this.#starting.set(id, starting)
    }
    return starting
  }

  async #open(mailbox: MailboxRow): Promise<MailboxSession> {
    const { database, host } = this.#services
    const server = await this.#serverOf(mailbox)
    await database.write(['email'], (transaction) =>
      mailboxesTable.update(transaction, { id: mailbox.id }, { lastTriedAt: host.clock.now() }),
    )
    const data: ReadingData = {
      ...{ server, work: 'read', timing: this.#timing },
      databasePath: database.path,
      accountId: mailbox.accountId,
      places: foldersOf(database, mailbox.id),
    }
    const session = new MailboxSession(this.#services, mailbox.id, data)
    this.#sessions.set(mailbox.id, session)
    void session.ended.then(async ({ failure }) => {
      this.#sessions.delete(mailbox.id)
      if (this.#isStopping) return
      if (failure === null) return this.#services.changes.publish(['email'])
      if (session.hasRead) this.#refused.delete(mailbox.id)
      if (!this.#triesNewToken(mailbox, server, failure)) await this.#noteFailure(mailbox, failure)
    })
    return session
  }

  /** @throws MailboxFailedError where there is nothing to log in with, which is noted */
  async #serverOf(mailbox: MailboxRow): Promise<ImapServer> {
    const refused = this.#refused.get(mailbox.id) ?? null
    const reached = await reachable(this.#services, mailbox, refused)
    if (!('trouble' in reached)) return reached
    await this.#noteFailure(mailbox, reached)
    throw new MailboxFailedError(reached)
  }

  /** A token that was not taken is renewed, once: it may have ended, whatever the clock says. */
  #triesNewToken({ id }: MailboxRow, server: ImapServer, failure: MailboxFailure): boolean {
    const { accessToken } = server
    if (accessToken === undefined || failure.trouble !== 'login') this.#refused.delete(id)
    else if (!this.#refused.has(id)) {
      this.#refused.set(id, accessToken)
      const mailbox = findMailbox(this.#services.database, id)
      if (mailbox === null) return true
      this.#begin(mailbox).catch((error: unknown) => this.#cannotBegin(error))
      return true
    }
    return false
  }

  async #noteFailure({ id }: MailboxRow, failure: MailboxFailure): Promise<void> {
    const { database, host } = this.#services
    const now = host.clock.now()
    await database
      .write(['email'], async (transaction) => {
        const before = await mailboxesTable.findForUpdate(transaction, { id })
        if (before === null) return
        const failures = before.failures + 1
        const reason = failure.trouble === 'rate' ? 'rate' : 'network'
        await mailboxesTable.update(
          transaction,
          { id },
          {
            failures,
            trouble: failure.trouble,
            troubleCause: causeFor(before, failure),
            troubleReply: failure.reply,
            troubleAt: before.troubleAt ?? now,
            lastTriedAt: now,
            retryAt: needsUser(failure.trouble) ? null : now + accountWait(reason, failures),
          },
        )
      })
      .catch((error: unknown) => this.#cannotBegin(error))
  }
}

/** Where a mailbox is read, or why there is nothing to log in with. */
async function reachable(
  services: Services,
  mailbox: MailboxRow,
  refused: string | null,
): Promise<ImapServer | MailboxFailure> {
  try {
    const server = await mailboxServer(services, mailbox, refused)
    const isOpen = server.password !== null || server.accessToken !== undefined
    return isOpen ? server : { trouble: 'login', cause: 'no_password', reply: '' }
  } catch (error) {
    if (!(error instanceof SignInError)) throw error
    const failure = signInFailure(error)
    return {
      trouble: isPassing(error) ? 'network' : 'login',
      ...{ cause: smtpCause(failure), reply: failure.reply },
    }
  }
}

/** Of a mailbox that is signed in nobody is told to type a password. */
const causeFor = ({ signInId }: MailboxRow, { cause, trouble }: MailboxFailure) =>
  signInId !== null &&
  trouble === 'login' &&
  (cause === 'login_wrong' || cause === 'login_app_password')
    ? 'sign_in_refused'
    : cause

/** The keeper of this application; null until its job has started. */
export const keeperSlot = memorySlot<{ keeper: MailboxKeeper | null }>(() => ({ keeper: null }))

/** @see MailboxKeeper.whileStill */
export async function whileStill(
  { memory }: Pick<Services, 'memory'>,
  id: number,
  change: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { keeper } = memory.of(keeperSlot)
  await (keeper === null ? change() : keeper.whileStill(id, change))
}
