// Erases a person from every table, for good. What stays of a refusal is a keyed hash.
import type { ErasureReport } from '#shared/contract/crm/personalData.ts'
import { tellsOf } from '#shared/rules/tellsOf.ts'
import type { Services } from '#main/core/services.ts'
import type { SqlValue, Transaction } from '#main/database/database.ts'
import { integer, json } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { z } from 'zod'
import { ImportBuckets } from '#shared/contract/crm/imports.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { removeOldExports } from '../export/leadExport.service.ts'
import { RejectReason } from '../import/importRejects.ts'
import { removeUploads } from '../import/imports.service.ts'
import { findLeadRow } from '../leads/leads.repository.ts'
import { forgetUnusedTagsSql } from '../leads/leadWords.ts'
import { keepErasedRefusals, keepErasedTopics } from './erasedRefusals.repository.ts'
import { cleanErasedIndex, indexToClean } from './erasedIndex.ts'
import { personOf, type Person } from './person.ts'
import { personalTables, type PersonPart } from './personalTables.ts'
import { findToldRows, withNewRows, type ToldRows } from './toldRows.ts'

/**
 * Cannot be taken back. Files that wait in the data folder (exports, uploads) go as well.
 * @throws 404 if there is no such lead
 */
export async function erasePerson(services: Services, leadId: number): Promise<ErasureReport> {
  const [report] = await erasePeople(services, [leadId])
  if (report === undefined) throw unknownId('lead', leadId)
  return report
}

type MayErase = (transaction: Transaction, leadId: number) => Promise<boolean>

/**
 * The same for several, one transaction each: where it is cut short, each is erased or untouched.
 * @param mayErase asked inside the transaction
 * @returns what was erased, of those who were there and might be
 */
export async function erasePeople(
  services: Services,
  ids: readonly number[],
  mayErase: MayErase = () => Promise.resolve(true),
): Promise<ErasureReport[]> {
  const reports: ErasureReport[] = []
  try {
    for (const id of ids) {
      const report = await eraseFromTables(services, id, mayErase)
      if (report !== null) reports.push(report)
    }
  } finally {
    if (reports.length > 0) {
      await removeOldExports(services, 0)
      await removeUploads(services)
      // Last: it takes long, and goes on after a start where it was cut short.
      await cleanErasedIndex(services)
    }
  }
  return reports
}

/** @returns null where there is no such lead, or it may not be */
async function eraseFromTables(
  services: Services,
  leadId: number,
  mayErase: MayErase,
): Promise<ErasureReport | null> {
  const { database, host } = services
  const installKey = await services.installKey()
  const found = await toldBefore(services, leadId)
  return database.write(['crm', 'dashboard', 'email'], async (transaction) => {
    if (!(await mayErase(transaction, leadId))) return null
    const lead = findLeadRow(database, leadId)
    if (lead === null) return null
    const person = await personOf(transaction, lead)
    // Another address or name since: then all is looked through once more, here.
    const isSame = JSON.stringify(person.needles) === JSON.stringify(found.needles)
    const told = await withNewRows(transaction, isSame ? found.rows : new Map(), person.needles)
    // Entries that became the lead, too: a backup may have them apart.
    for (const id of new Set([leadId, ...person.leads]))
      await transaction.sql('INSERT INTO erasures (lead_id, erased_at, is_open) VALUES (?, ?, 1)', [
        id,
        host.clock.now(),
      ])
    const refusalsKept = await keepErasedRefusals(transaction, person.addresses, installKey)
    await keepErasedTopics(transaction, person, installKey)
    const removed: ErasureReport['removed'] = []
    for (const { table, erase } of personalTables) {
      let rows = 0
      for (const { sql, with: parts } of erase) {
        await transaction.sql(
          sql,
          parts.map((part) => bound(person, told.get(table)?.ids ?? [], part)),
        )
        rows += await transaction.count('SELECT changes() AS n')
      }
      if (table === 'imports')
        rows = await eraseFromImports(transaction, person, told.get(table)?.ids ?? [])
      if (rows > 0) removed.push({ table, rows })
    }
    await transaction.sql(forgetUnusedTagsSql)
    await transaction.sql('UPDATE erasures SET is_open = ? WHERE is_open = 1', [indexToClean])
    return { removed, refusalsKept }
  })
}

async function toldBefore(
  { database }: Services,
  leadId: number,
): Promise<{ needles: string[]; rows: ToldRows }> {
  const lead = findLeadRow(database, leadId)
  if (lead === null) return { needles: [], rows: new Map() }
  const { needles } = await personOf(
    { all: async (reader, sql, parameters) => database.all(reader, sql, parameters) },
    lead,
  )
  return { needles, rows: await findToldRows(database, needles) }
}

function bound(person: Person, told: readonly number[], part: PersonPart): SqlValue {
  if (part === 'lead') return person.leadId
  if (part === 'source') return person.source
  return JSON.stringify(part === 'told' ? told : person[part])
}

const importRow = rowOf({
  id: integer(),
  buckets: json(ImportBuckets),
  titles: json(z.array(z.string())),
})

/**
 * A file without titles may have been read as one that has some: then they are somebody's.
 * @returns how many imports told of the person
 */
async function eraseFromImports(
  transaction: Transaction,
  { needles }: Person,
  ids: readonly number[],
): Promise<number> {
  const tells = tellsOf(needles)
  const told = await transaction.all(
    importRow,
    'SELECT id, buckets, titles FROM imports WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(ids)],
  )
  for (const { id, buckets, titles } of told) {
    const kept = {
      ...buckets,
      problems: buckets.problems
        .filter(({ value }) => !tells(value))
        .map((problem) => withoutTitle(problem, tells)),
      unknownWords: buckets.unknownWords.filter(
        ({ word, column }) => !tells(word) && !tells(column),
      ),
      otherColumns: buckets.otherColumns.filter((title) => !tells(title)),
    }
    const left = titles.map((title) => (tells(title) ? '' : title))
    await transaction.sql('UPDATE imports SET buckets = ?, titles = ? WHERE id = ?', [
      ...[JSON.stringify(kept), JSON.stringify(left)],
      id,
    ])
    if (titles.some(tells)) await eraseFromReasons(transaction, needles, id)
  }
  return told.length
}

const withoutTitle = <Told extends { column: string | null }>(
  told: Told,
  tells: (text: string) => boolean,
): Told => (told.column !== null && tells(told.column) ? { ...told, column: null } : told)

const reasonsRow = rowOf({ id: integer(), reasons: json(z.array(RejectReason)) })

async function eraseFromReasons(
  transaction: Transaction,
  needles: readonly string[],
  importId: number,
): Promise<void> {
  const tells = tellsOf(needles)
  const told = await transaction.all(
    reasonsRow,
    'SELECT id, reasons FROM import_rejects WHERE import_id = ? AND tells_of(reasons, ?)',
    [importId, JSON.stringify(needles)],
  )
  for (const { id, reasons } of told)
    await transaction.sql('UPDATE import_rejects SET reasons = ? WHERE id = ?', [
      JSON.stringify(reasons.map((reason) => withoutTitle(reason, tells))),
      id,
    ])
}
