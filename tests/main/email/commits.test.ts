// The end of the shared commits, and of an engine that cannot write any more: what waits is written,
// nothing is tried for ever, and no file is left open.
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { Commits, CommitsClosed } from '#main/features/email/outbox/outbox.commits.ts'
import { openLedger } from '#main/features/email/outbox/outbox.ledger.ts'
import { withFile } from '../../support/olderDatabase.ts'
import { createMailApp, until } from '../../support/mailApp.ts'
import { startSink } from '../../support/smtp.ts'

describe('shared commits that are closed', () => {
  let folder: string
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'webox-commits-'))))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('have written what waited, the ledger too, and write nothing that comes later', async () => {
    const database = openConnection(join(folder, 'main.db'))
    database.exec('CREATE TABLE done (name TEXT)')
    const ledger = openLedger(join(folder, 'ledger.db'))
    const commits = new Commits(database, ledger, () => 100)
    const insert = (name: string) => database.prepare('INSERT INTO done VALUES (?)').run(name)
    const waiting = commits.run(
      () => insert('waited'),
      () => void ledger.enter('one', 'hash', 1),
    )
    commits.later(() => void ledger.settle('one', 'accepted'))
    commits.close()
    await waiting
    expect(ledger.outcomeOf('one')).toBe('accepted')
    await expect(commits.run(() => insert('late'))).rejects.toThrow(CommitsClosed)
    database.close()
    // Nothing is left that would write to a closed database.
    await delay(40)
    withFile(join(folder, 'main.db'), (connection) =>
      expect(connection.prepare('SELECT name FROM done').all()).toEqual([{ name: 'waited' }]),
    )
    ledger.close()
  })
})

describe('an engine', () => {
  it('that stops while an outcome cannot be written tries no longer', async () => {
    const said: string[] = []
    const app = await createMailApp({
      engine: false,
      log: (_level, message) => void said.push(message),
      timing: { stopGrace: 50 },
    })
    const sink = await startSink(app.host.dataFolder, { kind: 'polite' })
    withFile(join(app.host.dataFolder, 'main.db'), (connection) =>
      connection.exec(
        `CREATE TRIGGER no_end BEFORE UPDATE ON outbox WHEN new.state = 'sent' BEGIN SELECT RAISE(ABORT, 'no'); END`,
      ),
    )
    app.startEngine()
    await app.addLeads(1)
    const id = await app.addCampaign(await app.addAccount(sink.port, { maxConnections: 1 }))
    await app.client.email.campaigns.send({ id })
    const tries = () => said.filter((message) => message.includes('trying again')).length
    await until(() => tries() > 0)
    await app.stopEngine()
    const atTheEnd = tries()
    await delay(1_500)
    expect(tries()).toBe(atTheEnd)
    await app.close()
    await sink.stop()
  })

  it.skipIf(process.platform !== 'linux')(
    'that cannot begin leaves no file open, however often it is tried',
    async () => {
      const said: string[] = []
      const app = await createMailApp({
        engine: false,
        log: (_level, message) => void said.push(message),
        timing: { lockRetry: 10 },
      })
      const folder = app.host.dataFolder
      const openFiles = () =>
        readdirSync('/proc/self/fd')
          .flatMap((fd) => {
            try {
              return readlinkSync(`/proc/self/fd/${fd}`)
            } catch {
              return [] // Closed since it was listed.
            }
          })
          .filter((path) => path.startsWith(folder))
          .toSorted()
      withFile(join(folder, 'main.db'), (connection) =>
        connection.exec(
          `CREATE TRIGGER no_count BEFORE INSERT ON data_folder BEGIN SELECT RAISE(ABORT, 'no'); END`,
        ),
      )
      app.startEngine()
      await until(() => said.includes('The outbox could not be opened.'))
      // The application itself has main.db open, and SQLite keeps one more that it may not close yet.
      const before = openFiles()
      await delay(300)
      await app.stopEngine()
      expect(openFiles()).toEqual(before)
      expect(before.filter((path) => !path.includes('/main.db'))).toEqual([])
      await app.close()
    },
  )
})
