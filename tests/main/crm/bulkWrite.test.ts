// Leads written in bulk leave every derived table as single changes would, whatever was written;
// and a transaction that does not end leaves nothing.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConnection, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { createBulkWriter } from '#main/features/crm/leads/bulkWrite.ts'
import { leadStatuses } from '#shared/leadFields/leadStatus.ts'
import { tagKey } from '#shared/rules/tags.ts'
import { keptFigures, naiveFigures } from '../analytics/naiveFigures.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

const derived = [
  ...[
    'lead_totals',
    'lead_tags',
    'tag_spellings',
    'lead_stage_changes',
    'lead_wins',
    'attribution_shares',
  ],
  ...['stage_totals', 'leads', 'sqlite_sequence', 'bulk_write', 'bulk_leads', 'bulk_wins'],
]
const words = ['ana', 'anatole', 'b', 'be', 'bé', 'zoe', '0611', '33611', 'exemple', 'roux']
const day = 24 * 60 * 60 * 1000
const epoch = Date.parse('2026-03-01T12:00:00Z')

const text = fc.constantFrom(null, 'Ana', 'Anatole', 'Bé', 'Zoé', 'Roux')
const lead = fc.record({
  status: fc.constantFrom(...leadStatuses),
  first_name: text,
  last_name: text,
  phone: fc.constantFrom(null, '06 11', '+33 6 11 22 33 44', '(0)6.11'),
  company: text,
  search_words: fc.constantFrom('', 'ana roux', 'zoe', 'be 0611223344 33611223344'),
  source: fc.constantFrom(null, '', 'Salon', 'Site'),
  estimated_value_cents: fc.integer({ min: 0, max: 500_000 }),
  tags: fc.constantFrom('[]', '["vip"]', '["vip","été"]', '["VIP","vip"]', '["Été","VIP"]'),
  import_id: fc.constantFrom(null, 3),
  created_at: fc.nat(400).map((days) => epoch - days * (day / 2)),
  updated_at: fc.nat(400).map((days) => epoch + days * (day / 3)),
})
type Lead = typeof lead extends fc.Arbitrary<infer Value> ? Value : never
const nth = fc.nat(20)
const change = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('insert' as const), lead }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('insertAs' as const),
      lead,
      id: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('update' as const),
      nth,
      fields: fc.record(
        Object.fromEntries(
          Object.keys({
            status: 1,
            first_name: 1,
            phone: 1,
            source: 1,
            estimated_value_cents: 1,
            tags: 1,
            search_words: 1,
            created_at: 1,
          }).map((name) => [name, lead.map((row) => row[name as keyof Lead])]),
        ),
        { requiredKeys: [] },
      ),
      updated_at: fc.nat(400).map((days) => epoch + days * (day / 3)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), nth }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forgetMoves' as const), nth }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('send' as const), nth, days: fc.nat(200) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('form' as const), nth, days: fc.nat(200) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
)
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never

function nthLead(connection: SqliteConnection, index: number): number {
  const ids = connection.prepare<[], { id: number }>('SELECT id FROM leads ORDER BY id').all()
  return ids[index % Math.max(1, ids.length)]?.id ?? 0
}

/** As `toLeadRow` derives them. */
function keysOf(row: { tags?: unknown }): { tag_keys?: string } {
  if (typeof row.tags !== 'string') return {}
  const tags: unknown = JSON.parse(row.tags)
  return Array.isArray(tags)
    ? { tag_keys: JSON.stringify(tags.map((tag) => tagKey(String(tag)))) }
    : {}
}

let serial = 0
function insert(connection: SqliteConnection, row: object): void {
  serial += 1
  const whole = {
    ...row,
    email: `e${serial}@exemple.fr`,
    score: serial % 100,
    sort_name: '',
    ...keysOf(row),
  }
  const names = Object.keys(whole)
  connection
    .prepare<unknown[]>(
      `INSERT OR IGNORE INTO leads (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    )
    .run(...Object.values(whole))
}

function take(connection: SqliteConnection, action: Change): void {
  if (action.kind === 'settle') return
  if (action.kind === 'insert') return insert(connection, action.lead)
  if (action.kind === 'insertAs') return insert(connection, { id: action.id, ...action.lead })
  const id = nthLead(connection, action.nth)
  if (action.kind === 'update') {
    const fields = { ...action.fields, ...keysOf(action.fields), updated_at: action.updated_at }
    connection
      .prepare<unknown[]>(
        `UPDATE leads SET ${Object.keys(fields)
          .map((name) => `${name} = ?`)
          .join(', ')} WHERE id = ?`,
      )
      .run(...Object.values(fields), id)
  }
  if (action.kind === 'delete') connection.prepare('DELETE FROM leads WHERE id = ?').run(id)
  if (action.kind === 'forgetMoves')
    connection.prepare('DELETE FROM lead_stage_changes WHERE lead_id = ?').run(id)
  serial += 1
  if (action.kind === 'form')
    connection
      .prepare(
        `INSERT INTO funnel_events (event_id, kind, at, funnel_id, page_id, lead_id) VALUES (?, 'form', ?, 1, 1, ?)`,
      )
      .run(`f${serial}`, epoch + action.days * day, id)
  if (action.kind === 'send')
    connection
      .prepare(
        `INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, reason, next_attempt_at, sent_at, created_at)
         VALUES (?, ?, ?, ?, '', 1, 1, ?, '', '{}', 'sent', '', 0, ?, 0)`,
      )
      .run(
        (action.days % 3) + 1,
        id,
        `k${serial}`,
        `m${serial}`,
        `e${serial}`,
        epoch + action.days * day,
      )
}

const found = (connection: SqliteConnection) =>
  words.map((word) =>
    connection
      .prepare<[string], { rowid: number }>(
        'SELECT rowid FROM lead_search WHERE lead_search MATCH ? ORDER BY rowid',
      )
      .all(`"${word}"*`)
      .map(({ rowid }) => rowid),
  )

function stateOf(app: TestApp, connection: SqliteConnection) {
  const tables = Object.fromEntries(
    derived.map((name) => [
      name,
      connection.prepare<[]>(`SELECT * FROM ${name} ORDER BY 1, 2`).all(),
    ]),
  )
  return { ...tables, ...keptFigures(app.services.database), found: found(connection) }
}

let apps: TestApp[]
let connections: SqliteConnection[]
beforeEach(async () => {
  apps = [await createTestApp(), await createTestApp()]
  connections = apps.map((app) => openConnection(app.services.database.path))
  // Thousands of small writes, whose durability is not what is asked here.
  for (const connection of connections) connection.pragma('synchronous = OFF')
})
afterEach(async () => {
  for (const connection of connections) connection.close()
  for (const app of apps) await app.remove()
})

const both = () => {
  const [single, bulk] = connections
  const [singleApp, bulkApp] = apps
  if (!single || !bulk || !singleApp || !bulkApp) throw new Error('Two applications are needed.')
  return { single, bulk, singleApp, bulkApp }
}

describe('leads written in bulk', () => {
  it('leave every derived table and every search as single changes do, after random histories', () => {
    const { single, bulk, singleApp, bulkApp } = both()
    const writer = createBulkWriter(bulk)
    fc.assert(
      fc.property(
        fc.array(fc.array(change, { minLength: 5, maxLength: 40, size: 'max' }), {
          minLength: 1,
          maxLength: 4,
        }),
        (transactions) => {
          for (const connection of connections)
            for (const table of ['leads', 'outbox', 'funnel_events'])
              connection.exec(`DELETE FROM ${table}`)
          for (const actions of transactions) {
            const before = serial
            single.transaction(() => actions.forEach((action) => take(single, action)))()
            serial = before
            writer.run(() => {
              for (const action of actions) {
                take(bulk, action)
                if (action.kind === 'settle') writer.wrote(10_000)
              }
            })
            expect(stateOf(bulkApp, bulk)).toEqual(stateOf(singleApp, single))
          }
          expect(connections[1]?.prepare('SELECT count(*) AS n FROM bulk_write').get()).toEqual({
            n: 0,
          })
        },
      ),
      { numRuns: 40, endOnFailure: true },
    )
  }, 120_000)

  it('agree with figures computed from the rows alone', () => {
    const { bulk, bulkApp } = both()
    const rows = fc.sample(lead, { numRuns: 300, seed: 3 })
    createBulkWriter(bulk).run(() => {
      for (const row of rows) insert(bulk, { ...row, updated_at: row.created_at })
    })
    const { database } = bulkApp.services
    expect(keptFigures(database)).toEqual(naiveFigures(database))
  })

  it('leave nothing where the transaction does not come to its end', () => {
    const { bulk, bulkApp } = both()
    const writer = createBulkWriter(bulk)
    writer.run(() => fc.sample(lead, { numRuns: 20, seed: 1 }).forEach((row) => insert(bulk, row)))
    const before = stateOf(bulkApp, bulk)
    expect(() =>
      writer.run(() => {
        for (const row of fc.sample(lead, { numRuns: 50, seed: 2 })) insert(bulk, row)
        bulk.exec(`DELETE FROM leads WHERE id < 10`)
        writer.wrote(10_000)
        throw new Error('stop')
      }),
    ).toThrow('stop')
    expect(stateOf(bulkApp, bulk)).toEqual(before)
  })
})
