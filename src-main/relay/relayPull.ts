// Fetches what happened at the relay and applies it once. Events, cursor and identifiers are
// committed together; the relay is told after that. So whoever dies where: an event that was
// committed is not applied again, one that was not is asked for again.
import { EventId, RelayEvent, type SealedForm } from '#shared/contract/relayProtocol.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { describeError, type Log } from '#main/platform/log.ts'
import type { RelayClient } from './relayClient.ts'
import type { RelayKeys } from './relayKeys.ts'
import { RelayError } from './relayRequest.ts'
import { openSealedForm } from './sealedForms.ts'

/**
 * What an event means. Runs inside the transaction: await nothing but its methods. `opened` is null
 * but for forms. Where it throws, the
 * event's own changes are taken back, the event is kept and tried again later, and the others go
 * on: a refusal must never wait behind it.
 */
export type ApplyEvent = (
  transaction: Transaction,
  event: RelayEvent,
  opened: SealedForm | null,
) => Promise<void>

export type Pull = {
  client: Pick<RelayClient, 'pairing' | 'pull' | 'acknowledge'>
  database: Database
  keys: RelayKeys
  apply: ApplyEvent
  now: () => number
  log: Log
  /** Published after each commit. */
  topics: readonly Topic[]
}

/**
 * `refused`: could not be opened or read, so nobody vouches for it. `failed`: kept for another try.
 * `waiting`: still at the relay.
 */
export type PullReport = { applied: number; refused: number; failed: number; waiting: number }

/** Fetches until nothing waits. @throws RelayError; what was committed until then stays */
export async function pullOnce(pull: Pull): Promise<PullReport> {
  const paired = await pull.client.pairing()
  if (paired === null)
    throw new RelayError('not_paired', 'No relay is paired with this application.')
  const report = { applied: 0, refused: 0, failed: 0, waiting: 0 }
  await retryFailed(pull, report)
  for (;;) {
    const cursor = cursorOf(pull.database, paired.relayKey)
    const { events, waiting } = await pull.client.pull(cursor)
    report.waiting = waiting
    const last = checkOrder(events, cursor)
    if (last === null) {
      // Committed before, and the relay may not have been told.
      if (cursor !== '') await pull.client.acknowledge(cursor)
      return report
    }
    await pull.database.write(pull.topics, async (transaction) => {
      const known = await knownBetween(transaction, cursor, last)
      for (const event of events)
        if (!known.has(idOf(event) ?? '')) await take(pull, transaction, event, report)
      await transaction.sql(
        `INSERT INTO relay_cursors (relay_key, cursor, moved_at) VALUES (?, ?, ?)
         ON CONFLICT (relay_key) DO UPDATE SET cursor = excluded.cursor, moved_at = excluded.moved_at`,
        [paired.relayKey, last, pull.now()],
      )
    })
    await pull.client.acknowledge(last)
    if (waiting === 0) return report
  }
}

const keptCursor = rowOf({ cursor: text() })
const takenEvent = rowOf({ event_id: text() })
const failedEvent = rowOf({ id: integer(), body: text() })

/** Where this desktop is in the relay's events; empty before the first. */
export function cursorOf(database: Database, relayKey: string): string {
  const kept = database.first(keptCursor, 'SELECT cursor FROM relay_cursors WHERE relay_key = ?', [
    relayKey,
  ])
  return kept?.cursor ?? ''
}

/** Every event has an identifier above the one before: else the cursor would mean nothing. */
function checkOrder(events: unknown[], cursor: string): string | null {
  let last = cursor
  for (const event of events) {
    const id = idOf(event)
    if (id === null || id <= last)
      throw new RelayError('answer', 'The relay handed out events that are not in order.')
    last = id
  }
  return events.length === 0 ? null : last
}

function idOf(event: unknown): string | null {
  const id =
    typeof event === 'object' && event !== null && 'id' in event
      ? EventId.safeParse(event.id)
      : null
  return id?.success ? id.data : null
}

/**
 * Taken before, although the cursor says otherwise: the cursor may be of an older state of this
 * database.
 */
async function knownBetween(
  transaction: Transaction,
  after: string,
  until: string,
): Promise<Set<string>> {
  const rows = await transaction.all(
    takenEvent,
    'SELECT event_id FROM relay_events WHERE event_id > ? AND event_id <= ?',
    [after, until],
  )
  return new Set(rows.map((row) => row.event_id))
}

async function take(
  pull: Pull,
  transaction: Transaction,
  raw: unknown,
  report: PullReport,
): Promise<void> {
  const id = idOf(raw) ?? ''
  const note = (state: 'applied' | 'refused' | 'failed', body: string | null) =>
    transaction.sql(
      'INSERT INTO relay_events (event_id, state, body, noted_at) VALUES (?, ?, ?, ?)',
      [id, state, body, pull.now()],
    )
  const read = readEvent(pull, raw)
  if (read === null) {
    await note('refused', JSON.stringify(raw).slice(0, 200_000))
    report.refused += 1
  } else if (await applied(pull, transaction, read)) {
    await note('applied', null)
    report.applied += 1
  } else {
    // Kept as it came: what a visitor wrote stays sealed.
    await note('failed', JSON.stringify(raw))
    report.failed += 1
  }
}

type ReadEvent = { event: RelayEvent; opened: SealedForm | null }

/** @returns null for an event that is none, or whose contents were changed on the way */
function readEvent({ keys, log }: Pull, raw: unknown): ReadEvent | null {
  const parsed = RelayEvent.safeParse(raw)
  if (!parsed.success) {
    log('warn', 'The relay handed out an event that cannot be read.', {
      issue: parsed.error.issues[0]?.path.join('.'),
    })
    return null
  }
  const event = parsed.data
  if (event.kind !== 'form') return { event, opened: null }
  try {
    return { event, opened: openSealedForm(event.sealed, keys.sealing, event) }
  } catch (error) {
    log(
      'warn',
      'A form that came through the relay does not open: it was changed, or sealed to other keys.',
      { error: error instanceof Error ? error.name : 'unknown' },
    )
    return null
  }
}

async function applied(
  { apply, log }: Pull,
  transaction: Transaction,
  { event, opened }: ReadEvent,
): Promise<boolean> {
  await transaction.sql('SAVEPOINT relay_event')
  try {
    await apply(transaction, event, opened)
    await transaction.sql('RELEASE relay_event')
    return true
  } catch (error) {
    await transaction.sql('ROLLBACK TO relay_event')
    await transaction.sql('RELEASE relay_event')
    log('error', 'An event of the relay could not be applied and is kept for another try.', {
      kind: event.kind,
      ...describeError(error),
    })
    return false
  }
}

/** What failed before, oldest first; a few at a time, so that a lasting fault costs little. */
async function retryFailed(pull: Pull, report: PullReport): Promise<void> {
  const failed = pull.database.all(
    failedEvent,
    `SELECT id, body FROM relay_events WHERE state = 'failed' ORDER BY tried_at, id LIMIT 20`,
  )
  if (failed.length === 0) return
  await pull.database.write(pull.topics, async (transaction) => {
    for (const { id, body } of failed) {
      const read = readEvent(pull, JSON.parse(body))
      const isApplied = read !== null && (await applied(pull, transaction, read))
      if (isApplied) {
        await transaction.sql(
          `UPDATE relay_events SET state = 'applied', body = NULL, tried_at = ? WHERE id = ?`,
          [pull.now(), id],
        )
        report.applied += 1
      } else {
        await transaction.sql('UPDATE relay_events SET tried_at = ? WHERE id = ?', [pull.now(), id])
        report.failed += 1
      }
    }
  })
}
