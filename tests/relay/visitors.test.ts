// Visitors are counted by the days of the business, and yesterday's way back to them is gone.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRelay } from '../support/relayOpened.ts'
import { sampleBundle } from '../support/relayProcess.ts'
import { openStore, type RelayStore } from '../../src-relay/relayStore.ts'
import { createVisitors } from '../../src-relay/visitors.ts'

const asker = { address: '203.0.113.9', browser: 'Firefox' }
const zones: Record<number, string> = { 1: 'Europe/Paris', 2: 'America/New_York' }

describe('the day of a visitor', () => {
  let folder: string
  let store: RelayStore
  let now: number
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'webox-visitors-'))
    store = openStore(folder)
  })
  afterEach(() => {
    store.close()
    rmSync(folder, { recursive: true })
  })
  const visitors = () =>
    createVisitors(
      store,
      () => now,
      (id) => zones[id] ?? 'UTC',
    )
  const at = (moment: string, funnelId: number) => {
    now = Date.parse(moment)
    // As after a restart each time.
    return visitors().hash(asker, funnelId)
  }

  it('ends at midnight in the zone of the business, not of Greenwich', () => {
    const evening = at('2026-07-01T21:59:00Z', 1)
    expect(at('2026-07-01T22:01:00Z', 1)).not.toBe(evening)
    const night = at('2026-07-01T22:02:00Z', 1)
    expect(at('2026-07-02T00:01:00Z', 1)).toBe(night)
    expect(at('2026-07-02T21:58:00Z', 1)).toBe(night)
  })

  it('is its own in each zone, and no secret of a day that is over is kept', () => {
    at('2026-07-01T12:00:00Z', 1)
    const other = at('2026-07-01T12:00:00Z', 2)
    expect(at('2026-07-01T23:00:00Z', 2)).toBe(other)
    const before = store.setting('visitorSecrets') ?? ''
    at('2026-07-02T12:00:00Z', 2)
    const after = store.setting('visitorSecrets') ?? ''
    // Paris was not asked since: its secret is gone all the same.
    expect(before).toContain('Europe/Paris')
    expect(after).not.toContain('Europe/Paris')
    expect(after).not.toContain('2026-07-01')
  })

  it('is counted on though a zone that is stored is one this machine does not know', () => {
    const evening = at('2026-07-01T20:00:00Z', 1)
    const stored = JSON.parse(store.setting('visitorSecrets') ?? '{}') as Record<string, unknown>
    const unknown = { 'Mars/Olympus': { day: '2026-07-01', key: 'k' } }
    store.set('visitorSecrets', JSON.stringify({ ...stored, ...unknown }))
    expect(at('2026-07-01T20:01:00Z', 1)).toBe(evening)
    at('2026-07-02T20:00:00Z', 1)
    expect(store.setting('visitorSecrets')).not.toContain('Mars')
  })
})

it('is the zone the funnel was published with; one the relay does not know is taken for UTC', async () => {
  const relay = await openRelay({ publish: false })
  await relay.client.publish(sampleBundle({ timeZone: 'Pacific/Auckland' }))
  expect(relay.parts.pages.timeZone(7)).toBe('Pacific/Auckland')
  await relay.restart()
  expect(relay.parts.pages.timeZone(7)).toBe('Pacific/Auckland')
  await relay.client.publish(sampleBundle({ version: 2, timeZone: 'Mars/Olympus' }))
  expect(relay.parts.pages.timeZone(7)).toBe('UTC')
  await relay.client.publish(sampleBundle({ version: 3 }))
  expect([relay.parts.pages.timeZone(7), relay.parts.pages.timeZone(8)]).toEqual(['UTC', 'UTC'])
  await relay.close()
})
