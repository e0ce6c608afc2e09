// The way of a sale from a provider: address and secret come out when asked for, the example that
// is shown runs, and the sale is counted.
import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '#main/platform/clock.ts'
import {
  publishedNames,
  saleExample,
} from '../../../src-renderer/features/funnels/relay/saleExample.ts'
import { startRelay, type RelayProcess } from '../../support/relayProcess.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let relay: RelayProcess
beforeAll(async () => {
  relay = await startRelay()
  app = await createTestApp()
  app.host.clock.set(systemClock.now())
})
afterAll(async () => {
  await app?.remove()
  await relay?.remove()
})

const hasTools = ['curl', 'openssl'].every(
  (tool) => spawnSync(tool, ['--version']).error === undefined,
)
const shell = async (lines: string) =>
  (await promisify(execFile)('sh', ['-c', `${lines} -s -o /dev/null -w '%{http_code}'`])).stdout

it('gives address and secret only when asked, and only where a relay is paired', async () => {
  expect(await errorReasonOf(app.client.funnels.relay.revealSaleHook())).toBe('relay_not_paired')
  expect(await errorReasonOf(app.client.funnels.relay.renewSaleHook())).toBe('relay_not_paired')
  const paired = await app.client.funnels.relay.pair({ url: relay.url, code: relay.code ?? '' })
  const { address, secret } = await app.client.funnels.relay.revealSaleHook()
  expect(address).toMatch(new RegExp(`^${relay.url}/hook/sale/[A-Za-z0-9_-]{24}$`))
  expect(secret).toHaveLength(43)
  const told = JSON.stringify([
    paired,
    await app.client.funnels.relay.status(),
    await app.client.settings.get(),
  ])
  expect(told).not.toContain(secret)
  expect(told).not.toContain(address)
})

it.skipIf(!hasTools)(
  'the example that is shown runs, and what it tells is counted once; after a renewal the old one is refused',
  async () => {
    const { id } = await app.client.funnels.create({
      query: { template: 'product-single-fr' },
      body: { name: 'L’offre' },
    })
    await app.client.funnels.publish({ id })
    const { pages } = await app.client.funnels.get({ id })
    const names = publishedNames(pages[0]?.url ?? null, pages[0]?.slug ?? '')
    expect(names).toEqual({ funnel: 'l-offre', page: pages[0]?.slug })
    const example = saleExample({
      ...(await app.client.funnels.relay.revealSaleHook()),
      funnel: names?.funnel ?? '',
      page: names?.page ?? '',
      currency: 'EUR',
    })
    expect([await shell(example), await shell(example)]).toEqual(['200', '200'])
    expect(await shell(example.replace(/SECRET='./, `SECRET='~`))).toBe('401')
    await app.client.funnels.relay.pull()
    expect(await app.client.funnels.stats({ id })).toMatchObject({ sales: 1, revenue: 49 })
    const renewed = await app.client.funnels.relay.renewSaleHook()
    expect(await app.client.funnels.relay.revealSaleHook()).toEqual(renewed)
    expect(await shell(example)).toBe('404')
    expect(
      await shell(
        saleExample({ ...renewed, funnel: 'l-offre', page: pages[0]?.slug ?? '', currency: 'EUR' }),
      ),
    ).toBe('200')
  },
)
