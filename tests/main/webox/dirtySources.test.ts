// Files that are no database, damaged, held, left by a crash, or merely filthy: a clear refusal and
// nothing changed, or a whole import.
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import { sourceKinds, type WeboxReport } from '#shared/contract/webox.contract.ts'
import { openForeignReadOnly } from '#main/database/sqliteConnection.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'
import {
  countIn,
  dumpOf,
  fileOf,
  makeDirtySource,
  makeSource,
  weboxFixture,
} from '../../support/weboxFile.ts'

let app: TestApp
let folder: string
beforeEach(async () => {
  app = await createTestApp()
  folder = await mkdtemp(join(tmpdir(), 'webox-dirty-'))
})
afterEach(async () => {
  await app.remove()
  await rm(folder, { recursive: true, force: true })
})

const run = (file: File, dryRun: 'true' | 'false' = 'false') =>
  app.client.webox.import({ query: { dryRun }, body: { file } })
const kindsAddUp = (report: WeboxReport) => {
  for (const kind of sourceKinds) {
    const { found, created, merged, refused } = report[kind]
    expect([kind, created + merged + refused]).toEqual([kind, found])
  }
}

describe('what is no database of WeBox IA', () => {
  it.each([
    ['an empty file', new Uint8Array(), 'file_empty'],
    ['a text', Buffer.from('email;nom\nzoe@exemple.fr;Zoé\n'), 'webox_not_sqlite'],
    ['only the first words of a database', Buffer.from('SQLite format 3\0'), 'webox_not_sqlite'],
  ])('is refused: %s', async (_what, bytes, reason) => {
    const before = dumpOf(app)
    const file = () => new File([bytes], 'webox.db')
    expect(await errorReasonOf(run(file()))).toBe(reason)
    expect(await errorReasonOf(app.client.webox.preview({ file: file() }))).toBe(reason)
    expect(dumpOf(app)).toEqual(before)
    expect(await readdir(join(app.host.dataFolder, 'uploads')).catch(() => [])).toEqual([])
  })

  it('is refused: a database of something else, and one of this application', async () => {
    const path = join(folder, 'other.db')
    makeSource(path, () => undefined, [
      'CREATE TABLE leads (a, b)',
      'CREATE TABLE notes (id integer)',
    ])
    expect(await errorReasonOf(run(fileOf(path)))).toBe('webox_not_webox')
    expect(await errorReasonOf(run(fileOf(app.services.database.path)))).toBe('webox_not_webox')
  })

  it('is refused: a view that calls itself leads', async () => {
    const path = join(folder, 'view.db')
    makeSource(path, () => undefined, [
      `CREATE VIEW leads AS SELECT 1 AS id, 'a@b.fr' AS email, 'A' AS first_name, 'B' AS last_name`,
    ])
    expect(await errorReasonOf(run(fileOf(path)))).toBe('webox_not_webox')
  })

  it('is refused: one with damaged pages, wherever they are', async () => {
    const whole = await readFile(weboxFixture)
    const before = dumpOf(app)
    for (const [from, to] of [
      [4096, 8192],
      [100_000, 130_000],
      [whole.length - 40_000, whole.length],
    ] as const) {
      const damaged = Buffer.from(whole)
      damaged.fill(0xa5, from, to)
      expect(await errorReasonOf(run(new File([damaged], 'webox.db')))).toBe('webox_damaged')
    }
    expect(await errorReasonOf(run(new File([whole.subarray(0, 60_000)], 'webox.db')))).toBe(
      'webox_damaged',
    )
    expect(dumpOf(app)).toEqual(before)
  })
})

describe('a file that is not ours', () => {
  const bytesBeside = async () =>
    Object.fromEntries(
      await Promise.all(
        (await readdir(folder))
          .sort()
          .map(
            async (name) =>
              [name, (await readFile(join(folder, name))).toString('base64')] as const,
          ),
      ),
    )

  it('is read without a byte written, neither to it nor beside it, in rollback and in WAL mode', async () => {
    for (const mode of ['DELETE', 'WAL']) {
      const path = join(folder, `${mode}.db`)
      await writeFile(path, await readFile(weboxFixture))
      const writer = new DatabaseSync(path)
      writer.exec(`PRAGMA journal_mode = ${mode}; UPDATE leads SET notes = 'x' WHERE id = 1`)
      writer.close()
      const before = await bytesBeside()
      const { connection, isApartFromJournal } = openForeignReadOnly(path)
      expect(connection.prepare('SELECT count(*) AS n FROM leads').get()).toEqual({ n: 500 })
      expect(isApartFromJournal).toBe(mode === 'WAL')
      expect(() => connection.exec('DELETE FROM leads')).toThrow()
      connection.close()
      expect(await bytesBeside()).toEqual(before)
    }
  })

  it('copied out of a running WeBox IA is taken as far as it goes, and the report says that it may lack the latest', async () => {
    const path = join(folder, 'hot.db')
    await writeFile(path, await readFile(weboxFixture))
    const writer = new DatabaseSync(path)
    writer.exec(
      `PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; INSERT INTO leads (email, author_id) VALUES ('dans-le-journal@exemple.fr', 1)`,
    )
    expect((await readdir(folder)).sort()).toContain('hot.db-wal')
    const report = await run(fileOf(path))
    writer.close()
    expect(report.leads.found).toBe(500)
    expect(report.problems.map(({ reason }) => reason)).toContain('file_apart_from_journal')
  })

  it('with its hot journal beside it is read as it stands, the journal included', async () => {
    const path = join(folder, 'hot.db')
    await writeFile(path, await readFile(weboxFixture))
    const writer = new DatabaseSync(path)
    writer.exec(
      `PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; INSERT INTO leads (email, author_id) VALUES ('dans-le-journal@exemple.fr', 1)`,
    )
    const before = { main: await readFile(path), wal: await readFile(`${path}-wal`) }
    const { connection } = openForeignReadOnly(path)
    expect(connection.prepare('SELECT count(*) AS n FROM leads').get()).toEqual({ n: 501 })
    connection.close()
    expect({ main: await readFile(path), wal: await readFile(`${path}-wal`) }).toEqual(before)
    writer.close()
  })

  it('that another program holds is refused in so many words', async () => {
    const path = join(folder, 'held.db')
    await writeFile(path, await readFile(weboxFixture))
    const script = `const { DatabaseSync } = require('node:sqlite'); const d = new DatabaseSync(process.argv[1]); d.exec('BEGIN EXCLUSIVE; DELETE FROM lead_interactions WHERE id = 1'); console.log('held'); setInterval(() => {}, 1000)`
    const holder = spawn(process.execPath, ['-e', script, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    try {
      expect(() => openForeignReadOnly(path)).toThrow(
        expect.objectContaining({ problem: 'locked' }),
      )
    } finally {
      holder.kill()
      await new Promise((resolve) => holder.once('exit', resolve))
    }
  })
})

describe('years of dirt', () => {
  it.each([1, 2, 3])(
    'comes over with every row accounted for, twice without a change, and can be undone (seed %i)',
    async (seed) => {
      const path = join(folder, 'dirty.db')
      makeDirtySource(path, { leads: 400, seed })
      const before = dumpOf(app)
      const look = await run(fileOf(path), 'true')
      const report = await run(fileOf(path))
      expect(report).toEqual(look)
      kindsAddUp(report)
      expect(report.leads.found).toBe(countIn(path, 'SELECT count(*) AS n FROM leads'))
      expect(report.interactions.found).toBe(
        countIn(path, 'SELECT count(*) AS n FROM lead_interactions'),
      )
      expect(report.campaigns.found).toBe(120)
      expect(report.funnels.found).toBe(120)
      expect(report.ads.found).toBe(60)
      await everythingCanBeRead()
      const after = dumpOf(app)
      const again = await run(fileOf(path))
      kindsAddUp(again)
      expect(sourceKinds.map((kind) => again[kind].created)).toEqual(sourceKinds.map(() => 0))
      expect(dumpOf(app)).toEqual(after)
      const imports = (await app.client.webox.list()).items
      for (const { id, canUndo } of imports) {
        if (!canUndo) continue
        await app.client.webox.undo({ id })
        while ((await app.client.webox.get({ id })).state === 'undoing') await delay(20)
        expect((await app.client.webox.get({ id })).keptCount).toBe(0)
      }
      expect(dumpOf(app)).toEqual(before)
    },
  )

  it('a day without a time is a day of the business, wherever it stands', async () => {
    await app.client.settings.update({ timeZone: 'America/New_York' })
    const path = join(folder, 'days.db')
    makeSource(path, (insert) => {
      const lead = { id: 1, email: 'zoe@exemple.fr', first_name: 'Zoé', created_at: '12/03/2026' }
      insert('leads', lead)
      insert('lead_interactions', {
        ...{ id: 1, lead_id: 1, interaction_type: 'call', subject: 'Appel' },
        created_at: '13/03/2026',
      })
      insert('ad_campaigns', {
        ...{ id: 1, name: 'Printemps', platform: 'facebook', start_date: '2026-03-14' },
        ...{ end_date: '2026-03-15 02:00:00', created_at: '2026-03-01 10:00:00' },
      })
    })
    await run(fileOf(path))
    const [lead] = (await app.client.crm.leads.list({})).items
    if (lead === undefined) return expect.fail('No lead was taken.')
    // Midnight of New York, in summer time.
    expect(lead.createdAt).toBe('2026-03-12T04:00:00.000Z')
    const [call] = app.services.database.query<{ at: number }>(
      'SELECT occurred_at AS at FROM interactions',
    )
    expect(new Date(call?.at ?? 0).toISOString()).toBe('2026-03-13T04:00:00.000Z')
    const [ad] = (await app.client.ads.list({})).items
    // WeBox IA writes its own moments in UTC: two in the night there is the evening before here.
    expect(ad).toMatchObject({ startsOn: '2026-03-14', endsOn: '2026-03-14' })
  })

  it('refuses bodies of ten million characters and takes the rest', async () => {
    const path = join(folder, 'huge.db')
    makeDirtySource(path, { leads: 20, hugeHtml: 10_000_000, seed: 5 })
    const report = await run(fileOf(path))
    kindsAddUp(report)
    expect(report.problems.filter(({ reason }) => reason === 'too_large').length).toBeGreaterThan(0)
  })
})

/** The contract checks what it answers: a row that does not fit it would fail here. */
async function everythingCanBeRead(): Promise<void> {
  const { client } = app
  let cursor: string | undefined
  do {
    const page = await client.crm.leads.list({ limit: 200, cursor })
    for (const lead of page.items)
      expect([lead.firstName, lead.notes].join('')).not.toContain('\u0000')
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  for (const { id } of (await client.email.campaigns.list({ limit: 200 })).items)
    expect((await client.email.campaigns.get({ id })).html).not.toMatch(/<script|onerror=|<iframe/i)
  await client.ads.list({ limit: 200 })
  for (const funnel of (await client.funnels.list({ limit: 200 })).items) {
    for (const { id } of funnel.pages) {
      const { blocks } = await client.funnels.pages.get({ id })
      expect(PageBlock.array().max(60).safeParse(blocks).error).toBeUndefined()
    }
  }
}
