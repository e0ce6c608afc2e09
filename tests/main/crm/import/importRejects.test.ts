// The file of rows to be mended: what it holds, and that it can be given again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importFields } from '#shared/contract/crm/imports.ts'
import { languages } from '#shared/contract/settings.contract.ts'
import { recogniseColumns } from '#main/features/crm/import/importColumns.ts'
import { createRejectNotes, titleOfTarget } from '#main/features/crm/import/importRejects.ts'
import { insertImport } from '#main/features/crm/import/imports.repository.ts'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'
import { importCalls } from './importCalls.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())
const { run, byEmail } = importCalls(() => app)

const textOf = async (id: number) => (await app.client.crm.imports.rejected({ id })).text()
const titlesOf = (text: string) => text.replace('\ufeff', '').split('\r\n')[0]?.split(';')

describe('the file of rows to be mended', () => {
  it('has titles where the file had none, by which it comes back', async () => {
    await app.client.crm.customFields.create({ name: 'Code client' })
    const file = 'zoe à exemple.fr;Roux;oui;C7;suite\n'
    const columns = { 0: 'email', 1: 'lastName', 2: 'refused', 3: 'custom.code-client' }
    const { id } = await run(file, columns, { headerRow: 0 })
    const text = await textOf(id)
    expect(titlesOf(text)).toEqual([
      ...['Motif WeBox', 'E-mail', 'Nom', 'Désinscrit', 'Code client', '#5'],
    ])
    await run(text.replace('zoe à exemple.fr', 'zoe@exemple.fr'))
    expect(await byEmail('zoe@exemple.fr')).toMatchObject({
      ...{ lastName: 'Roux', custom: { 'code-client': 'C7' }, otherData: { '#5': 'suite' } },
    })
    expect((await app.client.email.suppressions.list({})).total).toBe(1)
  })

  it('calls each field as it is recognised', () => {
    for (const language of languages)
      for (const field of importFields.filter((one) => one !== 'ignored'))
        expect(recogniseColumns([titleOfTarget(field, language, [])])).toEqual([field])
  })

  it('says the reason once when it comes back as it was', async () => {
    const { id } = await run('nom;e-mail\nRoux;zoe à exemple.fr\n')
    const again = await run(await textOf(id))
    const text = await textOf(again.id)
    expect(titlesOf(text)).toEqual(['Motif WeBox', 'nom', 'e-mail'])
    expect(text.split('\r\n')[1]?.split(';')).toHaveLength(3)
  })

  it('has the titles of an import that was cut short', async () => {
    const { database } = app.services
    const begun = await insertImport(database, 'a.csv', 1, {
      given: { mapping: {}, options: {} },
      fields: [],
    })
    const id = begun?.id ?? 0
    const connection = openConnection(database.path)
    const rejects = createRejectNotes(connection, id, ['nom', 'e-mail'])
    const cells = ['Roux', 'zoe à']
    rejects.note({ line: 2, cells }, [{ reason: 'email_not_one_at_sign', column: 'e-mail' }])
    connection.close()
    expect(titlesOf(await textOf(id))).toEqual(['Motif WeBox', 'nom', 'e-mail'])
  })
})
