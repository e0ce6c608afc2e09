// Titles of the usual programs' exports, in French and English: which column means which field.
import { expect, it } from 'vitest'
import { recogniseColumns, titlesBelow } from '#main/features/crm/import/importColumns.ts'

it.each([
  [
    'Pipedrive',
    'Person - First name,Person - Organization,Person - Email - Work,Lead - Title,Deal - Value,Deal - Won time',
    ['firstName', 'company', 'email', null, 'estimatedValue', 'wonAt'],
  ],
  [
    'Pipedrive, en français',
    'Personne - Prénom,Personne - Téléphone - Mobile,Affaire - Titre,Affaire - Statut,Affaire - Date de gain',
    ['firstName', 'phone', null, 'status', 'wonAt'],
  ],
  [
    'systeme.io',
    'Email,First name,Surname,Phone number,Tags,Date registered,Unsubscribed',
    ['email', 'firstName', 'lastName', 'phone', 'tags', 'createdAt', 'refused'],
  ],
  [
    'Salesforce, en français',
    'Société / Compte,Origine de la piste,Statut de la piste,Désinscription e-mail',
    ['company', 'source', 'status', 'refused'],
  ],
  [
    'Zoho',
    'Designation,Secondary Email,Email Opt Out,Created Time,Tag',
    ['jobTitle', 'email', 'refused', 'createdAt', 'tags'],
  ],
  [
    'Zoho, en français',
    'Source du prospect,Refus des e-mails,Heure de création,Balise',
    ['source', 'refused', 'createdAt', 'tags'],
  ],
  ['Sellsy', 'Portable,Smart-tags,Abonné newsletter', ['phone', 'tags', 'agreed']],
  [
    'Axonaut',
    'Prénom contact,Nom contact,Email contact,Portable contact,Nom de la société',
    ['firstName', 'lastName', 'email', 'phone', 'company'],
  ],
  ['Brevo', 'EMAIL,LANDLINE_NUMBER,ADDED_TIME', ['email', 'phone', 'createdAt']],
])('%s', (_program, titles, fields) => {
  expect(recogniseColumns(titles.split(','))).toEqual(fields)
})

it.each([
  ...['Motif de refus', 'Raison du refus du devis', 'Offres acceptées', 'Accepte les CGV'],
  ...[
    'Lien de désinscription',
    'Unsubscribe link',
    'Emails bounced',
    'Taux d’ouverture',
    'Open rate',
  ],
  ...[
    'Newsletter source',
    'Langue de la newsletter',
    'Date d’inscription newsletter',
    'Inscrit newsletter le',
  ],
  ...[
    'Type d’abonnement',
    'Abonnement',
    'active_subscription',
    'Campagne marketing',
    'Budget communication',
  ],
  ...['SMS opt-out', 'Opt-in téléphone', 'Ne pas appeler', 'Do Not Call', 'Offres partenaires'],
  ...['Consentement image', 'Mode de paiement', 'Double opt-in', 'Opt-in IP', 'Consent timestamp'],
  ...['Legal basis for processing contact’s data', 'Invalid phone', 'Marketing', 'Bounce rate'],
])('%s says nothing about writing to a person', (title) => {
  expect(['refused', 'agreed']).not.toContain(recogniseColumns([title])[0])
})

it('an address is one, whoever it is called after', () => {
  for (const title of ['Subscriber email', 'E-mail de l’abonné', 'Email du contact'])
    expect(['email', null]).toContain(recogniseColumns([title])[0])
})

it('the title of a whole table above the header is no group of columns', () => {
  expect(titlesBelow(['Liste', '', ''], ['', 'E-mail', 'Nom'])).toEqual(['', 'E-mail', 'Nom'])
  expect(titlesBelow(['Contact', '', 'Téléphone'], ['Nom', 'E-mail', 'pro'])).toEqual([
    ...['Nom', 'E-mail', 'Téléphone pro'],
  ])
})
