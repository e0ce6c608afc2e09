// Who leaves a sequence, and is written to no more: by an answer, a bounce, a refusal, a win, a filter,
// a deletion, or by hand.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sweeping } from '#main/features/sequences/engine/sweep.ts'
import {
  applyTransition,
  cancelFollowing,
  cancelUnknown,
  claim,
  noteBounce,
  noteReply,
} from '#main/features/email/outbox/outbox.states.ts'
import {
  createSequenceApp,
  send,
  tag,
  wait,
  type SequenceApp,
} from '../../support/sequences/sequenceApp.ts'

let at: SequenceApp
const day = 24 * 60 * 60_000
beforeEach(async () => void (at = await createSequenceApp()))
afterEach(() => at.app.close())
const pass = (milliseconds: number) => at.app.host.clock.advance(milliseconds)
const now = () => at.app.host.clock.now()
const write = (work: Parameters<typeof at.app.services.database.write>[1]) =>
  at.app.services.database.write([], work)

/** A message, a day, another message; somebody who got the first. */
async function begun(more: Partial<Parameters<SequenceApp['running']>[0]> = {}) {
  const lead = await at.lead('Lea')
  const steps = [
    send('one', await at.message('Un')),
    wait('w', 1),
    send('two', await at.message('Deux')),
  ]
  const { id } = await at.running({ steps, ...more })
  await at.client().sequences.add({ id, ids: [lead] })
  await at.settle()
  expect(await at.where(id)).toEqual(['Lea waits w'])
  return { id, lead, message: at.app.rows()[0]?.id ?? 0 }
}

/** A day and a half later nothing more has left. */
async function isOut(id: number, how: string) {
  pass(1.5 * day)
  await at.settle()
  expect(await at.where(id)).toEqual([how])
  expect(await at.sent()).toEqual(['lea@exemple.example Un'])
}

describe('somebody leaves a sequence', () => {
  it('who answered a message of it', async () => {
    const { id, message } = await begun()
    await write((transaction) => applyTransition(transaction, noteReply, now(), message))
    await isOut(id, 'Lea replied')
  })

  it('who wrote since they came in, about whichever message', async () => {
    const { id, lead } = await begun()
    await write((transaction) =>
      transaction.sql(
        `INSERT INTO received_messages (mailbox_id, folder, uid_validity, uid, message_key, kind, lead_id, subject, words, received_at, read_at)
         VALUES (1, 'INBOX', '1', 1, 'k', 'reply', ?, '', '', ?, ?)`,
        [lead, now(), now()],
      ),
    )
    await isOut(id, 'Lea replied')
  })

  it('but who answered goes on where that is asked for', async () => {
    const { id, message } = await begun({ exits: { reply: false, won: true, filter: null } })
    await write((transaction) => applyTransition(transaction, noteReply, now(), message))
    pass(1.5 * day)
    await at.settle()
    expect(await at.where(id)).toEqual(['Lea finished'])
    expect(await at.sent()).toHaveLength(2)
  })

  it('whose message came back', async () => {
    const { id, message } = await begun()
    await write((transaction) =>
      applyTransition(transaction, noteBounce, now(), 'hard', 'no such user', message, 'hard'),
    )
    await isOut(id, 'Lea bounced')
  })

  it('who refused, by the address or by the domain', async () => {
    const { id } = await begun()
    await at.client().email.suppressions.add({
      entries: 'exemple.example',
      reason: 'unsubscribed',
    })
    await isOut(id, 'Lea refused')
  })

  it('who was won, unless they are to stay', async () => {
    const { id, lead } = await begun()
    await at.client().crm.leads.update({ id: lead, status: 'won' })
    await isOut(id, 'Lea won')
  })

  it('whom the filter to leave by means', async () => {
    const filter = { all: [{ field: 'company', op: 'isFilled' as const }] }
    const { id, lead } = await begun({ exits: { reply: true, won: true, filter } })
    await at.client().crm.leads.update({ id: lead, company: 'Exemple' })
    await isOut(id, 'Lea left_filter')
  })

  it('who was deleted, and goes on where they were when they are back', async () => {
    const { id, lead } = await begun()
    await at.client().crm.leads.delete({ id: lead })
    await at.sweep()
    expect(await at.where(id)).toEqual(['deleted'])
    await at.client().crm.leads.restore({ id: lead })
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea waits w'])
    pass(day)
    await at.settle()
    expect(await at.where(id)).toEqual(['Lea finished'])
    expect(await at.sent()).toHaveLength(2)
  })

  it('who was deleted while their message waited, and is back: the message stays cancelled', async () => {
    const lead = await at.lead('Lea')
    const { id } = await at.running({
      steps: [send('one', await at.message('Un')), tag('t', 'vu')],
    })
    await at.app.stopEngine()
    await at.client().sequences.add({ id, ids: [lead] })
    await at.sweep()
    await at.client().crm.leads.delete({ id: lead })
    const message = at.app.rows()[0]?.id ?? 0
    // The engine comes upon it before anybody looks.
    await write((transaction) => applyTransition(transaction, cancelUnknown, message))
    await at.client().crm.leads.restore({ id: lead })
    for (let look = 0; look < 3; look += 1) {
      await at.sweep()
      expect(await at.where(id)).toEqual(['Lea not_sent'])
    }
  })

  it.each(['uncertain', 'held'])(
    'nobody while a message is %s: it is waited for in silence',
    async (state) => {
      const lead = await at.lead('Lea')
      const { id } = await at.running({ steps: [send('one', await at.message('Un'))] })
      await at.app.stopEngine()
      await at.client().sequences.add({ id, ids: [lead] })
      await at.sweep()
      await write((transaction) => transaction.sql('UPDATE outbox SET state = ?', [state]))
      let told = 0
      const stop = at.app.services.changes.subscribe(() => void (told += 1))
      await at.sweep()
      await at.sweep()
      stop()
      expect(told).toBe(0)
      expect(await at.where(id)).toEqual(['Lea sending one'])
    },
  )

  it('who was won or refused while it was off, before anything leaves again', async () => {
    const leads = [await at.lead('Lea'), await at.lead('Tom'), await at.lead('Zoe')]
    const { id } = await at.running({ steps: [send('one', await at.message('Un'))] })
    await at.app.stopEngine()
    await at.client().sequences.add({ id, ids: leads })
    await at.sweep()
    await at.client().sequences.update({ id, isOn: false })
    await at.client().crm.leads.update({ id: leads[0] ?? 0, status: 'won' })
    await at.client().email.suppressions.add({
      ...{ entries: 'tom@exemple.example', reason: 'unsubscribed' },
    })
    await at.client().sequences.update({ id, isOn: true })
    // No sweep came yet.
    expect(at.app.rows().map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'queued'])
    expect(await at.where(id)).toEqual(['Lea won', 'Tom refused', 'Zoe sending one'])
    at.app.startEngine()
    await at.settle()
    expect(await at.sent()).toEqual(['zoe@exemple.example Un'])
  })

  it('who was taken out by hand; a message that still waits does not leave', async () => {
    const lead = await at.lead('Lea')
    const { id } = await at.running({ steps: [send('one', await at.message('Un'))] })
    await at.app.stopEngine()
    await at.client().sequences.add({ id, ids: [lead] })
    await at.sweep()
    const [person] = (await at.client().sequences.people({ id })).items
    await at.client().sequences.remove({ id, personId: person?.id ?? 0 })
    expect(at.app.rows()).toMatchObject([{ state: 'cancelled', reason: 'removed' }])
    at.app.startEngine()
    await at.settle()
    expect(await at.where(id)).toEqual(['Lea removed'])
    expect(await at.sent()).toEqual([])
    expect(await at.client().sequences.add({ id, ids: [lead] })).toMatchObject({ already: 1 })
  })

  it('without an address at the first step that sends, not before', async () => {
    const lead = await at.lead('Lea', { firstName: 'Lea', email: null, phone: '0601020304' })
    const { id } = await at.running({
      steps: [tag('t', 'a'), send('one', await at.message('Un')), tag('u', 'b')],
    })
    await at.client().sequences.add({ id, ids: [lead] })
    await at.settle()
    expect(await at.where(id)).toEqual(['Lea no_address'])
    expect(await at.done(id, lead)).toEqual(['t'])
  })

  it('as is asked before each step, though not everybody was looked at since', async () => {
    const { id, message } = await begun()
    at.app.services.memory.of(sweeping).rests.set(`leave ${id}`, Infinity)
    await write((transaction) => applyTransition(transaction, noteReply, now(), message))
    await isOut(id, 'Lea replied')
  })

  it('of a message that waits when they answer, also where it was taken for a connection', async () => {
    const { id, lead, message } = await begun()
    await at.app.stopEngine()
    pass(day)
    await at.sweep()
    expect(at.app.rows()[1]).toMatchObject({ state: 'queued' })
    const second = at.app.rows()[1]?.id ?? 0
    await write(async (transaction) => {
      await applyTransition(transaction, claim, now(), 'lease', second)
      await applyTransition(transaction, noteReply, now(), message)
      await applyTransition(transaction, cancelFollowing, lead, now())
    })
    expect(at.app.rows()[1]).toMatchObject({ state: 'cancelled', reason: 'replied' })
    at.app.startEngine()
    await at.settle()
    expect(await at.where(id)).toEqual(['Lea replied'])
  })
})
