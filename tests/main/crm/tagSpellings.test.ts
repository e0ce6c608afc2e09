// The case i1: one tag in a file, however each row spells it, and with what was there before.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => {
  app = await createTestApp()
})
afterEach(() => app.remove())

const csv = [
  'email;tags',
  'a@exemple.fr;été',
  'b@exemple.fr;e\u0301te\u0301',
  'c@exemple.fr;Été',
  'd@exemple.fr;ÉTÉ ',
].join('\n')

async function importFile(): Promise<void> {
  await app.client.crm.imports.run({ file: new File([csv], 'i1-tags-nfd.csv'), mapping: undefined })
}
const tags = async () =>
  (await app.client.crm.leads.list({ sort: 'createdAt' })).items.map((lead) => lead.tags)

it('is one tag of a file', async () => {
  await importFile()
  expect(await tags()).toEqual([['été'], ['été'], ['été'], ['été']])
  for (const tag of ['été', 'ÉTÉ', 'e\u0301te\u0301'])
    expect(await app.client.crm.leads.count({ tag })).toEqual({ total: 4 })
})

it('is the tag that was there before, in its spelling', async () => {
  await app.client.crm.leads.create({ email: 'z@exemple.fr', tags: ['ÉTÉ'] })
  await importFile()
  expect(new Set((await tags()).flat())).toEqual(new Set(['ÉTÉ']))
  expect(await app.client.crm.leads.count({ tag: 'été' })).toEqual({ total: 5 })
})
