// Address cards through the import: vCard 2.1, 3.0 and 4.0 as Outlook, Google, Apple and telephones
// write them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'
import { importCalls } from './importCalls.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())
const { run, byEmail } = importCalls(() => app)

const card = (version: string, ...lines: string[]) =>
  ['BEGIN:VCARD', `VERSION:${version}`, ...lines, 'END:VCARD', ''].join('\r\n')
const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const file = (content: string | Uint8Array<ArrayBuffer>) =>
  run(content, undefined, undefined, 'contacts.vcf')

describe('address cards', () => {
  it('lose no second phone, no extension, no day and no address without parts', async () => {
    await file(
      card(
        '3.0',
        'FN:Zoé Petit',
        'EMAIL:zoe@exemple.fr',
        'TEL:01 23 45 67 89;06 11 22 33 44',
        'TEL;VALUE=uri:tel:+33-1-99-88-77-66;ext=12;phone-context=+33',
        'item1.X-ABDATE;type=pref:2011-05-20',
        'LABEL;TYPE=HOME:1 rue X\\n69001 Lyon',
      ),
    )
    const zoe = await byEmail('zoe@exemple.fr')
    expect(zoe?.phone).toBe('01 23 45 67 89')
    const all = JSON.stringify(zoe)
    for (const kept of ['06 11 22 33 44', '+33-1-99-88-77-66 ext. 12', '2011-05-20', '69001 Lyon'])
      expect(all).toContain(kept)
    expect(all).not.toContain('phone-context')
  })

  it('of every version become people, with everything that is in them', async () => {
    const content = [
      card(
        '3.0',
        'N:Dupont;Jean;Marie;M.;',
        'FN:M. Jean Marie Dupont',
        'ORG:Dupont\\; Fils\\, SARL;Ventes;Export',
        'TITLE:Gérant',
        'item1.EMAIL;TYPE=INTERNET,WORK:JD@Exemple.fr',
        'item1.X-ABLabel:Bureau',
        'EMAIL;TYPE=INTERNET,HOME,pref:perso@exemple.fr',
        'TEL;TYPE=CELL:+33 6 01 02 03 04',
        'TEL;TYPE="WORK,VOICE":01 23 45 67 89',
        'TEL;TYPE=FAX:01 23 45 67 90',
        'ADR;TYPE=HOME:;;1 rue X;Lyon;Rhône;69001;France',
        'ADR;TYPE=WORK:BP 3;;2 rue Y;Paris;;75001;France',
        'CATEGORIES:Client,Très bon',
        'NOTE:Ligne 1\\nLigne 2\\, suite',
        'BDAY:19800314',
        'URL:https://dupont.example/',
        `PHOTO;ENCODING=b;TYPE=JPEG:${'A'.repeat(60)}`,
        ...Array.from({ length: 40 }, () => ` ${'B'.repeat(70)}`),
        'X-TWITTER:@dupont',
        'REV:2024-01-01T00:00:00Z',
      ),
      card(
        '4.0',
        'KIND:individual',
        'FN:Zoé Petit',
        'EMAIL;PREF=2:autre@exemple.fr',
        'EMAIL;PREF=1:mailto:zoe@exemple.fr',
        'TEL;VALUE=uri;TYPE="cell,voice":tel:+33-6-11-22-33-44',
        'PHOTO:data:image/jpeg;base64,AAAA',
      ),
      card('4.0', 'KIND:group', 'FN:Mes amis', 'MEMBER:urn:uuid:1'),
    ].join('')
    const buckets = await file(content)
    expect(buckets).toMatchObject({ total: 2, created: 2, invalid: 0, problems: [] })
    expect(await byEmail('perso@exemple.fr')).toMatchObject({
      ...{
        firstName: 'Jean',
        lastName: 'Dupont',
        company: 'Dupont; Fils, SARL',
        jobTitle: 'Gérant',
      },
      ...{ phone: '+33 6 01 02 03 04', tags: ['Client', 'Très bon'] },
      ...{ emailLabel: 'home', emails: [{ value: 'jd@exemple.fr', label: 'work' }] },
      ...{ phoneLabel: 'mobile', phones: [{ value: '01 23 45 67 89', label: 'work' }] },
      notes: 'Ligne 1\nLigne 2, suite',
      otherData: {
        ...{
          Fax: '01 23 45 67 90',
          Civilité: 'M.',
          'Deuxième prénom': 'Marie',
          Service: 'Ventes, Export',
        },
        ...{ Adresse: '1 rue X', 'Code postal': '69001', Ville: 'Lyon', Région: 'Rhône' },
        ...{ Pays: 'France', 'Adresse 2': '2 rue Y\nBP 3\n75001 Paris\nFrance' },
        ...{ 'Site web': 'https://dupont.example/', 'Date de naissance': '1980-03-14' },
        'X-TWITTER': '@dupont',
      },
    })
    expect(await byEmail('zoe@exemple.fr')).toMatchObject({
      ...{ firstName: 'Zoé', lastName: 'Petit', phone: '+33-6-11-22-33-44' },
    })
    const preview = await app.client.crm.imports.preview({ file: new File([content], 'a.vcf') })
    expect(preview.format).toMatchObject({ kind: 'cards', pictures: 2 })
  })

  it('of old telephones are read: quoted-printable, charsets, bare types, soft line breaks', async () => {
    const content = card(
      '2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lef=C3=A8vre;L=C3=A9a;;;',
      'ORG;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Caf=E9 de la =',
      'Gare; Bar',
      'TITLE;CHARSET=ISO-8859-1:G\xe9rante',
      'TEL;HOME;VOICE;PREF:01 02 03 04 05',
      'EMAIL;INTERNET:lea@exemple.fr',
      'NOTE;ENCODING=QUOTED-PRINTABLE:un=0D=0Adeux =E2=82=AC',
      'AGENT:',
      'BEGIN:VCARD',
      'N:Autre;Personne',
      'EMAIL;INTERNET:agent@exemple.fr',
      'END:VCARD',
      'PHOTO;JPEG;ENCODING=BASE64:',
      ` ${'A'.repeat(70)}`,
      '',
    )
    expect(await file(latin(content))).toMatchObject({ total: 1, created: 1 })
    expect(await byEmail('lea@exemple.fr')).toMatchObject({
      ...{ firstName: 'Léa', lastName: 'Lefèvre', company: 'Café de la Gare', jobTitle: 'Gérante' },
      ...{ phone: '01 02 03 04 05', notes: 'un\ndeux €', otherData: { Service: 'Bar' } },
    })
  })

  it('may be folded in the middle of a character, end with any line end, or not end at all', async () => {
    const name = Buffer.from('FN:Zoé Lefèvre')
    const at = name.indexOf(0xa9)
    const folded = Buffer.concat([name.subarray(0, at), Buffer.from('\n '), name.subarray(at)])
    const content = Buffer.concat([
      Buffer.from('\ufeffBEGIN:VCARD\nVERSION:3.0\n'),
      folded,
      Buffer.from('\nEMAIL:z@exemple.fr\nEND:VCARD\r'),
      Buffer.from('begin:vcard\rFN:Sans Fin\rEMAIL:sans@exemple.fr'),
    ])
    expect(await file(new Uint8Array(content))).toMatchObject({ total: 2, created: 2 })
    expect(await byEmail('z@exemple.fr')).toMatchObject({ firstName: 'Zoé', lastName: 'Lefèvre' })
    const wide = Buffer.from(`\ufeff${card('3.0', 'FN:Été Noël', 'EMAIL:u@exemple.fr')}`, 'utf16le')
    expect(await file(new Uint8Array(wide))).toMatchObject({ total: 1, created: 1 })
    expect(await byEmail('u@exemple.fr')).toMatchObject({ firstName: 'Été' })
  })

  it('lose nobody: those with a company alone, and those of whom nothing is known but a name', async () => {
    const content = [
      card('3.0', 'N:;;;;', 'FN:Mairie de Lyon', 'ORG:Mairie de Lyon'),
      card('3.0', 'N:;;;;', 'FN:standard@lyon.example', 'EMAIL:standard@lyon.example'),
      card('3.0', 'FN:Léo', 'EMAIL:pas une adresse'),
    ].join('')
    expect(await file(content)).toMatchObject({ total: 3, created: 3, leftOut: 1 })
    expect(await byEmail('standard@lyon.example')).toMatchObject({
      firstName: null,
      lastName: null,
    })
    const [mairie] = (await app.client.crm.leads.list({ search: 'mairie' })).items
    expect(mairie).toMatchObject({
      firstName: null,
      lastName: 'Mairie de Lyon',
      company: 'Mairie de Lyon',
    })
  })
})
