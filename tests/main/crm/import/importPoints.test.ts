// Several addresses and numbers of a person in a file: each is theirs, under the label that its
// column or the cell beside it gives; taken back, exported and brought in again without a loss.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContactLabel, ContactPoint } from '#shared/contract/crm/contactPoints.ts'
import {
  labelOfCell,
  labelOfTitle,
  labelWords,
} from '#main/features/crm/contactPoints/pointLabels.ts'
import { contentOf } from '../../../support/databaseContent.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'
import { importCalls } from './importCalls.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())
const { run, byEmail } = importCalls(() => app)

const point = (value: string, label: ContactLabel | null = null): ContactPoint => ({ value, label })
const reached = async (email: string) => {
  const lead = await byEmail(email)
  const { phone, emails, phones, emailLabel, phoneLabel, otherData } = lead ?? {}
  return { phone, emails, phones, emailLabel, phoneLabel, otherData }
}
const refused = async (address: string) =>
  app.services.database.query('SELECT 1 FROM suppressions WHERE value = ?', [address]).length === 1

describe('a label', () => {
  it.each<[string, ContactLabel | null]>([
    ['E-mail 2', null],
    ['E-mail pro', 'work'],
    ['Mobile', 'mobile'],
    ['Téléphone fixe', null],
    ['Téléphone portable pro', 'mobile'],
    ['Home Phone 2', 'home'],
    ['Business Phone', 'work'],
    ['E-mail 2 Address', null],
    ['Tél. domicile', 'home'],
    ['workEmail', 'work'],
    ['Personne - Téléphone - Travail', 'work'],
    ['Other Phone', 'other'],
  ])('is read of the title %s', (title, label) => expect(labelOfTitle(title)).toBe(label))

  it('of a cell is only a word for one', () => {
    const cells = ['* Work', 'home', 'MOBILE', 'Autre', 'Work mobile', 'Assistante', 'Work Fax', '']
    expect(cells.map(labelOfCell)).toEqual([
      ...(['work', 'home', 'mobile', 'other', 'mobile'] as const),
      ...[null, null, null],
    ])
    for (const { labels } of Object.values(labelWords))
      for (const [label, word] of Object.entries(labels)) expect(labelOfCell(word)).toBe(label)
  })
})

describe('several addresses and numbers in a file', () => {
  it('are those of their person, with what the columns call them', async () => {
    await run(
      'Nom;E-mail;E-mail 2;E-mail pro;Mobile;Téléphone fixe;Téléphone bureau\n' +
        'Roux;zoe@x.fr;deux@x.fr;pro@x.fr;06 11 22 33 44;01 23 45 67 89;01 99 99 99 99',
    )
    expect(await reached('zoe@x.fr')).toEqual({
      phone: '06 11 22 33 44',
      emails: [point('deux@x.fr'), point('pro@x.fr', 'work')],
      phones: [point('01 23 45 67 89'), point('01 99 99 99 99', 'work')],
      ...{ emailLabel: null, phoneLabel: 'mobile', otherData: {} },
    })
    expect((await byEmail('pro@x.fr'))?.email).toBe('zoe@x.fr')
  })

  it('take Google’s labels of the cells beside them, and keep what is none', async () => {
    await run(
      'First Name,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value\n' +
        'Zoé,* Home,zoe@x.fr,Work,pro@x.fr,Mobile,06 11 22 33 44,Assistante,01 23 45 67 89',
    )
    expect(await reached('zoe@x.fr')).toEqual({
      phone: '06 11 22 33 44',
      emails: [point('pro@x.fr', 'work')],
      phones: [point('01 23 45 67 89')],
      ...{
        emailLabel: 'home',
        phoneLabel: 'mobile',
        otherData: { 'Phone 2 - Type': 'Assistante' },
      },
    })
  })

  it('take Outlook’s and HubSpot’s columns', async () => {
    await run(
      'First Name,E-mail Address,E-mail 2 Address,Home Phone,Business Phone,Mobile Phone\n' +
        'Zoé,zoe@x.fr,deux@x.fr,01 11 11 11 11,02 22 22 22 22,06 33 33 33 33',
    )
    expect(await reached('zoe@x.fr')).toMatchObject({
      ...{ phone: '01 11 11 11 11', phoneLabel: 'home', emails: [point('deux@x.fr')] },
      phones: [point('02 22 22 22 22', 'work'), point('06 33 33 33 33', 'mobile')],
    })
  })

  it('leave an address to whom it is, in the file and here, and keep it beside', async () => {
    await app.client.crm.leads.create({ email: 'max@x.fr', firstName: 'Max' })
    await run(
      'Nom;E-mail;E-mail 2\nRoux;zoe@x.fr;max@x.fr\nPetit;lea@x.fr;zoe@x.fr\nBlanc;ana@x.fr;ana@x.fr',
    )
    expect(await reached('zoe@x.fr')).toMatchObject({
      ...{ emails: [], otherData: { 'E-mail 2': 'max@x.fr' } },
    })
    expect(await reached('lea@x.fr')).toMatchObject({
      ...{ emails: [], otherData: { 'E-mail 2': 'zoe@x.fr' } },
    })
    expect(await reached('ana@x.fr')).toMatchObject({ emails: [], otherData: {} })
  })

  it('know a person by a further address that an earlier row of the file gave', async () => {
    const rows = 'Nom;E-mail;E-mail 2;Société\nRoux;zoe@x.fr;info@x.fr;\n;info@x.fr;;Fleurs'
    expect(await run(rows)).toMatchObject({ created: 1, duplicate: 1, invalid: 0 })
    expect(await byEmail('zoe@x.fr')).toMatchObject({ company: 'Fleurs' })
    expect(await byEmail('zoe@x.fr')).toMatchObject({ emails: [point('info@x.fr')] })
  })

  const colleagues =
    'Prénom;E-mail;E-mail 2;Désinscrit\nAnna;anna@x.fr;bob@x.fr;\nBob;bob@x.fr;;oui'

  it('leave a colleague alone who has a row and a name of their own', async () => {
    expect(await run(colleagues)).toMatchObject({ created: 2, duplicate: 0 })
    const { items } = await app.client.crm.leads.list({})
    const bob = items.find(({ firstName }) => firstName === 'Bob')
    expect(bob).toMatchObject({ email: null, notes: 'bob@x.fr' })
    expect(await byEmail('anna@x.fr')).toMatchObject({ firstName: 'Anna' })
    expect(await refused('bob@x.fr')).toBe(true)
  })

  it('are nobody’s where whoever is here is left alone, and a colleague comes in whole', async () => {
    await app.client.crm.leads.create({ email: 'anna@x.fr', firstName: 'Anna' })
    const options = { mode: 'create' } as const
    expect(await run(colleagues, undefined, options)).toMatchObject({ created: 1, skipped: 1 })
    expect(await byEmail('bob@x.fr')).toMatchObject({ firstName: 'Bob' })
    expect(await byEmail('anna@x.fr')).toMatchObject({ emails: [] })
    expect([await refused('bob@x.fr'), await refused('anna@x.fr')]).toEqual([true, false])
  })

  it('move up where the first address is somebody else’s', async () => {
    await app.client.crm.customFields.create({ name: 'Code' })
    const { leads } = app.client.crm
    await leads.create({ email: 'max@x.fr', firstName: 'Max', custom: { code: 'A1' } })
    await run('Nom;E-mail;E-mail 2;Code\nRoux;max@x.fr;zoe@x.fr;B2', undefined, {
      match: 'custom.code',
    })
    expect(await byEmail('zoe@x.fr')).toMatchObject({ lastName: 'Roux', emails: [] })
  })
})

describe('somebody who is here already', () => {
  it('gains what is new, labels where there were none, and loses nothing', async () => {
    const { leads } = app.client.crm
    await leads.create({
      ...{ email: 'zoe@x.fr', phone: '06 11 22 33 44', lastName: 'Roux' },
      emails: [point('deux@x.fr', 'home')],
    })
    const before = contentOf(app.services.database.path)
    const file =
      'E-mail;E-mail pro;Mobile;Téléphone bureau\nzoe@x.fr;deux@x.fr;+33 6 11 22 33 44;01 23 45 67 89'
    const { id } = await app.client.crm.imports.run({ file: new File([file], 'a.csv') })
    const after = {
      ...{ phone: '06 11 22 33 44', phoneLabel: 'mobile' },
      emails: [point('deux@x.fr', 'home')],
      phones: [point('01 23 45 67 89', 'work')],
    }
    expect(await reached('zoe@x.fr')).toMatchObject(after)
    expect(await run(file)).toMatchObject({ unchanged: 1, updated: 0 })
    await app.client.crm.imports.undo({ id })
    expect(contentOf(app.services.database.path)['leads']).toEqual(before['leads'])
    expect(contentOf(app.services.database.path)['lead_addresses']).toEqual(
      before['lead_addresses'],
    )
  })

  it('is taken back whole where the file brought them', async () => {
    const before = contentOf(app.services.database.path)
    const file = new File(['E-mail;E-mail 2\nzoe@x.fr;deux@x.fr'], 'a.csv')
    const { id } = await app.client.crm.imports.run({ file })
    await app.client.crm.imports.undo({ id })
    const tables = ['leads', 'lead_addresses', 'suppressions']
    const after = contentOf(app.services.database.path)
    for (const table of tables) expect(after[table]).toEqual(before[table])
  })
})

it('refuses each address of a person who refused, and of nobody else', async () => {
  await app.client.crm.leads.create({ email: 'max@x.fr', firstName: 'Max' })
  const file = 'E-mail;E-mail 2;E-mail 3;Désinscrit\nzoe@x.fr;deux@x.fr;max@x.fr;oui'
  const { id } = await app.client.crm.imports.run({ file: new File([file], 'a.csv') })
  expect([await refused('zoe@x.fr'), await refused('deux@x.fr')]).toEqual([true, true])
  expect(await refused('max@x.fr')).toBe(false)
  await app.client.crm.imports.undo({ id })
  expect([await refused('zoe@x.fr'), await refused('deux@x.fr')]).toEqual([false, false])
  // What stands against one address already holds for another that a file brings.
  await app.client.email.suppressions.add({ entries: 'lea@x.fr' })
  await run('E-mail;E-mail 2\nlea@x.fr;lea2@x.fr')
  expect(await refused('lea2@x.fr')).toBe(true)
})

describe('a round trip', () => {
  const lead = {
    ...{ firstName: 'Zoé', lastName: 'Roux', email: 'zoe@x.fr', emailLabel: 'home' as const },
    ...{ phone: '06 11 22 33 44', phoneLabel: 'mobile' as const },
    emails: [point('pro@x.fr', 'work'), point('trois@x.fr'), point('autre@x.fr', 'other')],
    phones: [point('01 23 45 67 89', 'work'), point('04 04 04 04 04', 'other')],
  }
  const erase = async () => {
    for (const { id } of (await app.client.crm.leads.list({})).items)
      await app.client.crm.personalData.erase({ id })
  }
  it.each(['csv', 'xlsx', 'vcf'] as const)(
    'through %s loses no address and no label',
    async (kind) => {
      const { leads, exports } = app.client.crm
      for (const language of ['fr', 'en'] as const) {
        await leads.create(lead)
        await leads.create({ firstName: 'Max', email: 'max@x.fr' })
        const made = await exports[kind]({ language })
        // An erasure takes the files of exports away, too.
        const file = new File([await made.arrayBuffer()], made.name)
        await erase()
        await app.client.crm.imports.run({ file })
        expect(await byEmail('zoe@x.fr')).toMatchObject({ ...lead, otherData: {} })
        expect(await reached('max@x.fr')).toMatchObject({ emails: [], phones: [], otherData: {} })
        await erase()
      }
    },
  )
})
