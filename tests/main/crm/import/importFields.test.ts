// Custom fields, identifiers and what an import may do: files that belong together, rows to be mended,
// and all of it taken back.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportChoices } from '#shared/contract/crm/imports.ts'
import { contentOf, journals } from '../../../support/databaseContent.ts'
import { customTarget, importFields, isReplaceable } from '#shared/contract/crm/imports.ts'
import { isLeadField } from '#shared/leadFields/leadFields.ts'
import { mergeInto } from '#main/features/crm/import/importMerge.ts'
import { emptyLeadFields, toLeadRow } from '#main/features/crm/leads/leadRecord.ts'
import { leadProperty } from '#main/features/crm/leads/leads.table.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'
import { importCalls } from './importCalls.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())
const { run, byEmail } = importCalls(() => app)
const fields = async () => (await app.client.crm.customFields.list()).items
const content = () =>
  contentOf(app.services.database.path, (table) => [...journals, 'imports'].includes(table))

const people = 'mql_id,first_contact_date,origin\na1,2018-02-01,social\nb2,2018-03-01,email\n'
const deals =
  'mql_id,won_date,segment,revenue\na1,2018-05-01 10:00:00,pet,120.50\nzz,2018-05-01,health,1\n'
const mql: ImportChoices = {
  newFields: { mql: { name: 'MQL', kind: 'text', options: [] } },
  match: 'custom.mql',
}

describe('files that belong together by an identifier', () => {
  it('make people known by it alone, complete them, tell who is not there, and are taken back', async () => {
    const first = await run(
      people,
      { mql_id: 'custom.mql', first_contact_date: 'createdAt', origin: 'source' },
      mql,
    )
    expect(first).toMatchObject({ total: 2, created: 2, invalid: 0 })
    app.host.clock.advance(1_000)
    const before = content()
    const second = await run(
      deals,
      ...[
        {
          mql_id: 'custom.mql',
          won_date: 'wonAt',
          segment: 'custom.segment',
          revenue: 'estimatedValue',
        },
      ],
      {
        ...{ match: 'custom.mql', mode: 'update', forAll: { status: 'won', tags: ['Olist'] } },
        newFields: { segment: { name: 'Segment', kind: 'choice', options: [] } },
      },
    )
    expect(second).toMatchObject({ total: 2, updated: 1, skipped: 1, created: 0 })
    const [won] = (await app.client.crm.leads.list({ status: 'won' })).items
    expect(won).toMatchObject({
      ...{ lastName: 'a1', source: 'social', estimatedValue: 120.5, tags: ['Olist'] },
      custom: { mql: 'a1', segment: 'pet' },
    })
    expect((await fields()).map(({ key, options }) => [key, options])).toEqual([
      ['mql', []],
      ['segment', ['pet', 'health']],
    ])
    const rejected = await (await app.client.crm.imports.rejected({ id: second.id })).text()
    expect(rejected).toContain('zz')
    expect(rejected).toMatch(/Personne ici|Nobody here/)
    await app.client.crm.imports.undo({ id: second.id })
    expect(content()).toEqual(before)
  })
})

describe('columns', () => {
  it('become custom fields of every kind, in the spellings of people', async () => {
    const { crm } = app.client
    for (const kind of ['number', 'money', 'date', 'yesNo', 'link', 'longText'] as const)
      await crm.customFields.create({ name: `F ${kind}`, key: kind.toLowerCase(), kind })
    await crm.customFields.create({ name: 'Choix', kind: 'choice', options: ['Été', 'Hiver'] })
    await crm.customFields.create({ name: 'Plusieurs', kind: 'choices', options: ['A', 'B'] })
    const file = [
      'email;F number;F money;F date;F yesNo;F link;F longText;Choix;Plusieurs',
      'a@exemple.fr;-1 234,5;12,50 €;15/03/2031;oui;exemple.fr;"x\ny";ete;B, a',
      'b@exemple.fr;beaucoup;;31/02/2024;peut-être;javascript:alert(1);;Printemps;C',
    ].join('\n')
    const buckets = await run(file)
    expect((await byEmail('a@exemple.fr'))?.custom).toEqual({
      ...{ number: -1234.5, money: 12.5, date: '2031-03-15', yesno: true, longtext: 'x\ny' },
      ...{ link: 'https://exemple.fr', choix: 'Été', plusieurs: ['B', 'A'] },
    })
    expect((await byEmail('b@exemple.fr'))?.custom).toEqual({})
    expect(buckets.problems.map(({ reason }) => reason)).toEqual([
      ...['value_not_a_number', 'date_unreadable', 'value_unfit', 'value_unfit'],
      ...['choice_unknown', 'choice_unknown'],
    ])
    // What does not fit is with the person, not lost.
    expect((await byEmail('b@exemple.fr'))?.notes).toContain('Printemps')
  })

  it('are kept, filled or replaced one by one, and left out where that is said', async () => {
    const { crm } = app.client
    await crm.leads.create({ email: 'a@exemple.fr', firstName: 'Zoé', company: 'Avant' })
    const file = 'email,first name,company,secret\na@exemple.fr,Zoë,Après,xyz\n'
    const mapping = { email: 'email', 1: 'firstName', company: 'company', secret: 'ignored' }
    await run(file, mapping, { columns: { 2: 'overwrite' } })
    expect(await byEmail('a@exemple.fr')).toMatchObject({
      ...{ firstName: 'Zoé', company: 'Après', otherData: {} },
    })
  })

  it('of own dates and numbers say how they are read', async () => {
    const { crm } = app.client
    await crm.customFields.create({ name: 'Début', key: 'debut', kind: 'date' })
    const newFields = { prix: { name: 'Prix', kind: 'money' as const, options: [] } }
    const { uploadId } = await crm.imports.preview({
      file: new File(['email;Début;Prix\na@exemple.fr;12/31/2024;1,5\n'], 'dates.csv'),
    })
    const { reading } = await crm.imports.remap({
      ...{ uploadId, mapping: { 0: 'email', 1: 'custom.debut', 2: 'custom.prix' } },
      options: { newFields },
    })
    expect(reading).toMatchObject({ dateOrder: 'month_first', decimalMark: ',' })
  })

  it('can be replaced where a rule for people who are here is asked for', () => {
    const asked = new Set<string>(['wonAt'])
    const existing = { ...toLeadRow({ ...emptyLeadFields(1), email: 'a@exemple.fr' }, 0, 1), id: 1 }
    const lead = { ...emptyLeadFields(1), email: 'b@exemple.fr', custom: { k: 'v' } }
    const row = { line: 2, lead, address: null, consent: 'none', leftOut: [], kept: [] } as const
    mergeInto(
      { ...existing, custom: '{"k":"w"}' },
      {
        ...row,
        leftOut: [],
        kept: [],
        otherData: {},
        further: [],
        cells: null,
        ok: true,
        words: null,
      },
      0,
      { now: 1, goesOver: (name) => !asked.add(name) },
    )
    for (const target of [...importFields, customTarget('k')]) {
      const name = isLeadField(target) ? leadProperty(target) : target
      const isAsked = asked.has(name === 'fullName' ? 'lastName' : name)
      expect([target, isReplaceable(target)]).toEqual([target, isAsked])
    }
  })

  it('are remembered by their titles, and offered again', async () => {
    const preview = () =>
      app.client.crm.imports.preview({
        file: new File(['Mail,Code\na@exemple.fr,7\n'], 'mois.csv'),
      })
    expect((await preview()).remembered).toBeNull()
    // As it was recognised: nothing was said.
    await run('Mail,Code\nb@exemple.fr,8\n')
    expect((await preview()).remembered).toBeNull()
    await run('Mail,Code\nb@exemple.fr,8\n', { Mail: 'email', Code: 'jobTitle' })
    const again = await preview()
    expect(again.remembered?.mapping).toEqual({ 0: 'email', 1: 'jobTitle' })
    expect(again.columns.map(({ field }) => field)).toEqual(['email', 'jobTitle'])
  })

  it('that name no field there is are refused, and nothing is begun', async () => {
    expect(await errorReasonOf(run('email\na@exemple.fr\n', { email: 'custom.nothing' }))).toBe(
      'column_mapping_invalid',
    )
    expect((await app.client.crm.leads.list({})).total).toBe(0)
  })
})

describe('an import', () => {
  it.each([
    ['create', { created: 1, updated: 0, skipped: 1 }, 'Zoé'],
    ['update', { created: 0, updated: 1, skipped: 1 }, 'Zoë'],
  ] as const)('that may only %s leaves the others alone', async (mode, buckets, firstName) => {
    await app.client.crm.leads.create({ email: 'a@exemple.fr', firstName: 'Zoé' })
    const file = 'email,first name\na@exemple.fr,Zoë\nb@exemple.fr,Léo\n'
    expect(await run(file, undefined, { mode, existing: 'overwrite' })).toMatchObject(buckets)
    expect(await byEmail('a@exemple.fr')).toMatchObject({ firstName })
  })

  it('never gives one person the address of another', async () => {
    const { crm } = app.client
    await crm.customFields.create({ name: 'Code' })
    await crm.leads.create({ firstName: 'Zoé', custom: { code: '1' } })
    await crm.leads.create({ email: 'b@exemple.fr', firstName: 'Léo' })
    const buckets = await run(
      'code,email\n1,b@exemple.fr\n',
      { code: 'custom.code', email: 'email' },
      { match: 'custom.code' },
    )
    expect(buckets.problems).toMatchObject([{ reason: 'email_of_another' }])
    expect(await byEmail('b@exemple.fr')).toMatchObject({ firstName: 'Léo' })
  })

  it('gives rows back to be mended, and knows their people when they come again', async () => {
    const { crm } = app.client
    const file = 'nom;prénom;e-mail;remise\nRoux;Zoé;zoe à exemple.fr;=1+1\n;;rien du tout;x\n'
    const { id, created, invalid } = await run(file)
    expect([created, invalid]).toEqual([1, 1])
    const text = await (await crm.imports.rejected({ id })).text()
    expect(text.split('\r\n')).toHaveLength(4)
    expect(text).toContain("'=1+1")
    const mended = text
      .replace('zoe à exemple.fr', 'zoe@exemple.fr')
      .replace('rien du tout', 'leo@exemple.fr')
    expect(await run(mended)).toMatchObject({ created: 1, updated: 1, invalid: 0 })
    expect(await byEmail('zoe@exemple.fr')).toMatchObject({
      ...{ lastName: 'Roux', otherData: { remise: '=1+1' } },
    })
    expect((await crm.leads.list({})).total).toBe(2)
  })
})
