// Campaigns as documents and as states: what is asked before sending, what can no longer be
// changed, what the figures add up to.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMailApp, until, type MailApp } from '../../support/mailApp.ts'
import { startSink } from '../../support/smtp.ts'
import { errorReasonOf } from '../../support/testApp.ts'

let app: MailApp
beforeEach(async () => {
  app = await createMailApp()
})
afterEach(() => app.close())
const campaigns = () => app.client.email.campaigns
const at = (milliseconds: number) => new Date(app.host.clock.now() + milliseconds).toISOString()
const hour = 3_600_000

describe('a campaign', () => {
  it('keeps what was written and nothing that runs', async () => {
    const id = await app.addCampaign(null, {
      html: '<p onclick="x()">Hi<script>y()</script></p>',
      preheader: 'Pre',
      replyTo: 'Re@Business.Example',
    })
    expect(await campaigns().get({ id })).toMatchObject({
      html: '<p>Hi</p>',
      text: 'Hi',
      preheader: 'Pre',
      replyTo: 're@business.example',
      status: 'draft',
    })
    const copy = await campaigns().duplicate({ id })
    expect(copy).toMatchObject({ name: 'News (copie)', html: '<p>Hi</p>', status: 'draft' })
    expect((await campaigns().update({ id, text: 'Own' })).text).toBe('Own')
  })

  it('says on each save what of the HTML was taken out, and where; the rest is sent as it came', async () => {
    const written =
      '<!doctype html>\r\n<html xmlns:v="urn:v"><body><!--[if mso]><v:rect onclick="x"/><![endif]-->\r\n<p>Hi</p></body></html>'
    const kept = written.replace(' onclick="x"', ' ')
    const removed = [{ reason: 'handler', written: 'onclick="x"', lines: [2], times: 1 }]
    const created = await campaigns().create({ name: 'x', html: written })
    expect(created).toMatchObject({ html: kept, removed })
    const { id } = created
    expect(await campaigns().update({ id, html: written })).toMatchObject({ html: kept, removed })
    expect(await campaigns().update({ id, html: kept })).toMatchObject({ html: kept, removed: [] })
    const shown = await campaigns().preview({ id })
    expect(shown.html.replace(/<table role="presentation" width="100%".*?<\/table>/, '')).toBe(kept)
  })

  it('is not sent before it is complete and has somebody to go to', async () => {
    const incomplete = async (id: number) =>
      (await campaigns()
        .send({ id })
        .catch((error: unknown) => error)) as { data: unknown }
    expect((await incomplete((await campaigns().create({ name: 'x' })).id)).data).toMatchObject({
      reason: 'campaign_incomplete',
      field: 'subject',
    })
    expect(
      (await incomplete((await campaigns().create({ name: 'x', subject: 's' })).id)).data,
    ).toMatchObject({ field: 'html' })
    expect(await errorReasonOf(campaigns().send({ id: await app.addCampaign(null) }))).toBe(
      'no_recipients',
    )
    await app.addLeads(1)
    await app.client.email.suppressions.add({ entries: 'people.example' })
    expect(await errorReasonOf(campaigns().send({ id: await app.addCampaign(null) }))).toBe(
      'no_recipients',
    )
    expect(await errorReasonOf(campaigns().send({ id: 9_999 }))).toBe('unknown_id')
  })

  it('is signed by its account where it names no sender itself', async () => {
    const sink = await startSink(app.host.dataFolder, { kind: 'polite', keep: true })
    await app.addLeads(1)
    const account = await app.addAccount(sink.port, {
      fromName: 'Atelier Léon',
      fromEmail: 'leon@business.example',
    })
    const id = await app.addCampaign(account, { fromEmail: null })
    expect((await campaigns().preview({ id })).from).toBe('Atelier Léon <leon@business.example>')
    await campaigns().send({ id })
    await until(() => sink.arrived().length === 1)
    const [message] = await sink.messages()
    expect(message?.raw).toMatch(/^From: .*<leon@business\.example>\r\n/)
    expect(message?.raw).toContain('List-Unsubscribe: <mailto:leon@business.example?')
    expect(message?.raw).toMatch(
      /^List-ID: =\?UTF-8\?Q\?Atelier_L=C3=A9on\?= <leon\.business\.example>\r?$/m,
    )
    await sink.stop()
  })

  it('cannot be changed, started or deleted once it is under way', async () => {
    await app.stopEngine()
    await app.addLeads(2)
    const id = await app.addCampaign(null)
    expect((await campaigns().send({ id })).stats).toMatchObject({ recipients: 2, queued: 2 })
    expect(await errorReasonOf(campaigns().send({ id }))).toBe('campaign_already_started')
    expect(await errorReasonOf(campaigns().update({ id, subject: 'x' }))).toBe(
      'campaign_already_started',
    )
    expect(await errorReasonOf(campaigns().delete({ id }))).toBe('campaign_already_started')
    expect(await errorReasonOf(campaigns().resume({ id }))).toBe('campaign_not_running')
    await campaigns().pause({ id })
    expect(await errorReasonOf(campaigns().pause({ id }))).toBe('campaign_not_running')
    await campaigns().cancel({ id })
    expect(await errorReasonOf(campaigns().cancel({ id }))).toBe('campaign_finished')
    await campaigns().delete({ id })
    expect(await errorReasonOf(campaigns().get({ id }))).toBe('unknown_id')
  })

  it('says what it was to say when it started, whatever is changed meanwhile', async () => {
    await app.stopEngine()
    await app.addLeads(1)
    await app.client.settings.update({ businessName: 'Before' })
    const id = await app.addCampaign(null)
    await campaigns().send({ id })
    await app.client.settings.update({ businessName: 'After' })
    app.startEngine()
    await until(async () => (await campaigns().get({ id })).status === 'completed')
    const [message] = (await app.client.email.sandbox.list({})).items
    expect(message?.html).toContain('Before')
    expect(message?.html).not.toContain('After')
  })

  it('written to a business that set its identity carries it', async () => {
    await app.client.settings.update({
      language: 'en',
      businessName: 'Léon & Co',
      businessAddress: '1 High Street',
      businessEmail: 'hello@leon.example',
    })
    const id = await app.addCampaign(null, { fromEmail: null })
    const { from, html, text, to } = await campaigns().preview({ id })
    expect({ from, to }).toEqual({
      from: 'Léon & Co <hello@leon.example>',
      to: 'camille.martin@exemple.example',
    })
    expect(html).toContain('Léon &#38; Co')
    expect(text).toContain('1 High Street\nTo unsubscribe from')
  })

  it('is found by page, by status and by words', async () => {
    for (const name of ['b one', 'A two', 'c 100%', 'd']) await campaigns().create({ name })
    const names = async (input: object) =>
      (await campaigns().list(input as never)).items.map((campaign) => campaign.name)
    expect(await names({ sort: 'name' })).toEqual(['A two', 'b one', 'c 100%', 'd'])
    expect(await names({ search: '100%' })).toEqual(['c 100%'])
    expect(await names({ status: 'completed' })).toEqual([])
    const first = await campaigns().list({ sort: 'name', limit: 3 })
    expect(first.total).toBe(4)
    expect(await names({ sort: 'name', limit: 3, cursor: first.nextCursor })).toEqual(['d'])
  })
})

describe('a schedule', () => {
  it('starts at its moment, not before', async () => {
    await app.addLeads(3)
    const id = await app.addCampaign(null)
    expect(await errorReasonOf(campaigns().schedule({ id, scheduledAt: at(-1) }))).toBe(
      'schedule_in_past',
    )
    expect(await campaigns().schedule({ id, scheduledAt: at(70_000) })).toMatchObject({
      status: 'scheduled',
      startedAt: null,
    })
    app.host.clock.advance(69_000)
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect((await campaigns().get({ id })).status).toBe('scheduled')
    app.host.clock.advance(1_000)
    await until(async () => (await campaigns().get({ id })).status === 'completed')
    expect((await campaigns().get({ id })).stats.sent).toBe(3)
  })

  it('that a sleeping machine missed by a little is kept; by more than two hours, a person decides', async () => {
    await app.addLeads(1)
    const [soon, late] = [await app.addCampaign(null), await app.addCampaign(null)]
    await app.stopEngine()
    await campaigns().schedule({ id: late, scheduledAt: at(1_000) })
    await campaigns().schedule({ id: soon, scheduledAt: at(hour) })
    app.host.clock.advance(2.5 * hour)
    app.startEngine()
    await until(async () => (await campaigns().get({ id: soon })).status === 'completed')
    expect(await campaigns().get({ id: late })).toMatchObject({
      status: 'paused',
      pauseReason: 'missed_schedule',
      stats: { sent: 0 },
    })
    expect((await campaigns().update({ id: late, subject: 'Plus tard' })).subject).toBe('Plus tard')
    await campaigns().resume({ id: late })
    await until(async () => (await campaigns().get({ id: late })).status === 'completed')
  })

  it('is neither early nor doubled when the clock jumps', async () => {
    await app.addLeads(2)
    const id = await app.addCampaign(null)
    await campaigns().schedule({ id, scheduledAt: at(26 * hour) })
    for (const jump of [24 * hour, -48 * hour, 48 * hour, -hour]) {
      app.host.clock.advance(jump)
      await new Promise((resolve) => setTimeout(resolve, 120))
      expect((await campaigns().get({ id })).status).toBe('scheduled')
    }
    app.host.clock.advance(3 * hour + 1)
    await until(async () => (await campaigns().get({ id })).status === 'completed')
    app.host.clock.advance(-30 * 24 * hour)
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect((await app.client.email.sandbox.list({})).total).toBe(2)
  })
})

describe('the figures', () => {
  it('count an audience exactly', async () => {
    await app.addLeads(7)
    await app.addLeads(3, 'other')
    await app.client.crm.leads.create({ firstName: 'Nobody' })
    await app.client.email.suppressions.add({
      entries: 'person1@people.example\nperson2@people.example,person1@people.example;nonsense',
    })
    expect(await campaigns().audience({ recipients: {} })).toEqual({
      matching: 11,
      withoutEmail: 1,
      leftTopic: 0,
      suppressed: 2,
      recipients: 8,
    })
    expect(await campaigns().audience({ recipients: { search: 'other' } })).toEqual({
      matching: 3,
      withoutEmail: 0,
      leftTopic: 0,
      suppressed: 0,
      recipients: 3,
    })
    await app.client.email.suppressions.add({ entries: '@people.example' })
    expect(await campaigns().audience({ recipients: {} })).toMatchObject({
      suppressed: 10,
      recipients: 0,
    })
  })

  it('kept in totals are those a naive count finds, whatever happened', async () => {
    await app.stopEngine()
    const states = [
      'queued',
      'claimed',
      'handing_over',
      'sent',
      'failed',
      'uncertain',
      'suppressed',
      'cancelled',
      'expired',
    ]
    const step = fc.record({
      action: fc.constantFrom('insert', 'move', 'delete'),
      row: fc.nat(30),
      campaign: fc.integer({ min: 1, max: 3 }),
      state: fc.constantFrom(...states),
    })
    let inserted = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (history) => {
        await app.services.database.write([], async (transaction) => {
          for (const { action, row, campaign, state } of history) {
            inserted += 1
            if (action === 'insert') {
              await transaction.sql(
                `INSERT INTO outbox (campaign_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, next_attempt_at, created_at)
                 VALUES (?, ?, ?, 'r', 0, 1, ?, 'd', '{}', ?, 0, 0)`,
                [campaign, `k${inserted}`, `m${inserted}`, `e${inserted}`, state],
              )
            } else if (action === 'move')
              await transaction.sql('UPDATE outbox SET state = ? WHERE id % 31 = ?', [state, row])
            else await transaction.sql('DELETE FROM outbox WHERE id % 31 = ?', [row])
          }
        })
        const totals = app.services.database.query(
          'SELECT campaign_id, state, count FROM outbox_totals WHERE count <> 0 ORDER BY 1, 2',
        )
        const naive = app.services.database.query(
          'SELECT campaign_id, state, count(*) AS count FROM outbox GROUP BY 1, 2 ORDER BY 1, 2',
        )
        expect(totals).toEqual(naive)
      }),
      { numRuns: 25 },
    )
  })
})
