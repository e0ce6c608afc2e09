// Small files that went wrong in real use, and what is right for each: nobody is lost, no refusal is
// missed or invented, what cannot be used is named.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportChoices } from '#shared/contract/crm/imports.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'
import { importCalls } from './importCalls.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())
const { run, byEmail } = importCalls(() => app)

const folder = join(import.meta.dirname, '../../../fixtures/imports/cases')
const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, name)))
const runCase = (name: string, options?: ImportChoices) =>
  run(bytes(`${name}.csv`), undefined, options, `${name}.csv`)
const people = async () => (await app.client.crm.leads.list({ sort: 'name' })).items
const suppressed = async (reason: string) =>
  (await app.client.email.suppressions.list({})).items
    .filter((item) => item.reason === reason)
    .map((item) => item.value)
    .toSorted()

it('the cases are there', () => expect(existsSync(folder)).toBe(true))

describe('separators and quotes', () => {
  it.each([
    ['a1-header-linebreak', 2],
    ['a3-header-comma-tie', 2],
    ['a4-header-comma-more', 1],
    ['b1-stray-open-quote', 4],
  ])('%s: %i people, each with an address', async (name, count) => {
    expect(await runCase(name)).toMatchObject({ total: count, created: count, invalid: 0 })
    for (const { email } of await people()) expect(email).toMatch(/@exemple\.fr$/)
  })

  it('titles above the header row, no header row at all, and a row that is chosen', async () => {
    expect(
      await run('Export du 3 mars;;\n\nNom;E-mail;Tél.\nRoux;a@x.fr;06 11 22 33 44\n'),
    ).toMatchObject({ created: 1, invalid: 0 })
    expect(await byEmail('a@x.fr')).toMatchObject({ lastName: 'Roux', phone: '06 11 22 33 44' })
    expect(await run('b@x.fr;06 11 22 33 55\nc@x.fr;06 11 22 33 66\n')).toMatchObject({
      created: 2,
    })
    expect(await byEmail('b@x.fr')).toMatchObject({ phone: '06 11 22 33 55' })
    const file = 'couleur;mail\nrouge;d@x.fr\n'
    expect(await run(file, { 1: 'email' }, { headerRow: 0 })).toMatchObject({ total: 2 })
  })
})

describe('encodings', () => {
  it.each([
    ['c1-one-bad-byte', 'zoe@exemple.fr', 'Crêperie été'],
    ['utf8-one-bad-byte', 'enc@x.example', 'Café Été'],
  ])('%s: the rest reads well, the cell is named', async (name, email, company) => {
    const buckets = await runCase(name)
    expect(buckets.problems.map(({ reason }) => reason)).toContain('character_unreadable')
    expect((await people()).find((lead) => lead.email === email)).toMatchObject({ company })
  })

  const encoded = {
    macintosh: [0x8e, 0x8f],
    cp850: [0x82, 0x8a],
    'windows-1252': [0xe9, 0xe8],
  }
  it.each(Object.entries(encoded))('%s is known by its letters', async (_name, [acute, grave]) => {
    const text = Buffer.from('email;nom\na@x.fr;Lef?vre R?my, Andr?, P?lissier\n', 'latin1')
    const marks = [grave, acute, acute, acute]
    const content = Uint8Array.from(text, (byte) => (byte === 0x3f ? (marks.shift() ?? 0) : byte))
    await run(content)
    expect(await byEmail('a@x.fr')).toMatchObject({ lastName: 'Lefèvre Rémy, André, Pélissier' })
  })

  it('one that nothing tells apart can be chosen', async () => {
    const content = Uint8Array.from([
      ...Buffer.from('email;nom\na@x.fr;Dvo'),
      0xf8,
      ...Buffer.from('ak'),
    ])
    await run(content, undefined, { encoding: 'windows-1250' })
    expect(await byEmail('a@x.fr')).toMatchObject({ lastName: 'Dvořak' })
  })
})

describe('several columns for one field', () => {
  it.each([
    [
      'a10-phone-and-mobile',
      'leo@exemple.fr',
      { phone: '0123456789', phones: [{ value: '0698765432', label: 'mobile' }] },
    ],
    [
      'a12-google',
      'zoe@exemple.fr',
      {
        ...{ phone: '+33 6 12 34 56 78', emails: [{ value: 'zoe.pro@exemple.fr', label: null }] },
        phones: [{ value: '+33 1 23 45 67 89', label: null }],
      },
    ],
    [
      'google-new',
      'a1@g.example',
      {
        ...{ emailLabel: 'work', phone: '+33 6 11', phoneLabel: 'mobile' },
        emails: [
          { value: 'a1bis@g.example', label: 'work' },
          { value: 'a1ter@g.example', label: 'home' },
        ],
        phones: [
          { value: '+33 6 12', label: 'mobile' },
          { value: '+33 1 11', label: 'work' },
        ],
      },
    ],
    [
      'outlook-fr',
      'jd@outfr.example',
      { phone: '+33 6 01 02 03 04', otherData: { 'Code postal (bureau)': '69001' } },
    ],
  ])('%s: the first filled is the first, the others are further ones', async (name, email, as) => {
    expect(await runCase(name)).toMatchObject({ invalid: 0, suppressed: 0, unconfirmed: 0 })
    const lead = await byEmail(email)
    expect(lead).toMatchObject(as)
    expect(
      Object.keys(lead?.otherData ?? {}).filter(
        (title) => / - (Label|Value)$/.test(title) && !/^(Address|Website)/.test(title),
      ),
    ).toEqual([])
  })

  it('columns without a field are kept and named', async () => {
    const buckets = await runCase('generic-fr')
    expect(buckets.otherColumns).toEqual(expect.arrayContaining(['SIRET', 'Ville', 'Civilité']))
    expect((await byEmail('g1@fr.example'))?.otherData).toMatchObject({
      SIRET: '12345678900011',
      Ville: 'Lyon',
    })
  })
})

describe('other data', () => {
  it('of two columns with one title is both, and what is too long is named and in the notes', async () => {
    const buckets = await run(`email;Info;Info;Texte\na@x.fr;un;deux;${'x'.repeat(2_500)}\n`)
    expect(buckets.problems).toMatchObject([{ reason: 'value_too_long', column: 'Texte' }])
    const lead = await byEmail('a@x.fr')
    expect(lead?.otherData).toEqual({ Info: 'un · deux' })
    expect(lead?.notes).toContain('Texte : xxx')
  })

  it('fills up on a later import, and can be removed', async () => {
    await run('email;Ville\na@x.fr;Lyon\n')
    await run('email;Ville;Pays\na@x.fr;Paris;France\n')
    const lead = await byEmail('a@x.fr')
    expect(lead?.otherData).toEqual({ Ville: 'Lyon', Pays: 'France' })
    const changed = await app.client.crm.leads.update({
      id: lead?.id ?? 0,
      otherData: { Pays: 'France' },
    })
    expect(changed.otherData).toEqual({ Pays: 'France' })
  })
})

describe('dates and amounts', () => {
  it('f1-dates: each is the 15th of March 2024, or is named and left open', async () => {
    const buckets = await runCase('f1-dates')
    expect(buckets.problems.map(({ value }) => value)).toEqual(['1710496800', '2024-03'])
    expect(buckets.created).toBe(17)
    const dates = new Map((await people()).map(({ email, createdAt }) => [email, createdAt]))
    expect(dates.get('d06@exemple.fr')).toBe('2024-03-16T04:30:00.000Z')
    expect(dates.get('d07@exemple.fr')).toBe('2024-03-15T21:30:00.000Z')
  })

  it('f2-us-file: the order is decided for the column', async () => {
    await runCase('f2-us-file')
    const local = async (email: string) => {
      const date = new Date((await byEmail(email))?.createdAt ?? '')
      return [date.getMonth() + 1, date.getDate()]
    }
    expect(
      await Promise.all(['u1', 'u2', 'u3', 'u4'].map((name) => local(`${name}@exemple.com`))),
    ).toEqual([
      [3, 14],
      [3, 4],
      [12, 31],
      [1, 2],
    ])
  })

  it('amounts: every person is kept, what cannot be read is named', async () => {
    const buckets = await runCase('g1-amounts')
    expect([buckets.created, buckets.invalid]).toEqual([20, 0])
    expect(buckets.problems.map(({ line }) => line)).toEqual(
      expect.arrayContaining([6, 7, 13, 18, 19]),
    )
    expect((await byEmail('g11@exemple.fr'))?.notes).toBe('montant : (500)')
  })

  it('an amount of nothing goes over what was there only where overwriting is chosen', async () => {
    await app.client.crm.leads.create({ email: 'a@x.fr', estimatedValue: 900 })
    await run('email;montant\na@x.fr;0\n')
    expect(await byEmail('a@x.fr')).toMatchObject({ estimatedValue: 900 })
    await run('email;montant\na@x.fr;0\n', undefined, { existing: 'overwrite' })
    expect(await byEmail('a@x.fr')).toMatchObject({ estimatedValue: 0 })
  })

  it('1250.000 is asked about, not guessed', async () => {
    const asked = await runCase('amount-x1000')
    expect(asked.problems).toMatchObject([{ value: '1250.000', reason: 'amount_ambiguous' }])
  })

  it('rows-kept: every person is kept with the first value that is one', async () => {
    expect(await runCase('rows-kept')).toMatchObject({ created: 7, invalid: 0 })
    for (const name of ['k1', 'k2', 'k4', 'k5', 'k6'])
      expect(await byEmail(`${name}@xl.example`)).toBeDefined()
    expect((await people()).find(({ lastName }) => lastName === 'Gris')).toMatchObject({
      email: null,
      phone: '+33 6 07 08 09 10',
      notes: 'E-mail : k7@xl,example',
    })
  })
})

describe('refusals', () => {
  it('h1-zero-dates: one refusal', async () => {
    expect(await runCase('h1-zero-dates')).toMatchObject({
      created: 18,
      suppressed: 1,
      unconfirmed: 0,
    })
    expect(await suppressed('imported')).toEqual(['h17@exemple.fr'])
  })

  it('h2-sendy-status: refused, to be asked first, and kept', async () => {
    const buckets = await runCase('h2-sendy-status')
    expect(await suppressed('unconfirmed')).toEqual(['s05-unconfirmed@exemple.fr'])
    const kept = ['s00', 's04', 's05', 's12', 's15']
    expect(await suppressed('imported')).toHaveLength(20 - kept.length)
    expect(buckets.unknownWords).toEqual([{ column: 'Status', word: 'Disabled', count: 1 }])
  })

  it('a word nobody knows means what the user says', async () => {
    await runCase('h2-sendy-status', { words: { disabled: 'refused' } })
    expect(await suppressed('imported')).toContain('s15-disabled@exemple.fr')
  })

  it.each([
    ['hubspot-fr', ['luc@hub.example']],
    ['salesforce', ['jane@sf.example']],
    ['klaviyo', ['kl1@kl.example', 'kl2@kl.example']],
    ['generic-fr', ['g2@fr.example']],
  ])('%s', async (name, addresses) => {
    await runCase(name)
    expect(await suppressed('imported')).toEqual(addresses)
  })

  it('what only the file’s name says, and what only the user says', async () => {
    const file = 'Email Address,First Name\na@x.fr,A\nb@x.fr,B\n'
    expect(await run(file, undefined, undefined, 'cleaned_members_export_1.csv')).toMatchObject({
      suppressed: 2,
    })
    const other = 'Email Address\nc@x.fr\n'
    expect(await run(other, undefined, { everyoneRefused: true })).toMatchObject({ suppressed: 1 })
    const not = 'Email Address\nd@x.fr\n'
    expect(await run(not, undefined, { everyoneRefused: false }, 'unsubscribed.csv')).toMatchObject(
      { suppressed: 0 },
    )
  })

  it('whoever is to be asked first is not written to', async () => {
    await run('email,statut\na@x.fr,en attente\nb@x.fr,client\n')
    const { recipients } = await app.client.email.campaigns.audience({ recipients: {} })
    expect(recipients).toBe(1)
  })
})

describe('one person', () => {
  it('duplicate-row-tags: two rows are one person with both tags and the phone', async () => {
    expect(await runCase('duplicate-row-tags')).toMatchObject({ created: 1, duplicate: 1 })
    expect(await byEmail('d@x.example')).toMatchObject({
      tags: ['Liste A', 'Liste B'],
      phone: '0601',
    })
  })

  it('i1-tags-nfd: one tag', async () => {
    await runCase('i1-tags-nfd')
    const tags = new Set((await people()).flatMap((lead) => lead.tags))
    expect((await app.client.crm.leads.list({ tag: 'été' })).total).toBe(4)
    expect(tags.size).toBeLessThanOrEqual(4)
  })

  it('reimport-resets-stage: a person who is won stays won, blanks are filled', async () => {
    await app.client.crm.leads.create({ email: 'w@x.example', status: 'won', estimatedValue: 900 })
    await runCase('reimport-resets-stage')
    expect(await byEmail('w@x.example')).toMatchObject({
      status: 'won',
      estimatedValue: 900,
      firstName: 'Won',
    })
    await runCase('reimport-resets-stage', { existing: 'overwrite' })
    expect(await byEmail('w@x.example')).toMatchObject({ status: 'new', estimatedValue: 100 })
  })
})

describe('what is no table', () => {
  it.each([
    ['contacts.vcf', 'jd@vcf.example'],
    ['contacts.xlsx', null],
  ])('%s is read for what it is, though it is called .csv', async (name, email) => {
    const file = new File([bytes(name)], 'contacts.csv')
    expect((await app.client.crm.imports.run({ file })).invalid).toBe(0)
    const [first] = await people()
    expect(first?.email).toEqual(email ?? expect.stringContaining('@'))
  })

  it.each([
    ['pdf', '%PDF-1.4\n1 0 obj'],
    ['html', '<!doctype html><html><body><table><tr><td>a@x.fr</td></tr></table></body></html>'],
    ['json', '[{"email":"a@x.fr"}]'],
    ['binary of an image', '\u0089PNG\r\n'],
    ['binary', 'email;nom\n\u0000\u0001\u0002\u0000a'],
  ])('%s as well', async (_format, content) => {
    const file = new Uint8Array(Buffer.from(content, 'latin1'))
    expect(await errorReasonOf(run(file))).toBe('file_other_format')
  })
})
