// Which calls are looked at, how they are found, and how often it is looked.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setSendingStop } from '#main/core/sendingStop.ts'
import { waitOf } from '#main/features/sequences/calls/calls.job.ts'
import { dueCalls, nextCallAt } from '#main/features/sequences/calls/calls.repository.ts'
import { plansOf } from '../../support/database/queryPlans.ts'
import {
  atTheCall,
  broken,
  hook,
  makeDue,
  ok,
  program,
} from '../../support/sequences/calledProgram.ts'
import { createSequenceApp, tag, type SequenceApp } from '../../support/sequences/sequenceApp.ts'

let world: SequenceApp
beforeEach(async () => void (world = await createSequenceApp({ engine: false })))
afterEach(() => world.app.close())

const minute = 60_000
const waiting = () =>
  world.app.services.database.count(
    'SELECT count(*) AS n FROM sequence_calls WHERE next_at IS NOT NULL',
  )

describe('calls that are due', () => {
  it('are found by their moment, without sorting', () => {
    const { database } = world.app.services
    const plans = plansOf(database, (listening) => {
      dueCalls(listening, 1, 4, [])
      nextCallAt(listening, [])
    })
    expect(plans.filter((plan) => plan.includes('sequence_calls_due'))).toHaveLength(2)
    expect(plans.join('\n')).not.toMatch(/TEMP B-TREE|SCAN (people|sequences)/)
  })

  it('are not those of who left, until they are back', async () => {
    const { id } = await atTheCall(world, hook())
    expect(waiting()).toBe(1)
    const [person] = (await world.client().sequences.people({ id })).items
    const which = { id, personId: person?.id ?? 0 }
    await world.client().sequences.remove(which)
    expect(waiting()).toBe(0)
    await world.client().sequences.putBack(which)
    expect(waiting()).toBe(1)
  })

  it('are made beside those of a sequence that lost what a condition to leave asks for', async () => {
    const field = await world.client().crm.customFields.create({ name: 'Client', kind: 'yesNo' })
    const filter = { all: [{ field: `custom.${field.key}`, op: 'is' as const, value: true }] }
    const exits = { reply: true, won: true, filter }
    const { id } = await world.running({ exits, steps: [hook({ url: 'https://one.example/' })] })
    for (const name of ['A', 'B', 'C', 'D', 'E'])
      await world.client().sequences.add({ id, ids: [await world.lead(name)] })
    await world.sweep()
    // As an earlier backup may have it.
    await world.app.services.database.write([], (transaction) =>
      transaction.sql('DELETE FROM custom_fields'),
    )
    expect((await world.client().sequences.get({ id })).broken).toEqual(['exits'])
    await atTheCall(world, hook())
    const { heard, make } = program(ok)
    await makeDue(world, make)
    expect(heard.map(({ url }) => url)).toEqual(['https://automate.example/hook'])
    expect(waitOf(world.app.services)).toBe(minute)
  })
})

describe('it is looked again', () => {
  it('when a call is due, and after a minute where none is or this computer does not send', async () => {
    const { services, host } = world.app
    expect(waitOf(services)).toBe(minute)
    await atTheCall(world, hook(), tag('t', 'après'))
    expect(waitOf(services)).toBe(1_000)
    await setSendingStop(host.dataFolder, { reason: 'left', at: 1, computer: null, move: null })
    expect(waitOf(services)).toBe(minute)
    await setSendingStop(host.dataFolder, null)
    await makeDue(world, program(broken).make)
    host.clock.advance(20_000)
    expect(waitOf(services)).toBe(40_000)
  })
})
