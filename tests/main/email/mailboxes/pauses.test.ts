// What pauses a campaign before it harms its sender: a server or a report that says the sender is not
// authenticated, and complaints.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saysUnauthenticated } from '#main/mail/unauthenticated.ts'
import { applyPiece } from '../../../../src-main/features/email/mailboxes/effects/applyPiece.ts'
import type { FoundMessage } from '../../../../src-main/features/email/mailboxes/reading/readingMessages.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'
import { startSink, type Sink } from '../../../support/smtp.ts'

const gmail =
  '550-5.7.26 This mail has been blocked because the sender is unauthenticated. 550 5.7.26 Gmail requires all senders to authenticate'

let app: MailApp
let sink: Sink
beforeEach(async () => void (app = await createMailApp()))
afterEach(async () => {
  await app.close()
  await sink.stop()
})
const inState = (state: string) => app.rows().filter((row) => row.state === state)
const campaign = (id: number) => app.client.email.campaigns.get({ id })
const paused = (id: number, reason: string) =>
  until(async () => (await campaign(id)).pauseReason === reason, reason)

async function send(
  people: number,
  options: Partial<Parameters<typeof startSink>[1]>,
  more = {},
  campaignMore: Parameters<MailApp['addCampaign']>[1] = {},
) {
  sink = await startSink(app.host.dataFolder, { kind: 'scripted', ...options })
  await app.addLeads(people)
  const accountId = await app.addAccount(sink.port, { maxConnections: 1, ...more })
  const id = await app.addCampaign(accountId, campaignMore)
  await app.client.email.campaigns.send({ id })
  return id
}

describe('a server that does not know the sender', () => {
  it('pauses the campaign at once, and nobody is lost by it', async () => {
    const id = await send(12, {
      rules: [{ at: 'dot', answer: '550 5.7.26 Unauthenticated sender' }],
    })
    await paused(id, 'unauthenticated')
    await until(() => inState('queued').length === 12, 'all to wait')
    // Foretold as if it went on now.
    expect((await app.client.email.campaigns.plan({ id })).messages).toBe(12)
    expect(sink.arrived()).toEqual([])
    expect((await app.client.email.suppressions.list({})).total).toBe(0)
    await sink.setRules([])
    await app.client.email.campaigns.resume({ id })
    await until(() => inState('sent').length === 12, 'all to leave')
  })

  it('counts like every refusal once somebody let the campaign go on', async () => {
    const id = await send(20, {
      rules: [{ at: 'dot', answer: '550 5.7.26 Unauthenticated sender' }],
    })
    await paused(id, 'unauthenticated')
    await until(() => inState('queued').length === 20)
    await app.client.email.campaigns.resume({ id })
    await paused(id, 'refused_by_servers')
    expect(inState('failed').length).toBeGreaterThan(0)
  })

  it('pauses it again where the server of another account says so for the first time', async () => {
    const unknown = [{ at: 'dot' as const, answer: '550 5.7.26 Unauthenticated sender' }]
    const other = await startSink(app.host.dataFolder, { kind: 'scripted' })
    try {
      const further = await app.addAccount(other.port, { maxPerDay: 4, maxConnections: 1 })
      const furtherAccountIds = [further]
      const id = await send(12, { rules: unknown }, { maxPerDay: 8 }, { furtherAccountIds })
      await paused(id, 'unauthenticated')
      await until(() => inState('claimed').length === 0, 'what is under way')
      const left = inState('queued').length
      await sink.setRules([])
      await other.setRules(unknown)
      app.host.clock.advance(25 * 60 * 60_000)
      await app.client.email.campaigns.resume({ id })
      await until(() => inState('queued').length < left, 'others to leave')
      await paused(id, 'unauthenticated')
      expect(inState('failed')).toEqual([])
    } finally {
      await other.stop()
    }
  })

  it.each([
    [gmail, true],
    ['550 5.7.515 Access denied, sending domain does not meet the level', true],
    ['Diagnostic: 550 5.7.27 SPF did not pass', true],
    ['550 5.7.23 SPF lookup limit exceeded', false],
    ['550 5.7.30 Basic authentication is not supported', false],
    ['550 5.7.1 Blocked', false],
    ['550 5.7.260 Something else', false],
  ])('is told from others: %s', (reply, is) => {
    expect(saysUnauthenticated(reply)).toBe(is)
  })
})

describe('what came back', () => {
  let uid = 0
  const hear = (more: Partial<FoundMessage> & Pick<FoundMessage, 'kind'>) => {
    uid += 1
    const found: FoundMessage = {
      ...{ uid, key: `id:in-${uid}@mx.example`, bounces: [], about: [], references: [] },
      ...{ person: null, asked: null, subject: 'x', words: '', askedTopic: null },
      ...{ receivedAt: app.host.clock.now(), ...more },
    }
    const place = { path: 'INBOX', uidValidity: '1', lastUid: uid }
    return app.services.database.write([], (transaction) =>
      applyPiece(transaction, 1, { place, read: 1, found: [found] }, app.host.clock.now()),
    )
  }
  const about = (index: number) => [app.rows()[index]?.message_id ?? '']
  const report = (index: number, diagnostic: string) =>
    hear({
      kind: 'bounce',
      about: about(index),
      bounces: [
        {
          recipient: app.rows()[index]?.email ?? '',
          class: 'sender',
          isDelayed: false,
          diagnostic,
        },
      ],
    })
  /** A campaign of which so many have left, and one has not. */
  const sentTo = async (people: number) => {
    const id = await send(people + 1, { kind: 'polite' }, { maxPerDay: people })
    await until(() => inState('sent').length === people, 'the first ones')
    return id
  }

  it('as unauthenticated pauses the campaign, once', async () => {
    const id = await sentTo(3)
    await report(0, gmail)
    expect(await campaign(id)).toMatchObject({ status: 'paused', pauseReason: 'unauthenticated' })
    await app.client.email.campaigns.resume({ id })
    await report(1, gmail)
    expect((await campaign(id)).status).toBe('sending')
  })

  it('as unauthenticated pauses it though the sender was refused for something else before', async () => {
    const id = await sentTo(3)
    await report(0, '550 5.7.1 Blocked')
    expect((await campaign(id)).status).toBe('sending')
    await report(1, gmail)
    expect(await campaign(id)).toMatchObject({ status: 'paused', pauseReason: 'unauthenticated' })
  })

  it('as a complaint pauses the campaign from a hundred people on, and each new one again', async () => {
    const id = await sentTo(100)
    await hear({ kind: 'complaint', about: about(0) })
    expect(await campaign(id)).toMatchObject({ status: 'paused', pauseReason: 'complaints' })
    await app.client.email.campaigns.resume({ id })
    await hear({ kind: 'complaint', about: about(1) })
    expect((await campaign(id)).pauseReason).toBe('complaints')
  })

  it('as a complaint of few, or of a campaign that is over, pauses nothing', async () => {
    const id = await sentTo(99)
    await hear({ kind: 'complaint', about: about(0) })
    expect((await campaign(id)).status).toBe('sending')
    app.host.clock.advance(25 * 60 * 60_000)
    await until(async () => (await campaign(id)).status === 'completed', 'the end')
    await hear({ kind: 'complaint', about: about(1) })
    expect((await campaign(id)).status).toBe('completed')
  })
})
