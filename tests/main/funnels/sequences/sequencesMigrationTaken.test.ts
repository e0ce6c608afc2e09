// Messages of deleted funnels that were given to something else before the update: they stay there.
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  createBefore,
  day,
  type Before,
  type OldEmail,
} from '../../../support/funnels/beforeSequences.ts'
import { live, messagesOf } from '../../../support/funnels/livedThrough.ts'

let before: Before
let now: number
beforeEach(async () => {
  before = await createBefore()
  now = before.app.host.clock.now()
})
afterEach(() => before.app.close())
const client = () => before.app.client
const lead = async (name: string) =>
  (await client().crm.leads.create({ firstName: name, email: `${name}@people.example` })).id

/** A funnel that the version before deleted, its e-mail remembered with it. */
async function deletedFunnel(isOn: boolean): Promise<OldEmail> {
  const { id: funnelId } = await before.funnel('Supprimé')
  const of = { funnelId, pageId: null, isOn, delay: 60, subject: 'A' }
  const email = await before.email(of)
  const kept = {
    ...{ id: email.id, funnelId, pageId: null, campaignId: email.campaignId },
    ...{ delayMinutes: 60, isOwn: 0, createdAt: 5 },
  }
  before.also('DELETE FROM funnel_emails')
  before.also('DELETE FROM funnels')
  before.also(
    `INSERT INTO deleted_items (kind, item_id, name, snapshot, deleted_at) VALUES ('funnel', ?, 'Supprimé', ?, ?)`,
    ...[funnelId, JSON.stringify({ funnels: [], pages: [], emails: [kept] }), now],
  )
  return email
}

it('a message that another sequence took since goes on there', async () => {
  const email = await deletedFunnel(true)
  const { campaignId } = email
  const id = await lead('zoe')
  const message = { lead: id, email: 'zoe@people.example', of: email, formAt: now }
  before.message({ ...message, state: 'queued', more: { next_attempt_at: now + day } })
  const steps = [{ kind: 'send', key: 'a', campaignId }]
  before.also(
    `INSERT INTO sequences (id, name, is_on, start, exits, steps, gone, created_at, updated_at)
     VALUES (7, 'Autre', 1, '{"kind":"hand"}', '{"reply":true,"won":false,"filter":null}', ?, '{}', 5, 5)`,
    JSON.stringify(steps),
  )
  before.also(
    `INSERT INTO sequence_emails (sequence_id, step_key, campaign_id, is_own, state, created_at) VALUES (7, 'a', ?, 0, 'used', 5)`,
    campaignId,
  )
  before.also(
    `INSERT INTO sequence_people (sequence_id, lead_id, state, step_key, since, outbox_id, entered_at, entered_by)
     SELECT 7, ?, 'sending', 'a', ?, id, ?, 'hand' FROM outbox`,
    ...[id, now, now],
  )
  await before.update()
  const { emails } = await client().sequences.get({ id: 7 })
  expect(emails).toMatchObject([{ campaignId, isOn: true }])
  await live(before.app, now + 2 * day)
  expect(messagesOf(before.app).map(({ state }) => state)).toEqual(['sent'])
})

it('a campaign that is sent by itself since stays one, and its recipients come into nothing', async () => {
  const email = await deletedFunnel(false)
  const id = await lead('zoe')
  before.also(`UPDATE campaigns SET status = 'sending', automatic_on = NULL, started_at = ?`, now)
  const message = { lead: id, email: 'zoe@people.example', of: email, formAt: now }
  before.message({ ...message, state: 'queued' })
  await before.update()
  const count = (sql: string) => before.app.services.database.count(sql)
  expect(count('SELECT count(*) AS n FROM sequence_people')).toBe(0)
  expect(count('SELECT count(*) AS n FROM sequence_emails')).toBe(0)
  expect(count('SELECT count(*) AS n FROM sequences')).toBe(0)
})
