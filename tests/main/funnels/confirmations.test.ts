// Double opt-in: one question a person can answer, through the same outbox, never to who said no,
// never in numbers.
import PostalMime from 'postal-mime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readRelayKeys } from '#main/relay/relayKeys.ts'
import { openToken, sealToken } from '#main/relay/relayTokens.ts'
import { createFunnelMail, eventId, type FunnelMail } from '../../support/funnelMail.ts'
import { until } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'
import { errorReasonOf } from '../../support/testApp.ts'

let mail: FunnelMail
let sink: Sink | null = null
const pairing = { url: 'https://relais.example', relayKey: 'x', saleHook: { key: '', secret: '' } }
beforeEach(async () => {
  mail = await createFunnelMail({ doubleOptIn: true })
  await mail.app.host.secrets.set('relay-pairing', JSON.stringify(pairing))
  await mail.app.services.outbox.relayChanged()
})
afterEach(async () => {
  await mail.app.close()
  await sink?.stop()
  sink = null
})

const asks = () =>
  mail.app.services.database.query<{ mailed: number; skipped: string | null }>(
    'SELECT mailed_at IS NOT NULL AS mailed, skipped FROM consent_confirmations ORDER BY asked_at, asked_event_id',
  )
const sandbox = async () => (await mail.app.client.email.sandbox.list({ limit: 200 })).items
const ask = async (address = 'zoe@exemple.example') => {
  const form = await mail.form(address)
  await mail.apply(form)
  return form.event.id
}
async function confirm(asked: string): Promise<void> {
  const token = sealToken(await readRelayKeys(mail.app.host.secrets), 'confirm', asked)
  await mail.applyEvent({ id: eventId(), at: mail.app.host.clock.now(), kind: 'confirm', token })
}

describe('the question', () => {
  it('goes to who is not written to yet, says what was asked, and holds a link that confirms', async () => {
    await mail.app.client.settings.update({ businessName: 'Atelier {Forêt}', language: 'en' })
    await mail.email()
    const asked = await ask()
    expect((await mail.app.client.email.suppressions.list({})).items).toMatchObject([
      { value: 'zoe@exemple.example', reason: 'refused' },
    ])
    await until(async () => (await sandbox()).length === 1, 'the question')
    const [message] = await sandbox()
    // In the language of the funnel, not of the application.
    expect(message?.subject).toBe('Confirmez votre inscription')
    expect(message?.html).toContain('Atelier Forêt')
    expect(`${message?.html}${message?.text}`).not.toMatch(/unsubscribe|Ne plus recevoir|mailto:/)
    const token =
      /https:\/\/relais\.example\/c\/([A-Za-z0-9_-]+)/.exec(message?.text ?? '')?.[1] ?? ''
    expect(message?.html).toContain(`href="https://relais.example/c/`)
    expect(openToken(await readRelayKeys(mail.app.host.secrets), 'confirm', token)).toBe(asked)
    expect(asks()).toEqual([{ mailed: 1, skipped: null }])
    // Nothing else was sent; the answer lets the welcome go.
    await mail.settled()
    expect(await sandbox()).toHaveLength(1)
    await confirm(asked)
    await until(async () => (await sandbox()).length === 2, 'the welcome')
    expect((await sandbox())[0]?.subject).toBe('Bonjour Zoé')
    await confirm(asked)
    await mail.settled()
    expect(await sandbox()).toHaveLength(2)
  })

  it('is no campaign: neither listed nor counted as one', async () => {
    await ask()
    await until(async () => (await sandbox()).length === 1)
    expect(await mail.app.client.email.campaigns.list({})).toMatchObject({ total: 0 })
    expect(await mail.app.client.email.campaigns.stats()).toMatchObject({
      campaigns: 0,
      sent: 0,
      recipients: 0,
    })
  })

  it('has a real sender, no List-Unsubscribe, and one recipient', async () => {
    sink = await startSink(mail.app.host.dataFolder, { kind: 'polite', keep: true })
    await mail.app.addAccount(1, { name: 'Autre', fromEmail: 'autre@business.example' })
    const account = await mail.app.addAccount(sink.port)
    await mail.app.client.funnels.update({ id: mail.funnelId, confirmationAccountId: account })
    await ask()
    await until(() => sink?.arrived().length === 1)
    const [message] = await sink.messages()
    expect(message?.raw).not.toMatch(/^list-unsubscribe/im)
    expect(await PostalMime.parse(Buffer.from(message?.raw ?? '', 'latin1'))).toMatchObject({
      from: { address: 'shop@business.example' },
      to: [{ address: 'zoe@exemple.example' }],
    })
  })

  it.each(['unsubscribed', 'hard_bounce', 'complaint', 'manual', 'imported'] as const)(
    'never goes to an address refused as %s',
    async (reason) => {
      await mail.app.client.email.suppressions.add({ entries: 'zoe@exemple.example', reason })
      await ask()
      await until(() => mail.app.rows()[0]?.state === 'suppressed')
      expect(await sandbox()).toEqual([])
    },
  )

  it('never goes to a refused domain, nor to a "refused" that no form of ours wrote', async () => {
    await mail.app.client.email.suppressions.add({ entries: '@exemple.example' })
    await mail.app.client.email.suppressions.add({
      entries: 'tom@autre.example',
      reason: 'refused',
    })
    await ask()
    await ask('tom@autre.example')
    await until(() => mail.app.rows().filter(({ state }) => state === 'suppressed').length === 2)
  })

  it('goes once an ask and twice a day to one address at most, however often it is typed', async () => {
    const form = await mail.form('zoe@exemple.example')
    await mail.apply(form)
    await mail.apply(form)
    expect(mail.app.rows()).toHaveLength(1)
    for (let time = 0; time < 4; time += 1) await ask()
    expect(mail.app.rows()).toHaveLength(2)
    expect(asks().map(({ skipped }) => skipped)).toEqual([
      null,
      null,
      'too_many',
      'too_many',
      'too_many',
    ])
    mail.app.host.clock.advance(25 * 60 * 60_000)
    await ask()
    expect(mail.app.rows()).toHaveLength(3)
  })

  it('waits for a relay that can take the answer, which the dashboard says, and goes once one is paired', async () => {
    const waiting = async () =>
      (await mail.app.client.dashboard.today({})).items
        .filter(({ kind }) => kind === 'confirmations_waiting')
        .map(({ count }) => count)
    await mail.app.host.secrets.delete('relay-pairing')
    await mail.app.services.outbox.relayChanged()
    await ask()
    await mail.settled()
    expect(mail.app.rows()).toMatchObject([{ state: 'queued', attempts: 0 }])
    expect(await waiting()).toEqual([1])
    await mail.app.host.secrets.set('relay-pairing', JSON.stringify(pairing))
    await mail.app.services.outbox.relayChanged()
    await until(async () => (await sandbox()).length === 1, 'the question')
    expect(await waiting()).toEqual([])
  })

  it('is no e-mail sent in any figure: dashboard, comparison, attribution, report of the assistant', async () => {
    sink = await startSink(mail.app.host.dataFolder, { kind: 'polite', keep: true })
    const accountId = await mail.app.addAccount(sink.port)
    await mail.email({}, { accountId })
    const asked = await ask()
    await until(() => mail.app.rows()[0]?.state === 'sent')
    const sent = async () =>
      (await mail.app.client.dashboard.overview({ days: 30 })).figures.emailsSent.current
    expect(await sent()).toBe(0)
    const [lead] = (await mail.app.client.crm.leads.list({})).items
    await mail.app.client.crm.leads.update({
      id: lead?.id ?? 0,
      status: 'won',
      estimatedValue: 100,
    })
    const touched = async () =>
      mail.app.services.database.query<{ ref: string }>(
        `SELECT ref FROM attribution_shares WHERE kind = 'campaign'`,
      )
    expect(await touched()).toEqual([])
    expect(
      (await mail.app.client.analytics.campaigns({})).items.map(({ sent: count }) => count),
    ).toEqual([0])
    // What follows is a campaign's, and counts.
    await confirm(asked)
    await until(() => mail.app.rows()[1]?.state === 'sent')
    expect(await sent()).toBe(1)
    expect(
      (await mail.app.client.dashboard.activity({})).filter(
        ({ kind }) => kind === 'campaign_started',
      ),
    ).toHaveLength(1)
  })

  it('goes once more, under the same Message-ID, where nobody knows whether it arrived; then no more', async () => {
    sink = await startSink(mail.app.host.dataFolder, {
      kind: 'scripted',
      rules: [{ at: 'dot', answer: 'drop' }],
    })
    await mail.app.addAccount(sink.port)
    await ask()
    await until(() => sink?.arrived().length === 1)
    await until(() => mail.app.rows()[0]?.state === 'queued', 'the second try to be queued')
    mail.app.host.clock.advance(6 * 60_000)
    await until(() => sink?.arrived().length === 2, 'the second try')
    await until(() => mail.app.rows()[0]?.reason === 'left')
    mail.app.host.clock.advance(60 * 60_000)
    await mail.settled()
    const arrived = sink.arrived()
    expect(arrived).toHaveLength(2)
    expect(new Set(arrived.map(({ messageId }) => messageId)).size).toBe(1)
    expect((await mail.app.client.email.outbox.status()).uncertain).toBe(0)
  })
})

describe('the check', () => {
  it('says that the question waits for a relay, until one is paired', async () => {
    const problems = async () =>
      (await mail.app.client.funnels.check({ id: mail.funnelId })).filter(
        ({ problem }) => problem === 'confirmation_without_relay',
      )
    expect(await problems()).toEqual([])
    await mail.app.host.secrets.delete('relay-pairing')
    expect(await problems()).toEqual([
      { problem: 'confirmation_without_relay', pageId: mail.pageId },
    ])
    expect(await errorReasonOf(mail.app.client.funnels.publish({ id: mail.funnelId }))).toBe(
      'relay_not_paired',
    )
  })

  it('says that the question only reaches the sandbox', async () => {
    const problems = async () =>
      (await mail.app.client.funnels.check({ id: mail.funnelId })).map(({ problem }) => problem)
    expect(await problems()).toContain('confirmation_in_sandbox')
    await mail.app.addAccount(1)
    expect(await problems()).not.toContain('confirmation_in_sandbox')
  })
})
