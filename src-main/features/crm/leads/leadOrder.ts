// The orders that leads are listed in. Four of them walk an index of their own; the others compare a
// key that is computed of each lead. Whoever has nothing there comes last, both ways.
import { isIndexedSort, sortName, type LeadSort } from '#shared/contract/crm/leadSort.ts'
import { leadFields } from '#shared/leadFields/leadFields.ts'
import { customKeyOf } from '#shared/rules/leadFilter/filterFields.ts'
import type { Database } from '#main/database/database.ts'
import { decodeCursor } from '#main/database/keyset.ts'
import { stagesOfBusiness } from '../filters/filterMeaning.ts'
import { lastMessageSql, lastMessagesSql } from '../filters/lastMessage.ts'
import type { SqlCondition } from './leadFilter.ts'

/** Where orders are read from: the application's database, or a thread's own connection. */
type OrderReads = Pick<Database, 'all'>

export type LeadOrder = {
  /** What leads are compared by: an expression on `leads`. */
  key: string
  descending: boolean
  /** An index has everybody in this order, and nobody is without a key. */
  isIndexed: boolean
  /**
   * Numbers and keys of those who have a key, as columns `id` and `key`, where that is quicker than
   * asking each lead; it may name who is no lead.
   */
  keys?: string
}

const indexed = {
  createdAt: 'leads.created_at',
  name: 'leads.sort_name',
  score: 'leads.score',
  estimatedValue: 'leads.estimated_value_cents',
} as const

/** Characters of a long text that are compared: they stand in cursors. */
const comparedLength = 200
const ofText = (text: string): string => `nullif(substr(folded(${text}), 1, ${comparedLength}), '')`

const openTask = 'FROM tasks WHERE lead_id = leads.id AND done_at IS NULL'
/** The keys of the names that are neither indexed nor a plain field. */
const computed = {
  lastContactAt: { key: 'leads.last_contact_at' },
  updatedAt: { key: 'leads.updated_at' },
  lastMessageAt: {
    key: lastMessageSql,
    keys: lastMessagesSql,
  },
  nextAction: {
    key: `(SELECT min(due_order) ${openTask})`,
    keys: 'SELECT lead_id AS id, min(due_order) AS key FROM tasks WHERE lead_id IS NOT NULL AND done_at IS NULL GROUP BY lead_id',
  },
  tags: {
    key: ofText(
      `(SELECT group_concat(tag.value, ', ' ORDER BY tag.key) FROM json_each(leads.tags) AS tag)`,
    ),
  },
  phone: { key: 'leads.phone' },
} as const
const isComputed = (name: string): name is keyof typeof computed => Object.hasOwn(computed, name)

/** The place of the stage, as the user has set it. */
function stageKey(database: OrderReads): string {
  const places = stagesOfBusiness(database).map((status, place) => `WHEN '${status}' THEN ${place}`)
  return `CASE leads.status ${places.join(' ')} END`
}

/** Of several choices the first counts. A field that is gone leaves everybody without a key. */
function customOrder(key: string): Pick<LeadOrder, 'key' | 'keys'> {
  const field = `'${key.replaceAll("'", "''")}'`
  return {
    key: `(SELECT min(value) FROM lead_custom WHERE lead_id = leads.id AND field = ${field})`,
    keys: `SELECT lead_id AS id, min(value) AS key FROM lead_custom WHERE field = ${field} GROUP BY lead_id`,
  }
}

/** @param wanted `match` means something with a search only: else it is the newest first */
export function orderOf(database: OrderReads, wanted: LeadSort | 'match'): LeadOrder {
  const sort: LeadSort = wanted === 'match' ? '-createdAt' : wanted
  const name = sortName(sort)
  const descending = sort.startsWith('-')
  if (isIndexedSort(name)) return { key: indexed[name], descending, isIndexed: true }
  return { ...keyOf(database, name), descending, isIndexed: false }
}

function keyOf(database: OrderReads, name: ReturnType<typeof sortName>) {
  const custom = customKeyOf(name)
  if (custom !== null) return customOrder(custom)
  if (isComputed(name)) return computed[name]
  if (name === 'status') return { key: stageKey(database) }
  return { key: ofText(`leads.${leadFields[name as keyof typeof leadFields].column}`) }
}

/** The clause of an order, for all statements alike. */
export function orderSql({ key, descending, isIndexed }: LeadOrder): string {
  const way = descending ? 'DESC' : 'ASC'
  return `ORDER BY ${isIndexed ? '' : `${key} IS NULL, `}${key} ${way}, leads.id ${way}`
}

/** The part of a statement that goes on after a cursor, in an order. */
export function afterCursor(cursor: string | undefined, order: LeadOrder): SqlCondition {
  const after = decodeCursor(cursor)
  if (after === null) return { where: '', parameters: [] }
  const { key, descending, isIndexed } = order
  const sign = descending ? '<' : '>'
  if (after.key === null)
    return { where: `AND ${key} IS NULL AND leads.id ${sign} ?`, parameters: [after.id] }
  const next = `(${key}, leads.id) ${sign} (?, ?)`
  return {
    where: isIndexed ? `AND ${next}` : `AND (${key} IS NULL OR ${next})`,
    parameters: [after.key, after.id],
  }
}

/** What a cursor says of a lead. */
export function keyOfLead(
  database: Pick<Database, 'query'>,
  { key }: LeadOrder,
  id: number,
): string | number | null {
  const [row] = database.query<{ key: string | number | null }>(
    `SELECT ${key} AS key FROM leads WHERE id = ?`,
    [id],
  )
  return row?.key ?? null
}
