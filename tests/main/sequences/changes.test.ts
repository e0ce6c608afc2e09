// What is changed around people who are under way: steps, the sequence itself, the people, the clock.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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
beforeEach(async () => void (at = await createSequenceApp({ engine: false })))
afterEach(() => at.app.close())
const pass = (milliseconds: number) => at.app.host.clock.advance(milliseconds)
const sequences = () => at.client().sequences
const sql = (statement: string, ...parameters: (string | number)[]) =>
  at.app.services.database.write([], (transaction) => transaction.sql(statement, parameters))

describe('steps that change under people', () => {
  it('let whoever stood at one that is gone go on with what followed it, and do nothing twice', async () => {
    const lea = await at.lead('Lea')
    const call = { kind: 'task' as const, key: 'call', title: 'Appeler', dueInDays: 0 }
    const { id } = await at.running({ steps: [call, wait('w', 5), tag('b', 'b')] })
    await sequences().add({ id, ids: [lea] })
    await at.sweep()
    // The task stands before them again; the wait is gone.
    await sequences().update({ id, steps: [tag('b', 'b'), call, tag('c', 'c')] })
    await at.sweep()
    expect(await at.done(id, lea)).toEqual(['call', 'b', 'c'])
    expect((await at.client().crm.tasks.list({ leadId: lea })).items).toHaveLength(1)
    expect(await at.where(id)).toEqual(['Lea finished'])
  })

  it('end for whoever stood at the last one', async () => {
    const lea = await at.lead('Lea')
    const { id } = await at.running({ steps: [tag('a', 'a'), wait('w', 5)] })
    await sequences().add({ id, ids: [lea] })
    await at.sweep()
    await sequences().update({ id, steps: [tag('a', 'a')] })
    expect(await at.where(id)).toEqual(['Lea finished'])
  })

  it('keep the message of a step that is gone until it has left, then let its campaign go', async () => {
    const lea = await at.lead('Lea')
    const steps = [send('one', await at.message('Un')), tag('t', 'vu')]
    const { id, emails } = await at.running({ steps })
    await sequences().add({ id, ids: [lea] })
    await at.sweep()
    await sequences().update({ id, steps: [tag('t', 'vu')] })
    expect((await sequences().get({ id })).emails).toEqual([])
    at.app.startEngine()
    await at.settle()
    expect(await at.sent()).toEqual(['lea@exemple.example Un'])
    expect(await at.where(id)).toEqual(['Lea finished'])
    expect(await at.done(id, lea)).toEqual(['one', 't'])
    await at.sweep()
    expect(await at.client().email.campaigns.get({ id: emails[0]?.campaignId ?? 0 })).toMatchObject(
      { status: 'cancelled', stats: { sent: 1 } },
    )
  })

  it('are refused where a new message is not complete; a complete one is on with the change', async () => {
    const { id } = await at.running({ steps: [tag('a', 'a')] })
    const call = sequences().update({ id, steps: [tag('a', 'a'), send('m', null)] })
    expect(await errorReasonOf(call)).toBe('campaign_incomplete')
    expect((await sequences().get({ id })).steps).toHaveLength(1)
    const changed = await sequences().update({
      ...{ id, steps: [tag('a', 'a'), send('m', await at.message())] },
    })
    expect(changed.emails).toMatchObject([{ stepKey: 'm', isOn: true }])
  })

  it('are refused where keys or campaigns are told twice, or a campaign is another sequence’s', async () => {
    const campaign = await at.message()
    const reasons = await Promise.all(
      [
        [tag('a', 'a'), tag('a', 'b')],
        [send('a', campaign), send('b', campaign)],
        [{ kind: 'tag' as const, key: 'a', add: [], remove: [] }],
      ].map((steps) => errorReasonOf(sequences().create({ name: 'Fausse', steps }))),
    )
    expect(reasons).toEqual(['sequence_invalid', 'sequence_invalid', 'sequence_invalid'])
    await sequences().create({ name: 'Une', steps: [send('a', campaign)] })
    expect(
      await errorReasonOf(sequences().create({ name: 'Deux', steps: [send('a', campaign)] })),
    ).toBe('campaign_already_started')
  })
})

describe('a sequence', () => {
  it('deleted, cancels what waits; brought back, is off with everybody where they were', async () => {
    const [lea, tom] = [await at.lead('Lea'), await at.lead('Tom')]
    const { id, emails } = await at.running({
      steps: [wait('w', 1), send('one', await at.message('Un'))],
    })
    await sequences().add({ id, ids: [lea] })
    pass(day)
    await sequences().add({ id, ids: [tom] })
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea sending one', 'Tom waits w'])
    await sequences().delete({ id })
    expect(at.app.rows()).toMatchObject([{ state: 'cancelled' }])
    expect(await errorReasonOf(sequences().get({ id }))).toBe('unknown_id')
    expect(await sequences().deleted()).toMatchObject([{ id, name: 'Accueil' }])
    pass(day)
    await at.sweep()
    expect(at.app.rows()).toHaveLength(1)
    expect(await sequences().restore({ id })).toMatchObject({ isOn: false, underWay: 2 })
    expect(await at.where(id)).toEqual(['Lea off one', 'Tom off w'])
    await sequences().update({ id, isOn: true })
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea not_sent', 'Tom sending one'])
    expect((await sequences().get({ id })).emails).toMatchObject([
      { campaignId: emails[0]?.campaignId, isOn: true },
    ])
  })

  it('gone for a month is gone for good, with who was in it', async () => {
    const lea = await at.lead('Lea')
    const { id } = await at.running({ steps: [tag('a', 'a'), wait('w', 9)] })
    await sequences().add({ id, ids: [lea] })
    await at.sweep()
    await sequences().delete({ id })
    pass(31 * day)
    const { purgeDeletedSequences } =
      await import('#main/features/sequences/deletedSequences.service.ts')
    await purgeDeletedSequences(at.app.services)
    expect(await errorReasonOf(sequences().restore({ id }))).toBe('unknown_id')
    for (const table of ['sequences', 'sequence_people', 'sequence_steps', 'sequence_emails'])
      expect(at.app.services.database.count(`SELECT count(*) AS n FROM ${table}`)).toBe(0)
  })

  it('with an exit that lost its field moves nobody, and says so', async () => {
    const field = await at.client().crm.customFields.create({ name: 'Client', kind: 'yesNo' })
    const filter = { all: [{ field: `custom.${field.key}`, op: 'is' as const, value: true }] }
    const lea = await at.lead('Lea')
    const { id } = await at.running({
      ...{ steps: [tag('a', 'a')], exits: { reply: true, won: true, filter } },
    })
    await sequences().add({ id, ids: [lea] })
    // As an earlier backup may have it.
    await sql('DELETE FROM custom_fields')
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea waits a'])
    expect(await sequences().get({ id })).toMatchObject({ broken: ['exits'] })
  })

  it('waits while its campaign is paused, and while nobody knows whether a message arrived', async () => {
    const lea = await at.lead('Lea')
    const { id, emails } = await at.running({
      steps: [send('one', await at.message('Un')), tag('t', 'vu')],
    })
    const campaignId = emails[0]?.campaignId ?? 0
    await at.client().email.campaigns.pause({ id: campaignId })
    await sequences().add({ id, ids: [lea] })
    at.app.startEngine()
    await at.sweep()
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea sending one'])
    expect((await sequences().get({ id })).emails).toMatchObject([{ isPaused: true, waiting: 1 }])
    await at.app.stopEngine()
    await sql(`UPDATE outbox SET state = 'uncertain', reason = 'interrupted', handed_at = 1`)
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea sending one'])
    await at.client().email.campaigns.decideUncertain({ id: campaignId, decision: 'leave' })
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea not_sent'])
  })
})

describe('people', () => {
  it('are in three sequences at once, and five thousand come in together', async () => {
    await at.app.addLeads(5_000)
    const ids = at.app.services.database
      .query<{ id: number }>('SELECT id FROM leads')
      .map((row) => row.id)
    const three = []
    for (const key of ['a', 'b', 'c'])
      three.push((await at.running({ steps: [wait(key, 1), tag('t', key)] })).id)
    for (const id of three)
      expect(await sequences().add({ id, ids })).toMatchObject({ added: 5_000 })
    await at.sweep()
    for (const id of three) expect((await sequences().get({ id })).underWay).toBe(5_000)
    const [some] = ids
    for (const id of three.slice(1)) await sequences().delete({ id })
    expect((await sequences().ofLead({ id: some ?? 0 })).items).toHaveLength(1)
  })

  it('merged, do nothing of one sequence twice; taken apart, each goes on', async () => {
    const [keep, other] = [await at.lead('Lea'), await at.lead('Tom')]
    const { id } = await at.running({
      steps: [send('one', await at.message('Un')), wait('w', 1), tag('t', 'vu')],
    })
    await at.client().sequences.update({ id, isOn: true })
    await sequences().add({ id, ids: [other] })
    await at.sweep()
    await sequences().add({ id, ids: [keep] })
    const { mergeId } = await at.client().crm.leads.merge({ keep, others: [other] })
    await at.sweep()
    // What waited for the other entry does not leave: the person would have had it twice.
    expect(at.app.rows()).toMatchObject([{ state: 'cancelled' }])
    expect((await at.where(id)).toSorted()).toEqual(['Lea waits w', 'deleted'])
    await at.client().crm.leads.undoMerge({ id: mergeId })
    await at.sweep()
    expect((await at.where(id)).toSorted()).toEqual(['Lea waits w', 'Tom not_sent'])
  })

  it('who were erased leave no name and no address behind', async () => {
    const lea = await at.lead('Lea')
    const { id } = await at.running({ steps: [tag('a', 'a'), wait('w', 1)] })
    await sequences().add({ id, ids: [lea] })
    await at.sweep()
    expect(await at.client().crm.personalData.get({ id: lea })).toMatchObject({
      sequences: [{ name: 'Accueil', done: 'tag' }],
    })
    await at.client().crm.personalData.erase({ id: lea })
    await at.sweep()
    expect((await sequences().people({ id })).items).toMatchObject([
      { leadId: null, name: '', email: null, end: 'deleted' },
    ])
  })

  it('wait no longer because a clock was wrong when they came', async () => {
    const lea = await at.lead('Lea')
    const start = at.app.host.clock.now()
    at.app.host.clock.advance(400 * day)
    const { id } = await at.running({ steps: [wait('w', 1), tag('t', 'vu')] })
    await sequences().add({ id, ids: [lea] })
    await at.sweep()
    at.app.host.clock.set(start)
    await at.sweep()
    pass(day)
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea finished'])
  })
})
