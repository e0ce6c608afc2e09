// A relay of an earlier version leads on from no links: it is found out, said, and nothing leads there.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { tellMeasuring } from '#main/features/funnels/relay/relayMeasuring.service.ts'
import { RelayError } from '#main/relay/relayClient.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

it('is told apart, asked again with each pull, and keeps campaigns from being measured', async () => {
  const paired = { url: 'https://r.example', relayKey: 'k', saleHook: { key: '', secret: '' } }
  let asked = 0
  Object.assign(app.services.relay, {
    pairing: () => Promise.resolve(paired),
    tellMeasuring: () => {
      asked += 1
      return Promise.reject(new RelayError('protocol', 'This relay does not know this call.'))
    },
  })
  await tellMeasuring(app.services)
  await tellMeasuring(app.services)
  expect(asked).toBe(2)
  expect((await app.client.funnels.relay.status()).measuresClicks).toBe(false)
  const draft = { name: 'A', measuresClicks: true }
  expect(await errorReasonOf(app.client.email.campaigns.create(draft))).toBe('relay_too_old')
  expect((await app.client.email.campaigns.list({})).items).toEqual([])
})
