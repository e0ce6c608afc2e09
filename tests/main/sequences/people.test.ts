// What is changed around the people of a sequence: many at once, merged, erased, taken out and put back.
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
    // Entered by a form as an earlier lead of the same address.
    await sql(
      `INSERT INTO sequence_people (sequence_id, lead_id, email, state, since, entered_at, reason) VALUES (?, 99, 'lea@exemple.example', 'ended', 1, 1, 'deleted')`,
      id,
    )
    expect(await at.client().crm.personalData.get({ id: lea })).toMatchObject({
      sequences: [{ done: 'tag' }, { address: 'lea@exemple.example', reason: 'deleted' }],
    })
    await at.client().crm.personalData.erase({ id: lea })
    await at.sweep()
    expect((await sequences().people({ id })).items).toMatchObject([
      { leadId: null, name: '', email: null, end: 'deleted' },
      { leadId: null, name: '', email: null, end: 'deleted' },
    ])
  })

  it('who were taken out by hand are put back where they were, and a message that waited waits again', async () => {
    const leads = [await at.lead('Lea'), await at.lead('Tom'), await at.lead('Zoe')]
    const { id } = await at.running({ steps: [send('one', await at.message('Un')), wait('w', 1)] })
    await sequences().add({ id, ids: leads })
    await at.sweep()
    const people = (await sequences().people({ id })).items
    for (const { id: personId } of people) await sequences().remove({ id, personId })
    await at.client().crm.leads.update({ id: leads[1] ?? 0, status: 'won' })
    await at.app.reopen()
    for (const { id: personId } of people) await sequences().putBack({ id, personId })
    expect(await at.where(id)).toEqual(['Lea sending one', 'Tom won', 'Zoe sending one'])
    expect(at.app.rows().map(({ state }) => state)).toEqual(['queued', 'cancelled', 'queued'])
    const again = sequences().putBack({ id, personId: people[0]?.id ?? 0 })
    expect(await errorReasonOf(again)).toBe('unknown_id')
    at.app.startEngine()
    await at.settle()
    expect(await at.sent()).toEqual(['lea@exemple.example Un', 'zoe@exemple.example Un'])
    await sequences().remove({ id, personId: people[2]?.id ?? 0 })
    pass(day)
    await sequences().putBack({ id, personId: people[2]?.id ?? 0 })
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea finished', 'Tom won', 'Zoe finished'])
  })

  it('merged and taken apart count again as there at the start where they did', async () => {
    const filter = { all: [{ field: 'company', op: 'isFilled' as const }] }
    const [keep, other] = [await at.lead('Lea', { company: 'Exemple' }), await at.lead('Tom')]
    const { id } = await at.running({ start: { kind: 'filter', filter }, steps: [wait('w', 1)] })
    await sequences().add({ id, ids: [other] })
    const { mergeId } = await at.client().crm.leads.merge({ keep, others: [other] })
    expect(await at.where(id)).toEqual(['Lea waits w'])
    await at.client().crm.leads.undoMerge({ id: mergeId })
    await at.sweep()
    expect((await at.where(id)).toSorted()).toEqual(['Lea already_there', 'Tom waits w'])
  })

  it('who go on with what follows a step that is gone are moved in slices, all of them', async () => {
    await at.app.addLeads(1_200)
    const { id } = await at.running({ steps: [wait('w', 9), tag('t', 'vu')] })
    const ids = at.app.services.database
      .query<{ id: number }>('SELECT id FROM leads')
      .map((row) => row.id)
    await sequences().add({ id, ids })
    const before = await sequences().get({ id })
    expect(before.at).toEqual({ w: 1_200 })
    const changed = await sequences().update({ id, steps: [wait('x', 9), tag('t', 'vu')] })
    expect(changed.at).toEqual({ t: 1_200 })
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
