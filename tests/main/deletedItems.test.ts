// Deleted campaigns, accounts and funnels come back as they were, after a restart too, send nothing
// by it, and are gone after a month.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, errorReasonOf, type TestApp } from '../support/testApp.ts'

let app: TestApp
beforeEach(async () => {
  app = await createTestApp()
})
afterEach(() => app.remove())

const day = 24 * 60 * 60 * 1000
async function restart(): Promise<void> {
  const { dataFolder, clock, secrets } = app.host
  await app.stop()
  app = await createTestApp({ dataFolder, clock, secrets })
}

describe('a deleted campaign', () => {
  it('comes back after a restart, and not after a month', async () => {
    const campaigns = () => app.client.email.campaigns
    const draft = { name: 'Été', subject: 'Bonjour', html: '<p>Oui</p>' }
    const { removed, fields, ...made } = await campaigns().create(draft)
    expect([removed, fields]).toEqual([[], []])
    await campaigns().delete({ id: made.id })
    expect(await errorReasonOf(campaigns().get({ id: made.id }))).toBe('unknown_id')
    await restart()
    expect(await campaigns().deleted()).toMatchObject([{ id: made.id, name: 'Été' }])
    expect(await campaigns().restore({ id: made.id })).toEqual(made)
    expect(await campaigns().deleted()).toEqual([])
    expect(await errorReasonOf(campaigns().restore({ id: made.id }))).toBe('unknown_id')
    await campaigns().delete({ id: made.id })
    app.host.clock.advance(30 * day + 1)
    expect(await campaigns().deleted()).toEqual([])
    expect(await errorReasonOf(campaigns().restore({ id: made.id }))).toBe('unknown_id')
    await restart()
    await expect
      .poll(() => app.services.database.count('SELECT count(*) AS n FROM campaigns'))
      .toBe(0)
  })
})

describe('a deleted account', () => {
  const accounts = () => app.client.email.accounts
  const draft = {
    name: 'Boîte',
    host: 'smtp.exemple.fr',
    port: 587,
    security: 'starttls' as const,
    user: 'zoe',
    password: 'secret',
    fromName: 'Zoé',
    fromEmail: 'zoe@exemple.fr',
  }

  it('comes back where an earlier version deleted it, which knew fewer columns', async () => {
    const made = await accounts().create(draft)
    await accounts().delete({ id: made.id })
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `UPDATE deleted_items SET snapshot = json_remove(snapshot, '$.accounts[0].maxPerHour', '$.accounts[0].maxPerDay', '$.accounts[0].trustedCertificate')`,
      ),
    )
    expect(await accounts().restore({ id: made.id })).toEqual(made)
  })

  it('comes back with its password and its drafts', async () => {
    const made = await accounts().create(draft)
    const { id: campaignId } = await app.client.email.campaigns.create({
      name: 'a',
      accountId: made.id,
    })
    await accounts().delete({ id: made.id })
    expect((await accounts().list({})).items).toEqual([])
    expect((await app.client.email.campaigns.get({ id: campaignId })).accountId).toBeNull()
    await restart()
    expect(await accounts().deleted()).toMatchObject([{ id: made.id, name: 'Boîte' }])
    const restored = await accounts().restore({ id: made.id })
    expect(restored).toEqual(made)
    expect(restored.hasPassword).toBe(true)
    expect((await app.client.email.campaigns.get({ id: campaignId })).accountId).toBe(made.id)
    expect(await accounts().deleted()).toEqual([])
  })

  it('keeps its number, and its password goes after a month', async () => {
    const made = await accounts().create(draft)
    await accounts().delete({ id: made.id })
    const name = `smtp:${made.id}@smtp.exemple.fr`
    expect(await app.host.secrets.get(name)).toBe('secret')
    expect(
      (await accounts().create({ ...draft, user: null, password: undefined })).hasPassword,
    ).toBe(false)
    app.host.clock.advance(30 * day + 1)
    await restart()
    await expect.poll(() => app.host.secrets.get(name)).toBeNull()
    expect(await errorReasonOf(accounts().restore({ id: made.id }))).toBe('unknown_id')
    await expect
      .poll(() => app.services.database.count('SELECT count(*) AS n FROM deleted_items'))
      .toBe(0)
  })
})

describe('a deleted funnel', () => {
  const funnels = () => app.client.funnels

  it('comes back with pages, paths and e-mails, off, after a restart', async () => {
    const { items } = await funnels().templates({ language: 'fr' })
    const template = items[0]
    const made = await funnels().create({ query: { template: template?.id }, body: {} })
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO funnel_events (event_id, kind, at, funnel_id, page_id, visitor) VALUES ('e', 'visit', 1, ?, ?, 'v')`,
        [made.id, made.pages[0]?.id ?? 0],
      ),
    )
    const events = () => app.services.database.count('SELECT count(*) AS n FROM funnel_events')
    await funnels().delete({ id: made.id })
    expect(await errorReasonOf(funnels().get({ id: made.id }))).toBe('unknown_id')
    expect(await app.client.email.campaigns.deleted()).toEqual([])
    await restart()
    expect(await funnels().deleted()).toMatchObject([{ id: made.id, name: made.name }])
    expect(events()).toBe(1)
    const restored = await funnels().restore({ id: made.id })
    expect(restored).toEqual({ ...made, isActive: false })
    expect(restored.emails.length).toBe(made.emails.length)
    expect(await funnels().deleted()).toEqual([])
    await funnels().delete({ id: made.id })
    app.host.clock.advance(30 * day + 1)
    await restart()
    await expect.poll(events).toBe(0)
    expect(await errorReasonOf(funnels().restore({ id: made.id }))).toBe('unknown_id')
  })

  it('takes another address where its own was given away meanwhile', async () => {
    const body = { name: 'Atelier' }
    const first = await funnels().create({ query: {}, body })
    await funnels().delete({ id: first.id })
    await funnels().create({ query: {}, body })
    await funnels().restore({ id: first.id })
    expect(app.services.database.query('SELECT id, slug FROM funnels ORDER BY id')).toEqual([
      { id: first.id, slug: 'atelier-2' },
      { id: first.id + 1, slug: 'atelier' },
    ])
  })
})

it('lists deleted leads as long as they can be restored', async () => {
  const { id } = await app.client.crm.leads.create({ firstName: 'Zoé', lastName: 'Roux' })
  await app.client.crm.leads.delete({ id })
  await restart()
  expect(await app.client.crm.leads.deleted()).toMatchObject([{ id, name: 'Zoé Roux' }])
  app.host.clock.advance(10 * 60_000 + 1)
  expect(await app.client.crm.leads.deleted()).toEqual([])
})
