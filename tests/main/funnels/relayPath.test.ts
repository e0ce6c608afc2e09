// The whole way with a real relay: pair, publish, visit, send the form, pull; then the funnel goes
// off the web.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { setTimeout as delay } from 'node:timers/promises'
import { formInputs, inputName } from '#shared/rules/relayPages.ts'
import { systemClock } from '#main/platform/clock.ts'
import { formTimeOf, startRelay, wordingIn, type RelayProcess } from '../../support/relayProcess.ts'
import { readyEmails } from '../../support/funnelReady.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let relay: RelayProcess
const headers = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0' }

beforeAll(async () => {
  relay = await startRelay()
  app = await createTestApp()
  app.host.clock.set(systemClock.now())
  // Without its name the form would ask for no consent.
  await app.client.settings.update({ businessName: 'Atelier' })
})
afterAll(async () => {
  await app?.remove()
  await relay?.remove()
})

it('brings a visitor of a published page into the CRM, with the proof of what was agreed to', async () => {
  expect(
    await errorReasonOf(app.client.funnels.relay.pair({ url: relay.url, code: 'WRONG-CODE' })),
  ).toBe('relay_refused')
  expect(
    await app.client.funnels.relay.pair({ url: `${relay.url}/`, code: relay.code ?? '' }),
  ).toMatchObject({ paired: true, url: relay.url })
  const funnel = await app.client.funnels.create({
    query: { template: 'guide-fr' },
    body: { name: 'Guide d’été' },
  })
  // Questions of the form's own; the second is called like something the form or a lead has anyway.
  const entrance = await app.client.funnels.pages.get({ id: funnel.pages[0]?.id ?? 0 })
  const ask = (label: string, isRequired: boolean) => ({
    field: 'custom' as const,
    label,
    isRequired,
  })
  const questions = [ask('Votre budget ?', true), ask('website', false)]
  await app.client.funnels.pages.update({
    id: entrance.id,
    blocks: entrance.blocks.map((block) =>
      block.kind === 'form' ? { ...block, fields: [...block.fields, ...questions] } : block,
    ),
  })
  expect(
    new Set((await app.client.funnels.check({ id: funnel.id })).map(({ problem }) => problem)),
  ).toEqual(new Set(['business_unknown', 'email_incomplete', 'promise_without_email']))
  // Its last page says that the guide arrives.
  expect(await errorReasonOf(app.client.funnels.publish({ id: funnel.id }))).toBe(
    'promise_without_email',
  )
  await readyEmails(app.client, funnel.id)
  const { url } = await app.client.funnels.publish({ id: funnel.id })
  expect(url).toBe(`${relay.url}/f/guide-d-ete/`)
  expect(await app.client.funnels.get({ id: funnel.id })).toMatchObject({
    isActive: true,
    pages: [{ url }, { url: `${url}merci` }],
  })

  const served = await fetch(`${url}?utm_source=Lettre`, { headers })
  expect([served.status, served.headers.get('set-cookie')]).toEqual([200, null])
  const html = await served.text()
  expect(html).not.toContain('__WEBOX_')
  const action = /<form [^>]*action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const time = await formTimeOf(url)
  // The relay takes nothing that was filled in faster than a person can.
  await delay(2_300)
  const [budget = '', website = ''] = questions.map(inputName)
  expect(html).toContain(`name="${budget}"`)
  const bare = await fetch(new URL(action, url), {
    method: 'POST',
    headers,
    body: new URLSearchParams({ [formInputs.time]: time, email: 'zoe@exemple.fr' }),
  })
  expect([bare.status, /<label[^>]*>([^<]*)/.exec(await bare.text())?.[1]]).toEqual([
    422,
    'Votre budget ?',
  ])
  const sent = await fetch(new URL(action, url), {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({
      [formInputs.time]: time,
      [formInputs.honeypot]: '',
      email: 'zoe@exemple.fr',
      firstName: 'Zoé',
      [budget]: '5 000 €',
      [website]: 'https://zoe.example',
      [formInputs.consent]: 'yes',
      [formInputs.wording]: wordingIn(html),
    }),
  })
  expect([sent.status, new URL(sent.headers.get('location') ?? '', sent.url).pathname]).toEqual([
    303,
    '/f/guide-d-ete/merci',
  ])

  expect((await app.client.funnels.relay.pull()).applied).toBeGreaterThan(0)
  expect((await app.client.funnels.relay.pull()).applied).toBe(0)
  const [lead] = (await app.client.crm.leads.list({})).items
  expect(lead).toMatchObject({
    email: 'zoe@exemple.fr',
    firstName: 'Zoé',
    tags: ['guide'],
    source: 'Guide d’été',
  })
  const [interaction] = (await app.client.crm.interactions.list({ id: lead?.id ?? 0 })).items
  expect(interaction?.content?.split('\n')).toEqual(
    expect.arrayContaining(['– Votre budget ? 5 000 €', '– website\u00a0: https://zoe.example']),
  )
  const consents = (await app.client.crm.leads.consents({ id: lead?.id ?? 0 })).items
  expect(consents.map(({ purpose, action: said }) => `${purpose} ${said}`).sort()).toEqual([
    'measure not_given',
    'write granted',
  ])
  expect(html).toContain(consents.find(({ purpose }) => purpose === 'write')?.wording)
  const stats = await app.client.funnels.stats({ id: funnel.id })
  expect(stats).toMatchObject({ leads: 1, steps: [{ conversions: 1 }, {}] })
  expect(stats.sources.find(({ source }) => source === 'lettre')).toEqual({
    source: 'lettre',
    visitors: 1,
    answered: 1,
    leads: 1,
  })
  expect(await app.client.funnels.relay.status()).toMatchObject({
    paired: true,
    lastError: null,
    waitingEvents: 0,
  })
})

it('takes a funnel off the web when it is turned off, and publishing turns it on again', async () => {
  const [funnel] = (await app.client.funnels.list({})).items
  const id = funnel?.id ?? 0
  const url = `${relay.url}/f/guide-d-ete/`
  // Its forms would start no e-mail any more.
  expect(await app.client.funnels.update({ id, isActive: false })).toMatchObject({
    isActive: false,
    publishedAt: null,
    pages: [{ url: null }, { url: null }],
  })
  expect((await fetch(url)).status).toBe(404)
  expect(await app.client.funnels.publish({ id })).toEqual({ url })
  expect(await app.client.funnels.update({ id, name: funnel?.name ?? '' })).toMatchObject({
    isActive: true,
    pages: [{ url }, {}],
  })
  expect((await fetch(url)).status).toBe(200)
})

it('takes a funnel off the web before it can be deleted', async () => {
  const [funnel] = (await app.client.funnels.list({})).items
  const { id, pages } = funnel ?? { id: 0, pages: [] }
  const url = pages[0]?.url ?? ''
  expect(await errorReasonOf(app.client.funnels.delete({ id }))).toBe('funnel_published')
  await app.client.funnels.publish({ id })
  await app.client.funnels.update({ id, isArchived: true })
  expect((await fetch(url, { headers })).status).not.toBe(200)
  await app.client.funnels.delete({ id })
})

it('says in words that the relay does not answer, and forgets it all the same', async () => {
  const funnel = await app.client.funnels.create({
    query: { template: 'guide-en' },
    body: { name: 'Guide' },
  })
  await readyEmails(app.client, funnel.id)
  await app.client.funnels.publish({ id: funnel.id })
  await relay.kill()
  expect(await errorReasonOf(app.client.funnels.publish({ id: funnel.id }))).toBe(
    'relay_unreachable',
  )
  expect(await errorReasonOf(app.client.funnels.relay.pull())).toBe('relay_unreachable')
  expect((await app.client.funnels.relay.status()).lastError).toBeTruthy()
  await app.client.funnels.relay.unpair()
  expect(await app.client.funnels.relay.status()).toMatchObject({ paired: false })
  expect(await app.client.funnels.get({ id: funnel.id })).toMatchObject({ publishedAt: null })
})
