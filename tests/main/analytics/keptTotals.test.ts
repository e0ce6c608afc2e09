// The kept totals equal a plain computation after random histories, through the real procedures,
// and after migrating a full database.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { features } from '#main/app/features.ts'
import { openDatabase } from '#main/database/openDatabase.ts'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { keptSums } from '#main/features/dashboard/dashboard.feature.ts'
import { createChangeFeed } from '#main/platform/changeFeed.ts'
import { leadStatuses } from '#shared/leadFields/leadStatus.ts'
import { makeEarlierDatabase } from '../../support/earlierDatabase.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'
import { keptFigures, naiveFigures } from './naiveFigures.ts'

const day = 24 * 60 * 60 * 1000
const sources = ['Salon', 'Site', null, 'Bouche à oreille']
const nth = fc.nat(40)
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('create' as const),
      status: fc.constantFrom(...leadStatuses),
      value: fc.nat(9_999),
      source: fc.constantFrom(...sources),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      nth,
      status: fc.constantFrom(...leadStatuses, 'won' as const, 'won' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      nth,
      value: fc.nat(9_999),
      source: fc.constantFrom(...sources),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('delete' as const), nth, isTakenBack: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('import' as const),
      rows: fc.array(
        fc.record({
          who: fc.nat(12),
          status: fc.constantFrom('new', 'won', 'lost'),
          age: fc.nat(400),
          wonAge: fc.option(fc.nat(400)),
          value: fc.nat(999),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      nth,
      campaign: fc.integer({ min: 1, max: 3 }),
      account: fc.constantFrom(0, 1, 1),
      state: fc.constantFrom('sent', 'failed', 'uncertain'),
      confirms: fc.constantFrom(null, null, 'ask'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      nth,
      state: fc.constantFrom('sent', 'expired'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('form' as const),
      nth,
      funnel: fc.integer({ min: 1, max: 2 }),
      late: fc.nat(20),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.nat(900) }) },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

function nthId(app: TestApp, table: string, index: number): number | null {
  const [counted] = app.services.database.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)
  if (!counted || counted.n === 0) return null
  return (
    app.services.database.query<{ id: number }>(
      `SELECT id FROM ${table} ORDER BY id LIMIT 1 OFFSET ?`,
      [index % counted.n],
    )[0]?.id ?? null
  )
}

const date = (moment: number) => new Date(moment).toISOString().slice(0, 10)
let serial = 0

async function take(app: TestApp, action: Step): Promise<void> {
  const { client, host, services } = app
  const now = host.clock.now()
  serial += 1
  if (action.kind === 'wait') return host.clock.advance(action.hours * 60 * 60 * 1000)
  if (action.kind === 'create')
    return void (await client.crm.leads.create({
      firstName: `n${serial}`,
      status: action.status,
      estimatedValue: action.value / 100,
      source: action.source,
    }))
  if (action.kind === 'import') {
    const rows = action.rows.map(
      (row) =>
        `p${row.who}@exemple.example,${row.status},${date(now - row.age * day)},${row.wonAge === null ? '' : date(now - row.wonAge * day)},${row.value}`,
    )
    await client.crm.imports.run({
      file: new File([['email,status,created at,won at,value', ...rows].join('\n')], 'a.csv'),
    })
    return
  }
  if (action.kind === 'settle') {
    const id = nthId(app, 'outbox', action.nth)
    await services.database.write([], (transaction) =>
      transaction.sql(
        'UPDATE outbox SET state = ?, sent_at = CASE ? WHEN ? THEN ? ELSE sent_at END WHERE id = ?',
        [action.state, action.state, 'sent', now, id ?? 0],
      ),
    )
    return
  }
  const id = nthId(app, 'leads', action.nth)
  if (id === null) return
  if (action.kind === 'move') await client.crm.leads.update({ id, status: action.status })
  if (action.kind === 'change')
    await client.crm.leads.update({ id, estimatedValue: action.value / 100, source: action.source })
  if (action.kind === 'delete') {
    await client.crm.leads.delete({ id })
    if (action.isTakenBack) await client.crm.leads.restore({ id })
  }
  if (action.kind === 'send') {
    await services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, reason, next_attempt_at, sent_at, created_at, confirms)
         VALUES (?, ?, ?, ?, '', ?, 1, ?, '', '{}', ?, '', 0, ?, ?, ?)`,
        [
          action.campaign,
          id,
          `k${serial}`,
          `m${serial}`,
          action.account,
          `e${serial}`,
          action.state,
          action.state === 'sent' ? now : null,
          now,
          action.confirms,
        ],
      ),
    )
  }
  if (action.kind === 'form') {
    await services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO funnel_events (event_id, kind, at, funnel_id, page_id, lead_id) VALUES (?, 'form', ?, ?, 1, ?)`,
        [`e${serial}`, now - action.late * day, action.funnel, id],
      ),
    )
  }
}

describe('kept totals', () => {
  it('equal a plain computation after random histories of creating, moving, changing, deleting, taking back, importing and sending', async () => {
    const app = await createTestApp()
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 25, maxLength: 50, size: 'max' }),
        async (steps) => {
          for (const table of ['leads', 'outbox', 'funnel_events'])
            await app.services.database.write([], (transaction) =>
              transaction.sql(`DELETE FROM ${table}`),
            )
          for (const action of steps) await take(app, action)
          expect(keptFigures(app.services.database)).toEqual(naiveFigures(app.services.database))
        },
      ),
      { numRuns: 8, endOnFailure: true },
    )
    await app.remove()
  }, 240_000)

  it('are filled for a database of an earlier version', async () => {
    const app = await createTestApp()
    for (const action of fc.sample(
      fc.array(step, { minLength: 100, maxLength: 100, size: 'max' }),
      { numRuns: 1, seed: 7 },
    )[0] ?? [])
      await take(app, action)
    await app.services.database.write([], (transaction) =>
      transaction.sql('UPDATE outbox SET confirms = NULL'),
    )
    const folder = await mkdtemp(join(tmpdir(), 'webox-migrate-'))
    const path = join(folder, 'main.db')
    await earlierDatabase(path, app.services.database.path)
    const database = await openDatabase(
      path,
      features.flatMap((feature) => feature.tables),
      createChangeFeed(),
    )
    const expected = naiveFigures(database)
    expect(expected['attribution_totals']?.length).toBeGreaterThan(5)
    expect(keptFigures(database)).toEqual(expected)
    expect(
      database.query(
        'SELECT lead_id, from_status, to_status, changed_at, entered_at FROM lead_stage_changes ORDER BY id',
      ),
    ).toEqual(
      app.services.database.query(
        'SELECT lead_id, from_status, to_status, changed_at, entered_at FROM lead_stage_changes ORDER BY id',
      ),
    )
    // Whatever spans a period is put together from, it says what its hours say.
    const byHours =
      'SELECT source AS value, sum(leads) AS leads FROM source_totals WHERE span = ? AND start >= ? AND start < ? GROUP BY source HAVING sum(leads) > 0 ORDER BY source'
    const end = Math.ceil(app.host.clock.now() / 900_000)
    await database.write([], (transaction) =>
      transaction.sql(
        `WITH RECURSIVE hours(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM hours WHERE n < 3000)
         INSERT INTO leads (status, score, source, estimated_value_cents, tags, sort_name, created_at, updated_at) SELECT 'new', 0, 'Salon', 0, '[]', '', (? - n) * 900000, 0 FROM hours`,
        [end],
      ),
    )
    for (const [back, hours] of fc.sample(fc.tuple(fc.nat(3_000), fc.nat(3_000)), {
      numRuns: 200,
      seed: 7,
    })) {
      const period = { from: end - back, until: end - back + hours }
      const sums = keptSums(
        database,
        { table: 'source_totals', column: 'source' },
        { leads: 'leads' },
        period,
      )
      expect(
        sums.flatMap(({ value, sums: { leads } }) => (leads > 0 ? [{ value, leads }] : [])),
      ).toEqual(database.query(byHours, ['quarter', period.from, period.until]))
    }
    await database.close()
    await app.remove()
    await rm(folder, { recursive: true })
  }, 120_000)
})

describe('figures kept before confirmations were told apart', () => {
  it('lose what was only asked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'webox-migrate-'))
    const path = join(folder, 'main.db')
    await makeEarlierDatabase(path, 11, () => undefined)
    const connection = openConnection(path)
    const at = Date.parse('2026-11-22T09:00:00Z')
    connection.exec(`INSERT INTO leads (id, status, score, estimated_value_cents, tags, sort_name, created_at, updated_at)
      VALUES (1, 'new', 0, 900, '[]', '', ${at - day}, ${at - day}), (2, 'new', 0, 500, '[]', '', ${at - day}, ${at - day})`)
    const send = (
      id: number,
      lead: number,
      account: number,
      confirms: string | null,
      sentAt: number,
    ) =>
      connection.exec(`INSERT INTO outbox (id, campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, reason, next_attempt_at, sent_at, created_at, confirms)
        VALUES (${id}, ${id}, ${lead}, 'k${id}', 'm${id}', '', ${account}, 1, 'e${id}', '', '{}', 'sent', '', 0, ${sentAt}, 0, ${confirms === null ? 'NULL' : `'${confirms}'`})`)
    send(1, 1, 1, 'ask', at - 5)
    send(2, 1, 1, null, at - 4)
    send(3, 2, 0, 'ask', at - 3)
    send(4, 2, 1, 'ask', at - 40 * day)
    connection.exec(`UPDATE leads SET status = 'won', updated_at = ${at}`)
    connection.close()
    const database = await openDatabase(
      path,
      features.flatMap((feature) => feature.tables),
      createChangeFeed(),
    )
    expect(keptFigures(database)).toEqual(naiveFigures(database))
    expect(database.query(`SELECT ref FROM attribution_shares WHERE kind = 'campaign'`)).toEqual([
      { ref: '2' },
    ])
    await database.close()
    await rm(folder, { recursive: true })
  })
})

/** A database as the fourth migration left it, with the rows of another. */
const earlierDatabase = (path: string, from: string) =>
  makeEarlierDatabase(path, 4, (connection) => {
    connection.prepare('ATTACH ? AS other').run(from)
    for (const table of [
      'leads',
      'lead_totals',
      'lead_stage_changes',
      'outbox',
      'funnel_events',
      'imports',
    ]) {
      const columns = connection
        .prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('${table}')`)
        .all()
        .map(({ name }) => `"${name}"`)
      connection.exec(
        `DELETE FROM ${table}; INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM other.${table}`,
      )
    }
  })
