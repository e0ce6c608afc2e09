// The demo data shows a business as it is: nobody in it is there twice.
import { expect, it } from 'vitest'
import { createTestApp } from '../support/testApp.ts'

it('the people of the demo data are no duplicates of each other', async () => {
  const app = await createTestApp()
  await app.client.system.loadDemoData()
  expect((await app.client.crm.leads.count({})).total).toBe(48)
  expect(await app.client.crm.leads.duplicates.list({})).toMatchObject({ total: 0, items: [] })
  await app.remove()
})
