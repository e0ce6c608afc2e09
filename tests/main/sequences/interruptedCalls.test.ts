// Calls whose person or sequence goes while they are under way, and those nobody could make for long: what
// is undone goes on, and only what was tried counts.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  maxOfflineLooks,
  maxTries,
  offlinePause,
} from '#main/features/sequences/calls/calls.repository.ts'
import { isNobodys, makeCall, type Answer } from '#main/features/sequences/calls/calling.ts'
import { startDnsServer, type DnsServer, type Zone } from '../../support/dnsServer.ts'
import {
  atTheCall,
  broken,
  hook,
  makeDue,
  offline,
  ok,
  program,
  type GivenCall,
} from '../../support/sequences/calledProgram.ts'
import {
  createSequenceApp,
  tag,
  wait,
  type SequenceApp,
} from '../../support/sequences/sequenceApp.ts'

let world: SequenceApp
beforeEach(async () => void (world = await createSequenceApp({ engine: false })))
afterEach(() => world.app.close())

const minute = 60_000
const day = 24 * 60 * minute
const later = (milliseconds: number) => world.app.host.clock.advance(milliseconds)

type There = { id: number; leadId: number; personId: number }
const removals: [string, (there: There) => Promise<unknown>, (there: There) => Promise<unknown>][] =
  [
    [
      'the sequence is turned off',
      ({ id }) => world.client().sequences.update({ id, isOn: false }),
      ({ id }) => world.client().sequences.update({ id, isOn: true }),
    ],
    [
      'the sequence is deleted',
      ({ id }) => world.client().sequences.delete({ id }),
      async ({ id }) => {
        await world.client().sequences.restore({ id })
        await world.client().sequences.update({ id, isOn: true })
      },
    ],
    [
      'the person is taken out',
      ({ id, personId }) => world.client().sequences.remove({ id, personId }),
      ({ id, personId }) => world.client().sequences.putBack({ id, personId }),
    ],
    [
      'the lead is deleted',
      async ({ leadId }) => {
        await world.client().crm.leads.delete({ id: leadId })
        await world.sweep()
      },
      async ({ leadId }) => {
        await world.client().crm.leads.restore({ id: leadId })
        await world.sweep()
      },
    ],
  ]

describe.each(removals)('while a call is under way %s', (_what, goes, comesBack) => {
  async function callWhileGoing(answer: Answer) {
    const { id, leadId } = await atTheCall(world, hook(), tag('t', 'après'))
    const [person] = (await world.client().sequences.people({ id })).items
    const there = { id, leadId, personId: person?.id ?? 0 }
    const keys: string[] = []
    await makeDue(world, async ({ callKey }: GivenCall) => {
      keys.push(callKey)
      await goes(there)
      return answer
    })
    return { there, keys }
  }

  it('and taken: nobody is called again, and who is back goes on', async () => {
    const { there } = await callWhileGoing({ ...ok, status: 201 })
    later(3 * minute)
    const { heard, make } = program(ok)
    await makeDue(world, make)
    expect(heard).toEqual([])
    await comesBack(there)
    await makeDue(world, make)
    await world.sweep()
    expect(heard).toEqual([])
    expect(await world.where(there.id)).toEqual(['Ada finished'])
    expect(await world.done(there.id, there.leadId)).toEqual(['call 201', 't'])
  })

  it.each([
    ['failed', broken],
    ['without a network', offline],
  ])('and %s: who is back is called under the same key', async (_how, answer) => {
    const { there, keys } = await callWhileGoing(answer)
    later(10 * minute)
    const { heard, make } = program(ok)
    await makeDue(world, make)
    expect(heard).toEqual([])
    await comesBack(there)
    await makeDue(world, make)
    await world.sweep()
    expect(heard.map(({ callKey }) => callKey)).toEqual(keys)
    expect(await world.where(there.id)).toEqual(['Ada finished'])
    expect(await world.done(there.id, there.leadId)).toEqual(['call 200', 't'])
  })
})

describe('what counts', () => {
  it('is not the time for which the application was closed or the sequence off', async () => {
    const { id, leadId } = await atTheCall(world, hook({ ifFailed: 'stop' }))
    later(8 * day)
    const { heard, make } = program(offline, broken, ok)
    await makeDue(world, make)
    expect(await world.where(id)).toEqual(['Ada waits call'])
    await world.client().sequences.update({ id, isOn: false })
    later(30 * day)
    await world.client().sequences.update({ id, isOn: true })
    await makeDue(world, make)
    expect(await world.done(id, leadId)).toEqual(['call tried 500'])
    later(30 * day)
    await makeDue(world, make)
    expect(heard).toHaveLength(3)
    expect(await world.done(id, leadId)).toEqual(['call 200'])
  })

  it('without a network is seven days of looking', async () => {
    const { id, leadId } = await atTheCall(world, hook({ ifFailed: 'stop' }))
    expect(maxOfflineLooks * offlinePause).toBe(7 * day)
    await world.app.services.database.write([], (transaction) =>
      transaction.sql('UPDATE sequence_calls SET offline_looks = ?', [maxOfflineLooks - 2]),
    )
    const { make } = program(offline)
    await makeDue(world, make)
    expect(await world.where(id)).toEqual(['Ada waits call'])
    later(5 * minute)
    await makeDue(world, make)
    expect(await world.where(id)).toEqual(['Ada call_failed'])
    expect(await world.done(id, leadId)).toEqual(['call failed ENETUNREACH'])
  })

  it.each(['ENOTFOUND', 'EAI_AGAIN'])('a name that leads nowhere is no try: %s', async (code) => {
    const { id, leadId } = await atTheCall(world, hook())
    const nowhere: typeof makeCall = (call, signal) =>
      makeCall(call, signal, {
        resolve: () => Promise.reject(Object.assign(new Error('x'), { code })),
        // No name server is heard.
        isNobodys: () => Promise.resolve(false),
      })
    for (let tries = 0; tries < 12; tries += 1) {
      await makeDue(world, nowhere)
      later(day)
    }
    expect(await world.where(id)).toEqual(['Ada waits call'])
    expect(await world.done(id, leadId)).toEqual([`call tried ${code}`])
    await makeDue(world, program(ok).make)
    expect(await world.done(id, leadId)).toEqual(['call 200'])
  })

  it('a name that nobody has is a wrong address, given up after the usual tries', async () => {
    const { id, leadId } = await atTheCall(world, hook({ ifFailed: 'stop' }))
    const asked: string[] = []
    const mistyped: typeof makeCall = (call, signal) =>
      makeCall(call, signal, {
        resolve: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })),
        isNobodys: (host) => {
          asked.push(host)
          return Promise.resolve(true)
        },
      })
    await makeDue(world, mistyped)
    expect(await world.done(id, leadId)).toEqual(['call tried unknown_name'])
    for (let tries = 1; tries < maxTries; tries += 1) {
      expect(await world.where(id)).toEqual(['Ada waits call'])
      later(day)
      await makeDue(world, mistyped)
    }
    expect(await world.where(id)).toEqual(['Ada call_failed'])
    expect(await world.done(id, leadId)).toEqual(['call failed unknown_name'])
    expect([...new Set(asked)]).toEqual(['automate.example'])
  })
})

it.each([
  'https://nas.local/hook',
  // Only the name server of the business knows it, which is away as well.
  'https://automate.atelier.example/hook',
])('a name of the own network that leads nowhere is away, not wrong: %s', async (url) => {
  const answer = await makeCall(
    { url, evenIfPrivate: true, body: '{}', callKey: 'k' },
    new AbortController().signal,
    {
      resolve: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })),
      isNobodys: () => Promise.resolve(true),
    },
  )
  expect(answer).toEqual({ status: null, problem: 'ENOTFOUND', isOffline: true })
})

describe('a name', () => {
  let names: DnsServer
  afterEach(() => names.stop())
  it.each([
    ['nobody has', {}, true],
    ['that is there', { 'x.example': [{ type: 'A', address: '192.0.2.1' }] }, false],
    ['that has other records', { 'x.example': [{ type: 'TXT', pieces: ['v'] }] }, false],
    ['whose server is ill', { 'x.example': 'servfail' }, false],
    ['whose server says nothing to us', { 'x.example': 'refused' }, false],
  ] as [string, Zone, boolean][])('%s is nobody’s: %j %s', async (_name, zone, isNobody) => {
    names = await startDnsServer(zone)
    const { signal } = new AbortController()
    expect(await isNobodys('x.example', signal, [names.address])).toBe(isNobody)
  })

  it('no name server is heard of is not known to be nobody’s', async () => {
    names = await startDnsServer({})
    const { signal } = new AbortController()
    expect(await isNobodys('x.example', signal, ['127.0.0.1:9'])).toBe(false)
  })

  it('is asked about no longer where the application ends', async () => {
    names = await startDnsServer({ 'x.example': 'silent' })
    const ending = new AbortController()
    const asking = isNobodys('x.example', ending.signal, [names.address])
    ending.abort()
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('people who become one', () => {
  const merged = async (answer: Answer | null) => {
    const { id } = await world.running({ steps: [wait('w', 1), hook(), tag('t', 'après')] })
    const [stays, goes] = [await world.lead('Ada'), await world.lead('Bea')]
    await world.client().sequences.add({ id, ids: [goes] })
    later(day + 1_000)
    await world.sweep()
    await world.client().sequences.add({ id, ids: [stays] })
    if (answer !== null) await makeDue(world, program(answer).make)
    await world.client().crm.leads.merge({ keep: stays, others: [goes] })
    later(day + 1_000)
    await world.sweep()
    const { heard, make } = program(ok)
    await makeDue(world, make)
    await world.sweep()
    expect(await world.where(id)).toContain('Ada finished')
    return { heard, done: await world.done(id, stays) }
  }

  it.each([
    ['waited', null],
    ['failed until now', broken],
  ])('are called for where the call of the other %s', async (_what, answer) => {
    const { heard, done } = await merged(answer)
    expect(heard).toHaveLength(1)
    expect(done).toEqual(['w', 'call 200', 't'])
  })

  it('are not called for again where the other was', async () => {
    const { heard, done } = await merged(ok)
    expect([heard, done.filter((step) => step.startsWith('call'))]).toEqual([[], ['call 200']])
  })
})

describe('the key of a call', () => {
  it('is the same after a backup of before was restored, and another for another person', async () => {
    const { id } = await atTheCall(world, hook())
    const entered = world.app.host.clock.now()
    await world.client().sequences.add({ id, ids: [await world.lead('Bea')] })
    await world.sweep()
    const { heard, make } = program(broken)
    await makeDue(world, make)
    // As a backup of before the call has it.
    await world.app.services.database.write([], async (transaction) => {
      await transaction.sql('DELETE FROM sequence_calls')
      await transaction.sql('DELETE FROM sequence_steps')
      await transaction.sql('UPDATE sequence_people SET due_at = ?', [entered])
    })
    later(10 * minute)
    await world.sweep()
    await makeDue(world, make)
    const keys = (from: number) => heard.slice(from, from + 2).map(({ callKey }) => callKey)
    expect(heard).toHaveLength(4)
    expect(keys(2).toSorted()).toEqual(keys(0).toSorted())
    expect(new Set(keys(0)).size).toBe(2)
    for (const key of keys(0)) expect(key).toMatch(/^[0-9a-z]{32}$/)
  })
})
