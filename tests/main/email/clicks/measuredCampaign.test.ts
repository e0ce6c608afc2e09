// The whole way of a click: a campaign over a real server and a real relay, opened by people and programs,
// measured for who agreed and for nobody else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRouterClient } from '@orpc/server'
import { createApp, type App } from '#main/app/createApp.ts'
import { systemClock } from '#main/platform/clock.ts'
import { until } from '../../../support/mailApp.ts'
import { startRelay, type RelayProcess } from '../../../support/relayProcess.ts'
import { startSink, type Sink } from '../../../support/smtp.ts'
import { errorReasonOf } from '../../../support/testApp.ts'
import { createTestHost, type TestHost } from '../../../support/testHost.ts'

let host: TestHost
let app: App
let relay: RelayProcess
let sink: Sink
let accountId = 0
const client = () => createRouterClient(app.router, { context: app.services })
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const shop = (page: string) => `https://boutique.example/${page}`
const pages = ['un', 'deux', 'trois', 'quatre', 'cinq', 'six']
const people: Record<string, number> = {}

beforeAll(async () => {
  host = await createTestHost()
  host.clock.set(systemClock.now() - 5_000)
  relay = await startRelay()
  sink = await startSink(host.dataFolder, { kind: 'polite', keep: true })
  app = await createApp(host)
  const account = await client().email.accounts.create({
    ...{ name: 'Test', host: '127.0.0.1', port: sink.port, security: 'none' },
    ...{ fromEmail: 'shop@business.example', maxPerMinute: 6_000 },
  })
  accountId = account.id
  await client().settings.update({
    businessName: 'Atelier',
    businessEmail: 'shop@business.example',
  })
  for (const name of ['lea', 'zoe', 'max', 'eva', 'tom']) {
    const { id } = await client().crm.leads.create({
      email: `${name}@exemple.example`,
      firstName: name,
    })
    people[name] = id
    if (name !== 'tom')
      await client().crm.leads.noteMeasuring({ id, action: 'granted', channel: 'paper' })
  }
})
afterAll(async () => {
  await app?.stop()
  await relay?.remove()
  await sink?.stop()
  await host?.remove()
})

const draft = (more: object = {}) => ({
  ...{ name: 'Offre', subject: 'Six pages', accountId },
  html: `<p>Bonjour {{first_name}}</p>${pages.map((page) => `<p><a href="${shop(page)}?nom={{first_name}}">${page}</a></p>`).join('')}<p><a href="mailto:a@b.example">Écrire</a></p>`,
  ...more,
})
async function messageTo(name: string): Promise<string> {
  const messages = await sink.messages()
  const raw =
    messages.findLast(({ raw: one }) => one.includes(`${name}@exemple.example`))?.raw ?? ''
  return raw
    .split(/\r\n\r\n|\r\n--/)
    .map((part) =>
      /^[A-Za-z0-9+/=\r\n]+$/.test(part) ? Buffer.from(part, 'base64').toString('utf8') : part,
    )
    .join('\n')
}
const hrefs = (message: string) =>
  [...message.matchAll(/href="([^"]*)"/g)].map(([, address]) => address ?? '')
const linksTo = async (name: string) =>
  hrefs(await messageTo(name)).filter((address) => address.startsWith(`${relay.url}/l/`))
const open = (url = '', headers: Record<string, string> = { 'user-agent': browser }) =>
  fetch(url, { redirect: 'manual', headers })
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const pull = () => client().funnels.relay.pull()

describe('without a relay that can', () => {
  it('a campaign cannot be measured, and says why', async () => {
    const { id } = await client().email.campaigns.create(draft())
    const turning = client().email.campaigns.update({ id, measuresClicks: true })
    expect(await errorReasonOf(turning)).toBe('clicks_need_relay')
    expect((await client().email.campaigns.get({ id })).measuresClicks).toBe(false)
    expect((await client().funnels.relay.status()).measuresClicks).toBe(false)
    await client().email.campaigns.delete({ id })
  })
})

describe('a campaign that is measured', () => {
  let id = 0
  beforeAll(async () => {
    await client().funnels.relay.pair({ url: relay.url, code: relay.code ?? '' })
    expect((await client().funnels.relay.status()).measuresClicks).toBe(true)
    id = (await client().email.campaigns.create(draft({ measuresClicks: true }))).id
    await client().email.campaigns.send({ id })
    await until(() => sink.arrived().length === 5, 'five messages')
    await until(
      async () => (await client().email.campaigns.get({ id })).status === 'completed',
      'the end of the campaign',
    )
  })

  it('leads by the relay for who agreed, and for nobody else', async () => {
    expect(await linksTo('lea')).toHaveLength(6)
    const plain = await messageTo('tom')
    expect(plain).not.toContain('/l/')
    expect(hrefs(plain).filter((address) => address.startsWith('https://boutique'))).toHaveLength(6)
    const message = await messageTo('lea')
    // The text as well; the ways to write and to refuse stay as they are.
    expect(message.split(`${relay.url}/l/`).length - 1).toBe(12)
    expect(hrefs(message)).toContain('mailto:a@b.example')
    expect(hrefs(message).some((address) => address.startsWith(`${relay.url}/u/`))).toBe(true)
    const { stats } = await client().email.campaigns.get({ id })
    expect(stats).toMatchObject({ sent: 5, measured: 4, clicked: 0, clickedByPrograms: 0 })
  })

  it('knows a person’s click from those of programs, and counts a double click once', async () => {
    const [first = '', second = ''] = await linksTo('lea')
    expect((await open(first)).headers.get('location')).toBe(`${shop('un')}?nom=lea`)
    await open(first)
    await pause(2_300)
    await open(second)
    // Opens all six at once, as a filter does, in the clothes of a browser.
    for (const url of await linksTo('zoe')) await open(url)
    await open((await linksTo('max'))[0], { 'user-agent': 'python-requests/2.32' })
    await pull()
    const { stats } = await client().email.campaigns.get({ id })
    expect(stats).toMatchObject({ measured: 4, clicked: 1, clickedByPrograms: 2 })
    const { items, others } = await client().email.campaigns.links({ id })
    expect(others).toBe(0)
    expect(items).toHaveLength(6)
    const ofLink = (page: string) => items.find(({ link }) => link.includes(`/${page}?`))
    expect(items[0]?.link).toBe(`${shop('un')}?nom={{first_name}}`)
    expect(ofLink('un')).toMatchObject({ people: 1, programs: 2 })
    expect(ofLink('deux')).toMatchObject({ people: 1, programs: 1 })
    expect(ofLink('six')).toMatchObject({ people: 0, programs: 1 })
    const rows = async (clicks: 'clicked' | 'measured' | 'programs', link?: string) =>
      (
        await client().email.campaigns.deliveries({
          id,
          clicks,
          ...(link === undefined ? {} : { link }),
        })
      ).items.map(({ email }) => email.split('@')[0])
    expect(await rows('clicked')).toEqual(['lea'])
    expect(await rows('programs')).toEqual(['zoe', 'max'])
    expect(await rows('measured')).toEqual(['lea', 'zoe', 'max', 'eva'])
    expect(await rows('clicked', `${shop('six')}?nom={{first_name}}`)).toEqual([])
    const history = (await client().crm.leads.timeline({ id: people['lea'] ?? 0, kinds: 'click' }))
      .items
    expect(history).toMatchObject([
      { kind: 'click', campaignName: 'Offre', automatic: null, isOpenable: true },
      { kind: 'click', automatic: null },
    ])
    const zoe = (await client().crm.leads.timeline({ id: people['zoe'] ?? 0, kinds: 'click' }))
      .items
    expect(zoe.map((entry) => entry.kind === 'click' && entry.automatic)).toEqual(
      Array(6).fill('burst'),
    )
  })

  it('keeps nothing of who withdrew before it was fetched, or by the page of the message', async () => {
    await open((await linksTo('max'))[3])
    host.clock.set(systemClock.now() + 1_000)
    await client().crm.leads.noteMeasuring({ id: people['max'] ?? 0, action: 'withdrawn' })
    const page =
      hrefs(await messageTo('lea')).find((address) => address.startsWith(`${relay.url}/u/`)) ?? ''
    await open((await linksTo('lea'))[4])
    const answer = await fetch(page, {
      method: 'POST',
      body: new URLSearchParams({ form: 'measuring' }),
    })
    expect(await answer.text()).toContain('ne sont plus mesurés')
    await pull()
    const { stats } = await client().email.campaigns.get({ id })
    expect(stats).toMatchObject({
      sent: 5,
      measured: 2,
      clicked: 0,
      clickedByPrograms: 1,
      unsubscribed: 0,
    })
    const { measuring, items } = await client().crm.leads.consents({ id: people['lea'] ?? 0 })
    expect(measuring.state).toBe('withdrawn')
    expect(items[0]).toMatchObject({
      purpose: 'measure',
      action: 'withdrawn',
      method: 'unsubscribe',
    })
    expect((await client().email.reachability({ id: people['lea'] ?? 0 })).canReceive).toBe(true)
    expect(
      (await client().crm.leads.timeline({ id: people['lea'] ?? 0, kinds: 'click' })).items,
    ).toEqual([])
  })

  it('is compared in the analytics, where another is not measured', async () => {
    const other = await client().email.campaigns.create(draft({ name: 'Sans' }))
    await client().email.campaigns.send({ id: other.id })
    await until(() => sink.arrived().length === 10, 'five more')
    expect(await linksTo('eva')).toEqual([])
    const { items } = await client().analytics.campaigns({})
    expect(items.find(({ id: one }) => one === id)).toMatchObject({ measured: 2, clicked: 0 })
    expect(items.find(({ id: one }) => one === other.id)).toMatchObject({
      measured: null,
      clicked: null,
    })
    expect((await client().email.campaigns.get({ id: other.id })).stats).toMatchObject({
      measured: null,
      clicked: null,
    })
  })

  it('goes on leading where it led after the relay was left for another, and measures there again', async () => {
    const [old = ''] = await linksTo('zoe').then(async (links) =>
      links.length > 0 ? links : hrefs((await sink.messages()).map(({ raw }) => raw).join('\n')),
    )
    const copy = await client().email.campaigns.duplicate({ id })
    expect(copy.measuresClicks).toBe(true)
    const next = await startRelay()
    try {
      await client().funnels.relay.pair({ url: next.url, code: next.code ?? '' })
      await client().email.campaigns.send({ id: copy.id })
      await until(() => sink.arrived().length === 15, 'five by the next relay')
      const led = hrefs(await messageTo('eva')).filter((address) =>
        address.startsWith(`${next.url}/l/`),
      )
      expect(led).toHaveLength(6)
      expect((await open(led[0])).headers.get('location')).toBe(`${shop('un')}?nom=eva`)
      await pull()
      expect((await client().email.campaigns.get({ id: copy.id })).stats).toMatchObject({
        clicked: 1,
      })
      if (old.startsWith(relay.url)) expect((await open(old)).status).toBe(302)
    } finally {
      await next.remove()
    }
  })
})
