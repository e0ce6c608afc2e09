// Erases a person from every table, for good. What stays of a refusal is a keyed hash.
import type { ErasureReport } from '#shared/contract/crm/personalData.ts'
import { foldText } from '#shared/rules/foldText.ts'
import type { Services } from '#main/core/services.ts'
import type { SqlValue, Transaction } from '#main/database/database.ts'
import { integer, json } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { ImportBuckets } from '#shared/contract/crm/imports.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { removeOldExports } from '../export/leadExport.service.ts'
import { removeUploads } from '../import/imports.service.ts'
import { findLeadRow } from '../leads/leads.repository.ts'
import { forgetUnusedTagsSql } from '../leads/leadWords.ts'
import { keepErasedRefusals } from './erasedRefusals.repository.ts'
import { personOf, type Person } from './person.ts'
import { personalTables, type PersonPart } from './personalTables.ts'

/**
 * Cannot be taken back. Files that wait in the data folder (exports, uploads) go as well.
 * @throws 404 if there is no such lead
 */
export async function erasePerson(services: Services, leadId: number): Promise<ErasureReport> {
  const { database, host } = services
  const installKey = await services.installKey()
  const report = await database.write(['crm', 'dashboard', 'email'], async (transaction) => {
    const lead = findLeadRow(database, leadId)
    if (lead === null) throw unknownId('lead', leadId)
    const person = await personOf(transaction, lead)
    await transaction.sql('INSERT INTO erasures (lead_id, erased_at, is_open) VALUES (?, ?, 1)', [
      leadId,
      host.clock.now(),
    ])
    const refusalsKept = await keepErasedRefusals(transaction, person.addresses, installKey)
    const removed: ErasureReport['removed'] = []
    for (const { table, erase } of personalTables) {
      let rows = 0
      for (const { sql, with: parts } of erase) {
        await transaction.sql(
          sql,
          parts.map((part) => bound(person, part)),
        )
        rows += await transaction.count('SELECT changes() AS n')
      }
      if (table === 'imports') rows = await eraseFromImports(transaction, person)
      if (rows > 0) removed.push({ table, rows })
    }
    await transaction.sql(forgetUnusedTagsSql)
    // A deleted entry of the index leaves its words in it until its parts are joined.
    await transaction.sql(`INSERT INTO lead_search (lead_search) VALUES ('optimize')`)
    await transaction.sql('UPDATE erasures SET is_open = 0 WHERE is_open = 1')
    return { removed, refusalsKept }
  })
  await removeOldExports(services, 0)
  await removeUploads(services)
  return report
}

function bound(person: Person, part: PersonPart): SqlValue {
  if (part === 'lead') return person.leadId
  return part === 'source' ? person.source : JSON.stringify(person[part])
}

const importRow = rowOf({ id: integer(), buckets: json(ImportBuckets) })

/** @returns how many lists of problems told of the person */
async function eraseFromImports(transaction: Transaction, { needles }: Person): Promise<number> {
  const tells = (value: string): boolean => {
    const folded = foldText(value)
    return needles.some((needle) => folded.includes(needle))
  }
  const told = await transaction.all(
    importRow,
    `SELECT id, buckets FROM imports WHERE EXISTS (SELECT 1 FROM json_each(?) AS needle WHERE instr(folded(buckets), needle.value) > 0)`,
    [JSON.stringify(needles)],
  )
  for (const { id, buckets } of told)
    await transaction.sql('UPDATE imports SET buckets = ? WHERE id = ?', [
      JSON.stringify({
        ...buckets,
        problems: buckets.problems.filter(({ value }) => !tells(value)),
        unknownWords: buckets.unknownWords.filter(({ word }) => !tells(word)),
      }),
      id,
    ])
  return told.length
}
