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

  it('may have a message that is not complete: it stays off, and who comes to it waits until it is on', async () => {
    const lea = await at.lead('Lea')
    const { id } = await at.running({ steps: [tag('a', 'a')] })
    const changed = await sequences().update({
      ...{ id, isOn: true, steps: [tag('a', 'a'), send('m', null), send('n', await at.message())] },
    })
    expect(changed).toMatchObject({ isOn: true })
    expect(changed.emails).toMatchObject([
      { stepKey: 'm', isOn: false, isComplete: false },
      { stepKey: 'n', isOn: true },
    ])
    await sequences().add({ id, ids: [lea] })
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea waits_for_email m'])
    const turnOn = () => sequences().turnOnEmail({ id, stepKey: 'm' })
    expect(await errorReasonOf(turnOn())).toBe('campaign_incomplete')
    const campaignId = changed.emails[0]?.campaignId ?? 0
    await at.client().email.campaigns.update({
      ...{ id: campaignId, subject: 'Un', html: '<p>Un</p>', fromEmail: 'shop@business.example' },
    })
    await at.sweep()
    // Written to its end is not yet let go: nothing leaves while somebody is still at it.
    expect(await at.where(id)).toEqual(['Lea waits_for_email m'])
    // A change of something else lets it go no more than that.
    const { steps } = await sequences().get({ id })
    const renamed = await sequences().update({ id, name: 'Autre nom', steps })
    expect(renamed.emails).toMatchObject([{ isOn: false }, { isOn: true }])
    expect((await turnOn()).emails).toMatchObject([{ isOn: true }, { isOn: true }])
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea sending m'])
    expect(await errorReasonOf(sequences().turnOnEmail({ id, stepKey: 'a' }))).toBe('unknown_id')
  })

  it('stand in the way of turning on, and of one e-mail of a sequence that is off, where they lack something', async () => {
    const { id } = await sequences().create({ name: 'Neuve', steps: [send('m', null)] })
    expect(await errorReasonOf(sequences().update({ id, isOn: true }))).toBe('campaign_incomplete')
    expect(await errorReasonOf(sequences().turnOnEmail({ id, stepKey: 'm' }))).toBe('sequence_off')
    expect(await sequences().get({ id })).toMatchObject({ isOn: false })
  })

  it('are never none while it is on, and nobody comes into a sequence without any', async () => {
    const lea = await at.lead('Lea')
    const { id } = await sequences().create({ name: 'Vide' })
    expect(await errorReasonOf(sequences().update({ id, isOn: true }))).toBe('sequence_empty')
    expect(await errorReasonOf(sequences().add({ id, ids: [lea] }))).toBe('sequence_empty')
    await sequences().update({ id, isOn: true, steps: [tag('a', 'a')] })
    expect(await errorReasonOf(sequences().update({ id, steps: [] }))).toBe('sequence_empty')
    // As an earlier version may have left it.
    await sql(`UPDATE sequences SET steps = '[]' WHERE id = ?`, id)
    expect(await sequences().update({ id, name: 'Vide encore' })).toMatchObject({ isOn: true })
    await sequences().update({ id, isOn: false, steps: [] })
    expect(await at.where(id)).toEqual([])
    await sequences().update({ id, isOn: true, steps: [tag('a', 'a')] })
    expect(await sequences().add({ id, ids: [lea] })).toMatchObject({ added: 1 })
  })

  it('taken out, let those whose message waits have it also after the sequence was off', async () => {
    const lea = await at.lead('Lea')
    const steps = [send('one', await at.message('Un')), tag('t', 'vu')]
    const { id } = await at.running({ steps })
    await sequences().add({ id, ids: [lea] })
    await at.sweep()
    await sequences().update({ id, steps: [tag('t', 'vu')] })
    await sequences().update({ id, isOn: false })
    await sequences().update({ id, isOn: true })
    at.app.startEngine()
    await at.settle()
    expect(await at.sent()).toEqual(['lea@exemple.example Un'])
    expect(await at.where(id)).toEqual(['Lea finished'])
  })

  it('taken out and put back are as they were: the message that was let go is the step’s again', async () => {
    const lea = await at.lead('Lea')
    const draft = { steps: [send('one', await at.message('Un')), send('two', null)] }
    const { id, steps, emails } = await sequences().create({ name: 'Accueil', ...draft })
    await sequences().add({ id, ids: [lea] })
    await sequences().update({ id, steps: [tag('t', 'vu')] })
    const again = (await sequences().update({ id, steps })).emails
    expect(again.toSorted((one, other) => one.campaignId - other.campaignId)).toEqual(emails)
    // One that has written is over, not a draft again.
    await sequences().update({ id, isOn: true, steps: steps.slice(0, 1) })
    const tom = await at.lead('Tom')
    await sequences().add({ id, ids: [tom] })
    at.app.startEngine()
    await at.settle()
    await sequences().update({ id, steps: [tag('t', 'vu')] })
    await at.sweep()
    expect((await sequences().update({ id, steps: steps.slice(0, 1) })).emails).toMatchObject([
      { campaignId: emails[0]?.campaignId, isOn: true, sent: 1 },
    ])
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
    expect(await sequences().deleted()).toEqual([])
    const count = (what: string) =>
      at.app.services.database.count(`SELECT count(*) AS n FROM ${what}`)
    for (const gone of [
      'sequence_steps',
      'sequence_emails',
      'sequence_people WHERE email IS NOT NULL',
    ])
      expect(count(gone)).toBe(0)
    // The history of whoever was in it keeps its name.
    expect((await at.client().crm.leads.timeline({ id: lea })).items).toMatchObject([
      {
        kind: 'sequence_left',
        sequenceName: 'Accueil',
        end: 'sequence_deleted',
        isOpenable: false,
      },
      { kind: 'sequence_entered', sequenceName: 'Accueil', by: 'hand' },
      { kind: 'creation' },
    ])
    await at.client().crm.personalData.erase({ id: lea })
    expect(count('sequence_people WHERE lead_id IS NOT NULL')).toBe(0)
    await purgeDeletedSequences(at.app.services)
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

  it('whose segment, funnel or field was deleted says so; everything else of it can be saved, and off', async () => {
    const segment = await at.client().crm.segments.create({
      ...{ name: 'Clients', filter: { all: [{ field: 'company', op: 'isFilled' as const }] } },
    })
    const start = { kind: 'segment' as const, segmentId: segment.id }
    const filter = { all: [{ field: 'custom.gone', op: 'is' as const, value: true }] }
    const branch = {
      ...{ kind: 'branch' as const, key: 'b', question: { about: 'lead' as const, filter } },
      ...{ then: [], otherwise: [] },
    }
    const { id } = await at.running({ start, steps: [tag('a', 'a')] })
    // As an earlier backup may have it.
    await sql('DELETE FROM segments')
    await sql(
      `UPDATE sequences SET steps = json_insert(steps, '$[#]', json(?))`,
      JSON.stringify(branch),
    )
    const broken = await sequences().get({ id })
    expect(broken).toMatchObject({ broken: ['start', 'b'] })
    const steps = [...broken.steps, tag('c', 'c')]
    expect(await sequences().update({ id, start, steps, name: 'Autre' })).toMatchObject({
      ...{ name: 'Autre', isOn: true, broken: ['start', 'b'] },
    })
    await sequences().update({ id, start, steps, isOn: false })
    expect(await errorReasonOf(sequences().update({ id, isOn: true }))).toBe('sequence_broken')
    const other = { kind: 'segment' as const, segmentId: 99 }
    expect(await errorReasonOf(sequences().update({ id, start: other }))).toBe('unknown_id')
    const moved = { ...branch, key: 'd' }
    expect(await errorReasonOf(sequences().update({ id, steps: [moved] }))).toBe('filter_invalid')
    await sequences().update({ id, isOn: true, start: { kind: 'hand' }, steps: [tag('a', 'a')] })
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
