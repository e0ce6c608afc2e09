// Importing contact files: the exports of the usual programs, a messy one, every encoding and
// separator, refusals, limits.

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LeadDraft } from '#shared/contract/crm.contract.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'
import { fixture, importCalls, none, only } from './importCalls.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())
const { run, byEmail } = importCalls(() => app)

describe('the exports of the usual programs', () => {
  it.each([
    ['brevo-contacts', 200, { suppressed: 23 }],
    ['excel-fr-cp1252', 400, {}],
    ['google-contacts', 150, {}],
    ['hubspot-contacts', 300, {}],
    ['mailchimp-subscribed', 250, {}],
  ])(
    '%s: every contact comes in, and importing it again changes nothing',
    async (name, rows, more) => {
      const buckets = await app.client.crm.imports.run({ file: await fixture(name) })
      expect(only(buckets)).toEqual({ ...none, total: rows, created: rows, ...more })
      const again = await app.client.crm.imports.run({ file: await fixture(name) })
      expect(only(again)).toEqual({ ...none, total: rows, created: 0, unchanged: rows })
    },
  )

  it('reads Windows-1252 with French amounts, dates and stages', async () => {
    await app.client.crm.imports.run({ file: await fixture('excel-fr-cp1252') })
    expect(await byEmail('agnes.blanc760')).toMatchObject({
      email: 'agnes.blanc760@excel.example',
      firstName: 'Agnès',
      lastName: 'Blanc',
      company: 'Boulangerie Léon',
      jobTitle: 'Responsable achats',
      status: 'qualified',
      estimatedValue: 4999.9,
      source: 'LinkedIn',
      createdAt: '2025-06-06T00:00:00.000Z',
    })
    expect(await byEmail('jerome.gauthier984')).toMatchObject({
      status: 'won',
      notes: 'Ligne 1\nLigne 2, avec virgule',
    })
  })

  it('reads Google groups, Mailchimp tags and HubSpot stages', async () => {
    for (const name of ['google-contacts', 'mailchimp-subscribed', 'hubspot-contacts'])
      await app.client.crm.imports.run({ file: await fixture(name) })
    expect(await byEmail('omer.durand799')).toMatchObject({
      tags: ['salon-2025', 'à relancer'],
      company: "Imprimerie O'Brien",
      phone: '+33 6 33 27 03 82',
    })
    expect(await byEmail('aicha.besson25')).toMatchObject({
      tags: ['été', 'salon-2025'],
      firstName: 'Aïcha',
    })
    expect(await byEmail('marie.fontaine858')).toMatchObject({
      status: 'negotiation',
      estimatedValue: 1234567.89,
    })
    const { byStatus } = await app.client.crm.pipeline.stats()
    expect([byStatus.qualified.count, byStatus.won.count]).toEqual([42, 36])
  })

  it('messy.csv: buckets add up, and each refused row has its line and reason', async () => {
    const buckets = await app.client.crm.imports.run({ file: await fixture('messy') })
    // A bad address costs nobody their place: it is in the notes.
    expect(only(buckets)).toEqual({ ...none, total: 60, created: 54, duplicate: 6, problems: 12 })
    expect(buckets.leftOut).toBe(12)
    const lines = (await (await fixture('messy')).text()).split('\n')
    for (const problem of buckets.problems) expect(lines[problem.line - 1]).toContain(problem.value)
    expect(buckets.problems[0]).toMatchObject({
      reason: 'email_forbidden_character',
      value: 'aicha.noel441 at messy.example',
    })
    expect(buckets.problems[1]).toMatchObject({ reason: 'email_not_one_at_sign' })
    expect((await byEmail('marie.martin551'))?.firstName).toBe('<img src=x onerror=alert(1)>')
  })
})

describe('encodings and separators', () => {
  const table = (separator: string) =>
    ['Prénom', 'Nom', 'E-mail'].join(separator) +
    '\r\n' +
    ['Zoé', '"Lefèvre; l’aînée, \t"', 'zoe@exemple.fr'].join(separator) +
    '\r\n'
  const utf16 = (text: string, bigEndian: boolean, mark: boolean) => {
    const buffer = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le')
    return new Uint8Array(bigEndian ? buffer.swap16() : buffer)
  }
  const windows = (text: string) =>
    new Uint8Array(
      [...text].map((character) => (character === '’' ? 0x92 : character.charCodeAt(0))),
    )

  it.each([
    ['UTF-8, comma', table(',')],
    ['UTF-8 with a mark, semicolon', `\ufeff${table(';')}`],
    ['UTF-8, tab', table('\t')],
    ['UTF-16LE, tab', utf16(table('\t'), false, true)],
    ['UTF-16BE, semicolon', utf16(table(';'), true, true)],
    ['UTF-16LE without a mark', utf16(table(','), false, false)],
    ['Windows-1252, semicolon', windows(table(';'))],
  ])('%s', async (_name, content) => {
    expect(only(await run(content))).toEqual({ ...none, total: 1, created: 1 })
    expect(await byEmail('zoe@exemple.fr')).toMatchObject({
      firstName: 'Zoé',
      lastName: 'Lefèvre; l’aînée,',
    })
  })
})

describe('line ends', () => {
  it.each([
    [
      'a header from one program, rows from another',
      'email,nom\r\na@exemple.fr,A\nb@exemple.fr,B\nc@exemple.fr,"C\nD"\n',
    ],
    [
      'rows from one program, then from another',
      'email,nom\na@exemple.fr,A\r\nb@exemple.fr,B\r\nc@exemple.fr,"C\r\nD"',
    ],
    ['of old Macs', 'email,nom\ra@exemple.fr,A\rb@exemple.fr,B\rc@exemple.fr,C D\r'],
    [
      'after a line that names the separator, as Excel reads it',
      'sep=,\r\nemail,nom\r\na@exemple.fr,A\r\nb@exemple.fr,B\r\nc@exemple.fr,C D\r\n',
    ],
  ])('%s: every row is one', async (_name, content) => {
    expect(only(await run(content))).toEqual({ ...none, total: 3, created: 3 })
    expect((await byEmail('b@exemple.fr'))?.lastName).toBe('B')
    expect((await byEmail('c@exemple.fr'))?.lastName).toBe('C D')
  })
})

describe('what is there already', () => {
  const before: LeadDraft = {
    email: 'zoe@exemple.fr',
    firstName: 'Zoé',
    phone: '06',
    tags: ['vip'],
    status: 'won',
  }

  it('takes what the file says where that is chosen, keeps what it leaves empty, adds tags', async () => {
    const lead = await app.client.crm.leads.create(before)
    const file = 'email,first name,phone,tags\nZOE@exemple.fr,Zoë,,été\n'
    const buckets = await run(file, undefined, { existing: 'overwrite' })
    expect(only(buckets)).toEqual({ ...none, total: 1, created: 0, updated: 1 })
    expect(await app.client.crm.leads.get({ id: lead.id })).toMatchObject({
      firstName: 'Zoë',
      phone: '06',
      tags: ['vip', 'été'],
      status: 'won',
      createdAt: lead.createdAt,
    })
  })

  it('recognises people without an address by name and phone', async () => {
    const file = 'nom,téléphone\nRoux,06 11\nRoux,06 22\nRoux,06 11\n'
    expect(only(await run(file))).toEqual({ ...none, total: 3, created: 2, duplicate: 1 })
    expect(only(await run(file))).toEqual({
      ...none,
      total: 3,
      created: 0,
      unchanged: 2,
      duplicate: 1,
    })
  })
})

describe('people known by their phone number alone', () => {
  it('are recognised again, however many they are', async () => {
    const file = `téléphone\n${Array.from({ length: 150 }, (_, index) => `06 00 00 00 ${index}`).join('\n')}\n`
    expect(only(await run(file))).toEqual({ ...none, total: 150, created: 150 })
    expect(only(await run(file))).toEqual({ ...none, total: 150, created: 0, unchanged: 150 })
  })

  it('so are people of the same name', async () => {
    const file = `nom,téléphone\n${Array.from({ length: 150 }, (_, index) => `Client,06 00 00 00 ${index}`).join('\n')}\n`
    await run(file)
    expect(only(await run(file))).toEqual({ ...none, total: 150, created: 0, unchanged: 150 })
  })
})

describe('refusals', () => {
  const refused = async () =>
    (await app.client.email.suppressions.list({})).items.map((item) => item.value)

  it('a column that says someone refused becomes a refusal, even for a lead that is there', async () => {
    await app.client.crm.leads.create({ email: 'b@exemple.fr' })
    const file =
      'email,BLACKLISTED\na@exemple.fr,false\nb@exemple.fr,true\nc@exemple.fr,\nd@exemple.fr,oui\n'
    expect((await run(file)).suppressed).toBe(2)
    expect((await refused()).sort()).toEqual(['b@exemple.fr', 'd@exemple.fr'])
    await run('Email Address,UNSUB_TIME\ne@exemple.fr,2025-01-01 10:00:00\nf@exemple.fr,\n')
    expect(await refused()).toContain('e@exemple.fr')
    expect(await refused()).not.toContain('f@exemple.fr')
  })

  it('one in a row that cannot be taken for another reason is kept all the same', async () => {
    const file = `email,BLACKLISTED,montant,prénom\na@exemple.fr,oui,douze,A\nb@exemple.fr,non,douze,B\nc@exemple.fr,oui,1,${'x'.repeat(130)}\n`
    const preview = await app.client.crm.imports.preview({ file: new File([file], 'contacts.csv') })
    expect(preview.buckets).toMatchObject({ created: 3, leftOut: 3, suppressed: 2 })
    expect(await run(file)).toMatchObject({ created: 3, leftOut: 3, suppressed: 2 })
    expect((await refused()).sort()).toEqual(['a@exemple.fr', 'c@exemple.fr'])
  })

  it('any of several columns can say it, and the same person is counted once', async () => {
    const file =
      'email,EMAIL_BLACKLISTED,UNSUB_TIME\na@exemple.fr,oui,\nb@exemple.fr,non,2025-01-01 10:00:00\nc@exemple.fr,non,\na@exemple.fr,oui,\n'
    const preview = await app.client.crm.imports.preview({ file: new File([file], 'contacts.csv') })
    expect(preview.columns.map((column) => column.field)).toEqual(['email', 'refused', 'refused'])
    expect(preview.buckets).toMatchObject({ created: 3, duplicate: 1, suppressed: 2 })
    expect(
      (await run(file, { email: 'email', EMAIL_BLACKLISTED: 'refused', UNSUB_TIME: 'refused' }))
        .suppressed,
    ).toBe(2)
    expect((await refused()).sort()).toEqual(['a@exemple.fr', 'b@exemple.fr'])
  })

  it('a status that says so is one too, and no stage', async () => {
    const file =
      'email,status\na@exemple.fr,Unsubscribed\nb@exemple.fr,Désinscrite\nc@exemple.fr,bounced\nd@exemple.fr,Opted-out\ne@exemple.fr,Subscribed\nf@exemple.fr,client\n'
    expect(await run(file)).toMatchObject({ created: 6, suppressed: 4 })
    expect((await refused()).sort()).toEqual([
      'a@exemple.fr',
      'b@exemple.fr',
      'c@exemple.fr',
      'd@exemple.fr',
    ])
    expect([
      (await byEmail('a@exemple.fr'))?.status,
      (await byEmail('f@exemple.fr'))?.status,
    ]).toEqual(['new', 'won'])
  })

  it('no import lifts a refusal', async () => {
    await app.client.email.suppressions.add({ entries: 'b@exemple.fr' })
    await run('email,BLACKLISTED,status\nb@exemple.fr,false,subscribed\n')
    expect(await refused()).toEqual(['b@exemple.fr'])
  })
})
