// A disk that is really full: nothing ends for it, it is said, and sending goes on once there is room.
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOutboxJob } from '#main/features/email/outbox/outbox.job.ts'
import { createMailApp, quickTiming, until, type MailApp } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'

/** A disk of its own, where this system lets a test make one. */
function smallDisk(megabytes: number): { folder: string; remove(): void } | null {
  const folder = mkdtempSync(join(tmpdir(), 'webox-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], {
      stdio: 'ignore',
    })
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
  return {
    folder,
    remove() {
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true })
    },
  }
}
const probe = smallDisk(1)
probe?.remove()

describe.skipIf(probe === null)('on a full disk', () => {
  let disk: NonNullable<ReturnType<typeof smallDisk>>
  let outside: string
  let sink: Sink
  let app: MailApp
  beforeEach(async () => {
    disk = smallDisk(12) as typeof disk
    outside = mkdtempSync(join(tmpdir(), 'webox-disk-outside-'))
    sink = await startSink(outside, { kind: 'polite' })
    app = await createMailApp({
      dataFolder: disk.folder,
      memoryFolder: join(outside, 'memory'),
      engine: false,
    })
  })
  afterEach(async () => {
    await app.close().catch(() => undefined)
    await sink.stop()
    disk.remove()
    rmSync(outside, { recursive: true, force: true })
  })
  const ballast = () => join(disk.folder, 'ballast')
  function fill(): void {
    // Somebody else may be writing meanwhile.
    const file = openSync(ballast(), 'w')
    for (const size of [65_536, 4_096])
      for (let isFull = false; !isFull;)
        try {
          writeSync(file, Buffer.alloc(size, 1))
        } catch (error) {
          expect(error).toMatchObject({ code: 'ENOSPC' })
          isFull = true
        }
    closeSync(file)
  }

  it('the sending thread lives, says that space is low, and goes on by itself: nobody twice', async () => {
    const people = 200
    await app.addLeads(people)
    const id = await app.addCampaign(
      await app.addAccount(sink.port, { maxConnections: 2, maxPerMinute: 60_000 }),
    )
    const ended: string[] = []
    const log = (_level: string, message: string) => {
      if (message === 'The sending thread failed.') ended.push(message)
    }
    const services = { ...app.services, host: { ...app.host, log } }
    const stop = await createOutboxJob({ ...quickTiming, tick: 50, checkpoint: 20 }).start(services)
    await until(async () => (await app.client.email.outbox.status()).engine === 'running')
    await app.client.email.campaigns.send({ id })
    await until(() => sink.arrived().length >= 5)
    fill()
    await until(async () => (await app.client.email.outbox.status()).engine === 'low_disk')
    // Timers pass, and every one of them meets with the full disk.
    await delay(1_000)
    expect((await app.client.email.outbox.status()).engine).toBe('low_disk')
    expect(ended).toEqual([])
    rmSync(ballast())
    await until(async () => (await app.client.email.campaigns.get({ id })).status === 'completed')
    await stop()
    const all = sink.arrived().map(({ recipient }) => recipient)
    expect([all.length, new Set(all).size, ended]).toEqual([people, people, []])
  })

  it('from the start, it is said, and sending begins once there is room', async () => {
    await app.addLeads(3)
    const id = await app.addCampaign(null)
    await app.client.email.campaigns.send({ id })
    fill()
    app.startEngine({ timing: quickTiming })
    await until(() => app.status().engine === 'low_disk')
    rmSync(ballast())
    await until(async () => (await app.client.email.campaigns.get({ id })).status === 'completed')
  })
})
