// What a person refused at one of several addresses, when entries become one and when an address
// comes back.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { liftOwnRefusal } from '#main/features/crm/consents/consents.repository.ts'
import { recallRefusals } from '#main/features/crm/personalData/erasedRefusals.repository.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const crm = () => app.client.crm
const refused = async () =>
  (await app.client.email.suppressions.list({})).items.map(({ value }) => value).toSorted()
const refuse = (entries: string) =>
  app.client.email.suppressions.add({ entries, reason: 'unsubscribed' })

/** Refused at both addresses, and agreed again at the first. */
async function whoAgreedAgain(): Promise<number> {
  const { id } = await crm().leads.create({
    ...{ email: 'a@exemple.fr', firstName: 'Léa', emails: [{ value: 'b@exemple.fr' }] },
  })
  await refuse('a@exemple.fr')
  app.host.clock.advance(1_000)
  await app.services.database.write([], (transaction) =>
    liftOwnRefusal(transaction, 'a@exemple.fr', app.host.clock.now(), app.host.clock.now()),
  )
  expect(await refused()).toEqual(['b@exemple.fr'])
  return id
}

describe('a merge', () => {
  it('ends no agreement by what its person had refused before, whichever entry stays', async () => {
    for (const stays of ['first', 'second'] as const) {
      const known = await whoAgreedAgain()
      const other = (await crm().leads.create({ email: 'c@exemple.fr', firstName: 'Léa' })).id
      const [keep, gone] = stays === 'first' ? [known, other] : [other, known]
      const { mergeId } = await crm().leads.merge({ keep, others: [gone] })
      expect([stays, await refused()]).toEqual([stays, ['b@exemple.fr', 'c@exemple.fr']])
      await crm().leads.undoMerge({ id: mergeId })
      expect(await refused()).toEqual(['b@exemple.fr'])
      for (const id of [known, other]) await crm().leads.delete({ id })
      await app.services.database.write([], (transaction) =>
        transaction.sql('DELETE FROM suppressions'),
      )
    }
  })

  it('lets what each of three entries refused hold for all', async () => {
    const ids: number[] = []
    for (const name of ['a', 'b', 'c'])
      ids.push((await crm().leads.create({ email: `${name}@exemple.fr`, firstName: 'Léa' })).id)
    await refuse('c@exemple.fr')
    const [keep = 0, ...others] = ids
    await crm().leads.merge({ keep, others })
    expect(await refused()).toEqual(['a@exemple.fr', 'b@exemple.fr', 'c@exemple.fr'])
  })
})

describe('a refusal of somebody who was erased', () => {
  it('holds for all addresses of the lead that has one of them by now, however it came', async () => {
    const { id } = await crm().leads.create({ email: 'zoe@exemple.fr' })
    await refuse('zoe@exemple.fr')
    await crm().personalData.erase({ id })
    const lead = await crm().leads.create({ email: 'neu@exemple.fr', firstName: 'Zoé' })
    // As a file writes it, which asks nobody.
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `UPDATE leads SET contact_points = '{"emails":[{"value":"zoe@exemple.fr","label":null}]}' WHERE id = ?`,
        [lead.id],
      ),
    )
    await recallRefusals(app.services)
    expect(await refused()).toEqual(['neu@exemple.fr', 'zoe@exemple.fr'])
  })
})
