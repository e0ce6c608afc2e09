// Queueing in slices while people change: nobody is queued twice.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { createQueueing } from '#main/features/email/outbox/outbox.queueing.ts'
import { createVersions } from '#main/features/email/outbox/outbox.versions.ts'
import { createMailApp, type MailApp } from '../../support/mailApp.ts'

let app: MailApp
beforeEach(async () => void (app = await createMailApp({ engine: false })))
afterEach(() => app.close())

it('writes once to an address that moves to another lead between two slices', async () => {
  await app.addLeads(600)
  await app.client.email.campaigns.send({ id: await app.addCampaign(null) })
  const connection = openConnection(app.services.database.path)
  const queueing = createQueueing(connection, 'key', createVersions(connection))
  connection.transaction(() => queueing.slice(app.host.clock.now()))()
  const [first] = (await app.client.crm.leads.list({ sort: 'createdAt', limit: 1 })).items
  const [last] = (await app.client.crm.leads.list({ sort: '-createdAt', limit: 1 })).items
  expect(app.rows()).toHaveLength(500)
  await app.client.crm.leads.delete({ id: first?.id ?? 0 })
  await app.client.crm.leads.update({ id: last?.id ?? 0, email: first?.email ?? null })
  while (queueing.isNeeded()) connection.transaction(() => queueing.slice(app.host.clock.now()))()
  connection.close()
  const addresses = app.rows().map((row) => row.email)
  expect(addresses).toContain(first?.email)
  expect(new Set(addresses).size).toBe(addresses.length)
})
