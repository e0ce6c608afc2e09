// An agreement to be measured that ended does not come back: not with a refusal that leaves the list, and
// not by a relay whose clock is behind or ahead.
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { liftOwnRefusal, recordWithdrawal, stopMeasuring } from '#main/features/crm/crm.feature.ts'
import type { Transaction } from '#main/database/database.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
let id = 0
const email = 'lea@exemple.fr'
beforeEach(async () => {
  app = await createTestApp()
  id = (await leads().create({ email, emails: [{ value: 'lea@b.example' }] })).id
})
afterEach(() => app.remove())

const leads = () => app.client.crm.leads
const list = () => app.client.email.suppressions
const minute = 60_000
const now = () => app.host.clock.now()
const later = () => app.host.clock.advance(minute)
const agree = () => leads().noteMeasuring({ id, action: 'granted', channel: 'phone' })
const state = async () => (await leads().consents({ id })).measuring.state
const measured = () =>
  app.services.database.count('SELECT count(*) AS n FROM measured_people WHERE lead_id = ?', [id])
const write = (work: (transaction: Transaction) => Promise<unknown>) =>
  app.services.database.write([], work)
const refuse = (entries: string) => list().add({ entries, reason: 'unsubscribed' })
const remove = async (value: string) => {
  const found = (await list().list({ limit: 50 })).items.find((item) => item.value === value)
  await list().delete({ id: found?.id ?? 0 })
}
const byLink = (minutes: number) =>
  write((transaction) =>
    recordWithdrawal(
      transaction,
      { eventId: randomUUID(), leadId: id, email, at: now() + minutes * minute },
      now(),
    ),
  )
const byButton = (minutes: number) =>
  write((transaction) =>
    stopMeasuring(
      transaction,
      { eventId: randomUUID(), leadId: id, email, at: now() + minutes * minute },
      now(),
    ),
  )

describe('a refusal that leaves the list', () => {
  it.each([email, 'lea@b.example'])('by hand measures nobody again: %s', async (address) => {
    await agree()
    later()
    await refuse(address)
    expect(await state()).toBe('refused')
    for (const value of [email, 'lea@b.example']) await remove(value)
    expect([await state(), measured()]).toEqual(['withdrawn', 0])
    later()
    await agree()
    expect([await state(), measured()]).toEqual(['granted', 1])
  })

  it('is on record as noted by hand, so that a mistake is taken back', async () => {
    await agree()
    later()
    await refuse(email)
    await remove('lea@b.example')
    await remove(email)
    const [line] = (await leads().consents({ id })).items
    expect(line).toMatchObject({ purpose: 'measure', action: 'withdrawn', method: 'manual' })
    await leads().undoConsent({ id, consentId: line?.id ?? 0 })
    expect(await state()).toBe('granted')
  })

  it('by a box of a form measures nobody again, who did not tick the other box since', async () => {
    await agree()
    later()
    await refuse(email)
    later()
    for (const address of [email, 'lea@b.example'])
      await write((transaction) => liftOwnRefusal(transaction, address, now(), now()))
    expect([await state(), measured()]).toEqual(['withdrawn', 0])
  })

  it('by a box of a form leaves what was agreed to after it', async () => {
    await refuse(email)
    later()
    await agree()
    later()
    for (const address of [email, 'lea@b.example'])
      await write((transaction) => liftOwnRefusal(transaction, address, now(), now()))
    expect([await state(), measured()]).toEqual(['granted', 1])
  })

  it('writes nothing down of who never agreed', async () => {
    await refuse(email)
    await remove(email)
    expect((await leads().consents({ id })).total).toBe(0)
  })
})

describe('clocks that do not agree', () => {
  it.each([-120, -1, 0, 30])('a no by the button ends it, %s minutes off', async (minutes) => {
    await agree()
    await byButton(minutes)
    expect([await state(), measured()]).toEqual(['withdrawn', 0])
  })

  it('a no to all messages ends it too, for good', async () => {
    await agree()
    await byLink(-120)
    expect(measured()).toBe(0)
    for (const value of [email, 'lea@b.example'])
      await write((transaction) => liftOwnRefusal(transaction, value, now(), now()))
    expect([await state(), measured()]).toEqual(['withdrawn', 0])
  })

  it('a no noted now ends what a relay that is ahead wrote down', async () => {
    await write((transaction) =>
      transaction.sql(
        `INSERT INTO consent_events (event_id, lead_id, email, purpose, action, method, at, recorded_at)
         VALUES ('ahead', ?, ?, 'measure', 'granted', 'form', ?, ?)`,
        [id, email, now() + 60 * minute, now()],
      ),
    )
    expect(measured()).toBe(1)
    await leads().noteMeasuring({ id, action: 'withdrawn' })
    expect([await state(), measured()]).toEqual(['withdrawn', 0])
  })

  it('leaves the day that somebody notes as it is', async () => {
    const at = new Date(now() - minute).toISOString()
    await agree()
    await leads().noteMeasuring({ id, action: 'withdrawn', at })
    expect(await state()).toBe('granted')
  })
})
