// A disk that goes away while messages leave: nothing ends for it, it is said, and what the disk has
// when it comes back is enough to write to everybody, and to nobody twice.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memorySecrets, type SecretStore } from '#main/platform/secrets/secrets.ts'
import { createMailApp, quickTiming, until, type MailApp } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'
import { errorReasonOf } from '../../support/testApp.ts'

const run = (command: string, ...words: string[]): string =>
  execFileSync(command, words, { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }).trim()

/** A disk in a file, which can be torn out and put back; null where a test may not make one. */
function fileDisk(): { folder: string; fail(): void; putBack(): void; remove(): void } | null {
  const place = mkdtempSync(join(tmpdir(), 'webox-disk-'))
  const image = join(place, 'image')
  const folder = join(place, 'disk')
  const devices: string[] = []
  const attach = () => {
    const device = run('losetup', '--find', '--show', image)
    devices.push(device)
    run('mount', device, folder)
  }
  const letGo = () => {
    for (const device of devices.splice(0)) run('losetup', '--detach', device)
  }
  try {
    mkdirSync(folder)
    writeFileSync(image, '')
    truncateSync(image, 40_000_000)
    run('mkfs.ext4', '-q', image)
    attach()
  } catch {
    letGo()
    rmSync(place, { recursive: true })
    return null
  }
  return {
    folder,
    fail: () => void run('mount', '-o', 'remount,abort', folder),
    putBack() {
      run('umount', '-l', folder)
      attach()
    },
    remove() {
      run('umount', '-l', folder)
      letGo()
      rmSync(place, { recursive: true })
    },
  }
}
const probe = fileDisk()
probe?.remove()

describe.skipIf(probe === null)('a disk that fails', () => {
  let disk: NonNullable<ReturnType<typeof fileDisk>>
  let outside: string
  let sink: Sink
  let app: MailApp
  let secrets: SecretStore
  const start = () =>
    createMailApp({
      dataFolder: disk.folder,
      memoryFolder: join(outside, 'memory'),
      secrets,
      engine: false,
      timing: { tick: 50, stopGrace: 500 },
    })
  beforeEach(async () => {
    disk = fileDisk() as typeof disk
    outside = mkdtempSync(join(tmpdir(), 'webox-disk-outside-'))
    secrets = memorySecrets()
    sink = await startSink(outside, { kind: 'polite' })
    app = await start()
  })
  afterEach(async () => {
    await app.close().catch(() => undefined)
    await sink.stop()
    disk.remove()
    rmSync(outside, { recursive: true, force: true })
  })

  it('holds what waits, says so, and writes to everybody once after it is back', async () => {
    const people = 200
    await app.addLeads(people)
    const id = await app.addCampaign(await app.addAccount(sink.port))
    app.startEngine()
    await until(() => app.status().engine === 'running')
    await app.client.email.campaigns.send({ id })
    await until(() => sink.arrived().length >= 20)
    disk.fail()
    await until(() => app.status().engine === 'not_writable', 'the failure to be told')
    await delay(300)
    const left = sink.arrived().length
    expect(left).toBeLessThan(people)
    expect(await errorReasonOf(app.client.crm.leads.create({ lastName: 'Durand' }))).toBe(
      'storage_disk_error',
    )
    disk.putBack()
    // What was opened belongs to the disk of before: only another start opens this one.
    await until(() => app.status().engine === 'folder_gone', 'the way out to be told')
    await delay(300)
    expect(sink.arrived()).toHaveLength(left)
    await app.stopEngine()
    await app.services.database.close().catch(() => undefined)
    app = await start()
    app.startEngine()
    await until(async () => (await app.client.email.campaigns.get({ id })).status === 'completed')
    const all = sink.arrived().map(({ recipient }) => recipient)
    const { length: doubtful } = app.rows().filter(({ state }) => state !== 'sent')
    expect(new Set(all).size).toBe(all.length)
    expect(all.length + doubtful).toBeGreaterThanOrEqual(people)
    // One for each connection that was in the middle of a message.
    expect(doubtful).toBeLessThanOrEqual(2)
  })
})

describe('a data folder that is moved while messages leave', () => {
  let place: string
  let sink: Sink
  let app: MailApp
  const folder = () => join(place, 'data')
  beforeEach(async () => {
    place = mkdtempSync(join(tmpdir(), 'webox-moved-'))
    mkdirSync(folder())
    sink = await startSink(place, { kind: 'polite' })
    app = await createMailApp({
      dataFolder: folder(),
      memoryFolder: join(place, 'memory'),
      engine: false,
    })
  })
  afterEach(async () => {
    await app.close()
    await sink.stop()
    rmSync(place, { recursive: true, force: true })
  })

  it.each(['nothing is in its place', 'a copy is in its place'])(
    'holds the rest while %s, and goes on once it is back',
    async (what) => {
      const people = 200
      await app.addLeads(people)
      const id = await app.addCampaign(await app.addAccount(sink.port))
      app.startEngine({ timing: { ...quickTiming, tick: 20 } })
      await until(() => app.status().engine === 'running')
      await app.client.email.campaigns.send({ id })
      await until(() => sink.arrived().length >= 10)
      renameSync(folder(), join(place, 'moved'))
      if (what.startsWith('a copy'))
        cpSync(join(place, 'moved'), folder(), { recursive: true, preserveTimestamps: true })
      await until(() => app.status().engine === 'folder_gone')
      await delay(300)
      const left = sink.arrived().length
      expect(left).toBeLessThan(people)
      await delay(300)
      expect(sink.arrived()).toHaveLength(left)
      rmSync(folder(), { recursive: true, force: true })
      renameSync(join(place, 'moved'), folder())
      await until(async () => (await app.client.email.campaigns.get({ id })).status === 'completed')
      const all = sink.arrived().map(({ recipient }) => recipient)
      expect([all.length, new Set(all).size]).toEqual([people, people])
    },
  )
})
