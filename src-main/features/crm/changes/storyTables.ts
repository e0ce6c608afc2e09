// What says that something happened with a lead: moved when entries become one, and reason enough to
// keep a lead whose import is taken back.
import { z } from 'zod'
import { integer, text, type Column } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'

/** Tables with a column `lead_id`. */
export const storyTables = [
  'interactions',
  'tasks',
  'consent_events',
  'consent_confirmations',
  'outbox',
  'funnel_events',
  'received_messages',
  'letter_drafts',
  'retention_keeps',
  'topic_refusals',
  // After the agreements and the messages: a click stays with whom it is agreed to.
  'clicks',
] as const
type StoryTable = (typeof storyTables)[number]

/** By what a row is known; its place in the file is none, which may change. */
const keyOf = (table: StoryTable): string =>
  table === 'consent_confirmations' ? 'asked_event_id' : 'id'

/** Which rows of each table were moved. */
export const MovedStory = z.partialRecord(
  z.enum(storyTables),
  z.array(z.union([z.int(), z.string()])),
)
export type MovedStory = z.infer<typeof MovedStory>

const keyColumn = (table: StoryTable): Column<number | string> =>
  keyOf(table) === 'id' ? integer() : text()

/** The rows that say what happened with one entry are another's from now on. */
export async function moveStory(
  transaction: Transaction,
  from: number,
  to: number,
): Promise<MovedStory> {
  const moved: MovedStory = {}
  for (const table of storyTables) {
    const rows = await transaction.all(
      rowOf({ key: keyColumn(table) }),
      `UPDATE ${table} SET lead_id = ? WHERE lead_id = ? RETURNING ${keyOf(table)} AS key`,
      [to, from],
    )
    moved[table] = rows.map(({ key }) => key)
  }
  await forgetUnagreed(transaction, to)
  return moved
}

/** Those of them that are still where they were moved to are the first entry's again. */
export async function moveStoryBack(
  transaction: Transaction,
  moved: MovedStory,
  { from, to }: { from: number; to: number },
): Promise<void> {
  for (const table of storyTables)
    await transaction.sql(
      `UPDATE ${table} SET lead_id = ? WHERE lead_id = ? AND ${keyOf(table)} IN (SELECT value FROM json_each(?))`,
      [to, from, JSON.stringify(moved[table] ?? [])],
    )
}

/** What one entry refused holds for the other: who is not measured any more has no clicks. */
async function forgetUnagreed(transaction: Transaction, leadId: number): Promise<void> {
  const refuses = 'NOT EXISTS (SELECT 1 FROM measured_people WHERE lead_id = ?)'
  await transaction.sql(`DELETE FROM clicks WHERE lead_id = ? AND ${refuses}`, [leadId, leadId])
  await transaction.sql(
    `UPDATE outbox SET measured = 0 WHERE lead_id = ? AND measured = 1 AND ${refuses}`,
    [leadId, leadId],
  )
}
