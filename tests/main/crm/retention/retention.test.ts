// Retention: who is asked about, what counts as a contact from the person, and what the owner decides.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forgetKeeps } from '#main/features/crm/retention/retention.service.ts'
import type { RetentionView } from '#shared/contract/crm/retention.ts'
import { contentOf } from '../../../support/databaseContent.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'
import { createTestClock } from '../../../support/testHost.ts'

let app: TestApp
// In Paris it is the 30th of November 2026, ten in the morning.
const now = Date.parse('2026-11-30T09:00:00Z')
beforeEach(async () => {
  app = await createTestApp({ clock: createTestClock(now) })
  await app.client.settings.update({ timeZone: 'Europe/Paris' })
})
afterEach(() => app.remove())

const day = 86_400_000
const sql = (statement: string, ...parameters: (string | number | null)[]) =>
  app.services.database.write([], (transaction) => transaction.sql(statement, parameters))
const list = (view: RetentionView = 'due') => app.client.crm.retention.list({ view })
const idsOf = async (view?: RetentionView) => (await list(view)).items.map(({ id }) => id)
const standsDue = async (id: number) => (await idsOf()).includes(id)
const old = Date.parse('2022-03-01T12:00:00Z')
const recent = now - 100 * day

/** Somebody who has been here since 2022. */
async function addOld(draft: Parameters<TestApp['client']['crm']['leads']['create']>[0] = {}) {
  const { id } = await app.client.crm.leads.create({ lastName: 'Ancien', ...draft })
  await sql('UPDATE leads SET created_at = ? WHERE id = ?', old + id, id)
  return id
}
const addEvent = (id: number, kind: string, at: number, removedAt: number | null = null) =>
  sql(
    `INSERT INTO funnel_events (event_id, kind, at, funnel_id, page_id, lead_id, removed_at, amount_cents, currency)
     VALUES (?, ?, ?, 1, 1, ?, ?, 100, 'EUR')`,
    ...[`${kind}-${id}-${at}`, kind, at, id, removedAt],
  )
const addReceived = (id: number, kind: string, at: number) =>
  sql(
    `INSERT INTO received_messages (mailbox_id, folder, uid_validity, uid, message_key, kind, lead_id, subject, words, received_at, read_at)
     VALUES (1, 'INBOX', '1', ?, ?, ?, ?, '', '', ?, ?)`,
    ...[id, `key-${id}-${kind}`, kind, id, at, at],
  )
const addConsent = (id: number, action: string, method: string, at: number) =>
  sql(
    `INSERT INTO consent_events (event_id, lead_id, purpose, action, method, at, recorded_at) VALUES (?, ?, 'write', ?, ?, ?, ?)`,
    ...[`${action}-${method}-${id}`, id, action, method, at, at],
  )
const interact = (id: number, type: 'email' | 'call' | 'meeting' | 'note', at: number) =>
  app.client.crm.interactions.create({ id, type, occurredAt: new Date(at).toISOString() })

describe('a contact from the person', () => {
  it.each<[string, (id: number) => Promise<unknown>]>([
    ['a reply', (id) => addReceived(id, 'reply', recent)],
    ['a form', (id) => addEvent(id, 'form', recent)],
    ['a sale', (id) => addEvent(id, 'sale', recent)],
    ['a call', (id) => interact(id, 'call', recent)],
    ['a meeting', (id) => interact(id, 'meeting', recent)],
    ['a confirmation', (id) => addConsent(id, 'granted', 'confirmation', recent)],
    ['a form of a funnel that is gone', (id) => addConsent(id, 'not_given', 'form', recent)],
  ])('is %s', async (_name, happen) => {
    const id = await addOld()
    expect(await standsDue(id)).toBe(true)
    await happen(id)
    expect([await idsOf(), await idsOf('keptOut'), await idsOf('kept')]).toEqual([[], [], []])
  })

  it.each<[string, (id: number) => Promise<unknown>]>([
    ['an answer of a program', (id) => addReceived(id, 'auto_reply', recent)],
    ['a report', (id) => addReceived(id, 'bounce', recent)],
    ['a wish to hear no more', (id) => addReceived(id, 'unsubscribe', recent)],
    ['a withdrawal', (id) => addConsent(id, 'withdrawn', 'unsubscribe', recent)],
    ['a refund', (id) => addEvent(id, 'refund', recent)],
    ['a sale that was removed', (id) => addEvent(id, 'sale', recent, recent + 1)],
    ['an e-mail noted by hand', (id) => interact(id, 'email', recent)],
    ['a note', (id) => interact(id, 'note', recent)],
    [
      'a mailing of ours',
      (id) =>
        sql(
          `INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, next_attempt_at, created_at, sent_at)
           VALUES (1, ?, 'k', 'm', 'r', 1, 1, 'a@b.fr', 'b.fr', '{}', 'sent', 1, 1, ?)`,
          ...[id, recent],
        ),
    ],
  ])('is not %s', async (_name, happen) => {
    const id = await addOld()
    await happen(id)
    expect(await standsDue(id)).toBe(true)
  })

  it('tells the last one that was theirs, or since when they are here', async () => {
    const silent = await addOld({ email: 'muet@exemple.fr', company: 'Muet' })
    const spoke = await addOld()
    await addEvent(spoke, 'form', old + 5 * day)
    await addReceived(spoke, 'reply', old + 9 * day)
    await interact(spoke, 'note', recent)
    const page = await list()
    expect(page).toMatchObject({
      ...{ total: 2, months: 36, counts: { due: 2, keptOut: 0, kept: 0 }, nextCursor: null },
      before: '2023-11-29T23:00:00.000Z',
    })
    expect(page.items).toMatchObject([
      { id: silent, email: 'muet@exemple.fr', company: 'Muet', lastOwnContact: null },
      {
        id: spoke,
        lastOwnContact: { kind: 'reply', at: new Date(old + 9 * day).toISOString() },
        lastContactAt: new Date(recent).toISOString(),
      },
    ])
    expect(page.items[0]?.createdAt).toBe(new Date(old + silent).toISOString())
  })
})

describe('the day', () => {
  it('is the business’s, and the last one belongs to the months', async () => {
    const id = await addOld()
    // 30 November 2023 in Paris, one minute after its midnight and one before it.
    await addEvent(id, 'form', Date.parse('2023-11-29T23:01:00Z'))
    expect(await standsDue(id)).toBe(false)
    await sql('UPDATE funnel_events SET at = ?', Date.parse('2023-11-29T22:59:00Z'))
    expect(await standsDue(id)).toBe(true)
    await app.client.settings.update({ timeZone: 'Asia/Tokyo' })
    expect(await standsDue(id)).toBe(false)
  })

  it('comes with the clock, and is asked of who arrived as well', async () => {
    const id = await addOld()
    await sql('UPDATE leads SET created_at = ?', Date.parse('2023-11-30T12:00:00Z'))
    expect(await standsDue(id)).toBe(false)
    // The last minute of the day in Paris, and the first of the next.
    app.host.clock.advance(Date.parse('2026-11-30T22:59:00Z') - now)
    expect(await standsDue(id)).toBe(false)
    app.host.clock.advance(60_000)
    expect(await standsDue(id)).toBe(true)
  })

  it('follows the months that are set, and takes no other than whole ones', async () => {
    const id = await addOld()
    await addEvent(id, 'form', now - 400 * day)
    expect(await standsDue(id)).toBe(false)
    expect(await app.client.crm.retention.setMonths({ months: 12 })).toEqual({
      months: 12,
      before: '2025-11-29T23:00:00.000Z',
    })
    expect(await standsDue(id)).toBe(true)
    const before = contentOf(app.services.database.path)
    for (const months of [0, 1.5, 121, Number.NaN])
      await expect(app.client.crm.retention.setMonths({ months })).rejects.toThrow()
    expect(contentOf(app.services.database.path)).toEqual(before)
  })
})

describe('who is kept out', () => {
  it('is told with the reason, which holds as long as it does', async () => {
    const won = await addOld({ status: 'won' })
    const busy = await addOld()
    const task = await app.client.crm.tasks.create({ title: 'Rappeler', leadId: busy })
    const running = await addOld()
    const { id: sequence } = await app.client.sequences.create({ name: 'Accueil' })
    await sql(
      `INSERT INTO sequence_people (sequence_id, lead_id, state, since, entered_at) VALUES (?, ?, 'waiting', 1, 1)`,
      ...[sequence, running],
    )
    const noted = await addOld()
    const { items } = await app.client.crm.leads.noteConsent({
      ...{ id: noted, action: 'granted', basis: 'customer' },
    })
    const standing = async () =>
      Object.fromEntries((await list('keptOut')).items.map(({ id, keptOut }) => [id, keptOut]))
    expect(await standing()).toEqual({
      ...{ [won]: 'won', [busy]: 'task', [running]: 'sequence', [noted]: 'basis' },
    })
    expect(await idsOf()).toEqual([])

    await app.client.crm.leads.update({ id: won, status: 'lost' })
    await app.client.crm.tasks.update({ id: task.id, doneAt: new Date(now).toISOString() })
    await sql(`UPDATE sequence_people SET state = 'ended'`)
    await app.client.crm.leads.undoConsent({ id: noted, consentId: items[0]?.id ?? 0 })
    expect(await standing()).toEqual({})
    expect(await idsOf()).toEqual([won, busy, running, noted])
  })

  it('is not who agreed before, or withdrew since', async () => {
    const before = await addOld()
    await addConsent(before, 'granted', 'manual', old + day)
    const withdrew = await addOld()
    await addConsent(withdrew, 'granted', 'manual', recent)
    expect(await standsDue(withdrew)).toBe(false)
    await addConsent(withdrew, 'withdrawn', 'manual', recent + day)
    expect(await idsOf()).toEqual([before, withdrew])
  })

  it('is who has a meeting ahead: it is planned, and no contact', async () => {
    const id = await addOld()
    await interact(id, 'meeting', now + day)
    await app.client.crm.tasks.list({})
    expect((await list('keptOut')).items).toMatchObject([
      { id, keptOut: 'task', lastOwnContact: null },
    ])
  })
})

describe('keeping', () => {
  it('needs a reason, is asked again after a year to the day, and can be taken back', async () => {
    const id = await addOld()
    const { retention } = app.client.crm
    await expect(retention.keep({ leadId: id, reason: '  ' })).rejects.toThrow()
    const keep = await retention.keep({ leadId: id, reason: ' Salon de mai ' })
    expect(keep).toEqual({
      ...{ leadId: id, reason: 'Salon de mai', keptAt: new Date(now).toISOString() },
      askAgainAt: '2027-11-29T23:00:00.000Z',
    })
    expect(await idsOf()).toEqual([])
    expect((await list('kept')).items).toMatchObject([{ id, keep }])
    await retention.release({ leadId: id })
    expect(await idsOf()).toEqual([id])
    expect(await errorReasonOf(retention.release({ leadId: id }))).toBe('unknown_id')

    await retention.keep({ leadId: id, reason: 'Un projet' })
    app.host.clock.advance(Date.parse('2027-11-29T22:59:00Z') - now)
    expect(await idsOf()).toEqual([])
    app.host.clock.advance(60_000)
    // Why it was kept the last time stands beside the question.
    expect((await list()).items).toMatchObject([{ id, keep: { reason: 'Un projet' } }])
    await retention.keep({ leadId: id, reason: 'Encore' })
    await retention.release({ leadId: id })
    expect((await list()).items).toMatchObject([{ id, keep: { reason: 'Un projet' } }])
  })

  it('holds for many at once, and leaves out who is gone', async () => {
    const ids = [await addOld(), await addOld(), await addOld()]
    const { retention } = app.client.crm
    expect(await retention.keepMany({ ids: [...ids, 999, ...ids], reason: 'Salon' })).toEqual({
      kept: 3,
    })
    expect((await list('kept')).counts).toEqual({ due: 0, keptOut: 0, kept: 3 })
    expect(await retention.releaseMany({ ids: [...ids, 999] })).toEqual({ released: 3 })
    expect(await idsOf()).toEqual(ids)
    expect(await errorReasonOf(retention.keep({ leadId: 999, reason: 'x' }))).toBe('unknown_id')
  })

  it('outlives a deletion that is taken back, and follows an entry that is merged', async () => {
    const [id, other] = [await addOld(), await addOld()]
    const { crm } = app.client
    await crm.retention.keep({ leadId: id, reason: 'Salon' })
    await crm.leads.delete({ id })
    await crm.leads.restore({ id })
    expect(await idsOf('kept')).toEqual([id])
    const { mergeId } = await crm.leads.merge({ keep: other, others: [id] })
    expect(await idsOf('kept')).toEqual([other])
    await crm.leads.undoMerge({ id: mergeId })
    expect([await idsOf('kept'), await idsOf()]).toEqual([[id], [other]])
  })
})

describe('a decision about somebody who is deleted', () => {
  it('stays while they can be brought back, and goes with the hourly work after', async () => {
    const id = await addOld()
    await app.client.crm.retention.keep({ leadId: id, reason: 'Salon' })
    await app.client.crm.leads.delete({ id })
    const keeps = () => app.services.database.count('SELECT count(*) AS n FROM retention_keeps')
    await forgetKeeps(app.services)
    expect(keeps()).toBe(1)
    await sql('DELETE FROM deleted_leads')
    await sql(
      `INSERT INTO lead_change_rows (change_id, lead_id, before, last_move_id) VALUES (1, ?, '{}', 0)`,
      id,
    )
    await forgetKeeps(app.services)
    expect(keeps()).toBe(1)
    await sql('DELETE FROM lead_change_rows')
    await forgetKeeps(app.services)
    expect(keeps()).toBe(0)
  })
})

describe('the list', () => {
  it('is read page by page, who is here longest first, across its slices', async () => {
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO leads (first_name, status, score, estimated_value_cents, tags, sort_name, created_at, updated_at)
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
         SELECT 'P' || i, iif(i % 3 = 0, 'won', 'new'), 0, 0, '[]', 'p', ${old} - i / 7, 1 FROM n`,
      ),
    )
    const ids: number[] = []
    for (let cursor: string | undefined; ;) {
      const page = await app.client.crm.retention.list({ cursor, limit: 190, withCounts: false })
      expect([page.total, page.counts]).toEqual([null, null])
      ids.push(...page.items.map(({ id }) => id))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    const expected = app.services.database.query<{ id: number }>(
      `SELECT id FROM leads WHERE status <> 'won' ORDER BY created_at, id`,
    )
    expect(ids).toEqual(expected.map(({ id }) => id))
    expect((await list()).counts).toEqual({ due: 667, keptOut: 333, kept: 0 })
  })

  it('tells today how many there are, and nothing where there are none', async () => {
    const lines = async () =>
      (await app.client.dashboard.today({})).items.filter(({ kind }) => kind === 'retention_due')
    expect(await lines()).toEqual([])
    const id = await addOld()
    expect(await lines()).toMatchObject([{ count: 1, isMore: false }])
    await app.client.crm.retention.keep({ leadId: id, reason: 'Salon' })
    expect(await lines()).toEqual([])
  })
})
