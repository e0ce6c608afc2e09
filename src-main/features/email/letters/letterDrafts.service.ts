// What was typed and not sent: kept in the database, so that it survives the drawer, the window and
// the application.
import type { LetterDraft } from '#shared/contract/email/letters.ts'
import type { Services } from '#main/core/services.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { letterDraftsTable } from './letters.table.ts'
import { keyOfLetter } from './letterCarrier.ts'
import { letterOfKey } from './letters.repository.ts'

/** The draft written last for a person; after a merge there may be another behind it. */
export function draftOfLead(database: Database, leadId: number): LetterDraft | null {
  const row = database.first(
    letterDraftsTable,
    `SELECT ${letterDraftsTable.list()} FROM letter_drafts WHERE lead_id = ? ORDER BY updated_at DESC, id DESC LIMIT 1`,
    [leadId],
  )
  if (row === null) return null
  const { key, accountId, recipient, subject, text } = row
  return { key, accountId, to: recipient, subject, text }
}

/**
 * @returns whether it was kept: not where its letter has left, from another window or a moment ago
 * @throws 404 if there is no such lead
 */
export function keepDraft(
  { database, host }: Services,
  { id: leadId, draft }: { id: number; draft: LetterDraft },
): Promise<{ isKept: boolean }> {
  const { key, accountId, to: recipient, subject, text } = draft
  return database.write([], async (transaction) => {
    if ((await transaction.countBy('leads', { id: leadId })) === 0) throw unknownId('lead', leadId)
    if ((await letterOfKey(transaction, keyOfLetter(key))) !== null) return { isKept: false }
    const isNew = (await letterDraftsTable.findForUpdate(transaction, { key })) === null
    const words = { leadId, accountId, recipient, subject, text, updatedAt: host.clock.now() }
    if (isNew) await letterDraftsTable.insert(transaction, { key, ...words })
    else await letterDraftsTable.update(transaction, { key }, words)
    return { isKept: true }
  })
}

export const removeDraft = (transaction: Transaction, key: string): Promise<void> =>
  letterDraftsTable.delete(transaction, { key })

export async function discardDraft({ database }: Services, key: string): Promise<void> {
  await database.write([], (transaction) => removeDraft(transaction, key))
}

const forgottenAfter = 31 * 24 * 60 * 60 * 1000

/** Drafts to people who are gone, once nobody can bring them back. */
export async function purgeDrafts({ database, host }: Services): Promise<void> {
  const gone = 'updated_at < ? AND lead_id NOT IN (SELECT id FROM leads)'
  const before = host.clock.now() - forgottenAfter
  if (
    database.count(`SELECT EXISTS (SELECT 1 FROM letter_drafts WHERE ${gone}) AS n`, [before]) === 0
  )
    return
  await database.write([], (transaction) =>
    transaction.sql(`DELETE FROM letter_drafts WHERE ${gone}`, [before]),
  )
}
