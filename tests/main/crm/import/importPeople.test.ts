// Whom a row of a file is about: what it says of writing holds for the person, however they were
// recognised, and nobody becomes somebody else by an identifier or an address.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportMapping } from '#shared/contract/crm/imports.ts'
import type { FilterTree } from '#shared/rules/leadFilter/filterTree.ts'
import { defaultScoreRules } from '#shared/rules/scoreRules.ts'
import { customFieldsTable } from '#main/features/crm/customFields/customFields.table.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'
import { importCalls } from './importCalls.ts'

let app: TestApp
beforeEach(async () => {
  app = await createTestApp()
  await app.client.crm.customFields.create({ name: 'Code' })
})
afterEach(() => app.remove())
const { run, byEmail } = importCalls(() => app)
const byCode = { match: 'custom.code' } as const
const mapping = { code: 'custom.code', email: 'email', désinscrit: 'refused' }
const addressed = { code: 'custom.code', email: 'email' }
const refused = async () =>
  (await app.client.email.suppressions.list({})).items.map(({ value }) => value).toSorted()
const rejected = async (id: number) =>
  (await (await app.client.crm.imports.rejected({ id })).text()).split('\r\n').filter(Boolean)
const leads = async () => (await app.client.crm.leads.list({})).items

describe('a refusal', () => {
  const preview = async (text: string, mapped: ImportMapping) => {
    const { imports } = app.client.crm
    const { uploadId } = await imports.preview({ file: new File([text], 'refus.csv') })
    return (await imports.remap({ uploadId, mapping: mapped, options: byCode })).buckets
  }

  it('holds for all addresses of whom an identifier names', async () => {
    await app.client.crm.leads.create({
      ...{ email: 'a@exemple.fr', custom: { code: '1' } },
      emails: [{ value: 'b@exemple.fr', label: null }],
    })
    const text = 'code,désinscrit\n1,oui\n'
    expect((await preview(text, { 0: 'custom.code', 1: 'refused' })).suppressed).toBe(1)
    const { suppressed } = await run(text, { code: 'custom.code', désinscrit: 'refused' }, byCode)
    expect([suppressed, await refused()]).toEqual([1, ['a@exemple.fr', 'b@exemple.fr']])
  })

  it('holds for the address in the row and for those of its person, who is counted once', async () => {
    await app.client.crm.leads.create({ email: 'a@exemple.fr', custom: { code: '1' } })
    const text = 'code,email,désinscrit\n1,neuf@exemple.fr,oui\n1,,oui\n'
    const columns: ImportMapping = { 0: 'custom.code', 1: 'email', 2: 'refused' }
    expect((await preview(text, columns)).suppressed).toBe(1)
    const { suppressed } = await run(text, mapping, byCode)
    expect([suppressed, await refused()]).toEqual([1, ['a@exemple.fr', 'neuf@exemple.fr']])
  })

  it.each([
    ['withdrawn', 'unsubscribed'],
    ['none', 'unconfirmed'],
  ] as const)(
    'that no address could hold holds for the first one that a file brings (%s)',
    async (said, reason) => {
      const named = 'code,prenom\n1,Léa\n'
      const columns = { code: 'custom.code', prenom: 'firstName' }
      const isNone = said === 'none'
      const first = await run(named, columns, {
        ...byCode,
        ...(isNone ? { legalBasis: { basis: 'none' } } : {}),
      })
      const [lea] = await leads()
      const id = lea?.id ?? 0
      if (!isNone) await app.client.crm.leads.noteConsent({ id, action: 'withdrawn' })
      app.host.clock.advance(60_000)
      const more = await run('code,email\n1,lea@exemple.fr\n', addressed, byCode)
      expect([first.created, more.updated]).toEqual([1, 1])
      expect((await app.client.email.reachability({ id })).canReceive).toBe(false)
      const listed = (await app.client.email.suppressions.list({})).items
      expect(listed).toMatchObject([{ value: 'lea@exemple.fr', reason }])
      await app.client.crm.imports.undo({ id: more.id })
      // What the person said stays with the address; what the file alone brought goes with it.
      expect(await refused()).toEqual(isNone ? [] : ['lea@exemple.fr'])
    },
  )

  it('of one address holds for a further one that a file brings', async () => {
    await app.client.crm.leads.create({ email: 'a@exemple.fr', custom: { code: '1' } })
    await app.client.email.suppressions.add({ entries: 'a@exemple.fr', reason: 'unsubscribed' })
    await run('code,email\n1,b@exemple.fr\n', addressed, byCode)
    const [one] = await leads()
    expect((await app.client.email.reachability({ id: one?.id ?? 0 })).canReceive).toBe(false)
  })

  it('holds for somebody whom the import may not change', async () => {
    await app.client.crm.leads.create({ email: 'a@exemple.fr', custom: { code: '1' } })
    const columns = { code: 'custom.code', désinscrit: 'refused' }
    await run('code,désinscrit\n1,oui\n', columns, { ...byCode, mode: 'create' })
    expect(await refused()).toEqual(['a@exemple.fr'])
  })
})

describe('an identifier', () => {
  const upper = '0015000000GV7qJ'
  const lower = '0015000000Gv7qJ'

  it('is another one in other letters, here and in the file', async () => {
    await app.client.crm.leads.create({ lastName: 'Roux', custom: { code: lower } })
    const file = `code,nom\n${upper},Petit\n${upper},Petit\n${lower},Roux\n`
    const buckets = await run(file, { code: 'custom.code', nom: 'lastName' }, byCode)
    expect(buckets).toMatchObject({ created: 1, duplicate: 1, unchanged: 1 })
    const found = (await leads()).map(({ lastName, custom }) => [lastName, custom['code']])
    expect(found.toSorted()).toEqual([
      ['Petit', upper],
      ['Roux', lower],
    ])
  })

  it('of another kind than text is found by its value', async () => {
    const { crm } = app.client
    for (const [key, kind, value] of [
      ['nombre', 'number', 12],
      ['oui', 'yesNo', true],
      ['choix', 'choice', 'Été'],
    ] as const) {
      await crm.customFields.create({
        ...{ key, name: key, kind },
        options: kind === 'choice' ? ['Été'] : [],
      })
      await crm.leads.create({ lastName: key, custom: { [key]: value } })
      const cell = kind === 'yesNo' ? 'oui' : String(value)
      const match = `custom.${key}` as const
      expect(
        await run(`k,poste\n${cell},x\n`, { k: match, poste: 'jobTitle' }, { match }),
      ).toMatchObject({
        ...{ created: 0, updated: 1 },
      })
    }
  })

  it('makes two people of two rows with one address, which stays with the first', async () => {
    const buckets = await run(
      'code,email\n1,x@exemple.fr\n2,x@exemple.fr\n2,x@exemple.fr\n',
      { code: 'custom.code', email: 'email' },
      byCode,
    )
    expect(buckets).toMatchObject({ created: 2, duplicate: 1 })
    expect(buckets.problems[0]).toMatchObject({ reason: 'email_of_another', line: 3 })
    expect((await byEmail('x@exemple.fr'))?.custom).toEqual({ code: '1' })
    expect((await leads()).find(({ custom }) => custom['code'] === '2')).toMatchObject({
      ...{ email: null, lastName: '2' },
    })
    expect(await rejected(buckets.id)).toHaveLength(3)
  })

  it('makes somebody new of a row with the address of another who is here', async () => {
    await app.client.crm.leads.create({ email: 'x@exemple.fr', custom: { code: '1' } })
    await app.client.crm.leads.create({ email: 'sans@exemple.fr' })
    const buckets = await run(
      'code,email\n2,x@exemple.fr\n3,sans@exemple.fr\n4,sans@exemple.fr\n',
      { code: 'custom.code', email: 'email' },
      byCode,
    )
    expect(buckets).toMatchObject({ created: 2, updated: 1, leftOut: 2 })
    expect((await byEmail('x@exemple.fr'))?.custom).toEqual({ code: '1' })
    expect((await byEmail('sans@exemple.fr'))?.custom).toEqual({ code: '3' })
  })

  it('known here goes before an address known from the file', async () => {
    await app.client.crm.leads.create({ lastName: 'Roux', custom: { code: '1' } })
    await run(
      'code,email,poste\n,x@exemple.fr,\n1,x@exemple.fr,Gérante\n',
      { code: 'custom.code', email: 'email', poste: 'jobTitle' },
      byCode,
    )
    expect((await leads()).find(({ custom }) => custom['code'] === '1')).toMatchObject({
      jobTitle: 'Gérante',
    })
  })
})

describe('rows to be mended', () => {
  it('hold what found no room beside the fields of its person', async () => {
    const otherData = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`Colonne ${index}`, 'x']),
    )
    await app.client.crm.leads.create({ email: 'a@exemple.fr', otherData })
    const { id } = await run('email,encore\na@exemple.fr,valeur\n')
    const lines = await rejected(id)
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain('valeur')
  })

  it('hold each row of somebody who is not here', async () => {
    const file = 'email,poste\nzz@exemple.fr,un\nzz@exemple.fr,deux\n'
    const { id, skipped } = await run(file, undefined, { mode: 'update' })
    expect([skipped, (await rejected(id)).length]).toEqual([2, 3])
  })
})

describe('a reason for losing', () => {
  it('stands beside the fields of whoever is not lost', async () => {
    await app.client.crm.leads.create({ email: 'ici@exemple.fr', status: 'contacted' })
    await app.client.crm.leads.create({ email: 'perdue@exemple.fr', status: 'lost' })
    await run(
      'email,statut,motif\nneuf@exemple.fr,nouveau,Prix\nperdu@exemple.fr,perdu,Prix\nici@exemple.fr,,Prix\nperdue@exemple.fr,,Prix\n',
      { email: 'email', statut: 'status', motif: 'lostReason' },
    )
    for (const email of ['neuf@exemple.fr', 'ici@exemple.fr'])
      expect(await byEmail(email)).toMatchObject({ lostReason: null, otherData: { motif: 'Prix' } })
    for (const email of ['perdu@exemple.fr', 'perdue@exemple.fr'])
      expect(await byEmail(email)).toMatchObject({ lostReason: 'Prix', otherData: {} })
  })
})

describe('a custom field', () => {
  it('that was deleted lends its key to none that is suggested', async () => {
    const { crm } = app.client
    const [field] = (await crm.customFields.list()).items
    await crm.customFields.delete({ id: field?.id ?? 0 })
    const { uploadId, columns } = await crm.imports.preview({
      file: new File(['email,Code\na@exemple.fr,7\n'], 'code.csv'),
    })
    const suggestion = columns[1]?.suggestion
    expect(suggestion?.key).toBe('code-2')
    const { name, kind, options } = suggestion ?? { name: '', kind: 'text', options: [] }
    await crm.imports.start({
      ...{ uploadId, mapping: { 0: 'email', 1: 'custom.code-2' } },
      options: { newFields: { 'code-2': { name, kind, options } } },
    })
  })

  it('of an import that is taken back stays while a rule of the score or a campaign asks for it', async () => {
    const { crm } = app.client
    const newFields = Object.fromEntries(
      ['regle', 'campagne', 'personne'].map((key) => [
        key,
        { name: key, kind: 'text' as const, options: [] },
      ]),
    )
    const { id } = await run(
      'email,regle,campagne,personne\na@exemple.fr,a,b,c\n',
      {
        email: 'email',
        ...{ regle: 'custom.regle', campagne: 'custom.campagne', personne: 'custom.personne' },
      },
      { newFields },
    )
    const filter = (key: string): FilterTree => ({
      all: [{ field: `custom.${key}`, op: 'is', value: 'a' }],
    })
    const own = [{ name: 'Règle', points: 5, filter: filter('regle') }]
    await crm.scoring.rules.set({ ...defaultScoreRules, own })
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO campaigns (id, name, subject, preheader, html, from_name, recipients, status, created_at, updated_at)
         VALUES (1, 'News', '', '', '', '', ?, 'paused', 1, 1)`,
        [JSON.stringify({ filter: filter('campagne') })],
      ),
    )
    await crm.imports.undo({ id })
    const keys = app.services.database.all(
      customFieldsTable.select('key'),
      'SELECT key FROM custom_fields ORDER BY id',
    )
    expect(keys.map(({ key }) => key)).toEqual(['code', 'regle', 'campagne'])
  })
})
