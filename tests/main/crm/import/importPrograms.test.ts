// Files as further programs write them, in five languages, by titles and cells: which column means what,
// which rows are no people, and which stage a word is.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withSights } from '#main/features/crm/import/fields/columnSights.ts'
import { labelColumns } from '#main/features/crm/import/fields/labelColumns.ts'
import { saysRefusedAnywhere } from '#main/features/crm/import/fields/plainRefusals.ts'
import { tableEnd } from '#main/features/crm/import/fields/tableEnds.ts'
import { mappingOf, recogniseColumns } from '#main/features/crm/import/importColumns.ts'
import { readAmount, readStage, scaledBy } from '#main/features/crm/import/importCells.ts'
import { createDateReader } from '#main/features/crm/import/importDates.ts'
import { readMailStatus, readOptIn } from '#main/features/crm/import/importRefusals.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'
import { importCalls } from './importCalls.ts'

describe('titles', () => {
  it.each([
    [
      'HubSpot, deals',
      'Deal Name,Deal Stage,Close Date,Deal owner,Amount,Associated Contact,Associated Company',
      [null, 'status', 'wonAt', 'owner', 'estimatedValue', 'fullName', 'company'],
    ],
    [
      'HubSpot, transactions',
      'Nom de la transaction,Phase de la transaction,Date de fermeture,Contact associé,E-mail du contact',
      [null, 'status', 'wonAt', 'fullName', 'email'],
    ],
    [
      'Pipedrive, people and deals',
      'Label,Person created,Deal - Contact person,Affaire - Personne à contacter,Affaire - Affaire créée',
      ['tags', 'createdAt', 'fullName', 'fullName', 'createdAt'],
    ],
    [
      'Mailchimp, who unsubscribed',
      'UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON',
      ['refused', null, null, 'refused'],
    ],
    ['MailerLite', 'Subscriber,Status,Name,Last name', ['email', 'status', 'fullName', 'lastName']],
    ['systeme.io', 'Désabonné,Rebond', ['refused', 'refused']],
    [
      'Salesforce, contacts in French',
      'Prénom,Nom,Titre,Nom du compte',
      ['firstName', 'lastName', 'jobTitle', 'company'],
    ],
    ['a title of a deal', 'Titre,Montant,E-mail', [null, 'estimatedValue', 'email']],
    ['how one is addressed', 'Title,First Name,Job Title', [null, 'firstName', 'jobTitle']],
    [
      'questions of a form',
      'Horodateur,Quel est votre nom ?,Quel est votre prénom ?,Votre adresse e-mail,Votre numéro de téléphone (facultatif),Comment nous avez-vous connus ?,Quel est votre statut ?',
      ['createdAt', 'lastName', 'firstName', 'email', 'phone', 'source', null],
    ],
    [
      'questions in English',
      'Timestamp,What is your full name?,Company you work for,Please enter your email address',
      ['createdAt', 'fullName', 'company', 'email'],
    ],
    [
      'HelloAsso: the address is that of the payer',
      'Nom participant,Prénom participant,Nom payeur,Prénom payeur,Email payeur',
      [null, null, 'lastName', 'firstName', 'email'],
    ],
    [
      'Billetweb: the address is nobody else’s',
      'Nom,Prénom,Email,Acheteur Nom,Acheteur Email',
      ['lastName', 'firstName', 'email', null, null],
    ],
    [
      'one person alone, called a participant',
      'Nom du participant,Prénom du participant,E-mail',
      ['lastName', 'firstName', 'email'],
    ],
    [
      'Shopify',
      'Default Address Company,Default Address Phone,Total Spent',
      ['company', 'phone', 'estimatedValue'],
    ],
    ['a practice', 'Nom de naissance,Nom d’usage', ['lastName', 'lastName']],
    [
      'Thunderbird',
      'Première adresse électronique,Adresse électronique secondaire,Tél. professionnel,Tél. personnel,Numéro de fax,Adresse privée',
      ['email', 'email', 'phone', 'phone', null, null],
    ],
    [
      'which of several it is, in any place',
      'Téléphone secondaire,2e téléphone,Mobile direct,Work Email Address,Portable du conjoint,Secondary,Mobil-home',
      ['phone', 'phone', 'phone', 'email', null, null, null],
    ],
    [
      'a till and a practice',
      'Montant dépensé,Lifetime Spend,Notes importantes,Représentant',
      ['estimatedValue', 'estimatedValue', 'notes', 'owner'],
    ],
    ['Sarbacane', 'email,statut,raison', ['email', 'status', null]],
    [
      'Monday',
      'Name,Status,Company,Title,Email',
      ['fullName', 'status', 'company', 'jobTitle', 'email'],
    ],
    ['GetResponse', 'email,custom_phone', ['email', 'phone']],
    ['a chatty form', '"Bonjour, quel est ton prénom ?";Et ton e-mail ?', ['firstName', 'email']],
    [
      'WooCommerce, orders',
      'First Name (Billing),Email (Billing),Shipping First Name',
      ['firstName', 'email', null],
    ],
    [
      'Dutch',
      'Voornaam,Achternaam,E-mailadres,Telefoonnummer,Bedrijf',
      ['firstName', 'lastName', 'email', 'phone', 'company'],
    ],
    ['Portuguese', 'Nome próprio,Apelido,Telemóvel', ['firstName', 'lastName', 'phone']],
    [
      'German',
      'Anrede,Vorname,Nachname,Firma,E-Mail-Adresse,Handy,Leadstatus,Zuständig,Umsatz,Schlagwörter,Erstellt am,Abgemeldet am,Werbeeinwilligung',
      [
        ...[null, 'firstName', 'lastName', 'company', 'email', 'phone', 'status', 'owner'],
        ...['estimatedValue', 'tags', 'createdAt', 'refused', 'agreed'],
      ],
    ],
    [
      'Spanish',
      'Nombre,Apellidos,Correo electrónico,Teléfono móvil,Empresa,Cargo,Importe,Etiquetas,Fecha de alta,Fecha de baja,Suscrito al boletín',
      [
        ...['firstName', 'lastName', 'email', 'phone', 'company', 'jobTitle', 'estimatedValue'],
        ...['tags', 'createdAt', 'refused', 'agreed'],
      ],
    ],
    [
      'Italian',
      'Nome,Cognome,Indirizzo email,Cellulare,Azienda,Ruolo,Importo,Data di creazione,Disiscritto,Consenso marketing',
      [
        ...['firstName', 'lastName', 'email', 'phone', 'company', 'jobTitle', 'estimatedValue'],
        ...['createdAt', 'refused', 'agreed'],
      ],
    ],
  ])('%s', (_program, titles, fields) => {
    const parts = titles.split(titles.includes(';') ? ';' : ',')
    expect(recogniseColumns(parts)).toEqual(fields)
  })

  it('of labels are those beside an address without a dash too', () => {
    const header = ['Email 1', 'Email 1 Label', 'Phone 1', 'Phone 1 Type']
    expect([...labelColumns(header, mappingOf(recogniseColumns(header)))]).toEqual([
      [0, 1],
      [2, 3],
    ])
  })
})

describe('what cells say of a column', () => {
  const seen = (header: string[], ...rows: string[][]) =>
    withSights(header, recogniseColumns(header), rows)
  it.each([
    [['Abonnent'], [['a@x.fr'], ['b@x.fr']], ['email']],
    [['E-mail', 'Parrain'], [['a@x.fr', 'b@x.fr']], ['email', null]],
    [
      ['E-mail', 'Info'],
      [
        ['a@x.fr', 'Hard bounce'],
        ['b@x.fr', 'abonné'],
      ],
      ['email', 'agreed'],
    ],
    [
      ['E-mail', 'state'],
      [
        ['a@x.fr', 'active'],
        ['b@x.fr', 'bounced'],
      ],
      ['email', 'agreed'],
    ],
    [['E-mail', 'Statut SMS'], [['a@x.fr', 'désinscrit']], ['email', null]],
    [
      ['E-mail', 'Info'],
      [
        ['a@x.fr', 'actif'],
        ['b@x.fr', 'abonné'],
      ],
      ['email', null],
    ],
    [['Nom'], [['Anna Ray'], ['Jean Dupont']], ['fullName']],
    [['Nom'], [['Ray'], ['Le Gall']], ['lastName']],
    [['Nom'], [['Ray SARL'], ['Mairie de Lyon']], ['lastName']],
    [['Nom'], [['Ray SARL'], ['DUPONT Anna'], ['Mairie de Lyon']], ['fullName']],
    [['Nom'], [['Ray SARL'], ['Dupont'], ['Ray Durand'], ['Gall']], ['lastName']],
    [
      ['Nom', 'Compte'],
      [
        ['Ray', '411RAY'],
        ['Gall', '4110012'],
      ],
      ['lastName', null],
    ],
    [
      ['Nom', 'Compte'],
      [
        ['Ray', '3 Suisses'],
        ['Gall', 'Gall SA'],
      ],
      ['lastName', 'company'],
    ],
    [
      ['N° Tiers', 'Intitulé', 'E-mail'],
      [['RAY', 'RAY SARL', 'a@x.fr']],
      [null, 'company', 'email'],
    ],
    [['Intitulé', 'E-mail'], [['Atelier pain', 'a@x.fr']], [null, 'email']],
    [['E-mail', 'Inscription'], [['a@x.fr', '2024-01-02 10:00:00']], ['email', 'createdAt']],
    [['E-mail', 'Inscription'], [['a@x.fr', 'Atelier pain']], ['email', null]],
    [['Nom', 'Prénom'], [['Ray Durand', 'Anna']], ['lastName', 'firstName']],
    [['Client', 'E-mail'], [['Anna Ray', 'a@x.fr']], ['fullName', 'email']],
    [['Client', 'E-mail'], [['Oui', 'a@x.fr']], [null, 'email']],
  ])('%j %j', (header, rows, fields) => {
    expect(seen(header, ...rows)).toEqual(fields)
  })
})

it.each([
  ['Lead qualifié par le marketing', 'qualified'],
  ['Tentative de contact', 'contacted'],
  ['Closed Won (Sales Pipeline)', 'won'],
  ['Fermée perdue', 'lost'],
  ['Contrat envoyé', 'negotiation'],
  ['Proposition faite', 'proposal'],
  ['Lost Lead', 'lost'],
  ['Pas commencé', 'new'],
  ['In Bearbeitung', 'contacted'],
  ['Ganado', 'won'],
  ['In trattativa', 'negotiation'],
  ['Terminé', null],
])('stage: %s', (word, stage) => expect(readStage(word)).toBe(stage))

it.each([
  ['abgemeldet', 'refused'],
  ['Dado de baja', 'refused'],
  ['Disiscritto', 'refused'],
  ['Rejeté', 'refused'],
  ['Admin blocked', 'refused'],
  ['nicht bestätigt', 'unconfirmed'],
  ['pendiente', 'unconfirmed'],
  ['angemeldet', 'agreed'],
  ['suscrito', 'agreed'],
  ['iscritta', 'agreed'],
])('about writing: %s', (word, consent) => expect(readMailStatus(word)).toBe(consent))

it.each([
  ['Ne plus contacter', true],
  ['Désinscrit le 12/03/2024', true],
  ['Email: unsubscribed', true],
  ['Unsubscribed', true],
  ['Do not e-mail', true],
  ['Nicht mehr anschreiben', true],
  ['Dado de baja', true],
  ['Pas désinscrit', false],
  ['Désinscrit SMS', false],
  ['Ne pas contacter par téléphone', false],
  ['Ne pas contacter avant lundi', false],
  ['Désinscrit de l’atelier du 12 mars', false],
  ['https://x.example/unsubscribe/1', false],
  ['Client fidèle', false],
])('a refusal wherever it stands: %s', (cell, isRefusal) =>
  expect(saysRefusedAnywhere(cell)).toBe(isRefusal),
)

it.each([
  ['KO', 'refused'],
  ['À recueillir', 'unconfirmed'],
  ['Intérêt légitime', 'agreed'],
  ['catch-all', 'agreed'],
])('in a column about consent: %s', (cell, consent) => expect(readOptIn(cell)).toBe(consent))

it.each([
  ['Yes please', 'agreed'],
  ['No thanks', 'refused'],
  ['Non, merci', 'refused'],
  ['Oui, volontiers', 'agreed'],
  ['Nein danke', 'refused'],
  ['Sí, gracias', 'agreed'],
])('a form’s answer: %s', (word, consent) => expect(readOptIn(word)).toBe(consent))

it.each([
  ['1,5 M€', 1_500_000],
  ['12 500,- €', 12_500],
  ['0,3M', 300_000],
  ['500 Eur.', 500],
  ['+500', 500],
])('amount: %s', (cell, amount) => expect(readAmount(cell, null)).toEqual({ cents: amount * 100 }))
it.each(['1 2 3', '12 34 56', '500 DH', '500 €/an'])('no amount: %s', (cell) =>
  expect(readAmount(cell, null)).toEqual({ problem: 'not_a_number' }),
)
it.each([
  ['CA (k€)', 12_500],
  ['Budget en M€', 12_500_000],
  ['Montant (€)', 12.5],
])('an amount in the unit of its title: %s', (title, amount) =>
  expect(scaledBy(title, '12,5', readAmount('12,5', null))).toEqual({ cents: amount * 100 }),
)

it.each([
  ['15/03/2024 10:22 CET', '2024-03-15T09:22:00.000Z'],
  ['3/15/2024 10:22 PM EDT', '2024-03-16T02:22:00.000Z'],
  ['15.03.2024 10:22 Uhr', '2024-03-15T09:22:00.000Z'],
  ['15. März 2024', '2024-03-14T23:00:00.000Z'],
  ['Freitag, 15. März 2024', '2024-03-14T23:00:00.000Z'],
  ['15 de marzo de 2024', '2024-03-14T23:00:00.000Z'],
  ['15 gennaio 2024', '2024-01-14T23:00:00.000Z'],
  ['3 dic 2023', '2023-12-02T23:00:00.000Z'],
  ['15 jui 2024', null],
])('date: %s', (cell, at) => {
  const read = createDateReader(Date.UTC(2026, 0, 1), 'Europe/Paris')(cell, 'day_first')
  expect(read === null ? null : new Date(read).toISOString()).toBe(at)
})

describe('rows below the people', () => {
  it.each<[string, string[][], number]>([
    ['notes of a report', [['Leads'], ['Copyright (c) 2000-2024 salesforce.com'], ['Acme']], 0],
    ['a sum', [['Total', '', '15,5']], 0],
    [
      'a sum below a name alone',
      [
        ['Jean', '', ''],
        ['Total général', '', '2'],
      ],
      1,
    ],
    ['names alone', [['Jean'], ['Anna']], 2],
    ['somebody called so', [['Total', 'Energies', '']], 1],
  ])('%s', (_name, rows, from) => expect(tableEnd(rows)).toBe(from))
})

describe('whole files', () => {
  let app: TestApp
  beforeEach(async () => void (app = await createTestApp()))
  afterEach(() => app.remove())
  const { run, byEmail } = importCalls(() => app)

  it('a report makes nobody of its notes, and keeps them to be looked at', async () => {
    const buckets = await run(
      `"First Name","Last Name","Email","Email Opt Out"\n"Jean","Dupont","jean@x.fr","0"\n"Seule","","",""\n` +
        `\n"Leads"\n"Copyright (c) 2000-2024 salesforce.com, inc."\n"Acme SARL"\n`,
    )
    // Before the notes stands nothing that tells a name alone from them.
    expect(buckets).toMatchObject({ created: 1, invalid: 4 })
    expect(buckets.problems.map(({ value }) => value)).toContain('Acme SARL')
  })

  it('an outcome goes before the way to it, and an open sale has no date to be unread', async () => {
    const buckets = await run(
      'Contact person,Person - Email,Deal - Stage,Deal - Status,Close Date\n' +
        'Jean Dupont,jean@x.fr,Qualified,Won,2024-05-02\nAnna Ray,anna@x.fr,Qualified,Open,2099-05-02\n',
    )
    expect(buckets).toMatchObject({ created: 2, leftOut: 0 })
    expect(await byEmail('jean@x.fr')).toMatchObject({
      ...{ firstName: 'Jean', lastName: 'Dupont', status: 'won' },
      otherData: { 'Deal - Stage': 'Qualified' },
    })
    expect(await byEmail('anna@x.fr')).toMatchObject({
      status: 'qualified',
      otherData: { 'Close Date': '2099-05-02', 'Deal - Status': 'Open' },
    })
  })

  it('subscribers of a file without an address column by name are people with an address', async () => {
    const buckets = await run(
      'Abonnent,Name,Last name,Info\na@x.fr,Anna,Ray,\nb@x.fr,Bob,Ray,Unsubscribed via MA\n',
    )
    expect(buckets).toMatchObject({ created: 2, suppressed: 1 })
    expect(await byEmail('a@x.fr')).toMatchObject({ firstName: 'Anna', lastName: 'Ray' })
  })

  it('a refusal in a note, a tag or another column is one, and one by telephone is none', async () => {
    const buckets = await run(
      'E-mail,Tags,Notes,Communication préférée,Statut SMS\na@x.fr,"vip,Désinscrit",,,\n' +
        'b@x.fr,,Ne plus contacter,,\nc@x.fr,,,Ne pas contacter,\nd@x.fr,vip,,SMS,désinscrit\n',
    )
    expect(buckets).toMatchObject({ created: 4, suppressed: 3 })
    expect(await byEmail('c@x.fr')).toMatchObject({
      otherData: { 'Communication préférée': 'Ne pas contacter' },
    })
  })

  it('a name beside an address is its person’s, and a title is no job', async () => {
    await run('E-mail,Prénom,Nom,Titre\n"Zoé Roux <zoe@x.fr>",,,\nal@x.fr,Mme Al,Ray,Mme\n')
    expect(await byEmail('zoe@x.fr')).toMatchObject({ firstName: 'Zoé', lastName: 'Roux' })
    expect(await byEmail('al@x.fr')).toMatchObject({
      ...{ firstName: 'Al', jobTitle: null },
      otherData: { Titre: 'Mme', Prénom: 'Mme Al' },
    })
  })
})
