// Fills a database with generated leads for a measurement, by the bulk writer: the preparation must
// not take longer than what is measured.
import { openConnection } from '#main/database/sqliteConnection.ts'
import { dropIndexes } from '#main/features/crm/import/importConditions.ts'
import { insertLeadSql } from '#main/features/crm/import/importStatements.ts'
import { createBulkWriter } from '#main/features/crm/leads/bulkWrite.ts'
import { emptyLeadFields, toLeadRow } from '#main/features/crm/leads/leadRecord.ts'
import type { LeadRow } from '#main/features/crm/leads/leads.table.ts'
import { generatedLead } from './generatedLeads.ts'

export function generatedRow(index: number, now: number): Omit<LeadRow, 'id'> {
  const { estimatedValue, createdAt, jobTitle, notes, status, ...lead } = generatedLead(index)
  const fields = {
    ...emptyLeadFields(now),
    ...lead,
    jobTitle: jobTitle || null,
    notes: notes || null,
    status: status as LeadRow['status'],
    estimatedValueCents: Math.round(estimatedValue * 100),
    createdAt: Date.parse(createdAt),
  }
  return toLeadRow(fields, 0, now)
}

/** Adds the generated leads from `from` up to `to`, one transaction, with everything derived. */
export function seedLeads(path: string, from: number, to: number, now: number): void {
  const connection = openConnection(path)
  const writer = createBulkWriter(connection)
  writer.run(() => {
    const indexes = dropIndexes(connection, false)
    const insert = connection.prepare<[Omit<LeadRow, 'id'>]>(insertLeadSql)
    for (let index = from; index < to; index += 1) {
      insert.run(generatedRow(index, now))
      writer.wrote(1)
    }
    for (const sql of indexes) connection.exec(sql)
  })
  connection.close()
}
