// Sales and refunds told by others: signed, understood whole or refused, counted once.
import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saleText } from '#shared/rules/relay/relaySigning.ts'
import { openRelay, type OpenedRelay } from '../support/relayOpened.ts'

let relay: OpenedRelay
beforeEach(async () => {
  relay = await openRelay()
})
afterEach(() => relay.close())

describe('a sale', () => {
  const sale = {
    funnel: 'guide-gratuit',
    page: 'offre',
    amountCents: 4_900,
    currency: 'EUR',
    reference: 'abcdefghijklmnopqrstuv',
    externalId: 'pay_123',
  }
  const tell = async (
    body: object,
    changes: { time?: number; secret?: string; key?: string } = {},
  ) => {
    const hook = (await relay.client.pairing())?.saleHook
    const json = JSON.stringify(body)
    const time = String(changes.time ?? Math.floor(relay.clock.now() / 1000))
    const signature = createHmac('sha256', changes.secret ?? hook?.secret ?? '')
      .update(saleText(time, json))
      .digest('hex')
    return (
      await fetch(`${relay.url}/hook/sale/${changes.key ?? hook?.key}`, {
        method: 'POST',
        body: json,
        headers: { 'x-webox-signature': `t=${time},v1=${signature}` },
      })
    ).status
  }

  it('counts once, however often it is told', async () => {
    expect([await tell(sale), await tell(sale)]).toEqual([200, 200])
    await relay.restart()
    expect(await tell(sale)).toBe(200)
    const { funnel: _funnel, page: _page, ...told } = sale
    expect((await relay.events()).filter(({ kind }) => kind === 'sale')).toMatchObject([
      { funnelId: 7, pageId: 72, ...told },
    ])
  })

  it('that is a refund is one, and counts apart from the sale it gives back', async () => {
    expect(await tell({ ...sale, type: 'sale' })).toBe(200)
    expect(await tell({ ...sale, type: 'refund', amountCents: 900 })).toBe(200)
    expect((await relay.events()).slice(-2)).toMatchObject([
      { kind: 'sale', amountCents: 4_900 },
      { kind: 'refund', amountCents: 900 },
    ])
  })

  it('may have no reference, in the ways providers say so', async () => {
    const before = (await relay.events()).length
    const { reference: _reference, ...bare } = sale
    expect(await tell({ ...bare, externalId: 'a1' })).toBe(200)
    expect(await tell({ ...bare, externalId: 'a2', reference: null })).toBe(200)
    expect(await tell({ ...bare, externalId: 'a3', reference: '' })).toBe(200)
    expect((await relay.events()).slice(before)).toMatchObject([
      { reference: '' },
      { reference: '' },
      { reference: '' },
    ])
  })

  it.each([
    { type: 'chargeback' },
    { type: 'REFUND' },
    { amountCents: 0 },
    { amountCents: 0.4 },
    { amountCents: '4900' },
    { amount: 49 },
    { soldAt: '2030-01-01T00:00:00Z' },
    { at: 1 },
    { currency: 'eur' },
    { currency: 'XYZ' },
    { Type: 'refund' },
    { status: 'refunded' },
  ])('is refused with %j: half understood it would be another', async (strange) => {
    const before = await relay.events()
    expect(await tell({ ...sale, externalId: 'strange', ...strange })).toBe(422)
    expect(await relay.events()).toEqual(before)
  })

  it('is told to a new address with a new secret once they were renewed, also after a restart; never to the old ones', async () => {
    const old = (await relay.client.pairing())?.saleHook
    const renewed = (await relay.client.renewSaleHook()).saleHook
    expect((await relay.client.pairing())?.saleHook).toEqual(renewed)
    expect([renewed.key === old?.key, renewed.secret === old?.secret]).toEqual([false, false])
    for (const restart of [false, true]) {
      if (restart) await relay.restart()
      expect(await tell(sale, { key: old?.key, secret: old?.secret })).toBe(404)
      expect(await tell(sale, { secret: old?.secret })).toBe(401)
      expect(await tell(sale)).toBe(200)
    }
  })

  it('is refused where it is not signed, old, at another address, of no page, or names somebody', async () => {
    expect(await tell(sale, { secret: 'guessed' })).toBe(401)
    expect(await tell(sale, { time: Math.floor(relay.clock.now() / 1000) - 301 })).toBe(401)
    expect(await tell(sale, { key: 'guessed' })).toBe(404)
    expect(await tell({ ...sale, page: 'nothing' })).toBe(422)
    expect(await tell({ ...sale, externalId: 'anna@mail.example' })).toBe(422)
    expect(await tell({ ...sale, amountCents: -1 })).toBe(422)
    expect((await fetch(`${relay.url}/hook/sale/x`)).status).toBe(405)
    expect(await relay.events()).toEqual([])
  })
})
