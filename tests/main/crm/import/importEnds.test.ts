// How an import ends that does not end well: on a full disk it says how far it came, killed it leaves
// no copy of people behind.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { crmJob } from '#main/features/crm/crm.job.ts'
import { insertImport } from '#main/features/crm/import/imports.repository.ts'
import { valueIn } from '../../../support/olderDatabase.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const upload = (name: string, text: string) =>
  app.client.crm.imports.preview({ file: new File([text], name) })
const uploads = () => readdirSync(join(app.host.dataFolder, 'uploads'))

describe('an import that meets a full disk', () => {
  it('says how many rows were kept, and as many leads are there', async () => {
    const { database } = app.services
    const rows = Array.from(
      { length: 9_000 },
      (_, index) => `p${index}@exemple.example,${'x'.repeat(300)}`,
    )
    const { uploadId } = await upload('gros.csv', `email,notes\n${rows.join('\n')}\n`)
    // In slices, as while a campaign is sent.
    await database.write([], (transaction) =>
      transaction.sql(`CREATE TRIGGER full_disk BEFORE INSERT ON leads WHEN (SELECT count(*) FROM leads) >= 5000
        BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END`),
    )
    await database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO outbox_totals (campaign_id, state, count) VALUES (1, 'queued', 1)`,
      ),
    )
    await database.write([], (transaction) =>
      transaction.sql(`INSERT INTO campaigns (id, name, subject, preheader, html, from_name, recipients, status, started_at, last_lead_id, queue_cursor, created_at, updated_at)
        VALUES (1, 'News', '', '', '', '', '{}', 'sending', 1, 1, 1, 1, 1)`),
    )
    const { id } = await app.client.crm.imports.start({
      uploadId,
      mapping: { 0: 'email', 1: 'notes' },
    })
    let run = await app.client.crm.imports.get({ id })
    while (run.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 20))
      run = await app.client.crm.imports.get({ id })
    }
    const kept = valueIn<number>(database.path, 'SELECT count(*) FROM leads')
    expect([run.state, run.rowsDone, run.buckets.created]).toEqual(['failed', kept, kept])
    expect(kept).toBeGreaterThan(0)
    expect(run.progress).toBeGreaterThan(0)
    expect(run.progress).toBeLessThan(1)
  })
})

describe('files handed over', () => {
  it.each(['contacts..csv', '..csv', 'a...b.csv'])('may be called %s', async (name) => {
    const { uploadId } = await upload(name, 'email\na@exemple.example\n')
    await app.client.crm.imports.start({ uploadId, mapping: { 0: 'email' } })
  })

  it('that a killed import or a cut upload left go at the start; others wait', async () => {
    await upload('garde.csv', 'email\na@exemple.example\n')
    await upload('coupe.csv', 'email\na@exemple.example\n')
    await insertImport(app.services.database, 'coupe.csv', app.host.clock.now(), {
      given: { mapping: {}, options: {} },
      fields: [],
    })
    mkdirSync(join(app.host.dataFolder, 'uploads'), { recursive: true })
    writeFileSync(join(app.host.dataFolder, 'uploads', 'x.csv.part'), 'email\n')
    const stop = await crmJob.start(app.services)
    await stop()
    expect(uploads().map((name) => name.slice(37))).toEqual(['garde.csv'])
  })
})
