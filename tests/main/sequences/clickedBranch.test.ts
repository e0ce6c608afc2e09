// A branch that asks whether the last e-mail of the sequence was clicked: yes, no, and for who did not agree
// to be measured "nobody knows", which goes the way of a no and is said.
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  createSequenceApp,
  send,
  tag,
  wait,
  type SequenceApp,
} from '../../support/sequences/sequenceApp.ts'
import { sweeping } from '#main/features/sequences/engine/sweep.ts'
import { sequencesJob } from '#main/features/sequences/sequences.job.ts'
import { until } from '../../support/mailApp.ts'

const day = 24 * 60 * 60_000
let at: SequenceApp
beforeEach(async () => void (at = await createSequenceApp()))
afterEach(() => at.app.close())

type Row = { id: number; leadId: number; campaignId: number }
const messageOf = (leadId: number): Row | undefined =>
  at.app.services.database.query<Row>(
    'SELECT id, lead_id AS leadId, campaign_id AS campaignId FROM outbox WHERE lead_id = ? ORDER BY id DESC LIMIT 1',
    [leadId],
  )[0]
const sql = (statement: string, ...parameters: (string | number | null)[]) =>
  at.app.services.database.write([], (transaction) => transaction.sql(statement, parameters))
/** Their last message left with measured links. */
async function measured(leadId: number): Promise<Row | undefined> {
  await at.client().crm.leads.noteMeasuring({ id: leadId, action: 'granted' })
  const row = messageOf(leadId)
  await sql('UPDATE outbox SET measured = 1 WHERE id = ?', row?.id ?? 0)
  return row
}
async function clicked(leadId: number, automatic: string | null = null): Promise<void> {
  const row = await measured(leadId)
  await sql(
    'INSERT INTO clicks (event_id, outbox_id, campaign_id, lead_id, link, at, automatic) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ...[randomUUID(), row?.id ?? 0, row?.campaignId ?? 0, leadId, 'https://a.example'],
    ...[at.app.host.clock.now(), automatic],
  )
}

it('goes by the clicks of the message before, and says of whom nobody knows', async () => {
  const names = ['Lea', 'Tom', 'Zoe', 'Max'] as const
  const ids = []
  for (const name of names) ids.push(await at.lead(name))
  const [lea = 0, tom = 0, zoe = 0, max = 0] = ids
  const { id } = await at.running({
    steps: [
      send('one', await at.message('Un')),
      wait('w', 2),
      {
        ...{ kind: 'branch', key: 'b', question: { about: 'clicked' } },
        then: [tag('yes', 'curieux')],
        otherwise: [tag('no', 'discret')],
      },
    ],
  })
  await at.client().sequences.add({ id, ids })
  await at.sweep()
  await until(() => at.app.rows().filter(({ state }) => state === 'sent').length === 4)
  await at.settle()
  await clicked(lea)
  await measured(tom)
  await clicked(zoe, 'burst')
  at.app.host.clock.advance(2 * day)
  await at.settle()
  expect(await at.done(id, lea)).toEqual(['one', 'w', 'b yes', 'yes'])
  expect(await at.done(id, tom)).toEqual(['one', 'w', 'b no', 'no'])
  // A program is nobody, and Max never agreed.
  expect(await at.done(id, zoe)).toEqual(['one', 'w', 'b no', 'no'])
  expect(await at.done(id, max)).toEqual(['one', 'w', 'b not_measured', 'no'])
})

it('asks nobody after a start before the relay and the mailboxes could tell of answers', async () => {
  const lea = await at.lead('Lea')
  const { id } = await at.running({
    steps: [
      send('one', await at.message('Un')),
      wait('w', 2),
      {
        ...{ kind: 'branch', key: 'b', question: { about: 'clicked' } },
        then: [tag('yes', 'curieux')],
        otherwise: [tag('no', 'discret')],
      },
    ],
  })
  await at.client().sequences.add({ id, ids: [lea] })
  await at.sweep()
  await until(() => at.app.rows().filter(({ state }) => state === 'sent').length === 1)
  await at.settle()
  at.app.host.clock.advance(2 * day)
  const stop = await sequencesJob.start(at.app.services)
  await at.settle()
  expect(await at.done(id, lea)).toEqual(['one', 'w'])
  // What happened overnight comes in now.
  await clicked(lea)
  await stop()
  const state = at.app.services.memory.of(sweeping)
  ;[state.hearsUntil, state.isStopped] = [0, false]
  await at.settle()
  expect(await at.done(id, lea)).toEqual(['one', 'w', 'b yes', 'yes'])
})

it('is a condition of filters: a measured click in the last days', async () => {
  const [lea, tom] = [await at.lead('Lea'), await at.lead('Tom')]
  const { id } = await at.running({ steps: [send('one', await at.message('Un'))] })
  await at.client().sequences.add({ id, ids: [lea, tom] })
  await at.sweep()
  await until(() => at.app.rows().filter(({ state }) => state === 'sent').length === 2)
  await clicked(lea)
  await clicked(tom, 'program')
  const found = async (op: 'withinDays' | 'notWithinDays' | 'isFilled' | 'isEmpty') => {
    const value = op === 'withinDays' || op === 'notWithinDays' ? { value: 7 } : {}
    const filter = { all: [{ field: 'lastClickAt', op, ...value }] } as never
    return (await at.client().crm.leads.list({ filter })).items.map(({ id: one }) => one).toSorted()
  }
  expect(await found('withinDays')).toEqual([lea])
  expect(await found('isFilled')).toEqual([lea])
  expect(await found('isEmpty')).toEqual([tom])
  at.app.host.clock.advance(10 * day)
  expect([await found('withinDays'), await found('notWithinDays')]).toEqual([[], [lea, tom]])
})
