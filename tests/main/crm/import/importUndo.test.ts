// A whole import taken back: whom it brought, what it changed, the refusals it came with; after a
// restart too. Whom something happened with since stays.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordWithdrawal } from '#main/features/crm/crm.feature.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'
import { contentOf, journals } from '../../../support/databaseContent.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const runImport = (csv: string, options: object = {}) =>
  app.client.crm.imports.run({
    file: new File([csv], 'contacts.csv'),
    options: JSON.stringify(options),
  })
const content = () =>
  contentOf(app.services.database.path, (table) => [...journals, 'imports'].includes(table))

const file = [
  'email,prenom,nom,statut,tags,source,desabonne,valeur',
  'lea@exemple.fr,Léa,Martin,client,Salon,Foire,non,120',
  'LEA@exemple.fr,,,,VIP,,,',
  'zoe@exemple.fr,Zoé,Petit,perdu,,Web,oui,',
  'noe@exemple.fr,Noé,,nouveau,salon,,non,40',
  'ben@exemple.fr,Ben,,,,,oui,',
].join('\n')

async function somePeople(): Promise<void> {
  const { crm, email } = app.client
  await crm.leads.create({ email: 'lea@exemple.fr', tags: ['Ancien'], notes: 'Déjà là' })
  const zoe = await crm.leads.create({ email: 'zoe@exemple.fr', status: 'won', source: 'Web' })
  await crm.interactions.create({ id: zoe.id, type: 'call' })
  await email.suppressions.add({ entries: 'ben@exemple.fr', reason: 'unconfirmed', note: 'avant' })
  app.host.clock.advance(24 * 3_600_000)
}

describe('an import', () => {
  it.each(['fill_blanks', 'overwrite'] as const)(
    'is taken back to the last row, %s',
    async (existing) => {
      await somePeople()
      const before = content()
      const { id, created, updated } = await runImport(file, { existing })
      expect(content()).not.toEqual(before)
      app.host.clock.advance(3_600_000)
      expect(await app.client.crm.imports.undo({ id })).toEqual({
        restored: created + updated,
        kept: 0,
      })
      expect(content()).toEqual(before)
      expect((await app.client.crm.imports.get({ id })).state).toBe('undone')
      expect(await errorReasonOf(app.client.crm.imports.undo({ id }))).toBe('change_not_undoable')
    },
  )

  it('leaves whom something happened with, and what was changed since', async () => {
    const { crm } = app.client
    await somePeople()
    const { id } = await runImport(file)
    const find = async (search: string) => (await crm.leads.list({ search })).items[0]
    const [noe, ben, lea] = [await find('noe'), await find('ben'), await find('lea')]
    app.host.clock.advance(3_600_000)
    await crm.interactions.create({ id: noe?.id ?? 0, type: 'note', subject: 'Appelé' })
    await crm.leads.update({ id: lea?.id ?? 0, company: 'Fleurs' })
    expect(await crm.imports.undo({ id })).toMatchObject({ kept: 2 })
    expect(await find('noe')).toMatchObject({ firstName: 'Noé', tags: ['Salon'] })
    expect(ben && (await errorReasonOf(crm.leads.get({ id: ben.id })))).toBe('unknown_id')
    expect(await find('lea')).toMatchObject({
      company: 'Fleurs',
      firstName: null,
      tags: ['Ancien'],
      notes: 'Déjà là',
    })
  })

  it('that does not exist is told', async () => {
    expect(await errorReasonOf(app.client.crm.imports.undo({ id: 9 }))).toBe('unknown_id')
  })
})

describe('a refusal that came with a file that is taken back', () => {
  const refusing = 'email,desabonne\nlea@exemple.fr,oui'
  const leads = () => app.client.crm.leads
  const later = () => app.host.clock.advance(60_000)
  const refusals = async () =>
    (await app.client.email.suppressions.list({})).items.map(({ value, reason }) => [value, reason])

  it('stays as the person’s own where they clicked the link of an older message since', async () => {
    const { id: leadId } = await leads().create({ email: 'lea@exemple.fr' })
    const clickedAt = app.host.clock.now()
    later()
    const { id } = await runImport(refusing)
    later()
    const click = { eventId: 'click', leadId, email: 'lea@exemple.fr', at: clickedAt }
    await app.services.database.write([], (transaction) =>
      recordWithdrawal(transaction, click, app.host.clock.now()),
    )
    await app.client.crm.imports.undo({ id })
    expect(await refusals()).toEqual([['lea@exemple.fr', 'unsubscribed']])
    expect((await leads().consents({ id: leadId })).standing).toMatchObject({
      ...{ state: 'withdrawn', refusal: { at: new Date(clickedAt).toISOString() } },
    })
  })

  it('stays where it was noted by hand since, at all addresses', async () => {
    const { id: leadId } = await leads().create({
      ...{ email: 'lea@exemple.fr', emails: [{ value: 'lea@travail.example' }] },
    })
    const { id } = await runImport(refusing)
    expect(await refusals()).toHaveLength(2)
    later()
    await leads().noteConsent({ id: leadId, action: 'withdrawn' })
    await app.client.crm.imports.undo({ id })
    expect((await refusals()).toSorted()).toEqual([
      ['lea@exemple.fr', 'unsubscribed'],
      ['lea@travail.example', 'unsubscribed'],
    ])
  })

  it('goes where what was noted by hand was a mistake, or of before the file', async () => {
    const { id: leadId } = await leads().create({ email: 'lea@exemple.fr' })
    await leads().noteConsent({ id: leadId, action: 'withdrawn' })
    const [listed] = (await app.client.email.suppressions.list({})).items
    await app.client.email.suppressions.delete({ id: listed?.id ?? 0 })
    later()
    const { id } = await runImport(refusing)
    later()
    const { items } = await leads().noteConsent({ id: leadId, action: 'withdrawn' })
    await leads().undoConsent({ id: leadId, consentId: items[0]?.id ?? 0 })
    await app.client.crm.imports.undo({ id })
    expect(await refusals()).toEqual([])
  })

  it.each(['complaint', 'manual'] as const)('stays as %s since', async (reason) => {
    const { id } = await runImport(refusing)
    later()
    await app.client.email.suppressions.add({ entries: 'lea@exemple.fr', reason })
    await app.client.crm.imports.undo({ id })
    expect(await refusals()).toEqual([['lea@exemple.fr', reason]])
  })
})
