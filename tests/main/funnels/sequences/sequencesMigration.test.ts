// Funnels of the version before, whose e-mails become steps of sequences: everybody goes on where they
// were, nothing is sent again and nothing is lost.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  live,
  messagesOf,
  messagesSql,
  settle,
  type Sent,
} from '../../../support/funnels/livedThrough.ts'
import { withFile } from '../../../support/olderDatabase.ts'
import {
  createBefore,
  day,
  minute,
  type Before,
  type OldEmail,
} from '../../../support/funnels/beforeSequences.ts'

let before: Before
let now: number
beforeEach(async () => {
  before = await createBefore()
  now = before.app.host.clock.now()
})
afterEach(() => before.app.close())

const client = () => before.app.client
const lead = async (name: string) =>
  (await client().crm.leads.create({ firstName: name, email: `${name}@people.example` })).id
const people = async (id: number) =>
  (await client().sequences.people({ id, limit: 200 })).items
    .toReversed()
    .map(({ name, state, stepKey, end, dueAt }) =>
      [name, end ?? `${state} ${stepKey}`, dueAt].filter((part) => part !== null).join(' '),
    )
describe('the e-mails of a funnel', () => {
  it('are steps after the waits between them, under their numbers, with what they were', async () => {
    const { id: funnelId, pageId } = await before.funnel('Guide')
    const of = { funnelId, pageId: null, isOn: true }
    const made = [
      await before.email({ ...of, delay: 0, subject: 'A' }),
      await before.email({ ...of, delay: 90, subject: 'B' }),
      await before.email({ ...of, delay: 2 * 1440, subject: 'C', isOn: false }),
      await before.email({ ...of, delay: 100_003, subject: 'D' }),
      await before.email({ ...of, delay: 60, pageId, subject: 'E' }),
    ]
    await before.update()
    const { emails } = await client().funnels.get({ id: funnelId })
    expect(
      emails.map(({ id, subject, delayMinutes, isOn, pageId: page }) => [
        id,
        subject,
        delayMinutes,
        isOn,
        page,
      ]),
    ).toEqual([
      [made[0]?.id, 'A', 0, true, null],
      [made[4]?.id, 'E', 60, true, pageId],
      [made[1]?.id, 'B', 90, true, null],
      [made[2]?.id, 'C', 2880, false, null],
      [made[3]?.id, 'D', 100_003, true, null],
    ])
    const { items } = await client().sequences.list({ limit: 50 })
    expect(items.map(({ name, isOn, start }) => [name, isOn, start])).toEqual(
      expect.arrayContaining([
        ['E-mails\u00a0: Guide', true, { kind: 'form', funnelId, pageId: null }],
        ['E-mails\u00a0: Guide – Inscription', true, { kind: 'form', funnelId, pageId }],
      ]),
    )
    const steps = items.find(({ name }) => name === 'E-mails\u00a0: Guide')?.steps ?? []
    expect(
      steps.map((step) =>
        step.kind === 'wait'
          ? `${step.amount} ${step.unit}`
          : step.kind === 'send'
            ? `${step.key}${step.isSkipped ? ' skipped' : ''}`
            : '',
      ),
    ).toEqual([
      ...['e11', '90 minutes', 'e12', '1 days', '22 hours', '30 minutes'],
      ...['e13 skipped', '67 days', '10 hours', '43 minutes', 'e14'],
    ])
  })

  it('leave people who wait, are being written to, are through and were stopped where they were', async () => {
    const { id: funnelId } = await before.funnel('Guide')
    const of = { funnelId, pageId: null, isOn: true }
    const [first, second, third] = [
      await before.email({ ...of, delay: 0, subject: 'A' }),
      await before.email({ ...of, delay: 2 * 1440, subject: 'B' }),
      await before.email({ ...of, delay: 5 * 1440, subject: 'C' }),
    ]
    const all = [first, second, third]
    const put = async (
      name: string,
      formAt: number,
      states: (string | null)[],
      more: Record<string, string | number | null>[] = [],
    ) => {
      const id = await lead(name)
      for (const [index, state] of states.entries()) {
        const email = all[index]
        if (email === undefined || state === null) continue
        before.message({
          lead: id,
          email: `${name}@people.example`,
          of: email,
          formAt,
          state,
          more: more[index] ?? {},
        })
      }
    }
    await put('new', now - minute, ['sent', 'queued', 'queued'])
    await put('mid', now - 3 * day, ['sent', 'sent', 'queued'])
    await put('through', now - 9 * day, ['sent', 'sent', 'sent'])
    await put(
      'unsure',
      now - 6 * day,
      ['sent', 'sent', 'uncertain'],
      [{}, {}, { reason: 'interrupted' }],
    )
    await put(
      'doubt',
      now - 3 * day,
      ['sent', 'uncertain', 'queued'],
      [{}, { reason: 'interrupted' }],
    )
    await put(
      'again',
      now - 6 * day,
      ['sent', 'sent', 'queued'],
      [{}, {}, { attempts: 1, first_attempt_at: now - day, next_attempt_at: now + minute }],
    )
    await put(
      'answered',
      now - 3 * day,
      ['sent', 'cancelled', 'cancelled'],
      [{}, { reason: 'replied' }, { reason: 'replied' }],
    )
    await put('refused', now - 9 * day, ['sent', 'suppressed', 'suppressed'])
    await put('dead', now - 9 * day, ['failed', 'failed', 'failed'])
    await put('early', now - 3 * day, ['sent', 'sent', null])
    await before.update()
    const { emails } = await client().funnels.get({ id: funnelId })
    const iso = (at: number) => new Date(at).toISOString()
    const where = await people(emails[0]?.sequence.id ?? 0)
    expect(where.toSorted()).toEqual(
      [
        `new waits w12d ${iso(now - minute + 2 * day)}`,
        `mid waits w13d ${iso(now - 3 * day + 5 * day)}`,
        'through finished',
        'unsure sending e13',
        `doubt waits w13d ${iso(now - 3 * day + 5 * day)}`,
        'again sending e13',
        'answered replied',
        'refused refused',
        'dead not_sent',
        'early finished',
      ].toSorted(),
    )
    expect(emails.map(({ sent, waiting }) => [sent, waiting])).toEqual([
      [9, 0],
      [5, 1],
      [1, 3],
    ])
    // Nothing that anybody tried to send is gone.
    expect(messagesOf(before.app)).toHaveLength(29 - 4)
    expect(before.app.services.database.query('PRAGMA foreign_key_check')).toEqual([])
  })

  it('leave each once, in order, at the moment foretold before, whatever had become of the others', async () => {
    const random = randomNumbers(20261130)
    const pick = (of: readonly string[]) => of[Math.floor(random() * of.length)] ?? ''
    const { id: funnelId, pageId } = await before.funnel('Guide')
    const of = { funnelId, pageId: null, isOn: true }
    const emails = [
      await before.email({ ...of, delay: 0, subject: 'A' }),
      await before.email({ ...of, delay: 0, subject: 'B' }),
      await before.email({ ...of, delay: 2 * 1440, subject: 'C' }),
      await before.email({ ...of, delay: 3 * 1440, subject: 'D', isOn: false }),
      await before.email({ ...of, delay: 5 * 1440 + 75, subject: 'E' }),
      await before.email({ ...of, delay: 9 * 1440, subject: 'F' }),
    ]
    const ofPage = await before.email({ ...of, pageId, delay: 1440, subject: 'P' })
    const foretold: string[] = []
    const held: string[] = []
    const key = (email: string, { campaignId }: OldEmail, at: number) =>
      `${email} ${campaignId} ${at}`
    for (let number = 0; number < 40; number += 1) {
      const name = `p${number}`
      const email = `${name}@people.example`
      const id = await lead(name)
      const formAt = now - Math.floor(random() * 10 * day)
      const hasAnswered = random() < 0.1
      for (const one of [...emails, ...(random() < 0.5 ? [ofPage] : [])]) {
        // An e-mail that came to the funnel after their form.
        if (random() < 0.08) continue
        const due = formAt + one.delay * minute
        const isPast = due <= now
        const state = !isPast
          ? hasAnswered
            ? 'cancelled'
            : 'queued'
          : pick(['sent', 'sent', 'sent', 'sent', 'sent', 'failed', 'uncertain', 'left', 'tried'])
        const isHeld = !one.isOn && (state === 'queued' || isPast)
        const message = { lead: id, email, of: one, formAt }
        if (isHeld) {
          before.message({ ...message, state: 'queued' })
          held.push(`${email} ${one.campaignId}`)
        } else if (state === 'left')
          before.message({ ...message, state: 'uncertain', more: { reason: 'left' } })
        else if (state === 'uncertain')
          before.message({ ...message, state, more: { reason: 'interrupted' } })
        else if (state === 'cancelled')
          before.message({ ...message, state, more: { reason: 'replied' } })
        else if (state === 'tried') {
          // A server said « later »: tried again in ten minutes.
          const at = now + 10 * minute
          const more = { attempts: 1, first_attempt_at: due, next_attempt_at: at }
          before.message({ ...message, state: 'queued', more })
          foretold.push(key(email, one, at))
        } else {
          before.message({ ...message, state })
          if (state === 'queued') foretold.push(key(email, one, due))
        }
      }
    }
    await before
      .write()
      .then((file) =>
        withFile(
          file,
          (connection) => (rowsBefore = connection.prepare<[], Sent>(messagesSql).all()),
        ),
      )
    await before.update()
    await live(before.app, now + 21 * day)
    const rows = messagesOf(before.app)
    const untouched = rowsBefore.filter(({ state }) => state !== 'queued')
    const marks = new Map(rows.map((row) => [row.mark, row]))
    expect(untouched.map(({ mark }) => marks.get(mark))).toEqual(untouched)
    const old = new Set(untouched.map(({ mark }) => mark))
    const fresh = rows.filter(({ mark, state }) => !old.has(mark) && state === 'sent')
    expect(
      fresh.map(({ email, campaign, sentAt }) => `${email} ${campaign} ${sentAt}`).toSorted(),
    ).toEqual(foretold.toSorted())
    expect(foretold.length).toBeGreaterThan(60)
    expect(
      rows
        .filter(({ state }) => state === 'queued')
        .map(({ email, campaign }) => `${email} ${campaign}`)
        .toSorted(),
    ).toEqual(held.toSorted())
    expect(new Set(rows.map(({ email, campaign }) => `${email} ${campaign}`)).size).toBe(
      rows.length,
    )
    // What an e-mail that was off had waiting leaves once it is on, and once.
    const off = emails[3]
    await client().funnels.emails.update({ id: off?.id ?? 0, isOn: true })
    await live(before.app, now + 22 * day)
    expect(
      messagesOf(before.app).filter(
        ({ campaign, state }) => campaign === off?.campaignId && state === 'sent',
      ),
    ).toHaveLength(held.length)
    expect(messagesOf(before.app)).toHaveLength(rows.length)
  }, 120_000)

  it('are held with an archived funnel, and go on when it is restored', async () => {
    const { id: funnelId } = await before.funnel('Ancien', { isArchived: true })
    const of = { funnelId, pageId: null, isOn: true }
    const first = await before.email({ ...of, delay: 0, subject: 'A' })
    const second = await before.email({ ...of, delay: 2 * 1440, subject: 'B' })
    const id = await lead('zoe')
    const message = { lead: id, email: 'zoe@people.example', formAt: now - day }
    before.message({ ...message, of: first, state: 'sent' })
    before.message({ ...message, of: second, state: 'queued' })
    await before.update()
    await live(before.app, now + 4 * day)
    expect(messagesOf(before.app).map(({ state }) => state)).toEqual(['sent'])
    const { emails } = await client().funnels.update({ id: funnelId, isArchived: false })
    expect(emails.map(({ isOn, isHeld, waiting }) => [isOn, isHeld, waiting])).toEqual([
      [true, false, 0],
      [true, false, 1],
    ])
    await settle(before.app)
    expect(messagesOf(before.app).map(({ state }) => state)).toEqual(['sent', 'sent'])
  })

  it('of a deleted funnel come back with it, off, under their numbers', async () => {
    const { id: funnelId } = await before.funnel('Supprimé')
    const email = await before.email({
      ...{ funnelId, pageId: null, isOn: false },
      delay: 60,
      subject: 'A',
    })
    await client().funnels.delete({ id: funnelId })
    const [row] = before.app.services.database.query<{ snapshot: string; deletedAt: number }>(
      'SELECT snapshot, deleted_at AS deletedAt FROM deleted_items',
    )
    const kept = {
      id: email.id,
      funnelId,
      pageId: null,
      campaignId: email.campaignId,
      delayMinutes: 60,
      isOwn: 1,
      createdAt: 5,
    }
    before.also('DELETE FROM funnel_emails')
    before.also(`UPDATE campaigns SET status = 'cancelled', automatic_on = 0`)
    before.also(
      `INSERT INTO deleted_items (kind, item_id, name, snapshot, deleted_at) VALUES ('funnel', ?, 'Supprimé', json_set(json_remove(?, '$.sequences'), '$.emails', json(?)), ?)`,
      ...[funnelId, row?.snapshot ?? '', JSON.stringify([kept]), row?.deletedAt ?? 0],
    )
    const id = await lead('zoe')
    before.message({
      lead: id,
      email: 'zoe@people.example',
      of: email,
      formAt: now,
      state: 'cancelled',
    })
    await before.update()
    expect(await client().sequences.deleted()).toEqual([])
    expect((await client().email.campaigns.deleted()).map((one) => one.id)).toEqual([])
    const { emails } = await client().funnels.restore({ id: funnelId })
    expect(emails).toMatchObject([{ id: email.id, isOn: false, delayMinutes: 60, waiting: 0 }])
    await client().funnels.emails.update({ id: email.id, isOn: true })
    await live(before.app, now + 9 * day)
    expect(messagesOf(before.app).map(({ state }) => state)).toEqual(['cancelled'])
  })
})

let rowsBefore: Sent[] = []

/** The same numbers each time: mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
