// Ordinary files, in which a word of another program, language or kind of person must not be heard.
import { expect, it } from 'vitest'
import { withSights } from '#main/features/crm/import/fields/columnSights.ts'
import { readPersonName } from '#main/features/crm/import/fields/personNames.ts'
import { saysRefusedAnywhere } from '#main/features/crm/import/fields/plainRefusals.ts'
import { readAmount, readStage, scaledBy } from '#main/features/crm/import/importCells.ts'
import { recogniseColumns } from '#main/features/crm/import/importColumns.ts'

const fieldsOf = (titles: string, ...rows: string[]) => {
  const header = titles.split(';')
  return withSights(
    header,
    recogniseColumns(header),
    rows.map((row) => row.split(';')),
  )
}

it.each(['Abonné email', 'Inscrit e-mail', 'Abonné mail', 'Email abonné', 'Newsletter abonné'])(
  'hears who is not subscribed in the column %s',
  (title) => {
    expect(
      fieldsOf(`Nom;Email;${title}`, 'Roux;a@exemple.fr;Oui', 'Petit;b@exemple.fr;Non').at(-1),
    ).toBe('agreed')
  },
)

it('takes addresses under the same title for addresses', () => {
  expect(fieldsOf('Nom abonné;Email abonné', 'Roux;a@exemple.fr')).toEqual(['lastName', 'email'])
})

it('takes the names of the person, not what they log in with', () => {
  const [login, ...own] = fieldsOf('Nom d’utilisateur;Prénom;Nom;Email')
  expect([login, ...own]).toEqual([null, 'firstName', 'lastName', 'email'])
  expect(fieldsOf('User name;First name;Last name;Email')).toEqual([
    ...[null, 'firstName', 'lastName', 'email'],
  ])
  expect(fieldsOf('Nom d’utilisateur;Email')).toEqual([null, 'email'])
  expect(fieldsOf('Prénom utilisateur;Nom utilisateur;Email utilisateur')).toEqual([
    ...['firstName', 'lastName', 'email'],
  ])
  expect(fieldsOf('Guest name;Name;Email')).toEqual([null, 'fullName', 'email'])
})

it('takes no number of seats for a name', () => {
  expect(fieldsOf('Nom;Email;Nombre', 'Roux;a@exemple.fr;3', 'Petit;b@exemple.fr;12')).toEqual([
    ...['lastName', 'email', null],
  ])
  expect(fieldsOf('Nombre;Apellidos;Correo', 'Ana;Ruiz;a@ejemplo.es')).toEqual([
    ...['firstName', 'lastName', 'email'],
  ])
})

it('tells a recipient’s name from their address', () => {
  expect(fieldsOf('Recipient;Email', 'Jean Dupont;jean@exemple.fr')).toEqual(['fullName', 'email'])
  expect(fieldsOf('Subscriber;Tags', 'jean@exemple.fr;A')).toEqual(['email', 'tags'])
})

it('takes a private contact for no lost one', () => {
  expect(readStage('Perso')).toBeNull()
  expect(readStage('chiuso perso')).toBe('lost')
})

it.each([
  ['CA (k€)', '120 k€', 120_000],
  ['CA (k€)', '120k', 120_000],
  ['CA (k€)', '120', 120_000],
  ['Montant (M€)', '1,5 M€', 1_500_000],
  ['Budget en milliers d’euros', '12,5', 12_500],
])('reads %s: %s', (title, cell, euros) => {
  expect(scaledBy(title, cell, readAmount(cell, ','))).toEqual({ cents: euros * 100 })
})

it('takes no amount whose scale nobody can tell', () => {
  expect(scaledBy('CA (k€)', '120 000 €', readAmount('120 000 €', ','))).toEqual({
    problem: 'ambiguous',
  })
})

it('keeps an initial behind how somebody is addressed', () => {
  expect(readPersonName('Mr E Jones')).toMatchObject({ firstName: 'E', lastName: 'Jones' })
  expect(readPersonName('M. et Mme Roux')).toMatchObject({ firstName: null, lastName: 'Roux' })
})

it.each([
  ...['Ne pas contacter le matin', 'Ne pas contacter le lundi', 'Ne pas contacter en août'],
  ...['Ne pas contacter sa femme', 'Ne pas envoyer de colis', 'Ne pas envoyer la facture'],
  ...['No email address', 'No mail yet', 'Désinscrit newsletter papier', 'abgemeldet vom Kurs'],
])('hears no refusal in a note: %s', (cell) => expect(saysRefusedAnywhere(cell)).toBe(false))

it.each([
  ...['Ne plus contacter depuis lundi', 'Ne pas contacter', 'Ne plus envoyer', 'No email'],
  ...['Ne plus contacter (août 2024)', 'Ne pas écrire à cette adresse', 'abgemeldet'],
  ...['Ne pas contacter (refus du 12 mars)', 'Désinscrit (formulaire papier)'],
])('hears a refusal in a note: %s', (cell) => expect(saysRefusedAnywhere(cell)).toBe(true))
