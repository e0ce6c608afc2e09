// Erasing who is due: by the user's word only, only who is due at that moment, and as the erasure of one
// person does; and what the question costs.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { crmJob } from '#main/features/crm/crm.job.ts'
import { lookForDue } from '#main/features/crm/retention/retentionWalk.ts'
import { askedNow } from '#main/features/crm/retention/retention.service.ts'
import { walkSql } from '#main/features/crm/retention/retention.repository.ts'
import { contentOf } from '../../../support/databaseContent.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'
import { createTestClock } from '../../../support/testHost.ts'

let app: TestApp
const now = Date.parse('2026-11-30T09:00:00Z')
beforeEach(async () => void (app = await createTestApp({ clock: createTestClock(now) })))
afterEach(() => app.remove())

const sql = (statement: string, ...parameters: (string | number | null)[]) =>
  app.services.database.write([], (transaction) => transaction.sql(statement, parameters))
const count = (statement: string): number => app.services.database.count(statement)
const oldMoment = Date.parse('2022-03-01T12:00:00Z')

async function addOld(draft: Parameters<TestApp['client']['crm']['leads']['create']>[0]) {
  const { id } = await app.client.crm.leads.create(draft)
  await sql('UPDATE leads SET created_at = ? WHERE id = ?', oldMoment + id, id)
  return id
}
const addMany = (people: number) =>
  sql(
    `INSERT INTO leads (first_name, status, score, estimated_value_cents, tags, sort_name, created_at, updated_at)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${people})
     SELECT 'P' || i, 'new', 0, 0, '[]', 'p', ${oldMoment} + i, 1 FROM n`,
  )

describe('erasing who is due', () => {
  it('takes them out of every table, and keeps a refusal as a hash', async () => {
    const { crm } = app.client
    const zoe = await addOld({ email: 'zoe@exemple.fr', lastName: 'Zéphyrine' })
    const other = await addOld({ email: 'autre@exemple.fr', lastName: 'Autre' })
    await crm.interactions.create({ id: zoe, type: 'note', content: 'Zéphyrine aime le bleu' })
    await sql(
      `INSERT INTO suppressions (kind, value, reason, created_at) VALUES ('address', 'zoe@exemple.fr', 'unsubscribed', 5)`,
    )
    await crm.retention.keep({ leadId: zoe, reason: 'Zéphyrine au salon' })
    await crm.retention.release({ leadId: zoe })
    expect(await crm.retention.erase({ ids: [zoe, zoe] })).toEqual({
      ...{ erased: 1, refusalsKept: 1, left: [] },
    })
    const left = JSON.stringify(contentOf(app.services.database.path))
    expect(left).not.toMatch(/zephyrine|zéphyrine|zoe@exemple/i)
    expect(left).toContain('autre@exemple.fr')
    expect(count('SELECT count(*) AS n FROM erased_refusals')).toBe(1)
    expect(count('SELECT count(*) AS n FROM erasures WHERE is_open <> 0')).toBe(0)
    expect((await crm.retention.list({})).items.map(({ id }) => id)).toEqual([other])
  })

  it('leaves who came back, is kept or kept out, came since, or is not there', async () => {
    const { crm } = app.client
    const due = await addOld({ lastName: 'Due' })
    const back = await addOld({ lastName: 'Back' })
    await crm.interactions.create({ id: back, type: 'call' })
    const kept = await addOld({ lastName: 'Kept' })
    await crm.retention.keep({ leadId: kept, reason: 'Salon' })
    const won = await addOld({ lastName: 'Won', status: 'won' })
    const { id: fresh } = await crm.leads.create({ lastName: 'New' })
    const left = [back, kept, won, fresh]
    expect(await crm.retention.erase({ ids: [back, due, kept, won, fresh, 999] })).toEqual({
      ...{ erased: 1, refusalsKept: 0 },
      left: [...left.map((id) => ({ id, because: 'not_due' })), { id: 999, because: 'unknown' }],
    })
    expect((await crm.leads.list({})).items.map(({ id }) => id).toSorted()).toEqual(left)
  })

  it('leaves each erased or untouched where it breaks off, and cleans up after those it erased', async () => {
    const ids = []
    for (const name of ['Premier', 'Deuxième', 'Troisième'])
      ids.push(await addOld({ lastName: name }))
    await sql(
      `CREATE TRIGGER broken BEFORE DELETE ON leads WHEN OLD.id = ${ids[1] ?? 0} BEGIN SELECT RAISE(ABORT, 'broken'); END`,
    )
    await expect(app.client.crm.retention.erase({ ids })).rejects.toThrow()
    const left = JSON.stringify(contentOf(app.services.database.path))
    expect([left.includes('Premier'), left.includes('Deuxième')]).toEqual([false, true])
    expect(count('SELECT count(*) AS n FROM erasures WHERE is_open <> 0')).toBe(0)
    expect((await app.client.crm.retention.list({})).items.map(({ id }) => id)).toEqual(
      ids.slice(1),
    )
  })

  it('never happens by itself: not by the hourly work, a start, or the time that passes', async () => {
    await addOld({ lastName: 'Oubliée', email: 'oubliee@exemple.fr' })
    for (const years of [0, 1, 10]) {
      app.host.clock.advance(years * 365 * 86_400_000)
      const stop = await crmJob.start(app.services)
      await lookForDue(app.services, askedNow(app.services))
      await app.client.crm.retention.list({})
      await app.client.dashboard.today({})
      await stop?.()
      expect(count('SELECT count(*) AS n FROM leads')).toBe(1)
    }
    expect(count('SELECT count(*) AS n FROM erasures')).toBe(0)
  })
})

describe('the question', () => {
  it('walks one index of leads, and finds all else by indexes of the lead', () => {
    const connection = openConnection(app.services.database.path)
    const plan = connection
      .prepare<(number | string)[], { detail: string }>(`EXPLAIN QUERY PLAN ${walkSql}`)
      .all(1, 1, 1, 0, 0, 400)
      .map(({ detail }) => detail)
    connection.close()
    const found = (name: string) => plan.some((detail) => detail.includes(name))
    expect(plan[0]).toMatch(/^SEARCH leads USING INDEX leads_created \(created_at>\? AND/)
    for (const index of [
      ...['received_messages_lead', 'funnel_events_lead', 'interactions_lead'],
      ...['consent_events_lead', 'retention_keeps_lead', 'tasks_lead', 'sequence_people_lead'],
    ])
      expect([index, found(index)]).toEqual([index, true])
    // The one line asked above, and the few lines that take another one back.
    const scans = plan.filter((detail) => /^SCAN/.test(detail))
    expect(
      scans.filter((detail) => !/asked|CONSTANT|consent_events_taken_back|^SCAN \(/.test(detail)),
    ).toEqual([])
    expect(plan.filter((detail) => detail.includes('TEMP B-TREE FOR ORDER BY'))).toEqual([])
  })

  it('is asked in full of few, and once an hour of many, whose number then stands', async () => {
    const due = async () =>
      (await app.client.dashboard.today({})).items.find(({ kind }) => kind === 'retention_due')
        ?.count
    await addMany(2_000)
    expect(await due()).toBe(1_000)
    await addMany(100)
    expect(await due()).toBeUndefined()
    await lookForDue(app.services, askedNow(app.services))
    expect(await due()).toBe(1_000)
    await app.client.crm.retention.setMonths({ months: 120 })
    expect(await due()).toBeUndefined()
  })
})
