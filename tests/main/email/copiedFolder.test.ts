// A copy of the data folder does not send again by itself: put back, used twice, taken to another
// machine, or only one of its two databases.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { judgeFolder } from '#main/features/email/outbox/copies/folderHistory.ts'
import { memorySecrets, type SecretStore } from '#main/platform/secrets/secrets.ts'
import { createMailApp, until, type MailApp } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'

let place: string
let secrets: SecretStore
let sink: Sink
let open: MailApp[] = []
beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), 'webox-copies-'))
  secrets = memorySecrets()
  sink = await startSink(place, { kind: 'polite' })
})
afterEach(async () => {
  for (const app of open) await app.close()
  open = []
  await sink.stop()
  rmSync(place, { recursive: true, force: true })
})

const folder = (name: string) => join(place, name)
const copy = (from: string, to: string, ...files: string[]) => {
  if (files.length === 0) {
    rmSync(folder(to), { recursive: true, force: true })
    cpSync(folder(from), folder(to), { recursive: true })
    return
  }
  for (const file of files.flatMap((name) => [name, `${name}-wal`, `${name}-shm`])) {
    rmSync(join(folder(to), file), { force: true })
    if (existsSync(join(folder(from), file)))
      cpSync(join(folder(from), file), join(folder(to), file))
  }
}
/** Starts the application on a folder; `machine` has its own memory of what was sent. */
async function start(name: string, machine = 'desk'): Promise<MailApp> {
  mkdirSync(folder(name), { recursive: true })
  const app = await createMailApp({
    dataFolder: folder(name),
    memoryFolder: folder(`memory-${machine}`),
    secrets,
  })
  open.push(app)
  return app
}
/** Ends it and leaves its folder where it is. */
async function stop(app: MailApp): Promise<void> {
  open = open.filter((one) => one !== app)
  await app.stopEngine()
  await app.services.database.close()
}
const people = 30
/** A campaign of which a part has left. */
async function half(app: MailApp): Promise<number> {
  await app.addLeads(people)
  const account = await app.addAccount(sink.port, { maxConnections: 1, maxPerMinute: 600 })
  const id = await app.addCampaign(account)
  await app.client.email.campaigns.send({ id })
  await until(() => sink.arrived().length >= 5 && app.rows().length === people)
  return id
}
async function finish(app: MailApp, id: number): Promise<void> {
  await until(async () => {
    app.host.clock.advance(2_000)
    return (await app.client.email.campaigns.get({ id })).status === 'completed'
  })
}
const status = async (app: MailApp, id: number) => {
  const { status: shown, pauseReason } = await app.client.email.campaigns.get({ id })
  return [shown, pauseReason]
}
/** Long enough for a folder that sends by itself to have begun. */
const wait = () => new Promise((resolve) => setTimeout(resolve, 600))
const twice = () => {
  const counts = new Map<string, number>()
  for (const { recipient } of sink.arrived())
    counts.set(recipient, (counts.get(recipient) ?? 0) + 1)
  return [...counts.values()].filter((count) => count > 1).length
}

describe('a copy of the data folder', () => {
  it('made in the middle of a campaign and put back sends nothing by itself, and nobody twice', async () => {
    const first = await start('data')
    const id = await half(first)
    await stop(first)
    copy('data', 'kept')
    const second = await start('data')
    await finish(second, id)
    await stop(second)
    copy('kept', 'data')
    const restored = await start('data')
    await until(async () => (await status(restored, id))[0] === 'paused')
    expect(await status(restored, id)).toEqual(['paused', 'restored_copy'])
    await wait()
    expect(sink.arrived()).toHaveLength(people)
    // Let go on, it still writes to nobody this machine knows to have been written to.
    await restored.client.email.campaigns.resume({ id })
    await finish(restored, id)
    expect([sink.arrived().length, twice()]).toEqual([people, 0])
  })

  it('made while a campaign was a draft asks before it sends it, and then writes to nobody twice', async () => {
    const first = await start('data')
    await first.addLeads(people)
    const id = await first.addCampaign(await first.addAccount(sink.port))
    await until(() => first.status().engine === 'running')
    await stop(first)
    copy('data', 'kept')
    const second = await start('data')
    await second.client.email.campaigns.send({ id })
    await finish(second, id)
    await stop(second)
    copy('kept', 'data')
    const restored = await start('data')
    await until(async () => (await restored.client.email.campaigns.get({ id })).mayHaveBeenSent)
    await expect(restored.client.email.campaigns.send({ id })).rejects.toThrow(/copy/)
    await restored.client.email.campaigns.send({ id, evenIfSent: true })
    await finish(restored, id)
    expect([sink.arrived().length, twice()]).toEqual([people, 0])
    expect((await restored.client.email.campaigns.get({ id })).mayHaveBeenSent).toBe(false)
  })

  it('beside the original, sends nothing by itself; the original goes on', async () => {
    const first = await start('data')
    const id = await half(first)
    await stop(first)
    copy('data', 'second')
    const other = await start('second')
    await until(async () => (await status(other, id))[0] === 'paused')
    const original = await start('data')
    await finish(original, id)
    expect([sink.arrived().length, twice()]).toEqual([people, 0])
    // Each is itself from now on.
    await stop(original)
    await stop(other)
    const again = await start('data')
    await wait()
    expect(await status(again, id)).toEqual(['completed', null])
  })

  it('on another machine sends nothing by itself', async () => {
    const first = await start('data')
    const id = await half(first)
    await stop(first)
    copy('data', 'carried')
    const elsewhere = await start('carried', 'laptop')
    await until(async () => (await status(elsewhere, id))[0] === 'paused')
    const before = sink.arrived().length
    await wait()
    expect(sink.arrived()).toHaveLength(before)
    // Somebody decides; it is at home there from then on.
    await elsewhere.client.email.campaigns.resume({ id })
    await stop(elsewhere)
    const again = await start('carried', 'laptop')
    await finish(again, id)
    expect([sink.arrived().length, twice()]).toEqual([people, 0])
  })

  it.each([
    ['main.db', 'the database'],
    ['ledger.db', 'the ledger'],
  ])('of %s alone (%s) sends nothing by itself, and nobody twice', async (file) => {
    const first = await start('data')
    const id = await half(first)
    await stop(first)
    copy('data', 'kept')
    const second = await start('data')
    if (file === 'main.db') await finish(second, id)
    else await until(() => sink.arrived().length > 8 || (second.host.clock.advance(2_000), false))
    await stop(second)
    copy('kept', 'data', file)
    const restored = await start('data')
    await until(async () => (await status(restored, id))[0] !== 'sending')
    await wait()
    if ((await status(restored, id))[0] === 'paused')
      await restored.client.email.campaigns.resume({ id })
    await finish(restored, id)
    expect([sink.arrived().length, twice()]).toEqual([people, 0])
  })

  it('made while the application ran, of the very start it is put back to, reaches nobody twice', async () => {
    const first = await start('data')
    await first.addLeads(people)
    const id = await first.addCampaign(await first.addAccount(sink.port))
    await until(() => first.status().engine === 'running')
    copy('data', 'kept')
    await first.client.email.campaigns.send({ id })
    await finish(first, id)
    await stop(first)
    copy('kept', 'data')
    const restored = await start('data')
    await until(async () => (await restored.client.email.campaigns.get({ id })).mayHaveBeenSent)
    await restored.client.email.campaigns.send({ id, evenIfSent: true })
    await finish(restored, id)
    expect([sink.arrived().length, twice()]).toEqual([people, 0])
  })

  it('that is let go on beside its original, while that sends too, reaches nobody twice', async () => {
    const first = await start('data')
    const id = await half(first)
    await stop(first)
    copy('data', 'second')
    const other = await start('second')
    await until(async () => (await status(other, id))[0] === 'paused')
    const original = await start('data')
    await other.client.email.campaigns.resume({ id })
    await Promise.all([finish(original, id), finish(other, id)])
    expect([sink.arrived().length, twice()]).toEqual([people, 0])
  })
})

describe('what is no copy is not held:', () => {
  it('a folder that moved', async () => {
    const first = await start('data')
    const id = await half(first)
    await stop(first)
    copy('data', 'moved')
    rmSync(folder('data'), { recursive: true })
    const moved = await start('moved')
    await finish(moved, id)
    expect([sink.arrived().length, twice()]).toEqual([people, 0])
  })

  it('a folder on a machine that gives no place to remember', async () => {
    const nowhere = { dataFolder: folder('data'), memoryFolder: null, secrets }
    mkdirSync(folder('data'))
    const first = await createMailApp(nowhere)
    open.push(first)
    const id = await half(first)
    await stop(first)
    const again = await createMailApp(nowhere)
    open.push(again)
    await finish(again, id)
    expect([sink.arrived().length, twice()]).toEqual([people, 0])
  })
})

describe('a folder', () => {
  const one = { id: 'a', starts: 4 }
  const usual = {
    database: one,
    ledger: one,
    outside: { ...one, folder: '/data' },
    folder: '/data',
    isOtherFolderThere: true,
    hasSentMore: false,
  }
  it.each([
    ['as it was left', {}, null],
    ['new', { database: null, ledger: null, outside: null }, null],
    ['whose start was cut off behind the ledger', { ledger: { id: 'a', starts: 5 } }, null],
    [
      'whose start was cut off before the memory',
      { outside: { ...usual.outside, starts: 3 } },
      null,
    ],
    ['that moved', { folder: '/elsewhere', isOtherFolderThere: false }, null],
    ['without a memory', { outside: undefined }, null],
    ['with a database of before', { ledger: { id: 'a', starts: 6 } }, 'older'],
    ['with a new database', { database: null }, 'older'],
    ['with an older ledger', { ledger: { id: 'a', starts: 3 } }, 'ledger_missing'],
    ['without its ledger', { ledger: null }, 'ledger_missing'],
    ['with another’s ledger', { ledger: { id: 'b', starts: 4 } }, 'ledger_missing'],
    ['that is behind', { outside: { ...usual.outside, starts: 5 } }, 'older'],
    ['put back to the start it was copied in', { hasSentMore: true }, 'older'],
    ['beside the original', { folder: '/copy' }, 'second'],
    ['from another machine', { outside: null }, 'elsewhere'],
  ])('%s', (_name, change, reason) => {
    expect(judgeFolder({ ...usual, ...change })).toBe(reason)
  })
})
