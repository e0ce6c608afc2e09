// Wide questions about leads, asked of their thread: the same answers as on the spot, of the moment,
// and given up where nobody waits.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LeadFilter } from '#shared/contract/crm.contract.ts'
import { openReader } from '#main/database/sqliteConnection.ts'
import { createLeadReading } from '#main/features/crm/reading/leadReading.ts'
import { wideReads } from '#main/features/crm/reading/wideReads.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

const quiet = '2026-11-23T00:00:00Z'
let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await app.client.crm.customFields.create({ name: 'Ville', kind: 'text' })
  for (let index = 0; index < 60; index += 1)
    await app.client.crm.leads.create({
      lastName: `Nom ${index}`,
      source: index % 3 === 0 ? 'Salon' : null,
      status: index % 4 === 0 ? 'won' : 'new',
      tags: index % 5 === 0 ? ['VIP'] : [],
      estimatedValue: index,
      custom: { ville: index % 2 === 0 ? 'Lyon' : 'Lille' },
    })
})
afterAll(() => app.remove())
afterEach(() => {
  app.services.memory.of(wideReads).from = 20_000
})

/** As with a million leads, and as with few. */
async function bothWays<T>(ask: () => Promise<T>): Promise<{ wide: T; narrow: T }> {
  const state = app.services.memory.of(wideReads)
  state.from = 0
  const wide = await ask()
  state.from = Infinity
  return { wide, narrow: await ask() }
}

const filters: LeadFilter[] = [
  { ids: [3, 1, 44, 999] },
  { ids: Array.from({ length: 50 }, (_, index) => index + 5), status: 'won', search: 'nom' },
  { source: 'Salon' },
  { source: '', status: 'won' },
  { quietSince: quiet, tag: 'VIP' },
  { createdFrom: '2026-01-01T00:00:00Z', createdTo: quiet, search: 'nom' },
  { wonFrom: '2026-01-01T00:00:00Z', wonTo: quiet },
  { source: 'Salon', search: '%' },
  { filter: { none: [{ field: 'custom.ville', op: 'is', value: 'Lyon' }] }, status: 'new' },
]

describe('a wide question', () => {
  it.each(filters)('has the same answer in its thread: %j', async (filter) => {
    for (const sort of ['-createdAt', 'name', 'estimatedValue'] as const) {
      const { wide, narrow } = await bothWays(() =>
        app.client.crm.leads.list({ ...filter, sort, limit: 200 }),
      )
      expect(wide).toEqual(narrow)
    }
    const { wide, narrow } = await bothWays(() => app.client.crm.leads.count(filter))
    expect(wide).toEqual(narrow)
  })

  it('pages through all leads, each once', async () => {
    const { wide, narrow } = await bothWays(async () => {
      const seen: number[] = []
      let cursor: string | undefined
      do {
        const page = await app.client.crm.leads.list({
          ...{ filter: { all: [{ field: 'custom.ville', op: 'is', value: 'Lyon' }] } },
          ...{ sort: 'name', limit: 7, cursor },
        })
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      return seen
    })
    expect(wide).toHaveLength(30)
    expect(wide).toEqual(narrow)
  })

  it('sees what was written just before', async () => {
    app.services.memory.of(wideReads).from = 0
    const before = await app.client.crm.leads.count({ source: 'Foire' })
    const { id } = await app.client.crm.leads.create({ lastName: 'Neuve', source: 'Foire' })
    expect(await app.client.crm.leads.count({ source: 'Foire' })).toEqual({
      total: before.total + 1,
    })
    await app.client.crm.leads.delete({ id })
    expect(await app.client.crm.leads.count({ source: 'Foire' })).toEqual(before)
  })

  it('refuses a cursor that no list handed out as a list does', async () => {
    app.services.memory.of(wideReads).from = 0
    const asked = app.client.crm.leads.list({ source: 'Salon', cursor: 'nonsense' })
    expect(await errorReasonOf(asked)).toBe('unknown_id')
  })

  it('is given up where nobody waits for it, and the next one is answered', async () => {
    app.services.memory.of(wideReads).from = 0
    const control = new AbortController()
    const given = Array.from({ length: 5 }, (_, index) =>
      app.client.crm.leads.count({ source: `Salon ${index}` }, { signal: control.signal }),
    )
    const refused = Promise.allSettled(given)
    control.abort(new Error('The window went on.'))
    for (const { status } of await refused) expect(status).toBe('rejected')
    expect(await app.client.crm.leads.count({ source: 'Salon' })).toEqual({ total: 20 })
  })

  it('is told to the thread where it is given up under way', async () => {
    const state = app.services.memory.of(wideReads)
    state.from = 0
    // A new thread takes a while to begin: nothing is answered meanwhile.
    await state.worker?.terminate()
    const control = new AbortController()
    const asked = app.client.crm.leads.count({ source: 'Salon' }, { signal: control.signal })
    const refused = expect(asked).rejects.toThrow()
    while (state.underWay === null) await new Promise((resolve) => setImmediate(resolve))
    const { id } = state.underWay
    control.abort(new Error('The window went on.'))
    await refused
    expect(Atomics.load(state.givenUp, 0)).toBe(id)
    expect(await app.client.crm.leads.count({ source: 'Salon' })).toEqual({ total: 20 })
  })

  it('ends in the middle where it is given up, and the next one on the connection is answered', () => {
    const connection = openReader(app.services.database.path)
    let isWanted = false
    const reading = createLeadReading(connection, () => {
      if (!isWanted) throw new Error('Nobody waits.')
    })
    const filter = {
      filter: { none: [{ field: 'source', op: 'contains' as const, value: 'alo' }] },
    }
    const now = app.host.clock.now()
    expect(() => reading.count(filter, now)).toThrow('Nobody waits.')
    isWanted = true
    expect(reading.count(filter, now)).toBe(40)
    connection.close()
  })

  it('is refused where its thread ends, and a new thread answers the next', async () => {
    const state = app.services.memory.of(wideReads)
    state.from = 0
    // So many that the thread cannot have answered all of them before it is ended.
    const asked = Promise.allSettled(
      Array.from({ length: 300 }, (_, index) =>
        app.client.crm.leads.count({ source: `Annuaire ${index}` }),
      ),
    )
    await new Promise((resolve) => setImmediate(resolve))
    await state.worker?.terminate()
    expect((await asked).some(({ status }) => status === 'rejected')).toBe(true)
    expect(await app.client.crm.leads.count({ source: 'Salon' })).toEqual({ total: 20 })
  })
})
