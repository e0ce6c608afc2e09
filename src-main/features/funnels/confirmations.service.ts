// Double opt-in: which asks get a message, and which do not because somebody may be made to receive too many.
import type { Services } from '#main/app/services.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { Transaction } from '#main/database/database.ts'
import { installKeyOf, queueConfirmation, type Queueing } from '#main/features/email/email.feature.ts'

const day = 24 * 60 * 60_000
/** Anybody can type anybody's address into a form, as often as he likes: more than this many a day are not sent to one address. */
const mostADay = 2
/** An ask older than this is not answered any more: nobody remembers it. */
const longestAgo = 7 * day

type Ask = { eventId: string; leadId: number; email: string | null; askedAt: number; funnelId: number | null; language: 'fr' | 'en' | null; accountId: number | null }

const askSql = `SELECT asks.asked_event_id AS eventId, asks.lead_id AS leadId, events.email, asks.asked_at AS askedAt, funnels.id AS funnelId, funnels.language,
    funnels.confirmation_account_id AS accountId
  FROM consent_confirmations AS asks JOIN consent_events AS events ON events.event_id = asks.asked_event_id AND events.purpose = 'write'
  LEFT JOIN funnels ON funnels.id = events.funnel_id WHERE asks.mailed_at IS NULL AND asks.skipped IS NULL AND asks.confirmed_at IS NULL`

/** Queues the message of an ask that waits for it, once. Part of the transaction in which the ask came. */
export async function mailConfirmation(transaction: Transaction, eventId: string, queueing: Queueing): Promise<void> {
  const [ask] = await transaction.sql<Ask>(`${askSql} AND asks.asked_event_id = ?`, [eventId])
  if (ask !== undefined) await mail(transaction, ask, queueing)
}

/** Asks from before messages could be sent. */
export async function mailWaitingConfirmations({ database, host }: Services): Promise<void> {
  if (database.query('SELECT 1 FROM consent_confirmations WHERE mailed_at IS NULL AND skipped IS NULL LIMIT 1').length === 0) return
  const installKey = await installKeyOf(host.secrets)
  const topics: Topic[] = ['email', 'funnels']
  await database.write(topics, async (transaction) => {
    for (const ask of await transaction.sql<Ask>(`${askSql} ORDER BY asks.asked_at LIMIT 500`)) await mail(transaction, ask, { installKey, now: host.clock.now() })
  })
}

async function mail(transaction: Transaction, { funnelId, language, accountId, email, ...ask }: Ask, queueing: Queueing): Promise<void> {
  const { now } = queueing
  const set = (what: 'mailed_at' | 'skipped', value: number | string) =>
    transaction.sql(`UPDATE consent_confirmations SET ${what} = ? WHERE asked_event_id = ?`, [value, ask.eventId])
  if (funnelId === null || language === null || email === null) return void (await set('skipped', 'funnel_gone'))
  if (ask.askedAt < now - longestAgo) return void (await set('skipped', 'too_late'))
  if ((await mailedLately(transaction, email, now)) >= mostADay) return void (await set('skipped', 'too_many'))
  const isQueued = await queueConfirmation(transaction, { funnelId, language, accountId }, { ...ask, email }, queueing)
  await (isQueued ? set('mailed_at', now) : set('skipped', 'not_queued'))
}

async function mailedLately(transaction: Transaction, email: string, now: number): Promise<number> {
  const [counted] = await transaction.sql<{ n: number }>(
    `SELECT count(*) AS n FROM consent_events AS events JOIN consent_confirmations AS asks ON asks.asked_event_id = events.event_id
     WHERE events.email = ? AND events.purpose = 'write' AND asks.mailed_at > ?`,
    [email, now - day],
  )
  return counted?.n ?? 0
}
