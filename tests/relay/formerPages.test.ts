// Pages that were renamed, taken out or archived: old addresses lead on, and what was open arrives.
import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saleText } from '#shared/rules/relay/relaySigning.ts'
import { openRelay, type OpenedRelay } from '../support/relayOpened.ts'
import { formTimeOf, sampleBundle } from '../support/relayProcess.ts'

let relay: OpenedRelay
let time: string
beforeEach(async () => {
  relay = await openRelay()
  time = await formTimeOf(`${relay.url}/f/guide-gratuit/inscription`)
  relay.clock.advance(3_000)
})
afterEach(() => relay.close())

const eva = { email: 'eva@exemple.fr', consent: 'yes' }
const ask = (path: string) => fetch(`${relay.url}${path}`, { redirect: 'manual' })

/** The entrance under another name; or without it. */
async function publish(version: number, slug: string | null): Promise<void> {
  const bundle = sampleBundle({ version })
  const [first, ...others] = bundle.pages
  if (first === undefined) throw new Error('no page')
  const pages = slug === null ? others : [{ ...first, slug }, ...others]
  await relay.client.publish({ ...bundle, pages })
}
async function tell(page: string): Promise<number> {
  const hook = (await relay.client.pairing())?.saleHook
  const at = String(Math.floor(relay.clock.now() / 1000))
  const body = JSON.stringify({
    ...{ funnel: 'guide-gratuit', page, amountCents: 100, currency: 'EUR', externalId: page },
  })
  const v1 = createHmac('sha256', hook?.secret ?? '')
    .update(saleText(at, body))
    .digest('hex')
  const headers = { 'x-webox-signature': `t=${at},v1=${v1}` }
  const sent = await fetch(`${relay.url}/hook/sale/${hook?.key}`, { method: 'POST', body, headers })
  return sent.status
}

describe('a page under another name', () => {
  it('is led to from its old addresses, also after a restart', async () => {
    await publish(2, 'bienvenue')
    await publish(3, 'entree')
    await relay.restart()
    for (const old of ['inscription', 'bienvenue']) {
      const moved = await ask(`/f/guide-gratuit/${old}?utm_source=x`)
      expect([moved.status, moved.headers.get('location')]).toEqual([308, 'entree?utm_source=x'])
    }
    expect((await ask('/f/guide-gratuit/entree')).status).toBe(200)
    expect((await ask('/f/guide-gratuit/nothing')).status).toBe(404)
  })

  it('takes the form that was open, and leads on from it', async () => {
    await publish(2, 'entree')
    const sent = await relay.post(eva, { time })
    expect([sent.status, sent.headers.get('location')]).toMatchObject([
      303,
      expect.stringContaining('offre'),
    ])
    expect(await relay.forms()).toMatchObject([{ fields: { email: 'eva@exemple.fr' } }])
  })
})

describe('an address that another page took', () => {
  it('still takes the form that was open there, for its own page', async () => {
    const [first, second, ...others] = sampleBundle().pages
    if (first === undefined || second === undefined) throw new Error('no page')
    const swapped = [{ ...second, slug: 'inscription' }, { ...first, slug: 'offre' }, ...others]
    for (const version of [2, 3])
      await relay.client.publish({
        ...sampleBundle({ version }),
        pages: swapped.map((page) => ({ ...page, targets: {} })),
      })
    expect((await relay.post(eva, { time })).status).toBe(200)
    expect((await relay.events()).filter(({ kind }) => kind === 'form')).toMatchObject([
      { funnelId: 7, pageId: 71 },
    ])
  })
})

describe('a page that is gone', () => {
  it.each(['taken out', 'archived'])(
    '(%s) is not shown, takes the open form and its sales',
    async (how) => {
      if (how === 'archived') await relay.client.withdraw(7, 2)
      else await publish(2, null)
      expect((await ask('/f/guide-gratuit/inscription')).status).toBe(404)
      expect((await relay.post(eva, { time })).status).toBe(200)
      expect(await tell('inscription')).toBe(200)
      expect((await relay.events()).filter(({ kind }) => kind !== 'visit')).toMatchObject([
        { kind: 'form', funnelId: 7, pageId: 71 },
        { kind: 'sale', funnelId: 7, pageId: 71 },
      ])
    },
  )

  it('of a relay that was left is forgotten', async () => {
    await relay.client.unpair()
    await relay.client.pair(relay.url, relay.parts.pairing.code() ?? '')
    expect((await relay.post(eva, { time })).status).toBe(404)
  })
})

describe('small things', () => {
  it('a stroke after the name of a page leads to it', async () => {
    const moved = await ask('/f/guide-gratuit/offre/?a=1')
    expect([moved.status, moved.headers.get('location')]).toEqual([308, '../offre?a=1'])
  })

  it('a missing page of an English funnel says so in English', async () => {
    await relay.client.publish(sampleBundle({ version: 2, language: 'en' }))
    const headers = { 'accept-language': 'fr' }
    for (const path of ['/f/guide-gratuit/nothing', '/go/guide-gratuit/offre/nothing'])
      expect(await (await fetch(`${relay.url}${path}`, { headers })).text()).toContain(
        'Page not found',
      )
  })

  it('has no icon, and says so without a page', async () => {
    expect((await ask('/favicon.ico')).status).toBe(204)
  })
})
