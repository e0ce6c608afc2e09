// Measuring the links a person opens is agreed to by itself, ends with a refusal, and the database takes
// no click without it, whoever writes there.
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordWithdrawal } from '#main/features/crm/crm.feature.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const leads = () => app.client.crm.leads
const later = () => app.host.clock.advance(60_000)
const daysAgo = (days: number) => new Date(app.host.clock.now() - days * 86_400_000).toISOString()
const lead = async (email = 'lea@exemple.fr') => (await leads().create({ email })).id
const agree = (id: number) => leads().noteMeasuring({ id, action: 'granted', channel: 'phone' })
const state = async (id: number) => (await leads().consents({ id })).measuring.state
const sql = (statement: string, ...parameters: (string | number)[]) =>
  app.services.database.write([], (transaction) => transaction.sql(statement, parameters))
/** As any statement could, past every service. */
const insertClick = (leadId: number, at = app.host.clock.now()) =>
  sql(
    'INSERT INTO clicks (event_id, outbox_id, campaign_id, lead_id, link, at) VALUES (?, 1, 1, ?, ?, ?)',
    ...[randomUUID(), leadId, 'https://exemple.fr/offre', at],
  )
const clicks = () => app.services.database.count('SELECT count(*) AS n FROM clicks')
const byLink = (leadId: number, email: string) =>
  app.services.database.write([], (transaction) =>
    recordWithdrawal(
      transaction,
      { eventId: randomUUID(), leadId, email, at: app.host.clock.now() },
      app.host.clock.now(),
    ),
  )
const refusedByRule = /did not agree/

describe('an agreement to be measured', () => {
  it('is on record with its day, how it was given and its words, and says nothing of being written to', async () => {
    const id = await lead()
    expect((await leads().consents({ id })).measuring).toEqual({ state: 'none', at: null })
    const at = daysAgo(3)
    const said = { channel: 'phone', note: ' Au salon ', at } as const
    const { measuring, standing, items } = await leads().noteMeasuring({
      ...{ id, action: 'granted', ...said },
    })
    expect(measuring).toEqual({ state: 'granted', at })
    expect(standing).toMatchObject({ state: 'none', basis: null })
    expect(items).toMatchObject([
      { purpose: 'measure', action: 'granted', method: 'manual', note: 'Au salon', basis: null },
    ])
  })

  it('is none of being written to, and that is none of it', async () => {
    const id = await lead()
    await leads().noteConsent({ id, action: 'granted', basis: 'consent' })
    expect(await state(id)).toBe('none')
    await expect(insertClick(id)).rejects.toThrow(refusedByRule)
  })

  it('cannot be noted for a day to come, nor for somebody who is not there', async () => {
    const id = await lead()
    const noting = leads().noteMeasuring({ id, action: 'granted', at: daysAgo(-2) })
    expect(await errorReasonOf(noting)).toBe('consent_in_future')
    await expect(agree(id + 1)).rejects.toThrow()
    expect((await leads().consents({ id })).total).toBe(0)
  })

  it('is taken back where it was a mistake, and then nothing is kept', async () => {
    const id = await lead()
    const { items } = await agree(id)
    await insertClick(id)
    await leads().undoConsent({ id, consentId: items[0]?.id ?? 0 })
    expect([await state(id), clicks()]).toEqual(['none', 0])
    const again = leads().undoConsent({ id, consentId: items[0]?.id ?? 0 })
    expect(await errorReasonOf(again)).toBe('consent_not_undoable')
  })
})

describe('the database', () => {
  it('takes no click of who did not agree, or agreed only later', async () => {
    const id = await lead()
    await expect(insertClick(id)).rejects.toThrow(refusedByRule)
    later()
    await agree(id)
    await expect(insertClick(id, app.host.clock.now() - 30_000)).rejects.toThrow(refusedByRule)
    await insertClick(id)
    expect(clicks()).toBe(1)
  })

  it('moves no click to somebody who did not agree, and none to an earlier day', async () => {
    const [id, other] = [await lead(), await lead('zoe@exemple.fr')]
    await agree(id)
    await insertClick(id)
    await sql('UPDATE clicks SET lead_id = ?', other)
    expect(clicks()).toBe(0)
    await insertClick(id)
    await sql('UPDATE clicks SET at = 5')
    expect(clicks()).toBe(0)
  })

  it('deletes the clicks of who does not agree any more, and takes no others', async () => {
    const [id, other] = [await lead(), await lead('zoe@exemple.fr')]
    for (const one of [id, other]) {
      await agree(one)
      await insertClick(one)
    }
    await sql(
      `INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, next_attempt_at, created_at, measured)
       VALUES (1, ?, 'k', 'm', 'r', 1, 1, 'lea@exemple.fr', 'exemple.fr', '{}', 'sent', 1, 1, 1)`,
      id,
    )
    later()
    const { measuring } = await leads().noteMeasuring({ id, action: 'withdrawn' })
    expect(measuring.state).toBe('withdrawn')
    expect(clicks()).toBe(1)
    expect(app.services.database.count('SELECT sum(measured) AS n FROM outbox')).toBe(0)
    await expect(insertClick(id)).rejects.toThrow(refusedByRule)
    later()
    await agree(id)
    await insertClick(id)
    expect(clicks()).toBe(2)
  })
})

describe('a refusal of messages', () => {
  it.each([
    ['by hand', (id: number) => leads().noteConsent({ id, action: 'withdrawn' })],
    ['by a link', (id: number) => byLink(id, 'lea@exemple.fr')],
    [
      'in the list of refusals',
      () =>
        app.client.email.suppressions.add({ entries: 'lea@exemple.fr', reason: 'unsubscribed' }),
    ],
    [
      'as a complaint about a further address',
      () => app.client.email.suppressions.add({ entries: 'lea@b.example', reason: 'complaint' }),
    ],
  ])('%s ends the agreement, and deletes the clicks', async (_how, refuse) => {
    const { id } = await leads().create({
      ...{ email: 'lea@exemple.fr', emails: [{ value: 'lea@b.example' }] },
    })
    await agree(id)
    await insertClick(id)
    later()
    await refuse(id)
    expect([await state(id), clicks()]).toEqual(['refused', 0])
    await expect(insertClick(id)).rejects.toThrow(refusedByRule)
  })

  it('is no agreement to be measured once the person wants messages again', async () => {
    const id = await lead()
    await agree(id)
    later()
    await leads().noteConsent({ id, action: 'withdrawn' })
    later()
    await leads().noteConsent({ id, action: 'granted', basis: 'consent' })
    expect(await state(id)).toBe('refused')
  })
})

describe('two entries of one person', () => {
  it('keep no click where one of them had said no since', async () => {
    const [one, other] = [await lead(), await lead('zoe@exemple.fr')]
    await agree(one)
    await insertClick(one)
    later()
    await leads().noteMeasuring({ id: other, action: 'withdrawn' })
    await leads().merge({ keep: one, others: [other] })
    expect([await state(one), clicks()]).toEqual(['withdrawn', 0])
  })

  it('keep theirs where both agree, and part them again', async () => {
    const [one, other] = [await lead(), await lead('zoe@exemple.fr')]
    for (const id of [one, other]) {
      await agree(id)
      await insertClick(id)
    }
    const ofLead = (id: number) =>
      app.services.database.count('SELECT count(*) AS n FROM clicks WHERE lead_id = ?', [id])
    const { mergeId } = await leads().merge({ keep: one, others: [other] })
    expect(ofLead(one)).toBe(2)
    await leads().undoMerge({ id: mergeId })
    expect([ofLead(one), ofLead(other)]).toEqual([1, 1])
  })
})

describe('what is known of a person', () => {
  it('has the click in its history and in the file for the person, until an erasure', async () => {
    const id = await lead()
    await agree(id)
    await insertClick(id)
    expect((await leads().timeline({ id, kinds: 'click' })).items).toMatchObject([
      { kind: 'click', link: 'https://exemple.fr/offre', automatic: null, isOpenable: false },
    ])
    expect((await app.client.crm.personalData.get({ id })).clicks).toMatchObject([
      { link: 'https://exemple.fr/offre' },
    ])
    await app.client.crm.personalData.erase({ id })
    expect(clicks()).toBe(0)
  })
})

it('asks whether somebody agrees along indexes, however many refused', () => {
  const steps = app.services.database
    .query<{ detail: string }>('EXPLAIN QUERY PLAN SELECT 1 FROM measured_people WHERE lead_id = 1')
    .map(({ detail }) => detail)
  expect(steps.filter((step) => step.includes('suppressions'))).toEqual(
    Array(2).fill('SEARCH suppressions USING INDEX suppressions_value (kind=? AND value=?)'),
  )
  expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([])
})
