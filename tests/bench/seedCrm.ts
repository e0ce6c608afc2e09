// Fills a database for the measurements of lists and filters: the generated leads with five fields
// of their own, tags, sources, contacts, moves, tasks and refusals, set by set.
import { openConnection, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { customKeys } from '#main/features/crm/customFields/customKeys.ts'
import { dropIndexes } from '#main/features/crm/import/importConditions.ts'
import { insertLeadSql } from '#main/features/crm/import/importStatements.ts'
import { createBulkWriter } from '#main/features/crm/leads/bulkWrite.ts'
import { tagKeys } from '#main/features/crm/leads/leadWords.ts'
import type { LeadRow } from '#main/features/crm/leads/leads.table.ts'
import type { TestApp } from '../support/testApp.ts'
import { scatter } from './generatedLeads.ts'
import { generatedRow } from './seedLeads.ts'

const day = 86_400_000

const offers = ['Essentiel', 'Confort', 'Premium', 'Sur mesure']
const benchFields = [
  { name: 'Ville', kind: 'text' },
  { name: 'Budget', kind: 'number' },
  { name: 'Échéance', kind: 'date' },
  { name: 'Offre', kind: 'choice', options: offers },
  { name: 'Client fidèle', kind: 'yesNo' },
] as const
const towns = ['Paris', 'Lyon', 'Marseille', 'Nantes', 'Lille', 'Bordeaux', 'Rennes', 'Toulouse']
const tags = ['Salon', 'Newsletter', 'VIP', 'Partenaire', 'Revendeur', 'Presse', 'Devis']
const sources = ['Site', 'Salon 2026', 'Bouche-à-oreille', 'Annuaire', 'Publicité']

/** One in `of` leads, always the same ones for a salt. */
const oneIn = (of: number, index: number, salt: number): boolean => scatter(index, salt) % of === 0
const some = <T>(list: readonly T[], index: number, salt: number): T =>
  list[scatter(index, salt) % list.length] as T

/** Keys as the application makes them of the names above. */
function customOf(index: number, now: number) {
  const town = oneIn(20_000, index, 20) ? 'Quimperlé' : some(towns, index, 21)
  const due = now + ((scatter(index, 22) % 730) - 365) * day
  return {
    ...(oneIn(4, index, 23) ? {} : { ville: town }),
    ...(oneIn(3, index, 24) ? {} : { budget: (scatter(index, 25) % 100_000) / 10 }),
    ...(oneIn(2, index, 26) ? { echeance: new Date(due).toISOString().slice(0, 10) } : {}),
    ...(oneIn(10, index, 27) ? {} : { offre: some(offers, index, 28) }),
    ...(oneIn(2, index, 29) ? { 'client-fidele': oneIn(3, index, 30) } : {}),
  }
}

function crmRow(index: number, now: number): Omit<LeadRow, 'id'> {
  const custom = customOf(index, now)
  const labels = [
    ...(oneIn(3, index, 40) ? [some(tags, index, 41)] : []),
    ...(oneIn(10_000, index, 42) ? ['Perdu de vue'] : []),
  ]
  const row = generatedRow(index, now)
  return {
    ...row,
    ...(oneIn(20, index, 43) ? { email: null } : {}),
    source: oneIn(8, index, 44) ? null : some(sources, index, 45),
    custom: JSON.stringify(custom),
    customKeys: JSON.stringify(customKeys(custom)),
    tags: JSON.stringify(labels),
    tagKeys: JSON.stringify(tagKeys(labels)),
    lastContactAt: oneIn(3, index, 46) ? now - (scatter(index, 47) % 400) * day - 1 : null,
  }
}

/** The values beside the leads, sorted first: row by row they cost more than everything else. */
function seedValues(connection: SqliteConnection, from: number): void {
  connection.exec('DROP INDEX lead_custom_lead')
  connection
    .prepare(
      `INSERT INTO lead_custom (field, value, lead_id)
       SELECT json_extract(each.value, '$[0]'), json_extract(each.value, '$[1]'), leads.id
       FROM leads, json_each(leads.custom_keys) AS each WHERE leads.id > ? ORDER BY 1, 2, 3`,
    )
    .run(from)
  connection.exec('CREATE INDEX lead_custom_lead ON lead_custom (lead_id, field, value)')
}

/** A call for everybody who was spoken to, moves and tasks for every twentieth, some refusals. */
function seedStories(connection: SqliteConnection, from: number, now: number): void {
  const each = (sql: string, ...parameters: number[]) => connection.prepare(sql).run(...parameters)
  each(
    `INSERT INTO interactions (lead_id, type, occurred_at, created_at)
     SELECT id, 'call', last_contact_at, last_contact_at FROM leads WHERE id > ? AND last_contact_at IS NOT NULL`,
    from,
  )
  each(
    `INSERT INTO interactions (lead_id, type, occurred_at, created_at)
     SELECT leads.id, 'note', created_at + value, created_at + value
     FROM json_each('[1,2,3,4,5,6,7,8,9,10]'), leads WHERE leads.id > ? AND leads.id % 20 = 0`,
    from,
  )
  each(
    `INSERT INTO lead_stage_changes (lead_id, from_status, to_status, changed_at)
     SELECT id, 'new', status, ? - id * 1000 FROM leads WHERE id > ? AND id % 20 = 0 AND status <> 'new'`,
    now,
    from,
  )
  each(
    `INSERT INTO tasks (lead_id, title, due_at, due_order, created_at, updated_at)
     SELECT id, 'Rappeler', ? + id * 60000, ? + id * 60000, ?, ? FROM leads WHERE id > ? AND id % 20 = 0`,
    ...[now, now, now, now, from],
  )
  each(
    `INSERT OR IGNORE INTO suppressions (kind, value, reason, created_at)
     SELECT 'address', email, 'unsubscribed', ? FROM leads WHERE id > ? AND id % 150 = 0 AND email IS NOT NULL`,
    ...[now, from],
  )
}

/** The five fields, once a database. @returns their keys */
export async function createBenchFields({ client }: TestApp): Promise<string[]> {
  const keys: string[] = []
  for (const draft of benchFields) {
    const options = 'options' in draft ? { options: [...draft.options] } : {}
    keys.push((await client.crm.customFields.create({ ...draft, ...options })).key)
  }
  return keys
}

/** Adds the leads from `from` up to `to` with all that belongs to them, in one transaction. */
export function seedCrm(path: string, from: number, to: number, now: number): void {
  const connection = openConnection(path)
  connection.pragma('cache_size = -262144')
  const writer = createBulkWriter(connection)
  const trigger = connection
    .prepare<[], { sql: string }>(
      `SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'leads_custom_added'`,
    )
    .get()
  writer.run(() => {
    connection.exec('DROP TRIGGER leads_custom_added')
    const indexes = dropIndexes(connection, false)
    const insert = connection.prepare<[Omit<LeadRow, 'id'>]>(insertLeadSql)
    for (let index = from; index < to; index += 1) {
      insert.run(crmRow(index, now))
      writer.wrote(1)
    }
    for (const sql of indexes) connection.exec(sql)
    seedValues(connection, from)
    connection.exec(trigger?.sql ?? '')
    seedStories(connection, from, now)
  })
  connection.close()
}
