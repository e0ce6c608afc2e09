// Retention: who is to be decided about, and the decision to keep. Nobody is ever erased by itself: the
// list only asks.
import { z } from 'zod'
import {
  keptOutReasons,
  maxRetentionMonths,
  usualRetentionMonths,
  type Keep,
  type RetainedPerson,
  type RetentionView,
} from '#shared/contract/crm/retention.ts'
import { addMonths, dateAt, startOfDate } from '#shared/rules/calendar/calendarDays.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { Transaction } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { decodeCursor, pageFrom } from '#main/database/keyset.ts'
import { businessZone, keepSetting, keptSetting } from '#main/features/settings/settings.feature.ts'
import { unknownId } from '#main/platform/apiError.ts'
import {
  readPeople,
  standingOf,
  type Asked,
  type Standing,
  type Walked,
} from './retention.repository.ts'
import { retentionKeepsTable } from './retentionKeeps.table.ts'
import { countAll, dueChanged, knownDue, rememberDue, walkAll } from './retentionWalk.ts'

type Given = Pick<Services, 'database' | 'host'>
const settingName = 'retentionMonths'
const monthsKept = 12

/** After how many months without a contact from them people are asked about. */
const monthsOf = ({ database }: Pick<Services, 'database'>): number =>
  keptSetting({ database }, settingName, z.int().min(1).max(maxRetentionMonths)) ??
  usualRetentionMonths

/**
 * Whole days of the business: who was in contact on the 30th of November is asked about from the 1st of
 * December on, so many months later.
 */
export function askedNow(services: Given): Asked {
  const now = services.host.clock.now()
  const zone = businessZone(services)
  const day = addMonths(dateAt(now, zone), -monthsOf(services))
  return { before: startOfDate(day, zone), now }
}

const ruleOf = (services: Given, { before }: Asked) => ({
  months: monthsOf(services),
  before: toTimestamp(before),
})

/** Tells it to every window. */
export async function setRetentionMonths(services: Services, months: number) {
  await keepSetting(services, settingName, months)
  const asked = askedNow(services)
  rememberDue(services, (await countAll(services, asked)).due)
  return ruleOf(services, asked)
}

/** How many are to be decided about, for who only tells the number. */
export const peopleDue = (services: Services): Promise<number> =>
  knownDue(services, askedNow(services))

type ListInput = { view: RetentionView; cursor?: string; limit: number; withCounts: boolean }

const viewOf = (standing: Standing): RetentionView | null => {
  if (standing === 'contact' || standing === 'early') return null
  return standing === 'due' || standing === 'kept' ? standing : 'keptOut'
}

/** Who is here longest first. */
export async function listRetention(services: Services, input: ListInput, signal?: AbortSignal) {
  const { view, cursor, limit, withCounts } = input
  const asked = askedNow(services)
  const key = decodeCursor(cursor)
  const after = key === null ? undefined : { createdAt: Number(key.key), id: key.id }
  const found: Walked[] = []
  await walkAll(services, asked, { after, signal }, (person) => {
    if (viewOf(person.standing) === view) found.push(person)
    return found.length <= limit
  })
  const counts = withCounts ? await countAll(services, asked, signal) : null
  if (counts !== null) rememberDue(services, counts.due)
  const shown = readPeople(
    services.database,
    asked,
    found.map(({ id }) => id),
  )
  const page = pageFrom(
    // Who was deleted since the walk is not shown.
    found.filter(({ id }) => shown.people.has(id)),
    limit,
    counts?.[view] ?? null,
    ({ createdAt, id }) => ({ key: createdAt, id }),
    (row) => toPerson(row, shown),
  )
  return { ...page, ...ruleOf(services, asked), counts }
}

function toPerson(
  { id, standing }: Walked,
  { people, contacts, keeps }: ReturnType<typeof readPeople>,
): RetainedPerson {
  const person = people.get(id)
  if (person === undefined) throw new Error('Only people who were read are shown.')
  const contact = contacts.get(id)
  const keep = keeps.get(id)
  return {
    ...person,
    createdAt: toTimestamp(person.createdAt),
    lastContactAt: person.lastContactAt === null ? null : toTimestamp(person.lastContactAt),
    lastOwnContact:
      contact === undefined ? null : { kind: contact.kind, at: toTimestamp(contact.at) },
    keptOut: keptOutReasons.find((reason) => reason === standing) ?? null,
    keep: keep === undefined ? null : toKeep(keep),
  }
}

const toKeep = ({
  leadId,
  reason,
  keptAt,
  askAgainAt,
}: Omit<RowOfTable<typeof retentionKeepsTable>, 'id'>): Keep => ({
  ...{ leadId, reason },
  ...{ keptAt: toTimestamp(keptAt), askAgainAt: toTimestamp(askAgainAt) },
})

/** @throws 404 if there is no such lead */
export async function keepPerson(
  services: Services,
  leadId: number,
  reason: string,
): Promise<Keep> {
  const row = newKeep(services, leadId, reason)
  if ((await keepRows(services, [row])) === 0) throw unknownId('lead', leadId)
  return toKeep(row)
}

/** @returns how many are there to be kept */
export const keepPeople = (
  services: Services,
  ids: readonly number[],
  reason: string,
): Promise<number> =>
  keepRows(
    services,
    [...new Set(ids)].map((id) => newKeep(services, id, reason)),
  )

type KeepRow = Omit<RowOfTable<typeof retentionKeepsTable>, 'id'>

/** For a year: from the same day of the next one on it is asked again. */
function newKeep(services: Given, leadId: number, reason: string): KeepRow {
  const keptAt = services.host.clock.now()
  const zone = businessZone(services)
  const askAgainAt = startOfDate(addMonths(dateAt(keptAt, zone), monthsKept), zone)
  return { leadId, reason, keptAt, askAgainAt }
}

/** Decisions that have run out stay beside the new ones. @returns of how many there is a lead */
async function keepRows(services: Services, rows: readonly KeepRow[]): Promise<number> {
  const asked = askedNow(services)
  const { kept, wereDue } = await services.database.write(
    ['crm', 'dashboard'],
    async (transaction) => {
      const counts = { kept: 0, wereDue: 0 }
      for (const row of rows) {
        const standing = await standingOf(transaction, asked, row.leadId)
        if (standing === null) continue
        await letGo(transaction, row.leadId, row.keptAt)
        await retentionKeepsTable.insert(transaction, row)
        counts.kept += 1
        if (standing === 'due') counts.wereDue += 1
      }
      return counts
    },
  )
  dueChanged(services, -wereDue)
  return kept
}

/** @returns whether the lead was kept */
async function letGo(transaction: Transaction, leadId: number, now: number): Promise<boolean> {
  await transaction.sql('DELETE FROM retention_keeps WHERE lead_id = ? AND ask_again_at > ?', [
    ...[leadId, now],
  ])
  return (await transaction.count('SELECT changes() AS n')) > 0
}

/** @throws 404 if nobody of this number is kept */
export async function releasePerson(services: Services, leadId: number): Promise<void> {
  if ((await releasePeople(services, [leadId])) === 0) throw unknownId('kept person', leadId)
}

/** @returns how many were kept until now */
export async function releasePeople(services: Services, ids: readonly number[]): Promise<number> {
  const asked = askedNow(services)
  const { released, areDue } = await services.database.write(
    ['crm', 'dashboard'],
    async (transaction) => {
      const counts = { released: 0, areDue: 0 }
      for (const id of new Set(ids)) {
        if (!(await letGo(transaction, id, asked.now))) continue
        counts.released += 1
        if ((await standingOf(transaction, asked, id)) === 'due') counts.areDue += 1
      }
      return counts
    },
  )
  dueChanged(services, areDue)
  return released
}

/** Decisions about people who are deleted and cannot be brought back any more. */
export async function forgetKeeps({ database }: Pick<Services, 'database'>): Promise<void> {
  const orphans = `lead_id NOT IN (SELECT id FROM leads) AND lead_id NOT IN (SELECT lead_id FROM deleted_leads)
    AND lead_id NOT IN (SELECT lead_id FROM lead_change_rows)`
  if (database.count(`SELECT EXISTS (SELECT 1 FROM retention_keeps WHERE ${orphans}) AS n`) === 0)
    return
  await database.write([], (transaction) =>
    transaction.sql(`DELETE FROM retention_keeps WHERE ${orphans}`),
  )
}
