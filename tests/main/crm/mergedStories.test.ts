// What happened with each of two entries moves when they become one, and back: the whole database is
// compared.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { storyTables } from '#main/features/crm/changes/storyTables.ts'
import { contentOf } from '../../support/databaseContent.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const sql = (statement: string, ...parameters: (string | number)[]) =>
  app.services.database.write([], (transaction) => transaction.sql(statement, parameters))
const rowsOf = (table: string, leadId: number): number =>
  app.services.database.count(`SELECT count(*) AS n FROM ${table} WHERE lead_id = ?`, [leadId])
const content = () => contentOf(app.services.database.path)

/** A lead that was won, with a row in each table that tells a story. */
async function leadWithStory(name: string): Promise<number> {
  const { crm } = app.client
  const { id } = await crm.leads.create({
    ...{ email: `${name}@exemple.fr`, firstName: name, estimatedValue: 90, source: 'Salon' },
  })
  const at = app.host.clock.now()
  await crm.interactions.create({ id, type: 'call', subject: 'Devis' })
  await crm.tasks.create({ title: 'Rappeler', leadId: id })
  await sql(
    `INSERT INTO consent_events (event_id, lead_id, email, purpose, action, method, at, recorded_at) VALUES (?, ?, ?, 'measure', 'granted', 'form', ?, ?)`,
    ...[`consent-${name}`, id, `${name}@exemple.fr`, at, at],
  )
  await sql(
    'INSERT INTO consent_confirmations (asked_event_id, lead_id, asked_at) VALUES (?, ?, ?)',
    ...[`asked-${name}`, id, at],
  )
  await sql(
    `INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, next_attempt_at, created_at, sent_at)
     VALUES (?, ?, ?, ?, ?, 1, 1, ?, 'exemple.fr', '{}', 'sent', 1, 1, ?)`,
    ...[id, id, `k-${name}`, `m-${name}`, `r-${name}`, `${name}@exemple.fr`, at],
  )
  await sql(
    `INSERT INTO funnel_events (event_id, kind, at, funnel_id, page_id, lead_id) VALUES (?, 'form', ?, ?, 1, ?)`,
    ...[`form-${name}`, at, id, id],
  )
  await sql(
    `INSERT INTO received_messages (mailbox_id, folder, uid_validity, uid, message_key, kind, lead_id, subject, words, received_at, read_at)
     VALUES (1, 'INBOX', '1', ?, ?, 'auto_reply', ?, '', '', ?, ?)`,
    ...[id, `id:${name}`, id, at, at],
  )
  await sql(
    `INSERT INTO letter_drafts (lead_id, key, subject, text, updated_at) VALUES (?, ?, '', '', ?)`,
    ...[id, `letter-${name}`, at],
  )
  await sql(
    'INSERT INTO topic_refusals (topic, lead_id, address, refused_at) VALUES (?, ?, ?, ?)',
    ...[`sujet-${name}`, id, `${name}@exemple.fr`, at],
  )
  await sql(
    'INSERT INTO clicks (event_id, outbox_id, campaign_id, lead_id, link, at) VALUES (?, ?, 1, ?, ?, ?)',
    ...[`click-${name}`, id, id, 'https://exemple.fr', at],
  )
  await crm.retention.keep({ leadId: id, reason: name })
  app.host.clock.advance(3_600_000)
  await crm.leads.update({ id, status: 'won' })
  return id
}

describe('a merge of two entries with a story each', () => {
  it('moves a row of every table that tells of them', async () => {
    const [keep, other] = [await leadWithStory('lea'), await leadWithStory('zoe')]
    await app.client.crm.leads.merge({ keep, others: [other] })
    for (const table of storyTables)
      expect([table, rowsOf(table, keep), rowsOf(table, other)]).toEqual([table, 2, 0])
    expect((await app.client.crm.leads.consents({ id: keep })).items).toHaveLength(2)
  })

  it('counts what moved towards the win of the one that stays', async () => {
    const [keep, other] = [await leadWithStory('lea'), await leadWithStory('zoe')]
    await app.client.crm.leads.merge({ keep, others: [other] })
    const shares = () => content()['attribution_shares']
    expect(shares()?.some((share) => share.includes(`"ref":"${other}"`))).toBe(true)
  })

  it('taken back leaves the database as it was', async () => {
    const [keep, other] = [await leadWithStory('lea'), await leadWithStory('zoe')]
    const before = content()
    const { mergeId } = await app.client.crm.leads.merge({ keep, others: [other] })
    expect(content()).not.toEqual(before)
    await app.client.crm.leads.undoMerge({ id: mergeId })
    expect(content()).toEqual(before)
  })
})
