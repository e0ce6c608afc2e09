// Renaming, archiving and pairing again lose nothing: what was open, told or linked under an address of
// before arrives, at the real relay in a process of its own.
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '#main/platform/clock.ts'
import { saleText } from '#shared/rules/relay/relaySigning.ts'
import { startRelay, type RelayProcess } from '../../support/relayProcess.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let relay: RelayProcess
beforeEach(async () => {
  relay = await startRelay()
  app = await createTestApp()
  app.host.clock.set(systemClock.now())
  await app.client.settings.update({ businessName: 'Atelier' })
  await app.client.funnels.relay.pair({ url: relay.url, code: relay.code ?? '' })
})
afterEach(async () => {
  await app.remove()
  await relay.remove()
})

const create = async (name = 'La lettre') =>
  (
    await app.client.funnels.create({
      query: { template: 'other-newsletter-fr' },
      body: { name },
    })
  ).id
const publish = async (id: number) => {
  // A later number than the one before, however quickly it follows.
  app.host.clock.advance(1_000)
  return (await app.client.funnels.publish({ id })).url
}
const pagesOf = async (id: number) => (await app.client.funnels.get({ id })).pages
const rename = (id: number, slug: string) => app.client.funnels.pages.update({ id, slug })
const archive = (id: number, isArchived: boolean) => app.client.funnels.update({ id, isArchived })

type OpenForm = { send(email: string): Promise<number> }
/** A page as a visitor has it open in a browser. */
async function openForm(url: string): Promise<OpenForm> {
  const html = await (await fetch(url)).text()
  const action = /<form [^>]*action="([^"]+)"/.exec(html)?.[1] ?? ''
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)]
  return {
    async send(email) {
      const body = new URLSearchParams(hidden.map(([, name = '', value = '']) => [name, value]))
      body.set('email', email)
      const options = { method: 'POST', body, redirect: 'manual' } as const
      return (await fetch(new URL(action, url), options)).status
    },
  }
}
/** Longer than a program takes to fill in a form. */
const read = () => delay(2_300)
async function arrived(): Promise<[string | null, string][]> {
  await app.client.funnels.relay.pull()
  const leads = (await app.client.crm.leads.list({})).items
  return leads.map(({ email, source }) => [email, source] as [string | null, string]).toSorted()
}
async function tellSale(funnel: string, page: string, externalId: string): Promise<number> {
  const { address, secret } = await app.client.funnels.relay.revealSaleHook()
  const at = String(Math.floor(systemClock.now() / 1000))
  const body = JSON.stringify({ funnel, page, amountCents: 4_900, currency: 'EUR', externalId })
  const v1 = createHmac('sha256', secret).update(saleText(at, body)).digest('hex')
  const headers = { 'x-webox-signature': `t=${at},v1=${v1}` }
  return (await fetch(address, { method: 'POST', body, headers })).status
}
const salesOf = async (id: number) => (await app.client.funnels.stats({ id })).sales

describe('a page that was renamed twice and back', () => {
  it('takes the form that was open under each name, and leads to itself from all of them', async () => {
    const id = await create()
    const [first] = await pagesOf(id)
    const page = first?.id ?? 0
    const name = first?.slug ?? ''
    const url = await publish(id)
    const forms = [await openForm(`${url}${name}`)]
    for (const slug of ['bienvenue', 'entree', name]) {
      await rename(page, slug)
      await publish(id)
      forms.push(await openForm(`${url}${slug}`))
    }
    await read()
    for (const [index, form] of forms.entries())
      expect(await form.send(`eva${index}@exemple.fr`)).toBe(303)
    expect(await arrived()).toHaveLength(4)
    for (const slug of ['bienvenue', 'entree'])
      expect((await fetch(`${url}${slug}`)).url).toBe(`${url}${name}`)
    for (const slug of ['bienvenue', 'entree', name])
      expect(await tellSale('la-lettre', slug, slug)).toBe(200)
    await app.client.funnels.relay.pull()
    expect(await salesOf(id)).toBe(3)
  })
})

describe('two pages that swapped their addresses', () => {
  it('each take the form that was open on them', async () => {
    const id = await create()
    const [first] = await pagesOf(id)
    const second = await app.client.funnels.pages.create({
      ...{ id, name: 'Deuxième', pageType: 'optin', slug: 'deuxieme' },
      blocks: (await app.client.funnels.pages.get({ id: first?.id ?? 0 })).blocks,
    })
    const url = await publish(id)
    const forms = [await openForm(`${url}${first?.slug ?? ''}`), await openForm(`${url}deuxieme`)]
    await rename(second.id, 'pour-un-moment')
    await rename(first?.id ?? 0, 'deuxieme')
    await rename(second.id, first?.slug ?? '')
    await publish(id)
    await read()
    expect([
      await forms[0]?.send('un@exemple.fr'),
      await forms[1]?.send('deux@exemple.fr'),
    ]).toEqual([303, 200])
    expect((await arrived()).map(([email]) => email)).toEqual(['deux@exemple.fr', 'un@exemple.fr'])
    const pages = app.services.database.query(
      `SELECT page_id FROM funnel_events WHERE kind = 'form' ORDER BY id`,
    )
    expect(pages).toEqual([{ page_id: first?.id }, { page_id: second.id }])
  })
})

describe('an address that another funnel took', () => {
  it('still takes the form that was open on the one before', async () => {
    const before = await create()
    const url = await publish(before)
    const form = await openForm(url)
    await archive(before, true)
    await app.client.funnels.delete({ id: before })
    const after = await create()
    expect(await publish(after)).toBe(url)
    await read()
    expect(await form.send('avant@exemple.fr')).toBeLessThan(400)
    const fresh = await openForm(url)
    await read()
    expect(await fresh.send('apres@exemple.fr')).toBe(303)
    expect((await arrived()).map(([email]) => email)).toEqual([
      'apres@exemple.fr',
      'avant@exemple.fr',
    ])
  })
})

describe('an archived funnel', () => {
  it('takes the form that was left open, while it is and after it is back', async () => {
    const id = await create()
    const url = await publish(id)
    const forms = [await openForm(url), await openForm(url), await openForm(url)]
    await archive(id, true)
    await read()
    expect(await forms[0]?.send('pendant@exemple.fr')).toBe(200)
    await archive(id, false)
    expect(await forms[1]?.send('revenu@exemple.fr')).toBe(200)
    expect(await publish(id)).toBe(url)
    expect(await forms[2]?.send('publie@exemple.fr')).toBe(303)
    expect(await arrived()).toEqual([
      ['pendant@exemple.fr', 'La lettre'],
      ['publie@exemple.fr', 'La lettre'],
      ['revenu@exemple.fr', 'La lettre'],
    ])
    expect(await tellSale('la-lettre', (await pagesOf(id))[0]?.slug ?? '', 'x')).toBe(200)
  })
})

describe('two funnels that swapped their names', () => {
  it('keep their addresses, and what comes by them', async () => {
    const [one, two] = [await create('Une'), await create('Deux')]
    const urls = [await publish(one), await publish(two)]
    const forms = [await openForm(urls[0] ?? ''), await openForm(urls[1] ?? '')]
    await app.client.funnels.update({ id: one, name: 'Deux' })
    await app.client.funnels.update({ id: two, name: 'Une' })
    expect([await publish(one), await publish(two)]).toEqual(urls)
    await read()
    expect([
      await forms[0]?.send('un@exemple.fr'),
      await forms[1]?.send('deux@exemple.fr'),
    ]).toEqual([303, 303])
    const slug = (await pagesOf(one))[0]?.slug ?? ''
    expect([await tellSale('une', slug, 'a'), await tellSale('une', slug, 'b')]).toEqual([200, 200])
    expect(await arrived()).toEqual([
      ['deux@exemple.fr', 'Une'],
      ['un@exemple.fr', 'Deux'],
    ])
    expect([await salesOf(one), await salesOf(two)]).toEqual([2, 0])
  })
})

describe('an exported page', () => {
  it('whose forms name an address of before still brings them', async () => {
    const id = await create()
    const [first] = await pagesOf(id)
    const url = await publish(id)
    const html = await (await fetch(url)).text()
    const key = /form\/([a-z0-9]+)"/.exec(html)?.[1] ?? ''
    const wording = /name="wording" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const send = (email: string) =>
      fetch(`${url}${first?.slug ?? ''}/form/${key}`, {
        method: 'POST',
        headers: { origin: 'https://atelier.example' },
        body: new URLSearchParams({ email, wording, formTime: '' }),
        redirect: 'manual',
      }).then(({ status }) => status)
    await rename(first?.id ?? 0, 'entree')
    await publish(id)
    expect(await send('eva@exemple.fr')).toBe(303)
    await archive(id, true)
    expect(await send('tom@exemple.fr')).toBe(200)
    expect((await arrived()).map(([email]) => email)).toEqual(['eva@exemple.fr', 'tom@exemple.fr'])
  })
})

describe('a copy of the data that lacks a funnel which the relay has', () => {
  it('takes what comes by it, gives its address to no other, and has it back', async () => {
    const lost = await create()
    const url = await publish(lost)
    const form = await openForm(url)
    await app.services.database.write([], async (transaction) => {
      await transaction.sql('DELETE FROM funnels')
      await transaction.sql(`DELETE FROM sqlite_sequence WHERE name = 'funnels'`)
    })
    await read()
    expect(await form.send('eva@exemple.fr')).toBe(303)
    expect((await arrived()).map(([email]) => email)).toEqual(['eva@exemple.fr'])
    // Made once more under the same name, it is published beside the one that is still there.
    const again = await create()
    expect(await publish(again)).not.toBe(url)
    await app.client.funnels.relay.withdrawUnknown({ id: lost })
    expect((await fetch(url)).status).toBe(404)
  })
})

describe('a page that is a draft', () => {
  it('has no address, at the relay neither', async () => {
    const id = await create()
    const url = await publish(id)
    const draft = await app.client.funnels.pages.create({
      ...{ id, name: 'Brouillon', pageType: 'sales' },
    })
    expect((await fetch(`${url}${draft.slug}`)).status).toBe(404)
    expect(draft.url).toBeNull()
    expect(await tellSale('la-lettre', draft.slug, 'x')).toBe(422)
    const [first] = await pagesOf(id)
    await app.client.funnels.pages.update({ id: first?.id ?? 0, paths: { next: draft.id } })
    expect(await (await fetch(url)).text()).not.toContain(draft.slug)
  })
})

describe('a relay that goes over to https', () => {
  let proxy: Server
  afterEach(() => void proxy.close())

  it('keeps its pages under the new address, and takes what comes by the old one', async () => {
    const id = await create()
    const url = await publish(id)
    const form = await openForm(url)
    const { port } = new URL(relay.url)
    await relay.kill('SIGTERM')
    const again = await startRelay({
      ...{ dataFolder: relay.dataFolder, port: Number(port), args: ['--pair-again'] },
    })
    proxy = await startProxy(Number(port))
    const secure = `https://localhost:${(proxy.address() as AddressInfo).port}`
    const strict = process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    // The certificate is a test's own.
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      await app.client.funnels.relay.pair({ url: secure, code: again.code ?? '' })
      const moved = (await pagesOf(id))[0]?.url ?? ''
      expect(moved).toBe(url.replace(relay.url, secure))
      const fresh = await openForm(moved)
      await read()
      expect([await form.send('avant@exemple.fr'), await fresh.send('apres@exemple.fr')]).toEqual([
        303, 303,
      ])
      expect((await arrived()).map(([email]) => email)).toEqual([
        'apres@exemple.fr',
        'avant@exemple.fr',
      ])
      expect(await publish(id)).toBe(moved)
      expect((await app.client.funnels.relay.revealSaleHook()).address).toContain(secure)
    } finally {
      if (strict === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = strict
      await again.kill()
    }
  })
})

/** What stands before a relay on the web: it takes https and passes on http. */
async function startProxy(port: number): Promise<Server> {
  const tls = new URL('../../fixtures/tls/', import.meta.url)
  const server = createServer(
    {
      key: readFileSync(new URL('key.pem', tls)),
      cert: readFileSync(new URL('certificate.pem', tls)),
    },
    (asked, response) => {
      const { method, url: path, headers } = asked
      // A connection of its own: one that is kept may just have been closed at its other end.
      const to = { host: '127.0.0.1', port, method, path, headers, agent: false }
      const passed = request(to, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      })
      passed.on('error', (error) => response.destroy(error))
      asked.pipe(passed)
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
