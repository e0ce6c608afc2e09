// Takes the interactions over, each with its own moment, to the lead its own lead became.
import { maxInteractionContent } from '#shared/contract/crm/interactions.ts'
import { foldText } from '#shared/rules/foldText.ts'
import type { Interaction } from '#shared/contract/crm.contract.ts'
import type { WeboxReason } from '#shared/contract/webox.contract.ts'
import type { ImportReport } from './importReport.ts'
import { hashOf, type ImportStore } from './importStore.ts'
import {
  cellJson,
  cellLine,
  cellMoment,
  cellParagraphs,
  cellText,
  jsonLines,
  type SourceClock,
} from './sourceCells.ts'
import type { SourceRow } from './sourceDatabase.ts'
import type { TakenLeads } from './takeLeads.ts'

const table = 'lead_interactions'
/** A meeting may be planned this far ahead, in milliseconds. */
const furthestAhead = 3 * 365 * 24 * 60 * 60 * 1000

const typeWords: [RegExp, Interaction['type']][] = [
  [/^(e-?)?mail|^courriel|newsletter/, 'email'],
  [/call|appel|phone|tel/, 'call'],
  [/meet|rdv|rendez|reunion|visit|demo/, 'meeting'],
  [/^note|comment|remarque/, 'note'],
]

/** The type a word means; null if it is no word for one. */
export function readInteractionType(cell: unknown): Interaction['type'] | null {
  const word = foldText(cellText(cell))
  return typeWords.find(([pattern]) => pattern.test(word))?.[1] ?? null
}

type Note = { reason: WeboxReason; detail: string }

/** An interaction as its row tells it, and what could not be taken over as it was. */
function readInteraction(row: SourceRow, clock: SourceClock) {
  const type = readInteractionType(row['interaction_type'])
  const metadata = cellJson(row['interaction_metadata'])
  const subject = cellLine(row['subject'], 200)
  const said = inParagraphs(cellText(row['content']), jsonLines(metadata.value))
  // What kind it was called stays readable if there is no such kind here.
  const content = cellParagraphs(
    type === null ? inParagraphs(cellText(row['interaction_type']), said) : said,
    maxInteractionContent,
  )
  const moment = cellMoment(row['created_at'], clock, furthestAhead)
  const notes: Note[] = []
  if (type === null)
    notes.push({ reason: 'type_unknown', detail: cellText(row['interaction_type']) })
  if (metadata.isUnreadable)
    notes.push({ reason: 'json_unreadable', detail: cellText(row['interaction_metadata']) })
  if (subject.isShortened || content.isShortened)
    notes.push({ reason: 'text_shortened', detail: subject.text ?? '' })
  if (moment.value === null)
    notes.push({ reason: 'date_unreadable', detail: cellText(row['created_at']) })
  const interaction = {
    type: type ?? ('note' as const),
    subject: subject.text,
    content: content.text,
    occurredAt: moment.value,
  }
  return { interaction, notes }
}

const inParagraphs = (...texts: string[]): string =>
  texts.filter((text) => text.trim() !== '').join('\n\n')

/**
 * A lead of an earlier import that gets a new interaction: its score will change, so undoing must
 * know it as it was.
 */
function noteLead(store: ImportStore, leads: TakenLeads, leadId: number): void {
  const source = leads.untouched.get(leadId)
  if (source === undefined) return
  leads.untouched.delete(leadId)
  leads.joined.add(leadId)
  store.join(source, leadId, store.rowOf('leads', leadId))
}

export function takeInteraction(
  store: ImportStore,
  report: ImportReport,
  leads: TakenLeads,
  row: SourceRow,
): void {
  const leadId = cellText(row['lead_id'])
  const lead = leads.bySource.get(leadId)
  if (lead === undefined) {
    report.refused(table, row.id, 'orphan', leadId)
    return report.count('interactions', 'refused')
  }
  const { interaction, notes } = readInteraction(row, store.clock)
  const source = {
    kind: 'interactions' as const,
    key: hashOf([lead.key, interaction]),
    contentHash: '',
    table,
    id: row.id,
  }
  if (store.known('interactions', source.key) !== null) {
    return report.count('interactions', 'merged')
  }
  if (lead.targetId === null) {
    report.refused(table, row.id, 'parent_refused', leadId)
    return report.count('interactions', 'refused')
  }
  for (const { reason, detail } of notes) report.changed(table, row.id, reason, detail)
  const occurredAt = interaction.occurredAt ?? store.now
  noteLead(store, leads, lead.targetId)
  store.add(source, {
    lead_id: lead.targetId,
    type: interaction.type,
    subject: interaction.subject,
    content: interaction.content,
    occurred_at: occurredAt,
    // Dated back, so that the dashboard's history does not show years of conversations as of today.
    created_at: Math.min(occurredAt, store.now),
  })
  leads.touched.add(lead.targetId)
  report.count('interactions', 'created')
}
