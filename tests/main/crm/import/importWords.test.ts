// The words an imported lead is found and sorted by are derived while the file is read; they are
// those of the lead as it was written, whatever became of its row on the way.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { derivedColumns } from '#main/features/crm/leads/leadWords.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'
import { importCalls } from './importCalls.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())
const { run } = importCalls(() => app)

type Kept = { search_words: string; sort_name: string; tag_keys: string }

function expectDerived(count: number): void {
  const connection = openConnection(app.services.database.path)
  try {
    const rows = connection.prepare<[], Kept & Record<string, unknown>>('SELECT * FROM leads').all()
    expect(rows).toHaveLength(count)
    for (const row of rows) {
      const { search_words, sort_name, tag_keys } = row
      expect({ search_words, sort_name, tag_keys }).toEqual(derivedColumns(row))
    }
  } finally {
    connection.close()
  }
}

it('are those of names, companies, addresses and numbers, first and further ones', async () => {
  const file = [
    'Email,Prénom,Nom,Téléphone,Société,E-mail 2',
    'zoe@exemple.fr,Zoé,Lœuf-O’Brien,06 12 34 56 78 / 01 44 55 66 77,Chez Éric & Fils,zoe.perso@exemple.fr',
    ',,,+33 6 98 76 54 32,,',
    ',Jean‑Luc,,06 11 22 33 44,,',
    // A colleague's address beside another name stays theirs.
    'paul@exemple.fr,Paul,Petit,,,zoe@exemple.fr',
    'anne@exemple.fr,Анна,Łukasz,,,',
  ].join('\n')
  await run(file, {
    ...{ Email: 'email', Prénom: 'firstName', Nom: 'lastName', Téléphone: 'phone' },
    ...{ Société: 'company', 'E-mail 2': 'email' },
  })
  expectDerived(5)
})

it('are those of the identifier by which somebody is called who has nothing else', async () => {
  await run(
    'n,Email,Société\nA-17,,Dupont\nB-18,b@exemple.fr,\nC-19,b@exemple.fr,Autre\n',
    { n: 'custom.n', Email: 'email', Société: 'company' },
    { newFields: { n: { name: 'N', kind: 'text', options: [] } }, match: 'custom.n' },
  )
  expectDerived(3)
})

it('are those of what a second row of the file makes of somebody', async () => {
  const mapping = { Email: 'email', Nom: 'lastName', Tel: 'phone' } as const
  await run('Email,Nom,Tel\na@exemple.fr,,\na@exemple.fr,Martin,0612345678\n', mapping)
  expectDerived(1)
  await run('Email,Nom,Tel\na@exemple.fr,Durand,0700000000\n', mapping)
  expectDerived(1)
})
