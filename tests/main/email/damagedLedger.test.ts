// A ledger, a lock or a memory that is damaged stops nothing for ever, and sends nobody a message
// twice: the file is kept aside, what is known is learnt again, and a person decides about the rest.
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { memorySecrets, type SecretStore } from '#main/platform/secrets/secrets.ts'
import { createMailApp, until, type MailApp } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'

let place: string
let folder: string
let secrets: SecretStore
let sink: Sink
let app: MailApp | null
beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), 'webox-ledger-'))
  folder = join(place, 'data')
  mkdirSync(folder)
  secrets = memorySecrets()
  app = null
  sink = await startSink(place, { kind: 'polite' })
})
afterEach(async () => {
  await stop()
  await sink.stop()
  rmSync(place, { recursive: true, force: true })
})

const people = 30
async function start(
  memoryFolder: string | null = join(place, 'memory'),
  engine = true,
): Promise<MailApp> {
  app = await createMailApp({ dataFolder: folder, memoryFolder, secrets, engine })
  return app
}
async function stop(): Promise<void> {
  await app?.stopEngine()
  await app?.services.database.close()
  app = null
}
async function half(running: MailApp): Promise<number> {
  await running.addLeads(people)
  const account = await running.addAccount(sink.port, { maxConnections: 1, maxPerMinute: 600 })
  const id = await running.addCampaign(account)
  await running.client.email.campaigns.send({ id })
  await until(() => sink.arrived().length >= 5 && running.rows().length === people)
  return id
}
async function finish(running: MailApp, id: number): Promise<void> {
  await until(async () => {
    running.host.clock.advance(2_000)
    return (await running.client.email.campaigns.get({ id })).status === 'completed'
  })
}
const status = async (running: MailApp, id: number) => {
  const { status: shown, pauseReason } = await running.client.email.campaigns.get({ id })
  return [shown, pauseReason]
}
const twice = () => {
  const all = sink.arrived().map(({ recipient }) => recipient)
  return all.length - new Set(all).size
}
const ledger = () => join(folder, 'ledger.db')
const aside = () =>
  readdirSync(folder).filter((name) => /^ledger\.db\.unreadable-[0-9a-f-]+$/.test(name))

describe('a damaged ledger', () => {
  it.each<[string, () => void]>([
    [
      'whose first bytes are zero',
      () => writeFileSync(ledger(), readFileSync(ledger()).fill(0, 0, 100)),
    ],
    ['that is another file', () => writeFileSync(ledger(), 'Bonjour,\n'.repeat(2_000))],
    ['that is cut', () => truncateSync(ledger(), 5_000)],
    [
      'with a spoilt page',
      () => writeFileSync(ledger(), readFileSync(ledger()).fill(0xa5, 4_100, 8_000)),
    ],
  ])(
    '%s is kept aside, holds everything, and is no reason to write to anybody twice',
    async (_n, spoil) => {
      const first = await start()
      const id = await half(first)
      await stop()
      spoil()
      const before = sink.arrived().length
      const again = await start()
      await until(() => again.status().engine === 'running')
      expect(await status(again, id)).toEqual(['paused', 'restored_copy'])
      expect(aside()).toHaveLength(1)
      expect(sink.arrived()).toHaveLength(before)
      await again.client.email.campaigns.resume({ id })
      await finish(again, id)
      expect([sink.arrived().length, twice()]).toEqual([people, 0])
    },
  )

  it('beside an older database and without a memory outside still knows whom it can tell of', async () => {
    const first = await start(null)
    await first.addLeads(people)
    const id = await first.addCampaign(await first.addAccount(sink.port))
    await first.stopEngine()
    await first.client.email.campaigns.send({ id })
    await first.services.database.close()
    app = null
    cpSync(join(folder, 'main.db'), join(place, 'older.db'))
    const second = await start(null)
    await finish(second, id)
    await stop()
    cpSync(join(place, 'older.db'), join(folder, 'main.db'))
    // Its first page is whole, and so are some of its entries.
    const bytes = readFileSync(ledger())
    writeFileSync(ledger(), bytes.subarray(0, -4_096))
    const restored = await start(null)
    await until(() => restored.status().engine === 'running')
    expect((await status(restored, id))[0]).toBe('paused')
    expect(sink.arrived()).toHaveLength(people)
  })

  it('that is spoilt while it is used is replaced without a restart', async () => {
    const first = await start()
    const id = await half(first)
    await first.client.email.campaigns.pause({ id })
    // The page its table begins with; a change by somebody else has it read anew.
    const other = openConnection(ledger())
    other.pragma('wal_checkpoint(TRUNCATE)')
    const file = openSync(ledger(), 'r+')
    writeSync(file, Buffer.alloc(4_096, 0xa5), 0, 4_096, 4_096)
    closeSync(file)
    other.exec('UPDATE folder SET starts = starts')
    other.close()
    await first.client.email.campaigns.resume({ id })
    await until(() => {
      first.host.clock.advance(2_000)
      return aside().length === 1
    })
    await until(() => first.status().engine === 'running')
    await until(async () => (await status(first, id))[0] === 'paused')
    await first.client.email.campaigns.resume({ id })
    await finish(first, id)
    expect([sink.arrived().length, twice()]).toEqual([people, 0])
  })
})

describe('damage beside the ledger', () => {
  it('of the lock is nothing: it is taken', async () => {
    writeFileSync(join(folder, 'instance.lock'), 'x'.repeat(5_000))
    const first = await start()
    await until(() => first.status().engine === 'running')
    expect(readFileSync(join(folder, 'instance.lock'))).toHaveLength(0)
  })

  it('of the memory outside holds everything, and keeps it', async () => {
    const first = await start()
    const id = await half(first)
    await stop()
    const [name] = readdirSync(join(place, 'memory')).filter((one) => one.endsWith('.db'))
    writeFileSync(join(place, 'memory', name as string), 'x'.repeat(9_000))
    const again = await start()
    await until(() => again.status().engine === 'running')
    expect((await status(again, id))[0]).toBe('paused')
    expect(readdirSync(join(place, 'memory')).some((one) => one.includes('.unreadable-'))).toBe(
      true,
    )
    await again.client.email.campaigns.resume({ id })
    await finish(again, id)
    expect([sink.arrived().length, twice()]).toEqual([people, 0])
  })

  it('a ledger that cannot be written is told as that, and taken once it can', async () => {
    const first = await start(null, false)
    mkdirSync(ledger())
    first.startEngine()
    await until(() => first.status().engine === 'not_writable')
    rmSync(ledger(), { recursive: true })
    await until(() => first.status().engine === 'running')
  })
})

describe('damage of the database', () => {
  it('stops the sending, and says so: nothing is handed over from then on', async () => {
    await sink.stop()
    // While it answers to one message the next is begun behind it.
    sink = await startSink(place, { kind: 'polite', slow: 500 })
    const first = await start()
    await first.addLeads(people)
    const account = await first.addAccount(sink.port, { maxConnections: 1, maxPerMinute: 600 })
    const id = await first.addCampaign(account)
    await first.client.email.campaigns.send({ id })
    const handedOver = (...states: string[]) =>
      first.rows().filter(({ state }) => states.includes(state)).length
    await until(() => {
      const isAnswering =
        handedOver('handing_over') === 1 &&
        sink.arrived().length === handedOver('handing_over', 'sent')
      if (isAnswering) first.services.damage.report('test')
      return isAnswering
    })
    expect(first.status().engine).toBe('damaged')
    const before = sink.arrived().length
    await until(() => handedOver('sent') === before)
    for (let index = 0; index < 20; index += 1) first.host.clock.advance(2_000)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(sink.arrived()).toHaveLength(before)
    expect(handedOver('handing_over')).toBe(0)
    expect((await first.client.email.outbox.status()).engine).toBe('damaged')
    expect((await status(first, id))[0]).toBe('sending')
  })
})
