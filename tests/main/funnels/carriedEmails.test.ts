// What goes with an e-mail of a funnel that is deleted, moved to another form, or let go with its funnel.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFunnelMail, type FunnelMail } from '../../support/funnelMail.ts'

let mail: FunnelMail
const day = 24 * 60
beforeEach(async () => {
  mail = await createFunnelMail()
})
afterEach(() => mail.app.close())
const { client, sql } = {
  client: () => mail.app.client,
  sql: (statement: string) =>
    mail.app.services.database.write([], (transaction) => transaction.sql(statement)),
}
const emails = () => client().funnels.emails
const states = () => mail.app.rows().map(({ email, state }) => `${email} ${state}`)

it('deleted, its messages are cancelled in the same write, or it is not deleted', async () => {
  const first = await mail.email()
  await mail.email({ delayMinutes: day })
  await mail.app.stopEngine()
  await mail.form('zoe@exemple.example').then(mail.apply)
  expect(states()).toEqual(['zoe@exemple.example queued'])
  await sql(
    `CREATE TRIGGER cut_off BEFORE UPDATE OF state ON outbox WHEN NEW.state = 'cancelled' BEGIN SELECT RAISE(ABORT, 'cut off'); END`,
  )
  await expect(emails().delete({ id: first.id })).rejects.toThrow()
  const { emails: left } = await client().funnels.get({ id: mail.funnelId })
  expect(left.map(({ id }) => id)).toContain(first.id)
  await sql('DROP TRIGGER cut_off')
  await emails().delete({ id: first.id })
  expect(states()).toEqual(['zoe@exemple.example cancelled'])
})

it('moved to a form without e-mails, it keeps its topic and what ends its sequence', async () => {
  const { key: topic } = await client().crm.topics.create({ name: 'Ateliers' })
  const first = await mail.email()
  const second = await mail.email({ delayMinutes: day })
  const exits = { reply: false, won: true, filter: null }
  await client().sequences.update({ id: first.sequence.id, topic, exits })
  const moved = await emails().update({ id: second.id, pageId: mail.pageId })
  const made = await client().sequences.get({ id: moved.sequence.id })
  expect(made).toMatchObject({ topic, exits })
  const { topic: ofMessage } = await client().email.campaigns.get({ id: moved.campaignId })
  expect(ofMessage).toBe(topic)
  // Changed there, it changes for its message.
  await client().sequences.update({ id: made.id, topic: null })
  expect((await client().email.campaigns.get({ id: moved.campaignId })).topic).toBeNull()
})

it('moved to a form with a topic, it is about that', async () => {
  const { key: topic } = await client().crm.topics.create({ name: 'Ateliers' })
  await mail.email()
  const second = await mail.email({ delayMinutes: day })
  const there = await mail.email({ pageId: mail.pageId })
  await client().sequences.update({ id: there.sequence.id, topic })
  const moved = await emails().update({ id: second.id, pageId: mail.pageId })
  expect(moved.sequence.id).toBe(there.sequence.id)
  expect((await client().email.campaigns.get({ id: moved.campaignId })).topic).toBe(topic)
})

it('let go with a funnel, it reaches nobody of more than five hundred who left meanwhile', async () => {
  await mail.email()
  await mail.app.stopEngine()
  const people = Array.from({ length: 503 }, (_, index) => `p${index}@exemple.example`)
  for (const one of people) await mail.form(one).then(mail.apply)
  await client().funnels.update({ id: mail.funnelId, isArchived: true })
  await client().email.suppressions.add({ entries: people.join('\n'), reason: 'unsubscribed' })
  await client().funnels.update({ id: mail.funnelId, isArchived: false })
  expect(new Set(mail.app.rows().map(({ state }) => state))).toEqual(new Set(['cancelled']))
  expect(
    mail.app.services.database.count(
      `SELECT count(*) AS n FROM sequence_people WHERE state = 'sending'`,
    ),
  ).toBe(0)
})

it('of forty, their sequence can be saved as it is, and has an end', async () => {
  for (let days = 0; days < 40; days += 1)
    await emails().create({ id: mail.funnelId, delayMinutes: days * day })
  const [sequence] = (await client().sequences.list({ limit: 10 })).items
  const { id, steps } = await client().sequences.get({ id: sequence?.id ?? 0 })
  expect(steps).toHaveLength(79)
  await client().sequences.update({ id, steps })
  const tags = Array.from({ length: 122 }, (_, index) => ({
    ...{ kind: 'tag' as const, key: `tag${index}`, add: ['vu'], remove: [] },
  }))
  await expect(client().sequences.update({ id, steps: [...steps, ...tags] })).rejects.toThrow()
})
