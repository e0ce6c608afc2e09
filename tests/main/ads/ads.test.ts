// The register of ad campaigns: what is typed in is kept, rates are computed from it and unknown
// where they cannot be.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { adFigures } from '#shared/rules/adFigures.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => {
  app = await createTestApp()
})
afterEach(() => app.remove())

describe('an ad campaign', () => {
  it('is created, read, changed and deleted', async () => {
    const { ads } = app.client
    const created = await ads.create({
      name: 'Portes ouvertes',
      platform: 'Facebook',
      dailyBudget: 12.5,
      startsOn: '2026-11-01',
      endsOn: '2026-11-30',
      imageUrl: '',
    })
    expect(created).toMatchObject({
      status: 'draft',
      dailyBudget: 12.5,
      totalBudget: null,
      imageUrl: null,
      impressions: null,
      ctr: null,
      cpc: null,
      cpa: null,
      resultsOrigin: 'entered',
    })
    app.host.clock.advance(1000)
    const changed = await ads.update({
      id: created.id,
      status: 'active',
      impressions: 2000,
      clicks: 50,
      conversions: 4,
      spent: 60,
    })
    expect(changed).toMatchObject({
      name: 'Portes ouvertes',
      status: 'active',
      ctr: 2.5,
      cpc: 1.2,
      cpa: 15,
    })
    expect(changed.updatedAt > created.updatedAt).toBe(true)
    expect(await ads.get({ id: created.id })).toEqual(changed)
    await ads.delete({ id: created.id })
    expect(await errorReasonOf(ads.get({ id: created.id }))).toBe('unknown_id')
    expect(await errorReasonOf(ads.delete({ id: created.id }))).toBe('unknown_id')
    expect(await errorReasonOf(ads.update({ id: created.id, name: 'x' }))).toBe('unknown_id')
    expect(await ads.restore({ id: created.id })).toEqual(changed)
    expect(await ads.get({ id: created.id })).toEqual(changed)
    expect(await errorReasonOf(ads.restore({ id: created.id }))).toBe('unknown_id')
    await ads.delete({ id: created.id })
    app.host.clock.advance(11 * 60_000)
    expect(await errorReasonOf(ads.restore({ id: created.id }))).toBe('unknown_id')
  })

  it('does not end before it starts, and keeps what it was where that is asked', async () => {
    const { ads } = app.client
    expect(
      await errorReasonOf(
        ads.create({ name: 'A', platform: 'B', startsOn: '2026-11-30', endsOn: '2026-11-01' }),
      ),
    ).toBe('end_before_start')
    const { id } = await ads.create({ name: 'A', platform: 'B', startsOn: '2026-11-10' })
    const before = await ads.get({ id })
    expect(await errorReasonOf(ads.update({ id, endsOn: '2026-11-01', name: 'Autre' }))).toBe(
      'end_before_start',
    )
    expect(await ads.get({ id })).toEqual(before)
    expect((await ads.list({})).total).toBe(1)
  })

  it.each([
    { name: '' },
    { platform: ' ' },
    { clicks: -1 },
    { clicks: 1.5 },
    { spent: -0.01 },
    { imageUrl: 'javascript:alert(1)' },
    { startsOn: '2026-02-30' },
    { status: 'sold' },
    { more: 1 },
  ])('refuses %j', async (fields) => {
    await expect(
      app.client.ads.create({ name: 'A', platform: 'B', ...fields } as never),
    ).rejects.toThrow()
    expect((await app.client.ads.list({})).total).toBe(0)
  })

  it('with imported results counts as entered by hand once one of them is changed, and not before', async () => {
    const { id } = await app.client.ads.create({ name: 'A', platform: 'B', clicks: 3 })
    await app.services.database.write([], (transaction) =>
      transaction.sql(`UPDATE ads SET results_origin = 'imported' WHERE id = ?`, [id]),
    )
    expect((await app.client.ads.update({ id, name: 'Autre', clicks: 3 })).resultsOrigin).toBe(
      'imported',
    )
    expect((await app.client.ads.update({ id, clicks: 4 })).resultsOrigin).toBe('entered')
  })
})

describe('the list', () => {
  it('gives each ad once, last changed first, page by page, by search and state', async () => {
    for (let number = 1; number <= 25; number += 1) {
      await app.client.ads.create({
        name: `Annonce ${number}`,
        platform: number % 2 === 0 ? 'Google' : 'Facebook 100%',
        status: number % 5 === 0 ? 'active' : 'draft',
      })
      if (number % 3 === 0) app.host.clock.advance(10)
    }
    const names: string[] = []
    let cursor: string | undefined
    do {
      const page = await app.client.ads.list({ limit: 4, cursor })
      expect(page.total).toBe(25)
      names.push(...page.items.map(({ name }) => name))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(names).toEqual(Array.from({ length: 25 }, (_, index) => `Annonce ${25 - index}`))
    expect((await app.client.ads.list({ status: 'active' })).total).toBe(5)
    expect((await app.client.ads.list({ search: 'google' })).total).toBe(12)
    expect((await app.client.ads.list({ search: '0%' })).total).toBe(13)
  })
})

describe('the figures', () => {
  it('are never a number where a part is unknown or the divisor is 0', () => {
    const part = fc.oneof(fc.constant(null), fc.constant(0), fc.nat(1e6))
    fc.assert(
      fc.property(part, part, part, part, (impressions, clicks, conversions, spent) => {
        const { ctr, cpc, cpa } = adFigures({ impressions, clicks, conversions, spent })
        expect(ctr !== null).toBe(clicks !== null && (impressions ?? 0) > 0)
        expect(cpc !== null).toBe(spent !== null && (clicks ?? 0) > 0)
        expect(cpa !== null).toBe(spent !== null && (conversions ?? 0) > 0)
        for (const figure of [ctr, cpc, cpa])
          expect(figure === null || Number.isFinite(figure)).toBe(true)
      }),
    )
  })
})
