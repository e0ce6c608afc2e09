// A computer that does not send any more: nothing leaves it, and nothing is fetched by it, by a click
// either.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => {
  app = await createTestApp()
})
afterEach(() => app.remove())

const stop = (sends = false) => app.client.backups.moves.setSending({ sends })
const aMailbox = () =>
  app.client.email.mailboxes.create({
    ...{ name: 'Shop', host: '127.0.0.1', port: 1, security: 'none' },
    ...{ user: 'shop', password: 'secret' },
  })
const aCampaign = async () => {
  const account = await app.client.email.accounts.create({
    ...{ name: 'Test', host: '127.0.0.1', port: 1, security: 'none' },
    fromEmail: 'shop@business.example',
  })
  return app.client.email.campaigns.create({
    ...{ name: 'News', subject: 'News', html: '<p>Hello</p>', accountId: account.id },
    fromEmail: 'shop@business.example',
  })
}

test('the relay is not asked, and neither taken on nor left: the other computer needs it', async () => {
  await stop()
  const { relay } = app.client.funnels
  expect(await errorReasonOf(relay.pull())).toBe('sending_stopped')
  expect(await errorReasonOf(relay.unpair())).toBe('sending_stopped')
  expect(await errorReasonOf(relay.pair({ url: 'https://r.example', code: 'A'.repeat(12) }))).toBe(
    'sending_stopped',
  )
  await stop(true)
  expect(await errorReasonOf(relay.pull())).toBe('relay_not_paired')
})

test('no funnel is published: its pages are the other computer’s', async () => {
  const { id } = await app.client.funnels.create({
    query: { template: 'guide-fr' },
    body: { name: 'Guide' },
  })
  await stop()
  expect(await errorReasonOf(app.client.funnels.publish({ id }))).toBe('sending_stopped')
  await stop(true)
  expect(await errorReasonOf(app.client.funnels.publish({ id }))).toBe('relay_not_paired')
})

test('no mailbox is read', async () => {
  const { id } = await aMailbox()
  await stop()
  expect(await errorReasonOf(app.client.email.mailboxes.sweep({ id }))).toBe('sending_stopped')
  await stop(true)
  expect(await errorReasonOf(app.client.email.mailboxes.sweep({ id }))).toBe('mailbox_unreadable')
})

test('no test message leaves; one that goes to the sandbox still does', async () => {
  const { id } = await aCampaign()
  const kept = await app.client.email.campaigns.create({
    ...{ name: 'Try', subject: 'Try', html: '<p>Hello</p>', fromEmail: 'shop@business.example' },
  })
  await stop()
  const to = 'me@business.example'
  expect(await errorReasonOf(app.client.email.campaigns.testSend({ id, to }))).toBe(
    'sending_stopped',
  )
  expect(await app.client.email.campaigns.testSend({ id: kept.id, to })).toMatchObject({
    reply: '250 2.0.0 Ok: sandbox',
  })
  await stop(true)
  expect(await errorReasonOf(app.client.email.campaigns.testSend({ id, to }))).not.toBe(
    'sending_stopped',
  )
})
