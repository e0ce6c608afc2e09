// Steps that call another program: once for each person, the same key on every try, and what came of it in
// the step's row.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callAllDue } from '#main/features/sequences/calls/calls.service.ts'
import { setSendingStop } from '#main/core/sendingStop.ts'
import { maxTries, pauses } from '#main/features/sequences/calls/calls.repository.ts'
import { makeCall } from '#main/features/sequences/calls/calling.ts'
import type { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import {
  createSequenceApp,
  tag,
  wait,
  type SequenceApp,
} from '../../support/sequences/sequenceApp.ts'
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
import { errorReasonOf } from '../../support/testApp.ts'

let world: SequenceApp
beforeEach(async () => void (world = await createSequenceApp({ engine: false })))
afterEach(() => world.app.close())

const day = 24 * 3_600_000
const due = (make: typeof makeCall) => makeDue(world, make)
const withPerson = (step: SequenceStep, ...after: SequenceStep[]) =>
  atTheCall(world, step, ...after)

describe('a step that calls', () => {
  it('tells who it is about, once, and goes on with the status in its row', async () => {
    const { id, leadId } = await withPerson(hook(), tag('t', 'appelée'))
    expect(await world.where(id)).toEqual(['Ada waits call'])
    const { heard, make } = program(ok)
    await due(make)
    await due(make)
    await world.sweep()
    expect(heard).toHaveLength(1)
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({
      event: 'sequence.step',
      id: heard[0]?.callKey,
      sequence: { id, name: 'Accueil' },
      step: 'call',
      lead: { id: leadId, firstName: 'Ada', company: 'Moteurs' },
    })
    expect(heard[0]?.body).not.toContain('secret')
    expect(await world.where(id)).toEqual(['Ada finished'])
    expect(await world.done(id, leadId)).toEqual(['call 200', 't'])
  })

  it('is tried again under the same key, later each time, and waits while there is no network', async () => {
    const { id, leadId } = await withPerson(hook())
    const { heard, make } = program(broken, offline, ok)
    await due(make)
    await due(make)
    expect(heard).toHaveLength(1)
    world.app.host.clock.advance(61_000)
    await due(make)
    expect(await world.done(id, leadId)).toEqual(['call tried ENETUNREACH'])
    const [person] = (await world.client().sequences.people({ id })).items
    expect(Date.parse(person?.dueAt ?? '') - world.app.host.clock.now()).toBe(5 * 60_000)
    world.app.host.clock.advance(5 * 60_000)
    await due(make)
    expect(heard).toHaveLength(3)
    expect(new Set(heard.map(({ callKey }) => callKey)).size).toBe(1)
    expect(await world.done(id, leadId)).toEqual(['call 200'])
  })

  it.each([
    ['go_on', 'Ada finished', ['call failed 500', 't']],
    ['stop', 'Ada call_failed', ['call failed 500']],
  ] as const)('that never is answered ends as it says: %s', async (ifFailed, where, done) => {
    const { id, leadId } = await withPerson(hook({ ifFailed }), tag('t', 'après'))
    const { heard, make } = program(broken)
    for (let tries = 0; tries < maxTries + 3; tries += 1) {
      await due(make)
      world.app.host.clock.advance(day + 1)
    }
    await world.sweep()
    expect(heard).toHaveLength(maxTries)
    expect(await world.where(id)).toEqual([where])
    expect(await world.done(id, leadId)).toEqual(done)
  })

  it('is not made for who left, nor of a sequence that is off', async () => {
    const { id, leadId } = await withPerson(hook())
    const { heard, make } = program(ok)
    await world.client().sequences.update({ id, isOn: false })
    await due(make)
    expect(heard).toHaveLength(0)
    await world.client().sequences.update({ id, isOn: true })
    await world.client().crm.leads.update({ id: leadId, status: 'won' })
    await due(make)
    expect(heard).toHaveLength(0)
    expect(await world.where(id)).toEqual(['Ada won'])
  })

  it('is given up after eight tries, less than two days after the first', async () => {
    const { id, leadId } = await withPerson(hook())
    const { heard, make } = program(broken)
    const begun = world.app.host.clock.now()
    await due(make)
    for (const pause of pauses) {
      world.app.host.clock.advance(pause)
      await due(make)
    }
    expect(heard).toHaveLength(maxTries)
    expect(world.app.host.clock.now() - begun).toBeLessThan(2 * day)
    expect(await world.done(id, leadId)).toEqual(['call failed 500'])
  })

  it('is not made by a computer that does not send', async () => {
    const { id } = await withPerson(hook())
    const stop = { reason: 'left', at: 1, computer: null, move: null } as const
    await setSendingStop(world.app.host.dataFolder, stop)
    const { heard, make } = program(ok)
    await due(make)
    expect([heard.length, await world.where(id)]).toEqual([0, ['Ada waits call']])
    await setSendingStop(world.app.host.dataFolder, null)
    await due(make)
    expect(heard).toHaveLength(1)
  })

  it('cut off between leaving and its answer is due again, under the same key', async () => {
    const { id } = await withPerson(hook())
    const keys: string[] = []
    const killed = callAllDue(world.app.services, new AbortController().signal, ({ callKey }) => {
      keys.push(callKey)
      return Promise.reject(new Error('killed'))
    })
    await expect(killed).rejects.toThrow('killed')
    world.app.host.clock.advance(61_000)
    const { heard, make } = program(ok)
    await due(make)
    expect(heard.map(({ callKey }) => callKey)).toEqual(keys)
    expect(await world.where(id)).toEqual(['Ada finished'])
  })

  it('goes where a step that was changed says, and is forgotten with a step that is gone', async () => {
    const { id } = await withPerson(hook())
    await world.client().sequences.update({ id, steps: [hook({ url: 'https://other.example/' })] })
    const { heard, make } = program(broken)
    await due(make)
    expect(heard.map(({ url }) => url)).toEqual(['https://other.example/'])
    await world.client().sequences.update({ id, steps: [wait('w', 0)] })
    world.app.host.clock.advance(day)
    await world.sweep()
    await due(make)
    expect(heard).toHaveLength(1)
    expect(await world.where(id)).toEqual(['Ada finished'])
  })
})

describe('an address', () => {
  it.each([
    ['http://automate.example/hook', false, 'webhook_address'],
    ['https://name@automate.example/', false, 'webhook_address'],
    ['https://:word@automate.example/', false, 'webhook_address'],
    ['https://169.254.169.254/latest', true, 'webhook_address'],
    ['https://', false, 'webhook_address'],
    ['no address', false, 'webhook_address'],
    ['javascript:alert(1)', false, 'webhook_address'],
    ['https://0.0.0.0/', true, 'webhook_address'],
    ['http://192.168.1.4/', true, 'webhook_address'],
    ['https://192.168.1.4/', false, 'webhook_private'],
    ['https://nas.local/', false, 'webhook_private'],
    ['https://192.168.1.4/', true, null],
    ['http://127.0.0.1:5678/hook', false, null],
    ['http://localhost:5678/hook', false, null],
    ['https://automate.example/hook', false, null],
  ])('%s, the own network agreed to: %s', async (url, evenIfPrivate, reason) => {
    const made = world
      .client()
      .sequences.create({ name: 'a', steps: [hook({ url, evenIfPrivate })] })
    expect(reason === null ? (await made).steps.length : await errorReasonOf(made)).toBe(
      reason ?? 1,
    )
  })
})

describe('a call', () => {
  let server: Server
  let status = 200
  const heard: { headers: IncomingMessage['headers']; method: string; body: string }[] = []
  const answerHeaders: Record<string, string> = {}
  beforeEach(async () => {
    heard.length = 0
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        heard.push({ headers: request.headers, method: request.method ?? '', body })
        response.writeHead(status, answerHeaders)
        response.end('ok')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => new Promise((resolve) => server.close(resolve)))
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  const call = (
    more: Partial<GivenCall> = {},
    resolve?: () => Promise<{ address: string; family: number }[]>,
  ) =>
    makeCall(
      { url: url(), evenIfPrivate: false, body: '{"a":1}', callKey: 'key-1', ...more },
      new AbortController().signal,
      resolve === undefined ? {} : { resolve },
    )

  it.each([200, 204, 302, 404, 500])('says which status came: %i', async (given) => {
    status = given
    answerHeaders['content-type'] = 'text/plain'
    expect(await call()).toEqual({ status: given, problem: null, isOffline: false })
    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatchObject({ method: 'POST', body: '{"a":1}' })
    expect(heard[0]?.headers).toMatchObject({
      'idempotency-key': 'key-1',
      'content-type': 'application/json',
    })
  })

  it.each([204, 205, 304, 201, 700, 999])('of a JSON kind says it too: %i', async (given) => {
    status = given
    answerHeaders['content-type'] = 'application/json'
    expect(await call()).toEqual({ status: given, problem: null, isOffline: false })
    expect(heard).toHaveLength(1)
  })

  it('says that nobody answers, and reaches no address that a name turned out to have', async () => {
    const closed = await call({ url: 'http://127.0.0.1:9/hook' })
    expect(closed).toEqual({ status: null, problem: 'ECONNREFUSED', isOffline: false })
    const inside = await call({ url: 'https://automate.example/' }, () =>
      Promise.resolve([{ address: '10.0.0.7', family: 4 }]),
    )
    expect(inside).toEqual({ status: null, problem: 'address', isOffline: false })
    const away = await call({ url: 'https://automate.example/' }, () =>
      Promise.reject(Object.assign(new Error('x'), { code: 'EAI_AGAIN' })),
    )
    expect(away).toEqual({ status: null, problem: 'EAI_AGAIN', isOffline: true })
  })
})
