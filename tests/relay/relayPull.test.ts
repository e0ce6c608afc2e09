// Fetching: everything once, whatever the relay or the feature does wrong; and nothing waits behind
// an event that fails.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rm, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '#main/database/database.ts'
import { openDatabase } from '#main/database/openDatabase.ts'
import { createChangeFeed } from '#main/platform/changeFeed.ts'
import { silentLog } from '#main/platform/log.ts'
import { cursorOf, pullOnce, type ApplyEvent, type Pull } from '#main/relay/relayPull.ts'
import { openRelay, type OpenedRelay } from '../support/relayOpened.ts'

let relay: OpenedRelay
let database: Database
let folder: string
const seen: { kind: string; email: string | null }[] = []
const remember: ApplyEvent = async (_transaction, event, opened) =>
  void seen.push({ kind: event.kind, email: opened?.fields['email'] ?? null })

beforeEach(async () => {
  seen.length = 0
  relay = await openRelay()
  folder = await mkdtemp(join(tmpdir(), 'webox-pull-'))
  database = await openDatabase(join(folder, 'main.db'), [], createChangeFeed())
})
afterEach(async () => {
  await database.close()
  await relay.close()
  await rm(folder, { recursive: true })
})

const pullWith = (changes: Partial<Pull> = {}) =>
  pullOnce({
    client: relay.client,
    database,
    keys: relay.keys,
    apply: remember,
    now: () => relay.clock.now(),
    log: silentLog,
    topics: [],
    ...changes,
  })
/** The client with its answers to pull changed on the way. */
const changing = (change: (event: Record<string, unknown>) => unknown): Pull['client'] => ({
  ...relay.client,
  async pull(after) {
    const answer = await relay.client.pull(after)
    return {
      ...answer,
      events: answer.events.map((event) => change({ ...(event as Record<string, unknown>) })),
    }
  },
})
const states = () =>
  database.query<{ state: string; count: number }>(
    'SELECT state, count(*) AS count FROM relay_events GROUP BY state ORDER BY state',
  )

it('applies everything once, and again nothing', async () => {
  await relay.post({ email: 'anna@mail.example' })
  await relay.post({ email: 'bruno@mail.example' })
  expect(await pullWith()).toEqual({ applied: 4, refused: 0, failed: 0, waiting: 0 })
  expect(seen.map(({ kind, email }) => email ?? kind)).toEqual([
    'visit',
    'anna@mail.example',
    'visit',
    'bruno@mail.example',
  ])
  expect(await pullWith()).toMatchObject({ applied: 0 })
  await relay.post({ email: 'chloe@mail.example' })
  expect(await pullWith()).toMatchObject({ applied: 2 })
})

it('applies nothing twice where the cursor was lost, and nothing is lost where acknowledging failed', async () => {
  await relay.post({ email: 'anna@mail.example' })
  const failing = { ...relay.client, acknowledge: () => Promise.reject(new Error('cut')) }
  await expect(pullWith({ client: failing })).rejects.toThrow('cut')
  await database.write(
    [],
    async (transaction) => void (await transaction.sql('DELETE FROM relay_cursors')),
  )
  expect(await pullWith()).toMatchObject({ applied: 0 })
  expect(seen).toHaveLength(2)
})

it('takes many more than fit into one answer', async () => {
  const client = { ...relay.client, pull: (after: string) => relay.client.pull(after, 3) }
  for (let turn = 0; turn < 5; turn += 1) await relay.post({ email: `person${turn}@mail.example` })
  expect(await pullWith({ client })).toMatchObject({ applied: 10, waiting: 0 })
  const paired = await relay.client.pairing()
  expect(cursorOf(database, paired?.relayKey ?? '')).toBe((await relay.events()).at(-1)?.id)
})

describe('an event that was changed', () => {
  const last = (text: string) => text.replace(/.$/, (letter) => (letter === 'A' ? 'B' : 'A'))
  it.each<[string, (event: Record<string, unknown>) => unknown]>([
    [
      'in its sealed contents',
      (event) =>
        event['kind'] === 'form'
          ? {
              ...event,
              sealed: `${String(event['sealed']).slice(0, 100)}${last(String(event['sealed']).slice(100, 120))}${String(event['sealed']).slice(120)}`,
            }
          : event,
    ],
    ['by being cut', (event) => (event['kind'] === 'form' ? { ...event, sealed: 'AAAA' } : event)],
    [
      'by moving it to another page',
      (event) => (event['kind'] === 'form' ? { ...event, pageId: 72 } : event),
    ],
    [
      'into something unknown',
      (event) => (event['kind'] === 'form' ? { id: event['id'], kind: 'order', at: 1 } : event),
    ],
  ])('%s is refused, and the others go on', async (_name, change) => {
    await relay.post({ email: 'anna@mail.example' })
    expect(await pullWith({ client: changing(change) })).toEqual({
      applied: 1,
      refused: 1,
      failed: 0,
      waiting: 0,
    })
    expect(seen).toEqual([{ kind: 'visit', email: null }])
    expect(states()).toEqual([
      { state: 'applied', count: 1 },
      { state: 'refused', count: 1 },
    ])
  })

  it('by giving it the contents of another is refused', async () => {
    await relay.post({ email: 'anna@mail.example' })
    await relay.post({ email: 'bruno@mail.example' })
    const forms = (await relay.events()).flatMap((event) => (event.kind === 'form' ? [event] : []))
    const swapped = changing((event) =>
      event['id'] === forms[0]?.id ? { ...event, sealed: forms[1]?.sealed } : event,
    )
    expect(await pullWith({ client: swapped })).toMatchObject({ applied: 3, refused: 1 })
  })
})

it.each<[string, (events: unknown[]) => unknown[]]>([
  ['not in order', (events) => events.toReversed()],
  ['twice', (events) => [...events, ...events]],
  ['without identifier', (events) => [...events, { kind: 'visit' }]],
])('refuses a whole answer whose events are %s', async (_name, change) => {
  await relay.post({ email: 'anna@mail.example' })
  const client = {
    ...relay.client,
    pull: async (after: string) => ({
      events: change((await relay.client.pull(after)).events),
      waiting: 0,
    }),
  }
  await expect(pullWith({ client })).rejects.toMatchObject({ reason: 'answer' })
  expect(states()).toEqual([])
})

describe('an event the feature cannot apply', () => {
  it('leaves nothing half done, holds up nothing, and is tried again', async () => {
    await database.write(
      [],
      async (transaction) => void (await transaction.sql('CREATE TABLE taken (email varchar)')),
    )
    let isBroken = true
    const apply: ApplyEvent = async (transaction, event, opened) => {
      if (event.kind !== 'form') return
      await transaction.sql('INSERT INTO taken (email) VALUES (?)', [opened?.fields['email'] ?? ''])
      if (isBroken && opened?.fields['email'] === 'anna@mail.example')
        throw new Error('no room for Anna')
    }
    await relay.post({ email: 'anna@mail.example' })
    await relay.post({ email: 'bruno@mail.example' })
    expect(await pullWith({ apply })).toMatchObject({ applied: 3, failed: 1 })
    const taken = () =>
      database.query<{ email: string }>('SELECT email FROM taken').map(({ email }) => email)
    expect(taken()).toEqual(['bruno@mail.example'])
    expect(
      database.query<{ body: string }>(`SELECT body FROM relay_events WHERE state = 'failed'`)[0]
        ?.body,
    ).not.toContain('anna')
    expect(await pullWith({ apply })).toMatchObject({ applied: 0, failed: 1 })
    isBroken = false
    expect(await pullWith({ apply })).toMatchObject({ applied: 1, failed: 0 })
    expect(taken()).toEqual(['bruno@mail.example', 'anna@mail.example'])
  })
})

it('says so where no relay is paired', async () => {
  await expect(
    pullWith({ client: { ...relay.client, pairing: async () => null } }),
  ).rejects.toMatchObject({ reason: 'not_paired' })
})
