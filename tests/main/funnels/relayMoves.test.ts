// What is on the web and where, after renaming, adding, leaving a relay, or putting a copy back.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '#main/platform/clock.ts'
import { formTimeOf, startRelay, wordingIn, type RelayProcess } from '../../support/relayProcess.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let relay: RelayProcess
let id: number
beforeEach(async () => {
  relay = await startRelay()
  app = await createTestApp()
  app.host.clock.set(systemClock.now())
  await app.client.settings.update({ businessName: 'Atelier' })
  await app.client.funnels.relay.pair({ url: relay.url, code: relay.code ?? '' })
  id = (
    await app.client.funnels.create({
      query: { template: 'other-newsletter-fr' },
      body: { name: 'La lettre' },
    })
  ).id
})
afterEach(async () => {
  await app.remove()
  await relay.remove()
})

const urls = async () => (await app.client.funnels.get({ id })).pages.map(({ url }) => url)
const hasChanges = async () => (await app.client.funnels.publication({ id })).hasChanges

describe('an address', () => {
  it('is that of what is published: neither of a draft, nor of a name that was given since', async () => {
    expect(await urls()).toEqual([null, null])
    const { url } = await app.client.funnels.publish({ id })
    const before = await urls()
    expect(before[0]).toBe(url)
    const pages = (await app.client.funnels.get({ id })).pages
    await app.client.funnels.pages.update({ id: pages[1]?.id ?? 0, slug: 'autre-nom' })
    const draft = await app.client.funnels.pages.create({
      id,
      name: 'Brouillon',
      pageType: 'sales',
    })
    expect(await urls()).toEqual([...before, null])
    expect((await app.client.funnels.pages.get({ id: draft.id })).url).toBeNull()
    // Moved to the front, the draft is not what the funnel's address shows.
    await app.client.funnels.pages.update({ id: draft.id, position: 0 })
    expect(await urls()).toEqual([null, ...before])
    await app.client.funnels.pages.update({ id: draft.id, position: 2 })
    await app.client.funnels.publish({ id })
    expect((await urls())[1]).toBe(`${url}autre-nom`)
    expect((await fetch(before[1] ?? '')).url).toBe(`${url}autre-nom`)
  })
})

describe('changes since publication', () => {
  it('are told only where there are some', async () => {
    expect(await hasChanges()).toBe(false)
    await app.client.funnels.publish({ id })
    expect(await hasChanges()).toBe(false)
    await app.client.funnels.update({ id, description: 'Rien pour les visiteurs' })
    expect(await hasChanges()).toBe(false)
    const [page] = (await app.client.funnels.get({ id })).pages
    const { seo } = await app.client.funnels.pages.get({ id: page?.id ?? 0 })
    await app.client.funnels.pages.update({ id: page?.id ?? 0, seo: { ...seo, title: 'Autre' } })
    expect(await hasChanges()).toBe(true)
    await app.client.funnels.pages.update({ id: page?.id ?? 0, seo })
    expect(await hasChanges()).toBe(false)
    await app.client.settings.update({ businessName: 'Autre atelier' })
    expect(await hasChanges()).toBe(true)
    await app.client.funnels.publish({ id })
    expect(await hasChanges()).toBe(false)
  })
})

describe('leaving a relay', () => {
  it('takes along what waits there, and the old one takes nothing more', async () => {
    const { url } = await app.client.funnels.publish({ id })
    const html = await (await fetch(url)).text()
    const action = /<form [^>]*action="([^"]+)"/.exec(html)?.[1] ?? ''
    const time = await formTimeOf(url)
    await delay(2_300)
    const send = async (email: string) => {
      const body = new URLSearchParams({ email, formTime: time, wording: wordingIn(html) })
      const sent = await fetch(new URL(action, url), { method: 'POST', body, redirect: 'manual' })
      return sent.status
    }
    expect(await send('eva@exemple.fr')).toBe(303)
    const other = await startRelay()
    await app.client.funnels.relay.pair({ url: other.url, code: other.code ?? '' })
    expect((await app.client.crm.leads.list({})).items).toMatchObject([{ email: 'eva@exemple.fr' }])
    // Not thanked for what nobody would ever fetch.
    expect([404, 503]).toContain(await send('tom@exemple.fr'))
    expect(await urls()).toEqual([null, null])
    await other.remove()
  })

  it('for another address of the same one moves what is published there', async () => {
    const { url } = await app.client.funnels.publish({ id })
    const { port } = new URL(relay.url)
    await relay.kill('SIGTERM')
    const again = await startRelay({
      dataFolder: relay.dataFolder,
      port: Number(port),
      args: ['--pair-again'],
    })
    const named = `http://localhost:${port}`
    await app.client.funnels.relay.pair({ url: named, code: again.code ?? '' })
    expect((await urls())[0]).toBe(url.replace(relay.url, named))
    await again.kill()
  })
})

describe('a funnel that only the relay has', () => {
  it('is told, keeps its number to itself, and can be taken off the web', async () => {
    const { url } = await app.client.funnels.publish({ id })
    // As after a copy from before it was put back.
    await app.services.database.write([], async (transaction) => {
      await transaction.sql('DELETE FROM funnels')
      await transaction.sql(`DELETE FROM sqlite_sequence WHERE name = 'funnels'`)
    })
    await app.client.funnels.relay.pull()
    expect((await app.client.funnels.relay.status()).unknownFunnels).toEqual([{ id, url }])
    const next = await app.client.funnels.create({ query: {}, body: { name: 'Autre' } })
    expect(next.id).toBeGreaterThan(id)
    expect(await errorReasonOf(app.client.funnels.relay.withdrawUnknown({ id: next.id }))).toBe(
      'unknown_id',
    )
    expect((await app.client.funnels.relay.withdrawUnknown({ id })).unknownFunnels).toEqual([])
    expect((await fetch(url)).status).toBe(404)
  })
})

it('a relay whose clock is off is told', async () => {
  await app.client.funnels.relay.pull()
  expect((await app.client.funnels.relay.status()).clockAheadMinutes).toBeNull()
  app.host.clock.advance(-3 * 60 * 60_000)
  await app.client.funnels.relay.pull()
  expect((await app.client.funnels.relay.status()).clockAheadMinutes).toBe(180)
})

describe('more topics than a page shows', () => {
  it('as a copy that was put back may have, stop nothing from coming', async () => {
    await app.services.database.write([], (transaction) =>
      transaction.sql(`INSERT INTO mail_topics (key, name, created_at, updated_at)
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 30)
        SELECT 'aaaaaa' || char(97 + i / 10) || char(97 + i % 10), 'Sujet ' || i, 1, 1 FROM n`),
    )
    expect(await app.client.funnels.relay.pull()).toEqual({ applied: 0 })
    expect((await app.services.relay.access())?.hasTopics).toBe(true)
  })
})
