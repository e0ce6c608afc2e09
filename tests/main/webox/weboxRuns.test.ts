// An import from WeBox IA as a run: one at a time, cancelled, cut short, taken back as a whole.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failInterrupted } from '#main/features/webox/webox.repository.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'
import { dumpOf, fileOf, weboxFixture } from '../../support/weboxFile.ts'
import { weboxCalls } from './weboxCalls.ts'

let app: TestApp
let folder: string
beforeEach(async () => {
  app = await createTestApp()
  folder = await mkdtemp(join(tmpdir(), 'webox-source-'))
})
afterEach(async () => {
  await app.remove()
  await rm(folder, { recursive: true, force: true })
})

const { query, settled, run, here, newest, undo } = weboxCalls(() => app)

describe('undoing', () => {
  it('gives back every row of every table as it was', async () => {
    await app.client.crm.leads.create({
      email: 'andre.chateau22@webox.example',
      phone: '01 00 00 00 00',
    })
    await app.client.crm.leads.create({ email: 'hugo.perrin314@webox.example', firstName: 'Hugo' })
    await app.client.funnels.create({
      query: { template: 'guide-fr' },
      body: { name: 'Tunnel webinar' },
    })
    await app.client.email.campaigns.create({ name: 'Newsletter 1' })
    const before = dumpOf(app)
    await run()
    expect(dumpOf(app)).not.toEqual(before)
    const done = await undo((await newest()).id)
    expect(done).toMatchObject({ state: 'undone', keptCount: 0, canUndo: false })
    expect(dumpOf(app)).toEqual(before)
    expect(await errorReasonOf(app.client.webox.undo({ id: done.id }))).toBe('webox_not_undoable')
    // And it can be taken over again.
    expect((await run()).leads.created).toBe(493)
  })

  it('leaves what was edited or used since, and names it', async () => {
    await run()
    const { id } = await newest()
    const [edited, talked, ...others] = (await app.client.crm.leads.list({ limit: 10 })).items
    await app.client.crm.leads.update({ id: edited?.id ?? 0, notes: 'Rappelé aujourd’hui' })
    // As a form of a funnel leaves it: the lead's own row is untouched.
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO interactions (lead_id, type, occurred_at, created_at) VALUES (?, 'note', 1, 1)`,
        [talked?.id ?? 0],
      ),
    )
    const [funnel] = query<{ id: number; pageId: number }>(
      'SELECT funnels.id, funnel_pages.id AS pageId FROM funnels JOIN funnel_pages ON funnel_id = funnels.id LIMIT 1',
    )
    await app.client.funnels.pages.update({ id: funnel?.pageId ?? 0, name: 'Retouchée' })
    const [draft] = (await app.client.email.campaigns.list({ status: 'draft', limit: 1 })).items
    await app.client.email.campaigns.update({ id: draft?.id ?? 0, subject: 'Retouché' })
    const done = await undo(id)
    expect(done.keptCount).toBe(4)
    const kept = (await app.client.webox.kept({ id })).items
      .map(({ kind, targetId }) => `${kind} ${targetId}`)
      .sort()
    expect(kept).toEqual(
      [
        `campaigns ${draft?.id}`,
        `funnels ${funnel?.id}`,
        `leads ${edited?.id}`,
        `leads ${talked?.id}`,
      ].sort(),
    )
    expect(here('SELECT count(*) AS n FROM leads')).toBe(2)
    expect(here(`SELECT count(*) AS n FROM funnel_pages`)).toBe(
      here(`SELECT count(*) AS n FROM funnel_pages WHERE funnel_id = ${funnel?.id}`),
    )
    expect(await errorReasonOf(app.client.crm.leads.get({ id: others[0]?.id ?? 0 }))).toBe(
      'unknown_id',
    )
  })

  it('takes back a cancelled import too', async () => {
    const before = dumpOf(app)
    const preview = await app.client.webox.preview({ file: fileOf(weboxFixture) })
    const started = await app.client.webox.start({ uploadId: preview.uploadId })
    const ended = await app.client.webox.cancel({ id: started.id })
    expect(['cancelled', 'done']).toContain(ended.state)
    if (ended.canUndo) await undo(started.id)
    expect(dumpOf(app)).toEqual(before)
  })
})

describe('the import as a run', () => {
  it('is one at a time, beside the imports of the CRM', async () => {
    const [one, two] = await Promise.all([
      app.client.webox.preview({ file: fileOf(weboxFixture) }),
      app.client.webox.preview({ file: fileOf(weboxFixture) }),
    ])
    const results = await Promise.allSettled([
      app.client.webox.start({ uploadId: one.uploadId }),
      app.client.webox.start({ uploadId: two.uploadId }),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await settled((await newest()).id)
    expect(here('SELECT count(*) AS n FROM leads')).toBe(495)
  })

  it('reads its problems page by page, all of them', async () => {
    const report = await run()
    const { id, problemCount } = await newest()
    let cursor: string | undefined
    const read: string[] = []
    do {
      const page = await app.client.webox.problems({ id, limit: 7, cursor })
      read.push(
        ...page.items.map(({ table, sourceId, reason }) => `${table} ${sourceId} ${reason}`),
      )
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(problemCount).toBe(report.problems.length)
    expect(read).toEqual(
      report.problems.map(({ table, id: sourceId, reason }) => `${table} ${sourceId} ${reason}`),
    )
  })

  it('marks an import cut short as failed, and it can be undone', async () => {
    const before = dumpOf(app)
    await run()
    const { id } = await newest()
    await app.services.database.write([], (transaction) =>
      transaction.sql(`UPDATE webox_imports SET state = 'running' WHERE id = ?`, [id]),
    )
    await app.stop()
    const again = await createTestApp({ dataFolder: app.host.dataFolder })
    try {
      expect(await again.client.webox.get({ id })).toMatchObject({ state: 'failed', canUndo: true })
      await again.client.webox.undo({ id })
      while ((await again.client.webox.get({ id })).state === 'undoing') await delay(20)
      expect(dumpOf(again)).toEqual(before)
    } finally {
      await again.stop()
      app = await createTestApp()
    }
  })

  it('leaves nothing of the file behind', async () => {
    await run()
    expect(await readdir(join(app.host.dataFolder, 'uploads'))).toEqual([])
    expect(await readFile(weboxFixture)).toHaveLength(217_088)
  })
})

describe('undoing that was killed', () => {
  const killed = async (id: number) => {
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `UPDATE webox_imports SET state = 'undoing', undone_at = NULL, kept_count = 0 WHERE id = ?`,
        [id],
      ),
    )
    await failInterrupted(app.services.database, app.host.clock.now())
    return app.client.webox.get({ id })
  }

  it('after its last row is done, with what it left alone; before it, can be asked for again', async () => {
    await run()
    const { id } = await newest()
    expect(await killed(id)).toMatchObject({ state: 'failed', canUndo: true })
    const [edited] = (await app.client.crm.leads.list({ limit: 1 })).items
    await app.client.crm.leads.update({ id: edited?.id ?? 0, notes: 'Rappelé' })
    const { keptCount } = await undo(id)
    expect(keptCount).toBeGreaterThan(0)
    expect(await killed(id)).toMatchObject({ state: 'undone', canUndo: false, keptCount })
  })
})
