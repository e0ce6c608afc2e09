// An erasure takes all of one person, however many entries it once was, and nothing of those who are
// like it: who has one of its addresses by now, or one that contains it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const sql = (statement: string, ...parameters: (string | number | null)[]) =>
  app.services.database.write([], (transaction) => transaction.sql(statement, parameters))
const count = (statement: string): number => app.services.database.count(statement)
const erase = (id: number) => app.client.crm.personalData.erase({ id })

const addConsent = (name: string, leadId: number, email: string) =>
  sql(
    `INSERT INTO consent_events (event_id, lead_id, email, purpose, action, method, at, recorded_at) VALUES (?, ?, ?, 'write', 'granted', 'form', 1, 1)`,
    ...[name, leadId, email],
  )
const addMessage = (name: string, leadId: number, email: string) =>
  sql(
    `INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, next_attempt_at, created_at)
     VALUES (?, ?, ?, ?, ?, 1, 1, ?, 'exemple.fr', '{}', 'queued', 1, 1)`,
    ...[leadId, leadId, `k-${name}`, `m-${name}`, `r-${name}`, email],
  )

describe('an erasure', () => {
  it('leaves what belongs to whoever has the address by now', async () => {
    const { crm, email } = app.client
    const shared = 'contact@exemple.fr'
    const before = await crm.leads.create({ email: shared, firstName: 'Zoé' })
    await addConsent('zoe', before.id, shared)
    await crm.leads.update({ id: before.id, email: 'zoe@exemple.fr' })
    const after = await crm.leads.create({ email: shared, firstName: 'Léa' })
    await addConsent('lea', after.id, shared)
    await addMessage('lea', after.id, shared)
    await email.suppressions.add({ entries: shared, reason: 'manual' })
    await sql(
      `INSERT INTO kept_forms (event_id, at, funnel_id, page_id, problem, body) VALUES ('k', 1, 1, 1, 'address', ?)`,
      JSON.stringify({ email: shared }),
    )
    await erase(before.id)
    expect(count(`SELECT count(*) AS n FROM consent_events WHERE event_id = 'lea'`)).toBe(1)
    expect(count(`SELECT count(*) AS n FROM consent_events WHERE event_id = 'zoe'`)).toBe(0)
    expect(count(`SELECT count(*) AS n FROM outbox WHERE email = '${shared}'`)).toBe(1)
    expect((await email.suppressions.list({})).items).toMatchObject([{ value: shared }])
    expect(count('SELECT count(*) AS n FROM kept_forms')).toBe(1)
  })

  it('leaves what another lead had at an address that is the person’s by now', async () => {
    const { crm } = app.client
    const other = await crm.leads.create({ email: 'contact@exemple.fr', firstName: 'Léa' })
    await addConsent('lea', other.id, 'contact@exemple.fr')
    await addMessage('lea', other.id, 'contact@exemple.fr')
    await crm.leads.update({ id: other.id, email: 'lea@exemple.fr' })
    const { id } = await crm.leads.create({ email: 'contact@exemple.fr', firstName: 'Zoé' })
    expect((await crm.personalData.get({ id })).messages).toEqual([])
    await erase(id)
    expect(count(`SELECT count(*) AS n FROM consent_events WHERE lead_id = ${other.id}`)).toBe(1)
    expect(count(`SELECT count(*) AS n FROM outbox WHERE lead_id = ${other.id}`)).toBe(1)
  })

  it('leaves texts about an address that the person’s is only a part of', async () => {
    const { crm } = app.client
    const { id } = await crm.leads.create({ email: 'an@x.fr', firstName: 'An' })
    for (const email of ['jean@x.fr', 'an@x.fr'])
      await sql(
        `INSERT INTO kept_forms (event_id, at, funnel_id, page_id, problem, body) VALUES (?, 1, 1, 1, 'address', ?)`,
        ...[email, JSON.stringify({ note: `bonjour\n${email}` })],
      )
    const { formsNotTaken } = await crm.personalData.get({ id })
    expect(formsNotTaken).toMatchObject([{ body: expect.stringContaining('nan@x.fr') as string }])
    await erase(id)
    expect(count(`SELECT count(*) AS n FROM kept_forms WHERE event_id = 'jean@x.fr'`)).toBe(1)
    expect(count(`SELECT count(*) AS n FROM kept_forms WHERE event_id = 'an@x.fr'`)).toBe(0)
  })

  it('takes along the entries that became one in turn, with their addresses and refusals', async () => {
    const { crm, email } = app.client
    const ids: number[] = []
    for (const name of ['a', 'b', 'c'])
      ids.push((await crm.leads.create({ email: `${name}@merged.fr`, firstName: name })).id)
    const [a = 0, b = 0, c = 0] = ids
    await email.suppressions.add({ entries: 'a@merged.fr', reason: 'unsubscribed' })
    await crm.leads.merge({ keep: b, others: [a] })
    await crm.leads.merge({ keep: c, others: [b] })
    const report = await erase(c)
    expect(report.refusalsKept).toBe(3)
    expect(count('SELECT count(*) AS n FROM lead_change_rows')).toBe(0)
    expect((await email.suppressions.list({})).items).toEqual([])
    // Whoever comes back under any of the addresses is refused.
    const back = await crm.leads.create({ email: 'a@merged.fr' })
    expect((await email.suppressions.list({})).items).toMatchObject([{ value: 'a@merged.fr' }])
    expect(back.id).toBeGreaterThan(c)
  })

  it('takes further addresses of entries that became one, and of ones that were deleted', async () => {
    const { crm, email } = app.client
    const further = [{ value: 'lea.bis@merged.fr', label: null }]
    const keep = await crm.leads.create({ email: 'lea@merged.fr', firstName: 'Léa' })
    const other = await crm.leads.create({ email: 'lea.b@merged.fr', emails: further })
    await email.suppressions.add({ entries: 'lea.bis@merged.fr', reason: 'hard_bounce' })
    await crm.leads.merge({ keep: keep.id, others: [other.id] })
    await crm.leads.update({ id: keep.id, emails: [] })
    await crm.leads.delete({
      id: (await crm.leads.create({ email: 'x@y.fr', emails: further })).id,
    })
    await erase(keep.id)
    expect((await email.suppressions.list({})).items).toEqual([])
    expect(count('SELECT count(*) AS n FROM deleted_leads')).toBe(0)
  })

  it('finds the addresses of a merge that can no longer be taken back', async () => {
    const { crm, email } = app.client
    const keep = await crm.leads.create({ email: 'lea@merged.fr', firstName: 'Léa' })
    const other = await crm.leads.create({ email: 'lea.bis@merged.fr', firstName: 'Léa' })
    await email.suppressions.add({ entries: 'lea.bis@merged.fr', reason: 'hard_bounce' })
    await crm.leads.merge({ keep: keep.id, others: [other.id] })
    await sql('DELETE FROM lead_change_rows')
    await erase(keep.id)
    expect((await email.suppressions.list({})).items).toEqual([])
  })
})

describe('a refusal that outlived its person', () => {
  it('is lifted by hand once it is in the list again, for good', async () => {
    const { crm, email } = app.client
    const { id } = await crm.leads.create({ email: 'zoe@exemple.fr' })
    await email.suppressions.add({ entries: 'zoe@exemple.fr', reason: 'unsubscribed' })
    await erase(id)
    expect(count('SELECT count(*) AS n FROM erased_refusals')).toBe(1)
    const back = await crm.leads.create({ email: 'zoe@exemple.fr' })
    const [refusal] = (await email.suppressions.list({})).items
    await email.suppressions.delete({ id: refusal?.id ?? 0 })
    expect(count('SELECT count(*) AS n FROM erased_refusals')).toBe(0)
    await crm.leads.update({ id: back.id, firstName: 'Zoé' })
    expect((await email.suppressions.list({})).items).toEqual([])
  })

  it('needs no key of the installation where nobody was erased', async () => {
    const installKey = app.services.installKey
    app.services.installKey = () => Promise.reject(new Error('no key'))
    const { id } = await app.client.crm.leads.create({ email: 'zoe@exemple.fr' })
    await app.client.crm.leads.update({ id, firstName: 'Zoé' })
    app.services.installKey = installKey
  })
})
