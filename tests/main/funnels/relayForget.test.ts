// That events were applied is forgotten after ninety days; whatever is handed out again then,
// nothing is applied twice.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RelayEvent } from '#shared/contract/relayProtocol.ts'
import { readInstallKey } from '#main/platform/secrets/installKey.ts'
import { forgetOldEvents } from '#main/features/funnels/relay/relayEvents.repository.ts'
import { applyRelayEvent } from '#main/features/funnels/relay/relayEvents.service.ts'
import { readRelayKeys } from '#main/relay/relayKeys.ts'
import { pullOnce } from '#main/relay/relayPull.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeAll(async () => void (app = await createTestApp()))
afterAll(() => app.remove())

const day = 24 * 60 * 60_000
const ids = ['1', '2', '3', '4'].map((end) => `01JD${end.padStart(22, '0')}`)
const rows = () =>
  app.services.database
    .query<{ state: string }>('SELECT state FROM relay_events ORDER BY event_id')
    .map(({ state }) => state)

it('and a cursor that was put back, even so', async () => {
  const { database, host } = { database: app.services.database, host: app.host }
  const funnel = await app.client.funnels.create({
    query: { template: 'guide-fr' },
    body: { name: 'Guide' },
  })
  const [pageId = 0] = funnel.pages.map(({ id }) => id)
  const place = { at: host.clock.now(), funnelId: funnel.id, pageId }
  const source = { utmSource: null, utmMedium: null, utmCampaign: null, referrer: null }
  const [visit = '', click = '', sale = '', broken = ''] = ids
  const events: (RelayEvent | { id: string })[] = [
    { ...place, id: visit, kind: 'visit', visitor: 'visiteur-00000001', source },
    { ...place, id: click, kind: 'click', visitor: 'visiteur-00000001', target: 'next' },
    {
      ...place,
      id: sale,
      kind: 'sale',
      amountCents: 100,
      currency: 'EUR',
      reference: '',
      externalId: '',
    },
    { id: broken },
  ]
  const keys = await readRelayKeys(host.secrets)
  const installKey = await readInstallKey(host.secrets, host.dataFolder)
  // The far side: a relay that hands out the same events to whoever is not past them.
  const client = {
    pairing: async () => ({
      url: 'https://relay.example',
      relayKey: 'key',
      saleHook: { key: '', secret: '' },
    }),
    pull: async (after: string) => ({ events: events.filter(({ id }) => id > after), waiting: 0 }),
    acknowledge: async () => undefined,
  }
  const pull = () =>
    pullOnce({
      ...{ client, database, keys, now: () => host.clock.now(), log: host.log, topics: [] },
      apply: (transaction, event, opened) =>
        applyRelayEvent(
          { now: host.clock.now(), keys, installKey, log: host.log },
          transaction,
          event,
          opened,
        ),
    })
  await pull()
  const counted = await app.client.funnels.stats({ id: funnel.id })
  expect(counted).toMatchObject({ visitors: 1, sales: 1, revenue: 1 })
  host.clock.advance(89 * day)
  await forgetOldEvents(database, host.clock.now())
  expect(rows()).toEqual(['applied', 'applied', 'applied', 'refused'])
  host.clock.advance(2 * day)
  await forgetOldEvents(database, host.clock.now())
  expect(rows()).toEqual(['refused'])

  expect((await pull()).applied).toBe(0)
  await database.write([], (transaction) => transaction.sql(`UPDATE relay_cursors SET cursor = ''`))
  await pull()
  expect(await app.client.funnels.stats({ id: funnel.id })).toEqual(counted)
  expect(database.query('SELECT count(*) AS n FROM funnel_events')).toEqual([{ n: 3 }])
})
