// The reasons for losing: the list that is offered, and the report, whose figures open whom they count.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FilterTree } from '#shared/rules/leadFilter/filterTree.ts'
import { wideReads } from '#main/features/crm/reading/wideReads.ts'
import { contentOf } from '../../../support/databaseContent.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'
import { createTestClock } from '../../../support/testHost.ts'

let app: TestApp
beforeEach(
  async () =>
    void (app = await createTestApp({
      clock: createTestClock(Date.parse('2026-05-10T09:00:00Z')),
    })),
)
afterEach(() => app.remove())

const day = 86_400_000
const lose = async (lostReason: string | null, estimatedValue = 0) => {
  const { id } = await app.client.crm.leads.create({ lastName: 'Perdu', estimatedValue })
  await app.client.crm.leads.update({ id, status: 'lost', lostReason })
  return id
}
const reason = (name: string, isArchived = false) => ({ name, isArchived })

describe('the list of reasons', () => {
  it('is ours until one was made, in the order given then', async () => {
    const { lossReasons } = app.client.crm
    const usual = await lossReasons.list()
    expect(usual.isOwn).toBe(false)
    expect(usual.items[0]).toEqual({ name: 'Prix', isArchived: false, leads: 0 })
    const set = await lossReasons.set({ items: [reason('Délai'), reason('Prix', true)] })
    expect(set).toEqual({
      isOwn: true,
      renames: [],
      others: [],
      items: [
        { name: 'Délai', isArchived: false, leads: 0 },
        { name: 'Prix', isArchived: true, leads: 0 },
      ],
    })
    const { renames: _renames, ...list } = set
    expect(await lossReasons.list()).toEqual(list)
  })

  it('never takes away what a lead says, whatever becomes of the list', async () => {
    const id = await lose('Prix')
    await lose('prix')
    await lose('Délai')
    await app.client.crm.lossReasons.set({ items: [reason('PRIX', true)] })
    expect(await app.client.crm.lossReasons.list()).toMatchObject({
      items: [{ name: 'PRIX', isArchived: true, leads: 2 }],
      others: [{ name: 'Délai', leads: 1 }],
    })
    await app.client.crm.lossReasons.set({ items: [] })
    expect(await app.client.crm.leads.get({ id })).toMatchObject({ lostReason: 'Prix' })
    const { items } = await app.client.analytics.losses({})
    expect(items.map(({ reason, leads }) => [reason, leads])).toEqual([
      ['Prix', 2],
      ['Délai', 1],
    ])
  })

  it('refuses a reason without a name and two of one name, and changes nothing', async () => {
    await app.client.crm.lossReasons.set({ items: [reason('Prix')] })
    const before = contentOf(app.services.database.path)
    const set = (...names: string[]) =>
      app.client.crm.lossReasons.set({ items: names.map((name) => reason(name)) })
    expect(await errorReasonOf(set('Prix', ' '))).toBe('loss_reason_missing')
    expect(await errorReasonOf(set('Délai', 'delai'))).toBe('loss_reason_taken')
    expect(contentOf(app.services.database.path)).toEqual(before)
  })
})

describe('a reason that is called otherwise', () => {
  const saidBy = async (...ids: number[]) =>
    Promise.all(ids.map(async (id) => (await app.client.crm.leads.get({ id })).lostReason))

  it('is so in the leads that say it, however they write it, and can be taken back', async () => {
    const { lossReasons, bulk } = app.client.crm
    const ids = [await lose('Prix'), await lose('PRIX'), await lose('Délai'), await lose(null)]
    const set = await lossReasons.set({
      items: [{ ...reason('Trop cher'), was: 'prix' }, reason('Délai')],
    })
    expect(set.renames).toEqual([
      { id: expect.any(Number), from: 'prix', to: 'Trop cher', leads: 2 },
    ])
    expect(set.items.map(({ name, leads }) => [name, leads])).toEqual([
      ['Trop cher', 2],
      ['Délai', 1],
    ])
    expect(set.others).toEqual([])
    expect(await saidBy(...ids)).toEqual(['Trop cher', 'Trop cher', 'Délai', null])
    expect((await app.client.analytics.losses({})).items[0]).toMatchObject({
      reason: 'Trop cher',
      leads: 2,
    })
    // Said again since, by hand: this stays.
    await app.client.crm.leads.update({ id: ids[1] ?? 0, lostReason: 'Autre' })
    for (const { id } of set.renames) await bulk.undo({ id })
    expect(await saidBy(...ids)).toEqual(['Prix', 'Autre', 'Délai', null])
  })

  it('may change names with another', async () => {
    const ids = [await lose('Prix'), await lose('Délai')]
    await app.client.crm.lossReasons.set({
      items: [
        { ...reason('Délai'), was: 'Prix' },
        { ...reason('Prix'), was: 'Délai' },
      ],
    })
    expect(await saidBy(...ids)).toEqual(['Délai', 'Prix'])
  })

  it('stays in the leads where only case or accents change, and where the list is refused', async () => {
    const id = await lose('Delai')
    const { lossReasons } = app.client.crm
    const set = await lossReasons.set({ items: [{ ...reason('Délai'), was: 'Delai' }] })
    expect([set.renames, await saidBy(id)]).toEqual([[], ['Delai']])
    const before = contentOf(app.services.database.path)
    const twice = [
      { ...reason('Prix'), was: 'Délai' },
      { ...reason('Coût'), was: 'delai' },
    ]
    await expect(lossReasons.set({ items: twice })).rejects.toThrow()
    const sameName = [{ ...reason('Prix'), was: 'Délai' }, reason('prix')]
    expect(await errorReasonOf(lossReasons.set({ items: sameName }))).toBe('loss_reason_taken')
    expect(contentOf(app.services.database.path)).toEqual(before)
  })
})

describe('the report of losses', () => {
  /** As the page asks it. */
  const rowsOf = (name: string | null, { from, to }: { from: string; to: string }): FilterTree => ({
    all: [
      name === null
        ? { field: 'lostReason', op: 'isEmpty' }
        : { field: 'lostReason', op: 'is', value: name },
      { field: 'lostAt', op: 'before', value: to },
      { none: [{ field: 'lostAt', op: 'before', value: from }] },
    ],
  })

  it('counts whom its figures open: by the last loss that stands, in the period', async () => {
    const { clock } = app.host
    await lose('Avant', 5)
    const again = await lose('Oublié', 7)
    clock.advance(40 * day)
    await lose('Prix', 100)
    await lose('prix', 20.5)
    await lose('Prix')
    await lose(null, 3)
    // Lost before and again now: it counts once, for what was said last.
    await app.client.crm.leads.update({ id: again, status: 'contacted' })
    await app.client.crm.leads.update({ id: again, status: 'lost', lostReason: 'Délai' })
    // Lost in the period and won since: it is no loss any more.
    const back = await lose('Prix', 900)
    await app.client.crm.leads.update({ id: back, status: 'won' })
    // Arrived as a lost one.
    await app.client.crm.leads.create({ lastName: 'Import', status: 'lost', lostReason: 'Délai' })
    const report = await app.client.analytics.losses({ period: 'days30' })
    expect(report.items.map(({ reason, leads, value }) => [reason, leads, value])).toEqual([
      ['Prix', 3, 120.5],
      ['Délai', 2, 7],
      [null, 1, 3],
    ])
    expect(report).toMatchObject({ leads: 6, value: 130.5, others: 0 })
    // Of many leads a thread counts, so that the window does not wait for it.
    const state = app.services.memory.of(wideReads)
    expect(state.worker).toBeNull()
    state.from = 0
    expect(await app.client.analytics.losses({ period: 'days30' })).toEqual(report)
    expect(state.worker).not.toBeNull()
    expect(report.items.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
    for (const { reason: name, leads } of report.items) {
      const filter = rowsOf(name, report.period)
      expect((await app.client.crm.leads.list({ filter })).total).toBe(leads)
    }
  })

  it('says nothing of a period without a loss', async () => {
    await lose('Prix')
    app.host.clock.advance(100 * day)
    expect(await app.client.analytics.losses({})).toMatchObject({ leads: 0, value: 0, items: [] })
  })
})
