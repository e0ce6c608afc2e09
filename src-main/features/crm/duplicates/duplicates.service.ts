// Duplicates as they are asked for: groups of the state the leads are in, what the user says of them,
// and the merges of those that need no look.
import type { z } from 'zod'
import type { Lead } from '#shared/contract/crm.contract.ts'
import {
  maxMergedGroups,
  type duplicateGroupOf,
  type PastMerge,
} from '#shared/contract/crm/duplicates.ts'
import { leadFieldNames } from '#shared/leadFields/leadFields.ts'
import { restorablePeriod } from '#main/core/deletedItems.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { businessCountry } from '#main/features/settings/settings.feature.ts'
import { startTask, type Task } from '#main/platform/task.ts'
import { mergeLeads } from '../changes/merges.service.ts'
import { displayName } from '../leads/leadRecord.ts'
import { findLead, getLead } from '../leads/leads.service.ts'
import { findLeadRow } from '../leads/leads.repository.ts'
import { addDifferent, removeDifferent } from './differentLeads.repository.ts'
import type { DuplicatesResult, DuplicatesTask } from './duplicates.worker.ts'

type Group = z.infer<ReturnType<typeof duplicateGroupOf<typeof Lead>>>
type Found = NonNullable<DuplicatesResult>
type Known = { version: string; task: Task<DuplicatesResult> | null; total: number | null }
const lastLook = memorySlot<Known>(() => ({ version: '', task: null, total: null }))
const dataVersion = rowOf({ data_version: integer() })

/** One look a state of the file, whoever asks; that of an older state is given up. */
async function look(services: Services): Promise<Found> {
  const { database, memory } = services
  const known = memory.of(lastLook)
  const version = String(database.first(dataVersion, 'PRAGMA data_version')?.data_version ?? 0)
  if (known.task === null || known.version !== version) {
    known.task?.cancel()
    known.version = version
    known.task = startTask<DuplicatesTask, DuplicatesResult>(
      new URL('./duplicates.worker.ts', import.meta.url),
      { databasePath: database.path, country: businessCountry(services) },
    )
  }
  const { task } = known
  try {
    const result = await task.outcome
    if (result === null && known.task === task) throw new Error('The look was ended.')
    if (result === null) return await look(services)
    known.total = result.groups.length
    return result
  } catch (error) {
    // Who asks next looks again.
    if (known.task === task) known.task = null
    throw error
  }
}

/** Ends a look that is under way; who waits for it is refused. */
export async function stopLooking({ memory }: Services): Promise<void> {
  const { task } = memory.of(lastLook)
  task?.cancel()
  await task?.outcome.catch(() => undefined)
}

/** The number of fields that say something, by which the fullest is kept. */
const fullness = (lead: Lead): number =>
  leadFieldNames.filter((name) => {
    const value = lead[name]
    return Array.isArray(value) ? value.length > 0 : value !== null && value !== 0
  }).length +
  lead.emails.length +
  lead.phones.length

function shownGroup(services: Services, group: Found['groups'][number]): Group | null {
  const leads = group.ids.flatMap((id) => findLead(services, id) ?? [])
  const [best] = leads.toSorted(
    (one, other) =>
      fullness(other) - fullness(one) ||
      one.createdAt.localeCompare(other.createdAt) ||
      one.id - other.id,
  )
  if (best === undefined || leads.length < 2) return null
  return { ...group, ids: leads.map(({ id }) => id), keep: best.id, leads }
}

export async function listDuplicates(
  services: Services,
  { limit, offset }: { limit: number; offset: number },
) {
  const { groups, isComplete } = await look(services)
  const items = groups
    .slice(offset, offset + limit)
    .flatMap((group) => shownGroup(services, group) ?? [])
  const certain = groups.filter((group) => group.isCertain).length
  return { items, total: groups.length, certain, isComplete }
}

export const knownDuplicates = ({ memory }: Services) => ({ total: memory.of(lastLook).total })

function* pairsOf(ids: readonly number[]): Generator<[number, number]> {
  const each = [...new Set(ids)]
  for (const [index, one] of each.entries())
    for (const other of each.slice(index + 1)) yield [one, other]
}

/** @throws 404 naming a lead that does not exist */
export async function sayDifferent(services: Services, { ids }: { ids: number[] }): Promise<void> {
  for (const id of ids) getLead(services, id)
  const now = services.host.clock.now()
  await services.database.write(['crm'], async (transaction) => {
    for (const pair of pairsOf(ids)) await addDifferent(transaction, pair, now)
  })
}

export async function sayNotDifferent(
  { database }: Services,
  { ids }: { ids: number[] },
): Promise<void> {
  await database.write(['crm'], async (transaction) => {
    for (const pair of pairsOf(ids)) await removeDifferent(transaction, pair)
  })
}

/** Each merge is whole by itself: cut short, those before it stay, and each can be taken back. */
export async function mergeCertain(
  services: Services,
): Promise<{ mergeIds: number[]; left: number }> {
  const { groups } = await look(services)
  const certain = groups.filter(({ isCertain }) => isCertain)
  const mergeIds: number[] = []
  for (const group of certain.slice(0, maxMergedGroups)) {
    const shown = shownGroup(services, group)
    if (shown === null) continue
    const { ids, keep } = shown
    const merged = await mergeLeads(services, { keep, others: ids.filter((id) => id !== keep) })
    mergeIds.push(merged.mergeId)
  }
  return { mergeIds, left: Math.max(0, certain.length - maxMergedGroups) }
}

const naming = {
  firstName: optional(text()),
  lastName: optional(text()),
  company: optional(text()),
  email: optional(text()),
  phone: optional(text()),
}
const mergeRow = rowOf({ id: integer(), madeAt: moment() })
const partRow = rowOf({
  leadId: integer(),
  isKept: integer(),
  ...naming,
})

export function listMerges(services: Services): { items: PastMerge[] } {
  const { database, host } = services
  const since = host.clock.now() - restorablePeriod
  const merges = database.all(
    mergeRow,
    `SELECT id, made_at AS madeAt FROM lead_changes WHERE kind = 'merge' AND state = 'done' ORDER BY made_at DESC, id DESC LIMIT 100`,
  )
  const parts = Object.entries(naming)
    .map(([name]) => `json_extract(before, '$.lead.${name}') AS ${name}`)
    .join(', ')
  return {
    items: merges
      .map(({ id, madeAt }) => {
        const rows = database.all(
          partRow,
          `SELECT lead_id AS leadId, after IS NOT NULL AS isKept, ${parts} FROM lead_change_rows WHERE change_id = ?`,
          [id],
        )
        const keptId = rows.find(({ isKept }) => isKept === 1)?.leadId ?? 0
        const kept = findLeadRow(database, keptId)
        return {
          id,
          madeAt: toTimestamp(madeAt),
          keptId,
          keptName: kept === null ? null : displayName(kept),
          names: rows.filter(({ isKept }) => isKept !== 1).map((row) => displayName(row)),
          canUndo: madeAt >= since && kept !== null,
        }
      })
      .filter(({ keptId }) => keptId > 0),
  }
}
