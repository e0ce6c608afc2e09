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
  // What was made tidy, and whom somebody rings up.
  ...['zip_cleaned', 'phone_cleaned', 'Email cleaned', 'Cleaned name', 'Nom (cleaned)'],
  ...['Souhaite être rappelé par un commercial', 'Souhaite être recontacté par un commercial'],
  ...['Souhaite être recontacté par le service marketing', 'Veut voir un commercial'],
  ...['Would like to be contacted by our commercial team', 'Wants a call back from sales'],
  // The proposal and the campaign, not the messages.
  ...['Motif de refus de la proposition commerciale', 'Refus de l’offre du commercial'],
  ...['Proposition commerciale acceptée', 'Accepte la proposition commerciale', 'Refus commercial'],
  ...['Not in campaign', 'Accepted campaign budget', 'Campagne refusée', 'Stop campagne'],
  ...['Marketing lead status', 'Statut du lead marketing', 'Marketing project status'],
  ...['Marketing automation status', 'Statut de la campagne marketing', 'Not marketing qualified'],
  ...['Souhaite un audit marketing', 'Veut améliorer sa communication', 'Wants marketing help'],
  ...['Legal basis for processing contact’s data', 'Invalid phone', 'Marketing', 'Bounce rate'],
])('%s says nothing about writing to a person', (title) => {
  expect(['refused', 'agreed']).not.toContain(recogniseColumns([title])[0])
})

it.each([
  ...['Cleaned', 'CLEAN_TIME', 'cleaned_at', 'Exclu des campagnes', 'IsExcludedFromCampaigns'],
  ...['Excluded from marketing campaigns', 'Refuse les offres commerciales', 'Stop newsletter'],
  ...['Refus des e-mails commerciaux', 'Opposition à la prospection commerciale'],
  ...['Ne souhaite pas recevoir d’informations commerciales', 'Refuse tout contact commercial'],
  ...['Ne pas solliciter commercialement', 'Opt-out commercial', 'Do not send commercial e-mails'],
  ...['Refuse les communications commerciales', 'Refus sollicitations commerciales'],
  ...[
    'Refuse d’être recontacté par e-mail',
    'Do not send campaigns',
    'Ne pas envoyer de campagnes',
    'No longer wants marketing',
  ],
  ...['Ne veut pas être contacté à des fins commerciales', 'Opt-out of commercial messages'],
])('%s says who is not to be written to', (title) => {
  expect(recogniseColumns([title])).toEqual(['refused'])
})

it.each([
  ...['Accepte les offres commerciales', 'Souhaite recevoir des offres commerciales'],
  ...['Souhaite des informations commerciales par e-mail', 'Opt-in commercial', 'Wants marketing'],
  ...['J’accepte d’être contacté à des fins commerciales', 'Accepte la prospection commerciale'],
  ...['Agrees to commercial communications', 'I agree to receive commercial messages'],
  ...[
    'J’accepte d’être recontacté par la société à des fins de prospection',
    'Receive campaigns',
    'Opted in to marketing',
  ],
  ...[
    'Marketing status',
    'Marketing contact status',
    'Marketing e-mail status',
    'Statut marketing',
  ],
  ...['Statut du contact marketing', 'Email deliverability status', 'Accepte le marketing'],
  ...['Souhaite la newsletter', 'Souhaite être recontacté par e-mail', 'Veut les e-mails', 'Rgpd'],
  ...['Autorise les sollicitations commerciales', 'Accepte de recevoir nos campagnes'],
])('%s says who may be written to', (title) => {
  expect(recogniseColumns([title])).toEqual(['agreed'])
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
