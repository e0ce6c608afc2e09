// Files that say more of a person than there is room for beside the fields: the lead can be read, and
// what found no room is named and in the notes.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'
import { importCalls } from './importCalls.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())
const { run } = importCalls(() => app)

const columns = (word: string) => Array.from({ length: 110 }, (_, index) => `${word}${index}`)
const file = (word: string) =>
  `E-mail;${columns(word).join(';')}\nlea@exemple.fr;${columns(word)
    .map((title) => `dit-${title}.`)
    .join(';')}\n`

it('keeps in the notes what two files say beyond two hundred values, and names it', async () => {
  await run(file('Salon'))
  const buckets = await run(file('Club'))
  expect(buckets).toMatchObject({ updated: 1, leftOut: 20 })
  expect(buckets.problems).toHaveLength(20)
  expect(buckets.problems[0]).toMatchObject({ reason: 'other_data_full', column: 'Club90' })
  const { items } = await app.client.crm.leads.list({})
  expect(Object.keys(items[0]?.otherData ?? {})).toHaveLength(200)
  const told = JSON.stringify(items)
  for (const title of [...columns('Salon'), ...columns('Club')])
    expect(told).toContain(`dit-${title}.`)
  await expect((await app.client.crm.exports.csv({})).text()).resolves.toContain('dit-Club109.')
  expect(await run(file('Club'))).toMatchObject({ unchanged: 1 })
})

it('shows a lead that an earlier version filled beyond it', async () => {
  await run(file('Salon'))
  await app.services.database.write([], (transaction) =>
    transaction.sql('UPDATE leads SET other_data = ?', [
      JSON.stringify(
        Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`${index}`, 'x'])),
      ),
    ]),
  )
  const { items } = await app.client.crm.leads.list({})
  expect(Object.keys(items[0]?.otherData ?? {})).toHaveLength(250)
  await app.client.crm.leads.update({ id: items[0]?.id ?? 0, notes: 'Bonjour' })
})

it('takes a number that is there in another spelling for no further one', async () => {
  const { leads } = app.client.crm
  const { id } = await leads.create({
    ...{ email: 'lea@exemple.fr', phone: '06 12 34 56 78' },
    phones: [{ value: '+33 1 98 76 54 32', label: 'work' }],
  })
  const otherData = async () => (await leads.get({ id })).otherData
  await run('E-mail;Téléphone\nlea@exemple.fr;0612345678 / 01.98.76.54.32\n')
  expect(await otherData()).toEqual({})
  await run('E-mail;Téléphone\nlea@exemple.fr;0612345678 / 01 98 76 54 32 poste 12\n')
  expect(await otherData()).toEqual({ Téléphone: '01 98 76 54 32 poste 12' })
})
