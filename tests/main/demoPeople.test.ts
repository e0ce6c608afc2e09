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

it.each(['fr', 'en'] as const)(
  'shows every part in %s, and nothing of it is on',
  async (language) => {
    const app = await createTestApp()
    const { client } = app
    await client.settings.update({ language })
    await client.system.loadDemoData()
    const [funnel] = (await client.funnels.list({})).items
    expect(funnel).toMatchObject({ language, isActive: false, publishedAt: null })
    const [sequence] = (await client.sequences.list({})).items
    const { steps, isOn } = await client.sequences.get({ id: sequence?.id ?? 0 })
    expect({ kinds: steps.map(({ kind }) => kind), isOn }).toEqual({
      kinds: ['wait', 'send', 'wait', 'send'],
      isOn: false,
    })
    // What waits for its text or its account is said when it is turned on; nobody is in it before.
    expect((await client.sequences.people({ id: sequence?.id ?? 0 })).total).toBe(0)
    await app.remove()
  },
)
