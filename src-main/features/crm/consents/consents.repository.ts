// The consent ledger: who agreed to or refused what, when, how, and in which words. Rows are added
// and never changed.
import {
  listedConsents,
  type ConsentEvent,
  type ConsentRecord,
} from '#shared/contract/crm/consents.ts'
import type { ConsentChannel, LegalBasis } from '#shared/rules/consents/legalBases.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { flag, integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { addressesOfLead } from '../contactPoints/contactPoints.repository.ts'
import { findLeadRow } from '../leads/leads.repository.ts'
import { adoptTopicRefusals } from '../topics/adoptedRefusals.ts'
import type { ChangedRefusal } from './changedRefusals.ts'
import { endMeasuringWith, measuringAgreedAt } from './measuringEnds.ts'
import {
  heldBy,
  isInForceSql,
  lastDecisionSql,
  measuringOf,
  standingOf,
  type Held,
} from './standing.ts'
import {
  insertSuppressions,
  insertSuppressionSql,
  isOwnRefusalSql,
  refuseForPerson,
  refuseOtherAddress,
  strengthenToUnsubscribed,
} from './suppressions.repository.ts'

export type ConsentEntry = Pick<
  ConsentEvent,
  'purpose' | 'action' | 'method' | 'email' | 'funnelId' | 'pageId'
> & {
  /** What happened, with one entry a purpose: the same event recorded twice is recorded once. */
  eventId: string
  leadId: number | null
  at: number
  wordingHash: string | null
  /**
   * The refusal this entry put into the list of suppressions, so that it can be told from one
   * entered for another reason.
   */
  suppressionId?: number | null
  /** Key of the topic that it is about, where its purpose is one. */
  topic?: string
  /** Of what the user notes by hand, or a file says of everybody in it. */
  noted?: NotedConsent
}
type NotedConsent = Partial<Pick<ConsentEvent, 'basis' | 'channel' | 'note'>> & {
  /** The event of the line that this one takes back. */
  takesBack?: string
  /** What it changed of refusals. */
  refusals?: readonly ChangedRefusal[]
}

export async function recordConsent(
  transaction: Transaction,
  entry: ConsentEntry,
  now: number,
): Promise<void> {
  await transaction.sql(
    `INSERT INTO consent_events (event_id, lead_id, email, purpose, action, method, at, recorded_at, wording_hash, funnel_id, page_id, suppression_id,
       topic, basis, channel, note, takes_back, refusals)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event_id, purpose) DO NOTHING`,
    [
      ...[
        entry.eventId,
        entry.leadId,
        entry.email,
        entry.purpose,
        entry.action,
        entry.method,
        entry.at,
        now,
        entry.wordingHash,
      ],
      ...[entry.funnelId, entry.pageId, entry.suppressionId ?? null, entry.topic ?? null],
      ...notedColumns(entry.noted ?? {}),
    ],
  )
}

const notedColumns = ({ basis, channel, note, takesBack, refusals = [] }: NotedConsent) => [
  ...[basis ?? null, channel ?? null, note ?? null, takesBack ?? null],
  refusals.length === 0 ? null : JSON.stringify(refusals),
]

export type Wording = { hash: string; writeText: string; measureText: string; doubleOptIn: boolean }

/** Keeps the words of a form from the moment they are shown; the same words keep their number. */
export async function keepWording(
  transaction: Transaction,
  wording: Wording,
  now: number,
): Promise<void> {
  await transaction.sql(
    `INSERT INTO consent_wordings (hash, write_text, measure_text, double_opt_in, first_shown_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (hash) DO NOTHING`,
    [wording.hash, wording.writeText, wording.measureText, wording.doubleOptIn ? 1 : 0, now],
  )
}

const idOnly = rowOf({ id: integer() })
const emailOnly = rowOf({ email: text() })
const wordingRow = rowOf({ writeText: text(), measureText: text(), doubleOptIn: flag() })

export async function findWording(transaction: Transaction, hash: string): Promise<Wording | null> {
  const row = await transaction.first(
    wordingRow,
    'SELECT write_text AS writeText, measure_text AS measureText, double_opt_in AS doubleOptIn FROM consent_wordings WHERE hash = ?',
    [hash],
  )
  return row === null
    ? null
    : {
        hash,
        writeText: row.writeText,
        measureText: row.measureText,
        doubleOptIn: row.doubleOptIn,
      }
}

const hashOnly = rowOf({ hash: text() })

/** Texts that were ever shown, the latest first, as far as a relay needs to know them. */
export const wordingHashes = (database: Database): string[] =>
  database
    .all(hashOnly, 'SELECT hash FROM consent_wordings ORDER BY id DESC LIMIT 1000', [])
    .map(({ hash }) => hash)

/**
 * Keeps an address from being written to because its person left the box unticked, or unsubscribed.
 * Told again, an unsubscription counts
 * from its last time: an agreement from between the two, which comes late, must not lift it.
 * @returns the suppression's number; null if one was there already, whose reason stays
 */
export async function refuseWriting(
  transaction: Transaction,
  email: string,
  reason: 'refused' | 'unsubscribed',
  note: string,
  at: number,
): Promise<number | null> {
  const row = await transaction.first(idOnly, `${insertSuppressionSql} RETURNING id`, [
    'address',
    email,
    reason,
    note,
    at,
  ])
  if (row === null && reason === 'unsubscribed')
    await strengthenToUnsubscribed(transaction, email, at)
  await refuseForPerson(transaction, email)
  return row?.id ?? null
}

/**
 * The person wants no more messages, by a link or a mail: it holds for all addresses of theirs, and is
 * on record.
 * @param leadId whose message it was; null where nobody has it any more
 */
export async function recordWithdrawal(
  transaction: Transaction,
  {
    eventId,
    leadId,
    email,
    at,
  }: Pick<ConsentEntry, 'eventId' | 'leadId' | 'at'> & { email: string },
  now: number,
): Promise<void> {
  const suppressionId = await refuseWriting(transaction, email, 'unsubscribed', '', at)
  for (const to of await addressesOfLead(transaction, leadId ?? 0))
    await refuseOtherAddress(transaction, { from: email, to })
  const nowhere = { funnelId: null, pageId: null, wordingHash: null }
  await recordConsent(
    transaction,
    {
      ...{ eventId, leadId, email, at, suppressionId },
      ...{ purpose: 'write', action: 'withdrawn', method: 'unsubscribe' },
      ...nowhere,
    },
    now,
  )
  const agreedAt = await measuringAgreedAt(transaction, leadId ?? 0)
  if (agreedAt === null || agreedAt <= at) return
  // By the clock it came before: whoever wants no messages at all is not measured, whatever clocks say.
  const [purpose, action, method] = ['measure', 'withdrawn', 'unsubscribe'] as const
  const no = { eventId, leadId, email, at: agreedAt, purpose, action, method, ...nowhere }
  await recordConsent(transaction, no, now)
}

/**
 * True if the person refused after a moment: by a link of ours, at this address or another of the
 * lead, or as the user entered it. A no that was taken off the list again is still on record.
 */
export async function hasWithdrawnSince(
  transaction: Transaction,
  { leadId, email }: { leadId: number | null; email: string | null },
  since: number,
): Promise<boolean> {
  const withdrawn = await transaction.count(
    `SELECT EXISTS (SELECT 1 FROM consent_events WHERE purpose = 'write' AND action = 'withdrawn' AND at > ? AND (lead_id = ? OR email = ?) AND ${isInForceSql})
       OR EXISTS (SELECT 1 FROM suppressions WHERE kind = 'address' AND value = ? AND reason = 'unsubscribed' AND created_at > ?) AS n`,
    [since, leadId, email, email, since],
  )
  return withdrawn === 1
}

/**
 * A new agreement of the person himself ends his own earlier no, and that he had not agreed yet; nothing
 * else: a no is an unsubscription, or a box he left unticked.
 * An address that does not exist, a complaint, what the user entered or imported and a refused
 * domain stay, because a tick says nothing
 * about them. A no that is younger than the agreement stays too: events may arrive late. What it ended
 * of being measured stays ended.
 */
export async function liftOwnRefusal(
  transaction: Transaction,
  email: string,
  agreedAt: number,
  now: number,
): Promise<void> {
  const lifted = await transaction.all(
    idOnly,
    `SELECT id FROM suppressions WHERE kind = 'address' AND value = ? AND created_at <= ?
       AND (reason IN ('unsubscribed', 'unconfirmed') OR (reason = 'refused' AND ${isOwnRefusalSql('suppressions.value')}))`,
    [email, agreedAt],
  )
  for (const { id } of lifted) {
    await endMeasuringWith(transaction, id, { keepsLater: true, method: 'unsubscribe' }, now)
    await transaction.sql('DELETE FROM suppressions WHERE id = ?', [id])
  }
}

/**
 * A lead has further addresses: what its person refused at those on record holds for the new ones,
 * and what stands against a new one for all.
 */
export async function shareRefusals(
  transaction: Transaction,
  { leadId, known, added }: { leadId: number; known: string[]; added: string[] },
): Promise<void> {
  const earlier = await addressesOnRecord(transaction, leadId)
  const present = await addressesOfLead(transaction, leadId)
  const held = await heldWithoutAddress(transaction, leadId)
  if (held !== null) for (const address of added) await hold(transaction, address, held)
  const from = new Set([...known, ...earlier, ...present])
  await adoptTopicRefusals(transaction, leadId, [...from, ...added])
  for (const address of from)
    for (const to of added.includes(address) ? present : added)
      await refuseOtherAddress(transaction, { from: address, to })
}

/** Those that its lines name: some may not be the lead's any more. */
export async function addressesOnRecord(
  transaction: Transaction,
  leadId: number,
): Promise<string[]> {
  const rows = await transaction.all(
    emailOnly,
    'SELECT DISTINCT email FROM consent_events WHERE lead_id = ? AND email IS NOT NULL',
    [leadId],
  )
  return rows.map(({ email }) => email)
}

const refusedWhen = rowOf({ action: text(), email: optional(text()), at: moment() })

/**
 * What no list of addresses could hold, since the person had none when they refused, or came without a
 * basis; null where there is nothing of it, or a basis since.
 */
export async function heldWithoutAddress(
  transaction: Transaction,
  leadId: number,
): Promise<Held | null> {
  return heldBy(
    await transaction.first(refusedWhen, lastDecisionSql('action, email, at'), [leadId]),
  )
}

/** Keeps an address from being written to for that. Of no effect where more stands against it. */
export async function hold(
  transaction: Transaction,
  address: string,
  { reason, at }: Held,
): Promise<void> {
  if (reason === 'unsubscribed')
    return void (await refuseWriting(transaction, address, reason, '', at))
  const entry = { kind: 'address', value: address, reason, note: null } as const
  await insertSuppressions(transaction, [entry], at)
}

const ledgerRow = rowOf({
  id: integer(),
  purpose: text<ConsentEvent['purpose']>(),
  action: text<ConsentEvent['action']>(),
  method: text<ConsentEvent['method']>(),
  at: moment(),
  recordedAt: moment(),
  email: optional(text()),
  basis: optional(text<LegalBasis>()),
  channel: optional(text<ConsentChannel>()),
  note: optional(text()),
  origin: optional(text()),
  isTakenBack: flag(),
  funnelId: optional(integer()),
  pageId: optional(integer()),
  topic: optional(text()),
  wordingVersion: optional(integer()),
  wording: optional(text()),
})

const ledgerSql = `SELECT events.id, events.purpose, events.action, events.method, events.at, events.recorded_at AS recordedAt, events.email, events.funnel_id AS funnelId, events.page_id AS pageId,
    events.basis, events.channel, events.note, events.origin, (SELECT name FROM mail_topics WHERE key = events.topic) AS topic,
    events.event_id IN (SELECT takes_back FROM consent_events WHERE takes_back IS NOT NULL) AS isTakenBack,
    wordings.id AS wordingVersion, CASE events.purpose WHEN 'write' THEN wordings.write_text ELSE wordings.measure_text END AS wording
  FROM consent_events AS events LEFT JOIN consent_wordings AS wordings ON wordings.hash = events.wording_hash`

const toEvent = ({ at, recordedAt, ...row }: ReturnType<typeof ledgerRow.read>): ConsentEvent => ({
  ...row,
  at: toTimestamp(at),
  recordedAt: toTimestamp(recordedAt),
})

/** Newest first, and what holds of it. @throws 404 if there is no such lead */
export function listConsents({ database }: { database: Database }, leadId: number): ConsentRecord {
  if (findLeadRow(database, leadId) === null) throw unknownId('lead', leadId)
  const total = database.count('SELECT count(*) AS n FROM consent_events WHERE lead_id = ?', [
    leadId,
  ])
  const items = newestOf(database, leadId, listedConsents)
  return {
    ...{ standing: standingOf(database, leadId), measuring: measuringOf(database, leadId) },
    ...{ items, total },
  }
}

const newestOf = (database: Database, leadId: number, limit: number): ConsentEvent[] =>
  database
    .all(
      ledgerRow,
      `${ledgerSql} WHERE events.lead_id = ? ORDER BY events.at DESC, events.id DESC LIMIT ?`,
      [leadId, limit],
    )
    .map(toEvent)

/** Every line of a person, newest first: what they are given of themselves is whole. */
export const allConsentsOf = (database: Database, leadId: number): ConsentEvent[] =>
  newestOf(database, leadId, -1)

/** Some lines of the ledger by their numbers, a JSON list. */
export const consentsById = (database: Database, ids: string): ConsentEvent[] =>
  database
    .all(ledgerRow, `${ledgerSql} WHERE events.id IN (SELECT value FROM json_each(?))`, [ids])
    .map(toEvent)
