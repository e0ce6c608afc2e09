// A database from before paths and currencies were counted: what happened then is counted as it
// would have been.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { features } from '#main/app/features.ts'
import { openDatabase } from '#main/database/openDatabase.ts'
import { openConnection } from '#main/database/sqliteConnection.ts'
import {
  insertEvent,
  type FunnelEvent,
} from '#main/features/funnels/statistics/funnelEvents.repository.ts'
import { createChangeFeed } from '#main/platform/changeFeed.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeAll(async () => void (app = await createTestApp()))
afterAll(() => app.remove())

it('paths and sales by currency are made from the events that are there', async () => {
  const { id: funnelId, pages } = await app.client.funnels.create({
    query: { template: 'product-single-fr' },
    body: { name: 'F' },
  })
  const [first = 0, second = 0] = pages.map(({ id }) => id)
  await app.services.database.write([], async (transaction) => {
    let number = 0
    const at = Date.parse('2026-11-03T10:00:00Z')
    const note = (event: Pick<FunnelEvent, 'kind'> & Partial<FunnelEvent>) =>
      insertEvent(transaction, {
        eventId: `e${(number += 1)}`,
        at: at + number * 40 * 60_000,
        funnelId,
        pageId: first,
        ...event,
      })
    for (const visitor of ['a', 'b', 'c']) await note({ kind: 'visit', visitor })
    await note({ kind: 'click', visitor: 'a', target: 'next' })
    await note({ kind: 'click', visitor: 'a', target: 'payment' })
    await note({ kind: 'form', visitor: 'b', leadId: 1 })
    await note({ kind: 'click', visitor: 'nobody', target: 'next' })
    await note({ kind: 'visit', visitor: 'a', pageId: second })
    await note({ kind: 'click', visitor: 'a', pageId: second, target: 'declined' })
    for (const currency of ['EUR', 'EUR', 'CHF'])
      await note({ kind: 'sale', amountCents: 100, currency })
  })
  const tables = ['funnel_outcomes', 'funnel_path_totals', 'funnel_sale_totals'] as const
  const rowsOf = () => tables.map((table) => app.services.database.query(`SELECT * FROM ${table}`))
  const counted = rowsOf()
  expect(counted.every((rows) => rows.length > 1)).toBe(true)
  // A copy in a folder of its own: the application goes on with the original.
  const older = join(await mkdtemp(join(tmpdir(), 'webox-paths-')), 'main.db')
  const original = openConnection(app.services.database.path)
  await original.backup(older)
  original.close()
  const before = openConnection(older)
  for (const table of tables) before.exec(`DROP TABLE ${table}`)
  before.exec(
    `DROP TRIGGER funnel_events_led_on; DROP TRIGGER funnel_events_paid; DROP TRIGGER funnel_events_corrected; DROP INDEX relay_events_applied; ALTER TABLE funnels DROP COLUMN imported_totals; DELETE FROM migrations WHERE name LIKE 'FunnelPaths%'`,
  )
  before.close()
  const migrated = await openDatabase(
    older,
    features.flatMap((feature) => feature.tables),
    createChangeFeed(),
  )
  expect(tables.map((table) => migrated.query(`SELECT * FROM ${table}`))).toEqual(counted)
  await migrated.close()
  await rm(dirname(older), { recursive: true })
})
