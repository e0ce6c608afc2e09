// The application that queues a campaign for many people, in a process of its own.
import { openConnection } from '#main/database/sqliteConnection.ts'
import { systemClock } from '#main/platform/clock.ts'
import { startSink } from '../support/smtp.ts'
import { createTestApp, type TestApp } from '../support/testApp.ts'
import { withStallMeasured } from './eventLoopStall.ts'
import { inOwnProcess, withPeakMemory } from './ownProcess.ts'

export type QueueMeasured = {
  seconds: number
  /** The same rows put into the same table without triggers, its indexes built after, in seconds. */
  bare: number
  /** Longest stall of the thread that serves the window, in milliseconds. */
  stall: number
  /** Of the whole process, in megabytes. */
  peak: number
}

/** A campaign to everybody, as it is usually sent: from blocks, with fields. */
async function campaignTo(app: TestApp, port: number): Promise<number> {
  const account = await app.client.email.accounts.create({
    ...{ name: 'Bench', host: '127.0.0.1', port, security: 'none', maxPerMinute: 60 },
    fromEmail: 'moi@exemple.example',
  })
  const { id } = await app.client.email.campaigns.create({
    ...{ name: 'Bench', subject: '{{ first_name | Bonjour }}, la lettre', recipients: {} },
    ...{ fromName: 'Bench', fromEmail: 'moi@exemple.example', accountId: account.id },
    html: '<p>Bonjour {{ first_name | à vous }}, de {{ company | chez vous }}</p>',
  })
  return id
}

/** Sends it, and waits until everybody stands in the outbox, while a window stays in use. */
async function queueAll(app: TestApp, id: number, people: number): Promise<void> {
  await app.client.email.campaigns.send({ id })
  for (;;) {
    const { status } = await app.client.email.campaigns.get({ id })
    const standing = app.services.database.count(
      'SELECT coalesce(sum(count), 0) AS n FROM outbox_totals WHERE campaign_id = ?',
      [id],
    )
    if (standing === people) return
    if (status !== 'sending') throw new Error(`Queued ${standing} of ${people} (${status}).`)
    await app.client.crm.leads.list({ withTotal: false })
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Rows read at a time. */
const batch = 10_000

/** @returns seconds; reading the rows is not counted */
function insertBare(path: string, bareFile: string): number {
  const connection = openConnection(bareFile)
  connection.prepare('ATTACH ? AS source').run(path)
  const schema = connection
    .prepare<[], { type: string; sql: string }>(
      `SELECT type, sql FROM source.sqlite_master WHERE tbl_name = 'outbox' AND type IN ('table', 'index')
         AND sql IS NOT NULL ORDER BY type DESC`,
    )
    .all()
  let seconds = 0
  const timed = (work: () => void): void => {
    const began = performance.now()
    work()
    seconds += (performance.now() - began) / 1000
  }
  const read = connection
    .prepare<[number, number], unknown[]>(
      'SELECT * FROM source.outbox WHERE id > ? ORDER BY id LIMIT ?',
    )
    .raw()
  const first = read.all(0, 1)[0]
  if (first === undefined) throw new Error('Nothing stands in the outbox.')
  for (const { type, sql } of schema) if (type === 'table') connection.exec(sql)
  const insert = connection.prepare<unknown[]>(
    `INSERT INTO main.outbox VALUES (${first.map(() => '?').join(', ')})`,
  )
  const insertAll = connection.transaction((rows: unknown[][]) =>
    rows.forEach((row) => insert.run(...row)),
  )
  for (let rows = read.all(0, batch); rows.length > 0;) {
    timed(() => insertAll(rows))
    rows = read.all(Number(rows.at(-1)?.[0]), batch)
  }
  for (const { type, sql } of schema) if (type === 'index') timed(() => connection.exec(sql))
  connection.close()
  return seconds
}

async function measure(people: number): Promise<QueueMeasured> {
  const app = await createTestApp({
    sending: 'on',
    clock: { ...systemClock, advance: () => undefined, set: () => undefined },
  })
  const sink = await startSink(app.host.dataFolder, { kind: 'quick' })
  const { path } = app.services.database
  await inOwnProcess('seedProcess.ts', [path, String(people)])
  const id = await campaignTo(app, sink.port)
  const began = performance.now()
  const { result, peak } = await withPeakMemory(() =>
    withStallMeasured(() => queueAll(app, id, people)),
  )
  const seconds = (performance.now() - began) / 1000
  await app.client.email.campaigns.pause({ id })
  const bare = insertBare(path, `${path}.bare`)
  await app.remove()
  await sink.stop()
  return { seconds, bare, stall: result.stall, peak }
}

const [people = ''] = process.argv.slice(2)
process.send?.(await measure(Number(people)))
process.disconnect()
