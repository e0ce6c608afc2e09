// What can no longer be taken back is kept nowhere, however much it was.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { forgetOldChanges } from '#main/features/crm/changes/bulkEdit.service.ts'
import { forgetDeletedFields } from '#main/features/crm/customFields/customFields.service.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

const month = 31 * 24 * 3_600_000
let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())
const count = (statement: string): number => app.services.database.count(statement)

it('forgets a change of many leads after a month, row by row', async () => {
  const now = app.host.clock.now()
  await app.services.database.write([], async (transaction) => {
    await transaction.sql(
      `INSERT INTO lead_changes (id, kind, state, matched, done, changed, made_at) VALUES (5, 'bulk', 'done', 1, 1, 1, ?), (6, 'bulk', 'done', 1, 1, 1, ?)`,
      [now, now + month],
    )
    await transaction.sql(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
       INSERT INTO lead_change_rows (change_id, lead_id, last_move_id) SELECT 5 + (i > 2400), i, 0 FROM n`,
    )
    await transaction.sql(
      `INSERT INTO lead_change_refusals (change_id, address) VALUES (5, 'a@x.fr'), (6, 'a@x.fr')`,
    )
  })
  app.host.clock.advance(month)
  await forgetOldChanges(app.services)
  expect(count('SELECT count(*) AS n FROM lead_changes')).toBe(1)
  expect(count('SELECT count(*) AS n FROM lead_change_rows')).toBe(100)
  expect(count('SELECT count(*) AS n FROM lead_change_refusals')).toBe(1)
})

it('takes the values of a field out of the leads a month after it was deleted', async () => {
  const { crm } = app.client
  const { id } = await crm.customFields.create({ name: 'Ville' })
  await crm.customFields.create({ name: 'Taille' })
  await crm.leads.create({ firstName: 'Léa', custom: { ville: 'Lyon', taille: 'M' } })
  await crm.customFields.delete({ id })
  app.host.clock.advance(month)
  await forgetDeletedFields(app.services)
  expect(count(`SELECT count(*) AS n FROM leads WHERE custom = '{"taille":"M"}'`)).toBe(1)
  expect(count('SELECT count(*) AS n FROM lead_custom')).toBe(1)
})
