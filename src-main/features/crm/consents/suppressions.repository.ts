// All SQL about refusals. The condition here is the only definition of "may be written to".
import { foldedPattern } from '#main/database/sqliteConnection.ts'
import { type Paging, decodeCursor, pageFrom } from '#main/database/keyset.ts'
import type { Database, SqlValue, Transaction } from '#main/database/database.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { integer } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { asciiDomain, readEmailAddress } from '#shared/rules/emailAddress.ts'
import type { Suppression } from '#shared/contract/suppressions.ts'
import { addressesOfLead, leadOfAddress } from '../contactPoints/contactPoints.repository.ts'
import { suppressionsTable } from './suppressions.table.ts'

const idOnly = rowOf({ id: integer() })
const refusal = suppressionsTable.select('reason', 'note', 'createdAt')

/**
 * True for an address nobody refused mail for. Takes SQL expressions for the address key (lower
 * case) and its domain, so that
 * counting, queueing and claiming ask the same question.
 */
export function mayBeWrittenToSql(addressKey: string, domain: string): string {
  return `NOT EXISTS (SELECT 1 FROM suppressions WHERE kind = 'address' AND value = ${addressKey})
    AND NOT EXISTS (SELECT 1 FROM suppressions WHERE kind = 'domain' AND value = ${domain})`
}

/** True for a suppression that a form of our own brought, and no user or file. */
export const isOwnRefusalSql = (address: string): string =>
  `id IN (SELECT suppression_id FROM consent_events WHERE consent_events.email = ${address} AND suppression_id IS NOT NULL)`

/**
 * True for an address that may be asked to confirm what was ticked for it, once: nothing stands
 * against it but what its person said, or
 * left unsaid, in a form of our own. Whoever unsubscribed, complained or does not exist is not
 * asked.
 */
export function mayBeAskedSql(addressKey: string, domain: string): string {
  return `NOT EXISTS (SELECT 1 FROM suppressions WHERE kind = 'address' AND value = ${addressKey} AND NOT (reason = 'unconfirmed') AND NOT (reason = 'refused'
      AND ${isOwnRefusalSql(addressKey)}))
    AND NOT EXISTS (SELECT 1 FROM suppressions WHERE kind = 'domain' AND value = ${domain})`
}

/** SQL for the domain of an address key column. */
export const domainOfSql = (addressKey: string): string =>
  `substr(${addressKey}, instr(${addressKey}, '@') + 1)`

/** Further addresses of the lead of a row of `leads`, in their order, as `each.value`. */
const further = `json_each(leads.contact_points, '$.emails') AS each`
const furtherAddress = `json_extract(each.value, '$.value')`

/**
 * SQL over `leads`: the first of a lead's addresses that can receive; null where none can. Counting,
 * queueing and showing ask it.
 */
export const reachableAddressSql = `CASE WHEN ${mayBeWrittenToSql('leads.email', domainOfSql('leads.email'))} THEN leads.email
  WHEN leads.contact_points <> '{}' THEN (SELECT ${furtherAddress} FROM ${further}
    WHERE ${mayBeWrittenToSql(furtherAddress, domainOfSql(furtherAddress))} ORDER BY each.key LIMIT 1) END`

const liftableSql = (reason: string): string =>
  `${reason} IN ('unsubscribed', 'refused', 'unconfirmed')`

/**
 * True for an address with a refusal that another, as a file brings it, would not change.
 * Parameter: the address.
 */
export const isRefusedForGoodSql = `SELECT 1 FROM suppressions WHERE kind = 'address' AND value = ? AND NOT ${liftableSql('reason')}`

/**
 * Adds a refusal. One that is there already keeps its reason and date, unless a tick in a form
 * could lift it and this one could not be, or it goes with a file that is taken back and this one is a
 * complaint or the user's own entry:
 * behind the weaker reason the stronger one would be lost. A dead address is no stronger than what a file
 * says of its person. SQL for one row: kind, value, reason, note, created_at.
 */
export const insertSuppressionSql = `INSERT INTO suppressions (kind, value, reason, note, created_at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (kind, value) DO UPDATE SET reason = excluded.reason, note = coalesce(excluded.note, note), created_at = excluded.created_at
    WHERE (${liftableSql('suppressions.reason')} AND NOT ${liftableSql('excluded.reason')})
      OR (suppressions.reason = 'imported' AND excluded.reason IN ('complaint', 'manual'))`

export type SuppressionEntry = Pick<Suppression, 'kind' | 'value' | 'reason' | 'note'>

/** Reads `someone@example.org`, `example.org` or `@example.org`; null if it is neither. */
export function readSuppressionEntry(entry: string): Pick<Suppression, 'kind' | 'value'> | null {
  const address = readEmailAddress(entry)
  if (address.ok) return { kind: 'address', value: address.address }
  const domain = asciiDomain(entry.trim().replace(/^\*?@/, ''))
  return domain === null ? null : { kind: 'domain', value: domain }
}

/** @returns how many were new */
export async function insertSuppressions(
  transaction: Transaction,
  entries: SuppressionEntry[],
  now: number,
): Promise<number> {
  let added = 0
  for (const entry of entries) {
    const rows = await transaction.all(idOnly, `${insertSuppressionSql} RETURNING id`, [
      entry.kind,
      entry.value,
      entry.reason,
      entry.note,
      now,
    ])
    added += rows.length
    if (rows.length === 0 && entry.kind === 'address' && entry.reason === 'unsubscribed')
      await strengthenToUnsubscribed(transaction, entry.value, now)
    if (entry.kind === 'address') await refuseForPerson(transaction, entry.value)
  }
  return added
}

/**
 * What a person refused at one address holds for the other: not to be written to means the person.
 * A dead address says nothing of another.
 * Of no effect where nothing was refused. A refusal that is there already stays, unless this one is
 * stronger.
 */
export async function refuseOtherAddress(
  transaction: Transaction,
  { from, to }: { from: string; to: string },
): Promise<void> {
  if (from === to) return
  const known = await transaction.first(
    refusal,
    `SELECT ${refusal.list()} FROM suppressions WHERE kind = 'address' AND value = ? AND reason <> 'hard_bounce'`,
    [from],
  )
  if (known === null) return
  const rows = await transaction.all(idOnly, `${insertSuppressionSql} RETURNING id`, [
    'address',
    to,
    known.reason,
    known.note,
    known.createdAt,
  ])
  if (rows[0] !== undefined)
    await transaction.sql('UPDATE suppressions SET via_address = ? WHERE id = ?', [
      from,
      rows[0].id,
    ])
  else if (known.reason === 'unsubscribed')
    await strengthenToUnsubscribed(transaction, to, known.createdAt)
}

/** A person refused at one address: it holds for all others of the lead. */
export async function refuseForPerson(transaction: Transaction, address: string): Promise<void> {
  const leadId = await leadOfAddress(transaction, address)
  if (leadId === null) return
  for (const to of await addressesOfLead(transaction, leadId))
    await refuseOtherAddress(transaction, { from: address, to })
}

/**
 * An unsubscription of an address that had not agreed yet counts as what it is: a basis that is noted
 * later must not lift it. One of an address that refused before, by another or by a box of our own form left
 * unticked, counts from now on: an agreement from between the two must not lift it, however late it
 * comes, and nobody asks again.
 * @param at of the unsubscription
 */
export async function strengthenToUnsubscribed(
  transaction: Transaction,
  email: string,
  at: number,
): Promise<void> {
  await transaction.sql(
    `UPDATE suppressions SET reason = 'unsubscribed', created_at = ? WHERE kind = 'address' AND value = ?
       AND (reason = 'unconfirmed'
         OR (created_at < ? AND (reason = 'unsubscribed' OR (reason = 'refused' AND ${isOwnRefusalSql('suppressions.value')}))))`,
    [at, email, at],
  )
}

export function listSuppressions(database: Database, input: Paging & { search?: string }) {
  const after = decodeCursor(input.cursor)
  const conditions = ['1']
  const parameters: SqlValue[] = []
  if (input.search) {
    conditions.push(`folded(value) LIKE ? ESCAPE '\\'`)
    parameters.push(foldedPattern(input.search))
  }
  const total = database.count(
    `SELECT count(*) AS n FROM suppressions WHERE ${conditions.join(' AND ')}`,
    parameters,
  )
  if (after) {
    conditions.push('id < ?')
    parameters.push(after.id)
  }
  const rows = database.all(
    suppressionsTable,
    `SELECT ${suppressionsTable.list()} FROM suppressions WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`,
    [...parameters, input.limit + 1],
  )
  return pageFrom(
    rows,
    input.limit,
    total,
    (row) => ({ key: null, id: row.id }),
    ({ createdAt, ...row }) => ({ ...row, createdAt: toTimestamp(createdAt) }),
  )
}
