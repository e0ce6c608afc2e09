// What a sequence does for somebody: each step once, in order, and when it is due.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../support/mailApp.ts'
import { errorReasonOf } from '../../support/testApp.ts'
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

describe('a sequence', () => {
  it('does wait, task, tag, stage and stop for whoever was added, once', async () => {
    const lea = await at.lead('Lea')
    const { id } = await at.running({
      steps: [
        tag('t', 'client'),
        wait('w', 2),
        { kind: 'task', key: 'call', title: 'Appeler', dueInDays: 1 },
        { kind: 'stage', key: 's', status: 'contacted' },
        { kind: 'stop', key: 'end' },
        tag('never', 'jamais'),
      ],
    })
    expect(await at.client().sequences.add({ id, ids: [lea, lea] })).toEqual({
      ...{ added: 1, already: 0, unreachable: 0 },
    })
    expect(await at.client().sequences.add({ id, ids: [lea] })).toMatchObject({
      ...{ added: 0, already: 1 },
    })
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea waits w'])
    expect(await at.client().crm.leads.get({ id: lea })).toMatchObject({ tags: ['client'] })
    pass(2 * day - 1)
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea waits w'])
    pass(1)
    await at.sweep()
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea stopped'])
    expect(await at.done(id, lea)).toEqual(['t', 'w', 'call', 's', 'end'])
    expect(await at.client().crm.leads.get({ id: lea })).toMatchObject({
      ...{ tags: ['client'], status: 'contacted' },
    })
    const { items } = await at.client().crm.tasks.list({ leadId: lea })
    expect(items).toMatchObject([{ title: 'Appeler', dueAt: '2026-11-25' }])
    expect(await at.client().sequences.get({ id })).toMatchObject({
      ...{ underWay: 0, ended: { stopped: 1 }, at: {} },
    })
  })

  it('ends for whoever comes to its end, and waits of nothing at once', async () => {
    const lea = await at.lead('Lea')
    const quick = await at.running({ steps: [wait('w', 0), tag('t', 'vite')] })
    const stop = await at.running({ steps: [{ kind: 'stop', key: 's' }] })
    for (const { id } of [quick, stop]) await at.client().sequences.add({ id, ids: [lea] })
    await at.sweep()
    expect(await at.where(quick.id)).toEqual(['Lea finished'])
    expect(await at.where(stop.id)).toEqual(['Lea stopped'])
    expect(await at.client().sequences.ofLead({ id: lea })).toMatchObject({
      items: [{ end: 'stopped' }, { end: 'finished' }],
    })
  })

  it('goes the way that a branch says, and on behind it', async () => {
    const [lea, tom] = [await at.lead('Lea', { company: 'Exemple' }), await at.lead('Tom')]
    const { id } = await at.running({
      steps: [
        {
          kind: 'branch',
          key: 'b',
          question: {
            about: 'lead',
            filter: { all: [{ field: 'company', op: 'isFilled' }] },
          },
          then: [tag('yes', 'pro')],
          otherwise: [],
        },
        tag('after', 'vu'),
      ],
    })
    await at.client().sequences.add({ id, ids: [lea, tom] })
    await at.sweep()
    expect(await at.done(id, lea)).toEqual(['b yes', 'yes', 'after'])
    expect(await at.done(id, tom)).toEqual(['b no', 'after'])
  })

  it('sends each message once, counts the next wait from when it left, and is told by its campaign', async () => {
    const lea = await at.lead('Lea')
    const steps = [
      send('one', await at.message('Un {{ first_name }}')),
      wait('w', 3),
      send('two', await at.message('Deux')),
    ]
    const { id, emails } = await at.running({ steps })
    expect(emails).toMatchObject([
      { stepKey: 'one', isOn: true, isComplete: true, sent: 0 },
      { stepKey: 'two', isOn: true, isComplete: true, sent: 0 },
    ])
    await at.client().sequences.add({ id, ids: [lea] })
    await at.sweep()
    await until(async () => (await at.sent()).length === 1)
    await until(() => at.app.rows()[0]?.state === 'sent')
    // It is seen some hours later only.
    pass(5 * 60 * 60_000)
    await at.settle()
    expect(await at.where(id)).toEqual(['Lea waits w'])
    pass(3 * day - 5 * 60 * 60_000)
    await at.settle()
    expect(await at.where(id)).toEqual(['Lea finished'])
    expect(await at.sent()).toEqual(['lea@exemple.example Un Lea', 'lea@exemple.example Deux'])
    for (const { campaignId } of emails) {
      expect(await errorReasonOf(at.client().email.campaigns.send({ id: campaignId }))).toBe(
        'campaign_automatic',
      )
      expect(await errorReasonOf(at.client().email.campaigns.delete({ id: campaignId }))).toBe(
        'campaign_automatic',
      )
    }
  })

  it('keeps the distance of its messages after days with the application closed', async () => {
    const lea = await at.lead('Lea')
    const steps = [
      send('one', await at.message('Un')),
      wait('w', 1),
      send('two', await at.message('Deux')),
    ]
    const { id } = await at.running({ steps })
    await at.app.stopEngine()
    await at.client().sequences.add({ id, ids: [lea] })
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea sending one'])
    await at.app.reopen()
    pass(10 * day)
    at.app.startEngine()
    await at.settle()
    expect(await at.sent()).toEqual(['lea@exemple.example Un'])
    expect(await at.where(id)).toEqual(['Lea waits w'])
    pass(day)
    await at.settle()
    expect(await at.sent()).toHaveLength(2)
  })

  it('notes a step with what it does, or neither', async () => {
    const lea = await at.lead('Lea')
    const { id } = await at.running({ steps: [send('one', await at.message('Un'))] })
    await at.client().sequences.add({ id, ids: [lea] })
    const { database } = at.app.services
    const sql = (statement: string) =>
      database.write([], (transaction) => transaction.sql(statement))
    await sql(`CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END`)
    await expect(at.sweep()).rejects.toThrow('full')
    expect(await at.where(id)).toEqual(['Lea waits one'])
    expect(await at.done(id, lea)).toEqual([])
    await sql('DROP TRIGGER full')
    await at.settle()
    expect(await at.sent()).toEqual(['lea@exemple.example Un'])
  })

  it('is refused where a message lacks something, which names the step and changes nothing', async () => {
    const { id } = await at.client().sequences.create({
      name: 'Vide',
      steps: [tag('t', 'a'), send('one', await at.message()), send('mail', null)],
    })
    const before = await at.client().sequences.get({ id })
    const call = at.client().sequences.update({ id, isOn: true })
    await expect(call).rejects.toMatchObject({
      data: { reason: 'campaign_incomplete', field: 'steps.mail' },
    })
    expect(await at.client().sequences.get({ id })).toEqual(before)
    expect(before.emails.map(({ isOn }) => isOn)).toEqual([false, false])
  })

  it('off, does nothing and lets due moments be; on again, everything is done once', async () => {
    const lea = await at.lead('Lea')
    const { id } = await at.running({ steps: [wait('w', 1), tag('t', 'a')] })
    await at.client().sequences.add({ id, ids: [lea] })
    await at.client().sequences.update({ id, isOn: false })
    pass(2 * day)
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea off w'])
    await at.client().sequences.update({ id, isOn: true })
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea finished'])
  })
})
