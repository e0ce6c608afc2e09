// The whole way of a refusal: form, pull, welcome through a real mail server, one click while the
// application is off, and nothing more.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { setTimeout as delay } from 'node:timers/promises'
import { createRouterClient } from '@orpc/server'
import { createApp, type App } from '#main/app/createApp.ts'
import { systemClock } from '#main/platform/clock.ts'
import { formInputs } from '#shared/rules/relayPages.ts'
import { until } from '../../support/mailApp.ts'
import { formTimeOf, startRelay, wordingIn, type RelayProcess } from '../../support/relayProcess.ts'
import { startSink, type Sink } from '../../support/smtp.ts'
import { createTestHost, type TestHost } from '../../support/testHost.ts'

let host: TestHost
let app: App
let relay: RelayProcess
let sink: Sink
const client = () => createRouterClient(app.router, { context: app.services })
const rows = () =>
  app.services.database.query<{ state: string; reason: string | null }>(
    'SELECT state, reason FROM outbox ORDER BY id',
  )

beforeAll(async () => {
  host = await createTestHost()
  host.clock.set(systemClock.now())
  relay = await startRelay()
  sink = await startSink(host.dataFolder, { kind: 'polite', keep: true })
  app = await createApp(host)
})
afterAll(async () => {
  await app?.stop()
  await relay?.remove()
  await sink?.stop()
  await host?.remove()
})

async function sendForm(url: string, email: string): Promise<void> {
  const html = await (await fetch(url)).text()
  const action = /<form [^>]*action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const time = await formTimeOf(url)
  // The relay takes nothing that was filled in faster than a person can.
  await delay(2_300)
  const body = new URLSearchParams({
    [formInputs.time]: time,
    [formInputs.honeypot]: '',
    email,
    firstName: 'Zoé',
    [formInputs.consent]: 'yes',
    [formInputs.wording]: wordingIn(await (await fetch(url)).text()),
  })
  expect(
    (await fetch(new URL(action, url), { method: 'POST', redirect: 'manual', body })).status,
  ).toBe(303)
}

/** The header lines of a message as they went over the wire, before anybody unfolds them. */
const headerLines = (raw: string) => (raw.split('\r\n\r\n')[0] ?? '').split('\r\n')

it('sends the welcome with both headers, takes one click while the application is off, and writes no more', async () => {
  const account = await client().email.accounts.create({
    name: 'Test',
    host: '127.0.0.1',
    port: sink.port,
    security: 'none',
    fromEmail: 'shop@business.example',
    maxPerMinute: 600,
  })
  await client().funnels.relay.pair({ url: relay.url, code: relay.code ?? '' })
  await client().settings.update({
    businessName: 'Atelier',
    businessEmail: 'shop@business.example',
  })
  const funnel = await client().funnels.create({
    query: { template: 'other-newsletter-fr' },
    body: { name: 'Lettre' },
  })
  const [welcome] = funnel.emails
  await client().email.campaigns.update({ id: welcome?.campaignId ?? 0, accountId: account.id })
  await client().funnels.emails.update({ id: welcome?.id ?? 0, isOn: true })
  const draft = await client().email.campaigns.create({
    name: 'Suite',
    subject: 'La suite',
    html: '<p>Suite</p>',
    accountId: account.id,
  })
  const second = await client().funnels.emails.create({
    id: funnel.id,
    campaignId: draft.id,
    delayMinutes: 60,
  })
  await client().funnels.emails.update({ id: second.id, isOn: true })
  // A preview shows the link and refuses for nobody: the relay knows no such token.
  const preview = await client().email.campaigns.preview({ id: draft.id })
  expect(preview.html).toContain(`href="${relay.url}/u/preview"`)
  expect((await fetch(`${relay.url}/u/preview`, { method: 'POST' })).status).toBe(404)
  const { url } = await client().funnels.publish({ id: funnel.id })
  await sendForm(url, 'zoe@exemple.example')
  await client().funnels.relay.pull()
  await until(() => sink.arrived().length === 1, 'the welcome')

  const [message] = await sink.messages()
  const lines = headerLines(message?.raw ?? '')
  const found = lines.filter((line) => /^list-unsubscribe/i.test(line))
  expect(found[0]).toMatch(
    new RegExp(
      `^List-Unsubscribe: <${relay.url.replaceAll('.', '\\.')}/u/[A-Za-z0-9_-]{40,}>, <mailto:shop@business\\.example\\?subject=unsubscribe%20[a-z2-7]{16}>$`,
    ),
  )
  expect(found.slice(1)).toEqual(['List-Unsubscribe-Post: List-Unsubscribe=One-Click'])
  // Unfolded: what follows each is a header of its own.
  for (const line of found) expect(lines[lines.indexOf(line) + 1] ?? 'End:').toMatch(/^[A-Za-z-]+:/)
  const page = /<(http[^>]+)>/.exec(found[0] ?? '')?.[1] ?? ''
  const bodies = (message?.raw ?? '')
    .split('\r\n\r\n')
    .slice(1)
    .map((part) => Buffer.from(part, 'base64').toString('utf8'))
    .join('')
  expect(bodies).toContain(page)

  await app.stop()
  // A scanner looks, which changes nothing; then a mailbox provider posts, as RFC 8058 says.
  expect((await fetch(page)).status).toBe(200)
  expect(
    (
      await fetch(page, {
        method: 'POST',
        body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      })
    ).status,
  ).toBe(200)
  // The second e-mail came due while nobody looked, and the network is not there at once: it may
  // not leave before the relay has told.
  await relay.kill()
  host.clock.advance(61 * 60_000)
  app = await createApp(host)
  await until(
    async () => (await client().funnels.relay.status()).lastError !== null,
    'a pull that fails',
  )
  await delay(1_500)
  expect(rows()[1]?.state).toBe('queued')
  relay = await startRelay({ dataFolder: relay.dataFolder, port: Number(new URL(relay.url).port) })
  await client().funnels.relay.pull()
  const [lead] = (await client().crm.leads.list({})).items
  expect((await client().crm.leads.consents({ id: lead?.id ?? 0 })).items[0]).toMatchObject({
    action: 'withdrawn',
    method: 'unsubscribe',
  })
  await until(() => rows()[1]?.state === 'suppressed', 'the second to be held back')
  expect(rows()).toEqual([
    { state: 'sent', reason: null },
    { state: 'suppressed', reason: 'address' },
  ])
  expect(sink.arrived()).toHaveLength(1)
})

it('goes back to the mailbox alone when the relay is left', async () => {
  await client().funnels.relay.unpair()
  await client().crm.leads.create({ email: 'tom@exemple.example' })
  const account = (await client().email.accounts.list({})).items[0]?.id ?? 0
  const { id } = await client().email.campaigns.create({
    name: 'Essai',
    subject: 'Essai',
    html: '<p>Essai</p>',
    accountId: account,
  })
  await client().email.campaigns.send({ id })
  await until(() => sink.arrived().length === 2, 'the campaign')
  const lines = headerLines((await sink.messages())[1]?.raw ?? '').filter((line) =>
    /^list-unsubscribe/i.test(line),
  )
  expect(lines).toEqual([expect.stringMatching(/^List-Unsubscribe: <mailto:[^>]+>$/)])
})
