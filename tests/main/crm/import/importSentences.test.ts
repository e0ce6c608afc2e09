// Cells of several words about writing to a person: a refusal is never missed and never invented, and
// where the words leave a doubt somebody is asked.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMailStatus, readOptIn, readOptOut } from '#main/features/crm/import/importRefusals.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'
import { importCalls } from './importCalls.ts'

const refused = [
  // What came later counts, whatever is denied before it.
  ...['Abonné sans double opt-in, désinscrit le 3/4', 'Inscrit, pas de réponse, désabonné'],
  ...['Not blacklisted, unsubscribed', 'Inscrit, jamais répondu, désabonné', 'Actif ? Non, NPAI'],
  ...['Inscrit pas de réponse désabonné', 'Not bounced but unsubscribed', 'No reply; opted out'],
  ...['Subscribed in 2021, unsubscribed in 2023', 'Oui jusqu’en 2022, désinscrit depuis'],
  ...['Inscrit puis désinscrit', 'Never opened / blacklisted', 'Oui (désabonnée le 12/03/2024)'],
  ...['J’accepte la newsletter. Désinscrit le 3 mars 2024', 'I agree - unsubscribed since'],
  // Who it was, and how.
  ...['User unsubscribed', 'A été désinscrit', 'S’est désabonnée de tout', 'He has unsubscribed'],
  ...['Le contact s’est désinscrit de la newsletter le 3/4/2024', 'Demande de désinscription'],
  ...['Unsubscribed via the link in the message', 'Contact en liste noire', 'Email opt-out'],
  ...['Please unsubscribe me', 'Yes, please unsubscribe me', 'Souhaite se désinscrire'],
  ...['Oui, merci de me désinscrire', 'Wants to unsubscribe', 'A demandé à se désabonner'],
  ...['Désinscrit(e) depuis mai', 'Désabonné·e', 'Unsubscribed: yes', 'Désinscrit : oui'],
  // Spam that somebody reported.
  ...['Marked as spam', 'Marqué comme spam', 'Signalé spam', 'Signalé en spam', 'Spam'],
  ...['Spam complaint', 'User spam complaint', 'Plainte pour spam', 'Nous a mis en spam'],
  ...['Reported as spam by the user', 'A signalé le message comme spam'],
  // An agreement that is no more, or was never given.
  ...['Consentement retiré', 'Consent withdrawn', 'Consentement expiré', 'CONSENTEMENT EXPIRÉ'],
  ...['Abonnement expiré le 31/12/2020', 'Consent expired on 2020-12-31', 'Accord refusé'],
  ...['A retiré son consentement', 'Withdrew consent', 'Has revoked their consent'],
  ...['Subscription cancelled', 'Abonnement annulé', 'Consent given in 2020, revoked in 2022'],
  ...['Consentement : non', 'Subscribed: no', 'Opt-in = false', 'Abonné ? Non'],
  ...['J’accepte de recevoir la newsletter : Non', 'I agree to receive e-mails: no'],
  ...['Je n’accepte pas de recevoir la newsletter', 'I do not agree to receive e-mails'],
  ...[
    'N’accepte plus',
    'J’accepte pas',
    'Je ne souhaite pas recevoir d’e-mails',
    'Does not consent',
  ],
  ...['Je n’accepte pas de recevoir la newsletter et peux me désinscrire à tout moment'],
  ...[
    '["UNSUBSCRIBE","HARD_BOUNCE"]',
    'Abonné non',
    'Opt-in non',
    'Accepté mais désinscrit depuis',
  ],
  // Excluded, and not exclusive.
  ...['Exclu', 'Exclue', 'Exclus', 'Excluded', 'Exclu des campagnes', 'Excluded from mailings'],
]

const agreed = [
  // The text of the box that was ticked.
  'J’accepte de recevoir la newsletter et peux me désinscrire à tout moment',
  'I agree to receive the newsletter and can unsubscribe any time',
  'I agree to receive news. You can unsubscribe at any time.',
  'Accepté, désinscription possible',
  'Oui, je peux me désabonner à tout moment',
  'Yes – I may opt out at any time',
  'J’accepte de recevoir vos offres (désabonnement possible à tout moment)',
  'Je souhaite recevoir la newsletter. Vous pouvez vous désinscrire à tout moment.',
  'I consent to receive e-mails and may withdraw my consent at any time',
  'Je consens à recevoir vos e-mails et peux retirer mon consentement à tout moment',
  'Inscrit (désinscription possible à tout moment)',
  'Accord donné, il peut être retiré à tout moment',
  'Consent given, can be revoked at any time',
  'Abonné, pas de désinscription',
  'Consentement valable tant qu’il n’est pas retiré',
  'Abonné, pas de spam',
  ...['J’accepte', 'I agree', 'Opt-in (retrait possible)', 'Consent given by phone'],
  // Denied.
  ...['Consent never revoked', 'Consentement jamais retiré', 'Consent not withdrawn'],
  ...['Not unsubscribed', 'Never been unsubscribed', 'Abonné, jamais désinscrit'],
  ...['Never bounced, not unsubscribed', 'Subscribed, not yet unsubscribed', 'Soft bounced'],
  ...['Abonné sans double opt-in', 'Abonné, n’est plus en liste noire', 'Double opt-in'],
  ...['Réinscrit', 'Resubscribed', 'Consentement accordé', 'Abonné, pas signalé comme spam'],
]

const unconfirmed = [
  ...['Opt-in non confirmé', 'Abonné, non confirmé', 'Consent not given', 'Consentement non donné'],
  ...['Subscribed but not confirmed', 'Double opt-in en attente', 'Pas de consentement'],
]

const unknown = [
  // Told of, and not done.
  'Le client a parlé de la liste des contacts désinscrits',
  'Our colleague told them how one can unsubscribe from it',
  'Désinscription possible à tout moment',
  'Unsubscribe any time',
  'Unsubscribe link sent',
  'Si le contact est désinscrit, le rappeler',
  'J’accepte d’être désinscrit',
  'Nous l’avons eu au téléphone et il pense se désinscrire',
  'They said at the fair that a colleague had unsubscribed',
  'Désinscrit le 3/4, réinscrit le 5/6',
  'Unsubscribed, then resubscribed',
  ...['Ne pas désinscrire', 'Désinscrit : non', 'Unsubscribed: no', 'Blacklisted = false'],
  ...['Do not unsubscribe', 'I don’t want to unsubscribe', 'Oui et non', 'J’accepte les CGV'],
  ...['Abonné (ancien désabonné)', 'Opt-out: 0'],
  // Spam that nobody reported.
  ...['Mail tombé en spam', 'anti-spam ok', 'Spam filter passed', 'Vérifier les spams'],
  // Exclusive, and others that begin as a refusal does.
  ...['Exclusif', 'Exclusive', 'Exclusivités', 'Exclusivity signed', 'Exclu web'],
  ...['Deadline passée', 'Retirer en magasin', 'Oublié de rappeler', 'Expired quote'],
  ...['Refus du devis', 'Declined our offer', 'Rejected proposal', 'Invalid phone number'],
  // A day to come, or nobody knows.
  ...['Abonnement expire le 31/12/2027', 'Consent expires on 2027-12-31', 'Abonnement terminé'],
  ...['Consent valid until revoked', 'Consentement valable jusqu’à ce qu’il soit retiré'],
  // For something else.
  ...['Je ne souhaite pas être appelé', 'Accepte uniquement les SMS', 'Subscribed to SMS only'],
  ...['Oui, mais pas par e-mail', 'Accepte sauf la newsletter'],
]

describe('a status of several words', () => {
  it.each(refused)('refused: %j', (cell) => expect(readMailStatus(cell)).toBe('refused'))
  it.each(agreed)('in nobody’s way: %j', (cell) => expect(readMailStatus(cell)).toBe('agreed'))
  it.each(unconfirmed)('to be asked first: %j', (cell) =>
    expect(readMailStatus(cell)).toBe('unconfirmed'),
  )
  it.each(unknown)('asked about: %j', (cell) => expect(readMailStatus(cell)).toBe('unknown'))

  it('is read the same in columns about agreeing and about refusing', () => {
    for (const cell of [...refused, ...agreed, ...unconfirmed, ...unknown])
      expect([cell, readOptIn(cell), readOptOut(cell)]).toEqual([
        cell,
        readMailStatus(cell),
        readMailStatus(cell),
      ])
  })

  it('says more than the day beside it', () => {
    for (const cell of [
      'Désinscrit le 12/03/2024',
      'Non, le 12/03/2024',
      'Unsubscribed 2024-03-12',
    ])
      expect([cell, readOptIn(cell)]).toEqual([cell, 'refused'])
    for (const cell of ['Abonné le 12/03/2024', 'Subscribed 2024-03-12', 'Non, le 12/03/2024'])
      expect([cell, readOptOut(cell)]).not.toEqual([cell, 'refused'])
    expect(readOptIn('Oui, le 12/03/2024')).toBe('agreed')
    expect(readOptOut('Oui, le 12/03/2024')).toBe('refused')
    expect(readOptIn('Si désinscrit le 12/03/2024, rappeler')).toBe('unknown')
  })

  it('is read at once, however long it is', () => {
    for (const part of ['je peux ', 'pas de ', 'not ', 'consent ', ', ', 'désinscrire '])
      expect(['refused', 'agreed', 'unconfirmed', 'unknown']).toContain(
        readMailStatus(`Abonné ${part.repeat(20_000)}`),
      )
  })
})

describe('a stage of several words', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp()
  })
  afterAll(() => app.remove())
  const { run } = importCalls(() => app)

  it('that leaves a doubt about writing waits for an answer, another one does not', async () => {
    const doubt = 'Nous avons appris par un collègue qu’elle se serait désinscrite'
    const buckets = await run(
      `Email,Statut\ndoubt@x.example,"${doubt}"\nspam@x.example,Mail tombé en spam\nvip@x.example,Exclusif\n`,
    )
    expect(buckets).toMatchObject({ created: 3, suppressed: 0, unconfirmed: 1 })
    expect(buckets.unknownWords.map(({ word }) => word)).toEqual([
      ...[doubt, 'Mail tombé en spam', 'Exclusif'],
    ])
    const { items } = await app.client.email.suppressions.list({})
    expect(items.map(({ value }) => value)).toEqual(['doubt@x.example'])
  })

  it('what is answered for a long cell holds for it', async () => {
    const long = `Nous avons parlé de désinscription ${'et de bien d’autres choses encore '.repeat(9)}`
    const file = `Email,Consentement\nlong@x.example,"${long}"\n`
    const { buckets } = await app.client.crm.imports.preview({ file: new File([file], 'c.csv') })
    const answer = Object.fromEntries(
      buckets.unknownWords.map(({ word }) => [word, 'agreed' as const]),
    )
    expect(Object.keys(answer)).toHaveLength(1)
    expect(await run(file, undefined, { words: answer })).toMatchObject({ unconfirmed: 0 })
  })
})
