// All SQL about forms that could not become a lead: kept whole, and those that do not open.
import { z } from 'zod'
import { EventId, RelayEvent, SealedForm } from '#shared/contract/relayProtocol.ts'
import type { KeptForm } from '#shared/contract/funnels/keptForms.ts'
import { integer, json, moment, optional, text } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { leadFields } from '#shared/leadFields/leadFields.ts'
import { readEmailAddress } from '#shared/rules/emailAddress.ts'
import { identifies } from '#shared/rules/formAnswers.ts'

type Problem = KeptForm['problem']

/** Why answers cannot become a lead; null if they can. An address that was typed must be usable. */
export function problemOf(fields: SealedForm['fields']): Problem | null {
  const email = fields[leadFields.email.form.input] ?? ''
  if (email.trim() !== '' && !readEmailAddress(email).ok) return 'address'
  return identifies(fields) ? null : 'no_identity'
}

const KeptBody = z.object({ event: RelayEvent, opened: SealedForm })
type Kept = { event: Extract<RelayEvent, { kind: 'form' }>; opened: SealedForm; problem: Problem }

/** Part of the transaction in which the form came; once, however often it comes. */
export async function keepForm(
  transaction: Transaction,
  { event, opened, problem }: Kept,
): Promise<void> {
  const { id, at, funnelId, pageId } = event
  await transaction.sql(
    `INSERT INTO kept_forms (event_id, at, funnel_id, page_id, problem, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      id,
      at,
      funnelId,
      pageId,
      problem,
      JSON.stringify({ event: { ...event, sealed: '' }, opened }),
    ],
  )
}

const kept = rowOf({
  id: integer(),
  at: moment(),
  funnelId: optional(integer()),
  funnelName: optional(text()),
  language: optional(text<'fr' | 'en'>()),
  pageName: optional(text()),
  problem: text<Problem>(),
  body: json(KeptBody),
})
export type KeptFormRow = RowOfTable<typeof kept>
const keptSql = `SELECT kept_forms.id, at, funnels.id AS funnelId, funnels.name AS funnelName, language, pages.name AS pageName, problem, body
  FROM kept_forms LEFT JOIN funnels ON funnels.id = kept_forms.funnel_id LEFT JOIN funnel_pages AS pages ON pages.id = page_id`

export const waitingForms = (database: Database): KeptFormRow[] =>
  database.all(kept, `${keptSql} WHERE settled_at IS NULL ORDER BY at, kept_forms.id LIMIT 200`, [])

/** @throws 404; also for one that was settled, or was not where that is asked for */
export async function getKeptForm(
  transaction: Transaction,
  id: number,
  which: 'waiting' | 'settled' = 'waiting',
): Promise<KeptFormRow> {
  const row = await transaction.first(
    kept,
    `${keptSql} WHERE kept_forms.id = ? AND settled_at IS ${which === 'waiting' ? '' : 'NOT '}NULL`,
    [id],
  )
  if (row === null) throw unknownId('form', id)
  return row
}

/** @param at null puts it back on the list */
export async function settleForm(
  transaction: Transaction,
  id: number,
  at: number | null,
): Promise<void> {
  await transaction.sql('UPDATE kept_forms SET settled_at = ? WHERE id = ?', [at, id])
}

/** It became a lead: nothing of it needs to be kept apart. */
export async function forgetForm(transaction: Transaction, id: number): Promise<void> {
  await transaction.sql('DELETE FROM kept_forms WHERE id = ?', [id])
}

const refused = rowOf({ body: text() })
const SealedEvent = z.object({
  id: EventId,
  at: z.int(),
  kind: z.literal('form'),
  funnelId: z.int(),
  pageId: z.int(),
})

/** Forms that came and do not open: sealed for other keys, or changed on their way. */
export function sealedForms(database: Database): z.infer<typeof SealedEvent>[] {
  return database
    .all(
      refused,
      `SELECT body FROM relay_events WHERE state = 'refused' AND body IS NOT NULL LIMIT 200`,
      [],
    )
    .flatMap(({ body }) => {
      const read = SealedEvent.safeParse(parsed(body))
      return read.success ? [read.data] : []
    })
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null // Cut where it was kept: it was no form of ours.
  }
}
