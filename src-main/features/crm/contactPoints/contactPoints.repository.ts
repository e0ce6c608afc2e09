// All SQL about whose an address is, first or further.
import { integer, text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'

/**
 * The number of the lead an address belongs to, first or further; null: nobody's.
 * @param address an SQL expression
 */
export const leadOfAddressSql = (address: string): string =>
  `coalesce((SELECT id FROM leads WHERE email = ${address}), (SELECT lead_id FROM lead_addresses WHERE address = ${address}))`

/** SQL over `leads`: true where an address (a parameter, twice) is one of the lead's. */
export const hasAddressSql = `(leads.email = ? OR EXISTS (SELECT 1 FROM lead_addresses WHERE address = ? AND lead_id = leads.id))`

/**
 * SQL for the rows of a FROM: the addresses, first and further, of a lead that a column keeps as JSON
 * under `lead`, each of them `keptAddressSql`; null where it has none.
 */
export const addressesOfKeptSql = (column: string): string =>
  `json_each(json_insert(coalesce(json_extract(${column}, '$.lead.contactPoints') ->> '$.emails', '[]'),
    '$[#]', json_object('value', json_extract(${column}, '$.lead.email')))) AS kept`
export const keptAddressSql = `kept.value ->> '$.value'`

const idOnly = rowOf({ id: integer() })
const addressOnly = rowOf({ address: text() })

/** Whose an address is, first or further; null: nobody's. */
export async function leadOfAddress(
  transaction: Transaction,
  address: string,
): Promise<number | null> {
  const found = await transaction.first(
    idOnly,
    `SELECT id FROM leads WHERE email = ? UNION ALL SELECT lead_id FROM lead_addresses WHERE address = ?`,
    [address, address],
  )
  return found?.id ?? null
}

const found = rowOf({ isThere: integer() })

/** Whether an address is that of somebody who was deleted, and could be brought back. */
export async function isAddressOfDeleted(
  transaction: Transaction,
  address: string,
): Promise<boolean> {
  // Few texts hold it at all: only those are taken apart.
  const isThere = (table: string, column: string, more: string) =>
    `EXISTS (SELECT 1 FROM ${table} JOIN ${addressesOfKeptSql(column)} WHERE instr(${column}, ?) > 0 AND ${keptAddressSql} = ?${more})`
  const row = await transaction.first(
    found,
    `SELECT ${isThere('deleted_leads', 'snapshot', '')} OR ${isThere('lead_change_rows', 'before', ` AND change_id IN (SELECT id FROM lead_changes WHERE kind = 'delete' AND state <> 'undone')`)} AS isThere`,
    [address, address, address, address],
  )
  return row?.isThere === 1
}

/** Addresses of a lead as `address`, the first one first. Parameter: its number, twice. */
export const addressesOfLeadSql = `SELECT email AS address FROM leads WHERE id = ? AND email IS NOT NULL
  UNION ALL SELECT address FROM lead_addresses WHERE lead_id = ?`

/** Addresses of a lead, the first one first. */
export async function addressesOfLead(
  transaction: Pick<Transaction, 'all'>,
  leadId: number,
): Promise<string[]> {
  const rows = await transaction.all(addressOnly, addressesOfLeadSql, [leadId, leadId])
  return rows.map(({ address }) => address)
}
