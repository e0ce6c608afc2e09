// Importing a file of contacts: looked at first, refused where it cannot be read, one at a time.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { emptyBuckets } from '#main/features/crm/import/importBuckets.ts'
import { leadStatements } from '#main/features/crm/import/importStatements.ts'
import { finishImport, insertImport } from '#main/features/crm/import/imports.repository.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'
import { fixture, importCalls } from './importCalls.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())
const { run, byEmail } = importCalls(() => app)

describe('looking before importing', () => {
  it('says what would happen and writes nothing', async () => {
    const preview = await app.client.crm.imports.preview({ file: await fixture('brevo-contacts') })
    expect(preview.format).toEqual({
      ...{ kind: 'text', encoding: 'utf-8', separator: ';', headerRow: 1 },
    })
    expect(preview.columns.map((column) => column.field)).toEqual([
      null,
      'email',
      'firstName',
      'lastName',
      'phone',
      'company',
      'refused',
      'createdAt',
    ])
    expect(preview.buckets).toMatchObject({ total: 200, created: 200, suppressed: 23 })
    expect(preview.rows).toHaveLength(20)
    expect((await app.client.crm.leads.list({})).total).toBe(0)
    const mapped = await app.client.crm.imports.remap({
      uploadId: preview.uploadId,
      mapping: { 2: 'firstName' },
    })
    expect(mapped.buckets.created + mapped.buckets.duplicate).toBe(200)
    const started = await app.client.crm.imports.start({
      uploadId: preview.uploadId,
      mapping: { 1: 'email', 2: 'firstName' },
    })
    expect((await app.client.crm.imports.running())?.id).toBe(started.id)
    await expect
      .poll(async () => (await app.client.crm.imports.get({ id: started.id })).state)
      .toBe('done')
    expect(await app.client.crm.imports.running()).toBeNull()
    expect(await byEmail('aicha.dumont558')).toMatchObject({ firstName: 'Aïcha', lastName: null })
    expect(
      await errorReasonOf(
        app.client.crm.imports.remap({ uploadId: preview.uploadId, mapping: { 1: 'email' } }),
      ),
    ).toBe('unknown_id')
  })

  it('cannot be made to read another file', async () => {
    for (const uploadId of ['../main.db', '../../etc/passwd', `${'0'.repeat(36)}-../main.db`, '']) {
      expect(
        await errorReasonOf(app.client.crm.imports.remap({ uploadId, mapping: { 0: 'email' } })),
      ).toBe('unknown_id')
    }
  })
})

describe('files that cannot be taken', () => {
  it.each([
    ['an empty file', '', 'file_empty'],
    ['a header alone', 'email,nom\n', 'file_empty'],
    ['nothing that says who a person is', 'couleur,taille\nrouge,42\n', 'column_mapping_invalid'],
    [
      'a quote never closed',
      `email,notes\na@exemple.fr,"${'x'.repeat(1_100_000)}`,
      'file_unreadable',
    ],
    ['thousands of columns', `${'a,'.repeat(600)}email\n${'b,'.repeat(600)}c\n`, 'file_unreadable'],
  ])('%s', async (_name, content, reason) => {
    expect(await errorReasonOf(run(content))).toBe(reason)
    expect((await app.client.crm.leads.list({})).total).toBe(0)
  })

  it('leave nothing of themselves behind', async () => {
    const uploads = () => readdir(join(app.host.dataFolder, 'uploads'))
    await errorReasonOf(run('couleur,taille\nrouge,42\n'))
    await errorReasonOf(run('email,nom\na@exemple.fr,Roux\n', { email: 'password' }))
    await run('email,nom\na@exemple.fr,Roux\n')
    expect(await uploads()).toEqual([])
    // What was looked at and never imported goes a day later, though nobody imports anything else.
    await app.client.crm.imports.preview({ file: new File(['email\nb@exemple.fr\n'], 'b.csv') })
    expect(await uploads()).toHaveLength(1)
    const { host } = app
    await app.stop()
    host.clock.set(Date.now() + 25 * 60 * 60_000)
    app = await createTestApp(host)
    await expect.poll(uploads).toEqual([])
  })

  it('a mapping that names what is not there', async () => {
    const file = 'email,nom\na@exemple.fr,Roux\n'
    for (const mapping of [{ 7: 'email' }, { couleur: 'email' }, { email: 'password' }]) {
      expect(await errorReasonOf(run(file, mapping))).toBe('column_mapping_invalid')
    }
    expect(await run(file, { 'E-mail': 'email', NOM: 'lastName' })).toMatchObject({ created: 1 })
  })

  it('a value that cannot be used is named and kept in the notes; its person comes in', async () => {
    const buckets = await run(
      `email,montant\na@exemple.fr,douze\nb@exemple.fr,"1.234,50 €"\nc@exemple.fr,-3\n${'x'.repeat(300)}@exemple.fr,1\n`,
    )
    // Without an address the last one is nobody.
    expect(buckets).toMatchObject({ created: 3, invalid: 1, leftOut: 2 })
    expect(buckets.problems.map(({ line, reason, column }) => ({ line, reason, column }))).toEqual([
      { line: 2, reason: 'value_not_a_number', column: 'montant' },
      { line: 4, reason: 'value_not_a_number', column: 'montant' },
      { line: 5, reason: 'email_too_long', column: null },
    ])
    expect(await byEmail('a@exemple.fr')).toMatchObject({ notes: 'montant : douze' })
    expect(await byEmail('b@exemple.fr')).toMatchObject({ estimatedValue: 1234.5 })
  })
})

describe('somebody without an address', () => {
  it('is looked for by name: an index of the few, not a walk through all who have none', () => {
    const connection = openConnection(app.services.database.path)
    const { byName } = leadStatements(connection)
    const plan = connection
      .prepare<object, { detail: string }>(`EXPLAIN QUERY PLAN ${byName.source}`)
      .all({ sortName: '', firstName: '', phone: '' })
    connection.close()
    expect(plan.map(({ detail }) => detail)).toEqual([
      'SEARCH leads USING INDEX leads_name (sort_name=?)',
    ])
  })
})

describe('two imports at once', () => {
  it('one is refused, and the way is free again when the other has ended', async () => {
    const { database, host } = app.services
    const begun = await Promise.all(
      ['a.csv', 'b.csv'].map((name) =>
        insertImport(database, name, host.clock.now(), {
          given: { mapping: {}, options: {} },
          fields: [],
        }),
      ),
    )
    expect(begun.filter((one) => one !== null)).toHaveLength(1)
    expect(await errorReasonOf(run('email\na@exemple.fr\n'))).toBe('import_running')
    await finishImport(
      database,
      begun.find((one) => one !== null)?.id ?? 0,
      'done',
      { progress: 1, buckets: emptyBuckets() },
      host.clock.now(),
    )
    expect(await errorReasonOf(run('email\na@exemple.fr\n'))).toBeNull()
  })
})
