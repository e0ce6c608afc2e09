// Leads as files: what stands in them, that they come back unchanged, and that nothing in them
// computes.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { strFromU8, unzipSync } from 'fflate'
import { formFieldNames, isOfKind, leadFieldNames } from '#shared/leadFields/leadFields.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import { readStage } from '#main/features/crm/import/importCells.ts'
import { leadStatuses } from '#shared/leadFields/leadStatus.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'
import { importCalls, none, only } from '../import/importCalls.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())
const { run } = importCalls(() => app)
const exports = () => app.client.crm.exports

/** Signs that have broken tables, formulas, mail and terminals. */
const hostile = [
  '=HYPERLINK("http://x.example";"a")',
  '+33 6 12 34 56 78',
  '-2+3',
  '@SUM(1)',
  '＝1+1',
  '\u200b=1+1',
  ' =1+1',
  'a;b,c"d',
  '👩‍👩‍👧 ﷽ עברית',
  '_x000D_',
  '</t></is><f>1+1</f>',
  "L'été",
]

/** Who was won has no reason for being lost. */
const lineFields = leadFieldNames.filter((name) => isOfKind(name, 'line') && name !== 'lostReason')

/** One lead for each, in every field that takes a text. */
async function addHostile(): Promise<void> {
  for (const [index, value] of hostile.entries())
    await app.client.crm.leads.create({
      ...Object.fromEntries(lineFields.map((name) => [name, value])),
      ...{ email: `p${index}@exemple.fr`, phone: '+33 6 12 34 56 78' },
      notes: `${value}\n${value}`,
      ...{ tags: [value.replace(/[,;|]/g, ''), 'VIP'], estimatedValue: 12.5, status: 'won' },
      otherData: { 'Taille "T"': value, Score: 'A' },
    })
}

/** What somebody can be reached by besides. */
async function addFurther(): Promise<void> {
  const [lead] = (await app.client.crm.leads.list({ search: 'p0@exemple.fr' })).items
  await app.client.crm.leads.update({
    id: lead?.id ?? 0,
    emails: [
      { value: 'p0@maison.fr', label: 'home' },
      { value: 'p0@bureau.fr', label: null },
    ],
    phones: [{ value: '01 23 45 67 89', label: 'work' }],
  })
}

describe('a CSV file', () => {
  it('has all that a form can ask for', async () => {
    const given = Object.fromEntries(formFieldNames.map((name) => [name, `Q${name}`.toLowerCase()]))
    await app.client.crm.leads.create({
      ...given,
      email: 'qemail@exemple.fr',
      phone: '01 23 45 67 89',
    })
    const card = (await (await exports().vcf({})).text()).replaceAll('\r\n ', '')
    const shown = { ...given, email: 'qemail@exemple.fr', phone: '01 23 45 67 89' }
    expect(Object.entries(shown).filter(([, value]) => !card.includes(value))).toEqual([])
  })

  it('has the titles of the language asked for, and its separator', async () => {
    await app.client.crm.leads.create({ firstName: 'Léa', status: 'won', estimatedValue: 12.5 })
    const french = await exports().csv({})
    expect(french.name).toMatch(/^leads-\d{4}-\d{2}-\d{2}\.csv$/)
    expect(new Uint8Array(await french.arrayBuffer()).slice(0, 3)).toEqual(
      new Uint8Array([0xef, 0xbb, 0xbf]),
    )
    const [titles, line] = (await french.text()).split('\r\n')
    expect(titles).toContain('N° WeBox;Prénom;Nom;E-mail;Téléphone;Société;Fonction;Étape')
    expect(line).toContain(';Gagné;;;;12,5;')
    const english = await (await exports().csv({ language: 'en' })).text()
    expect(english).toContain('First name,Last name,E-mail')
    expect(english).toContain(',Won,,,,12.5,')
  })

  it.each(['fr', 'en'] as const)('comes back without a change (%s)', async (language) => {
    await addHostile()
    await addFurther()
    const text = await (await exports().csv({ language })).text()
    const buckets = await run(text)
    expect(only(buckets)).toEqual({
      ...none,
      ...{ total: hostile.length, created: 0, unchanged: hostile.length },
    })
    expect(buckets.problems).toEqual([])
    expect(buckets.otherColumns.toSorted()).toEqual(['Score', 'Taille "T"'])
  })

  it.each(['fr', 'en'] as const)(
    'fills an empty database as the first was (%s)',
    async (language) => {
      await addHostile()
      const text = await (await exports().csv({ language })).text()
      const before = (await app.client.crm.leads.list({})).items
      await app.remove()
      app = await createTestApp()
      expect((await run(text)).created).toBe(hostile.length)
      const after = (await app.client.crm.leads.list({})).items
      // The import trims texts, and dates of files have no milliseconds.
      const comparable = (leads: typeof before): unknown =>
        JSON.parse(
          JSON.stringify(
            leads
              .map(({ id: _id, createdAt, updatedAt: _updated, ...lead }) => ({
                ...lead,
                createdAt: createdAt.slice(0, 19),
              }))
              .toSorted((one, other) => (one.email ?? '').localeCompare(other.email ?? '')),
          ),
          (_key, value: unknown) => (typeof value === 'string' ? value.trim() : value),
        )
      expect(comparable(after)).toEqual(comparable(before))
    },
  )

  it.each(['fr', 'en'] as const)(
    'as a workbook and as cards comes back without a change as well (%s)',
    async (language) => {
      await addHostile()
      await addFurther()
      const whole = { total: hostile.length, created: 0, unchanged: hostile.length }
      const book = await app.client.crm.imports.run({ file: await exports().xlsx({ language }) })
      expect(only(book)).toEqual({ ...none, ...whole })
      expect(book.problems).toEqual([])
      await app.client.settings.update({ language })
      const cards = await app.client.crm.imports.run({ file: await exports().vcf({ language }) })
      expect(only(cards)).toEqual({ ...none, ...whole })
      expect([cards.problems, cards.otherColumns]).toEqual([[], []])
    },
  )

  it('has nothing that computes in any cell', async () => {
    await addHostile()
    for (const language of ['fr', 'en'] as const) {
      const text = await (await exports().csv({ language })).text()
      for (const line of text.slice(1).split('\r\n'))
        for (const cell of line.split(language === 'fr' ? ';' : ','))
          expect(cell.replace(/^"/, '')).not.toMatch(/^[=+\-@]/)
    }
  })

  it('has custom fields under their names, each of its kind', async () => {
    const { crm } = app.client
    await crm.customFields.create({ name: 'Budget', kind: 'money' })
    await crm.customFields.create({ name: 'Essai', kind: 'yesNo' })
    await crm.customFields.create({ name: 'Couleurs', kind: 'choices', options: ['Bleu', 'Vert'] })
    await crm.leads.create({
      firstName: 'Léa',
      custom: { budget: -3.25, essai: true, couleurs: ['Bleu', 'Vert'] },
    })
    const [titles, line] = (await (await exports().csv({})).text()).split('\r\n')
    expect(titles).toMatch(/;Budget;Essai;Couleurs$/)
    expect(line).toMatch(/;-3\.25;oui;"Bleu; Vert"$/)
  })

  it('of nobody has its titles, and of very many columns what finds no room in one', async () => {
    expect((await (await exports().csv({})).text()).split('\r\n')).toHaveLength(2)
    const otherData = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`Colonne ${String(index).padStart(3, '0')}`, 'x']),
    )
    for (let part = 0; part < 4; part += 1)
      await app.client.crm.leads.create({
        firstName: `Léa ${part}`,
        otherData: Object.fromEntries(
          Object.entries(otherData).map(([key, value]) => [`${key} ${part}`, value]),
        ),
      })
    const text = await (await exports().csv({})).text()
    expect(text.split('\r\n')[0]?.split(';')).toHaveLength(200)
    expect(text).toContain('Colonne 059 3 : x')
    expect((await run(text)).problems).toEqual([])
  })
})

describe('an export', () => {
  it('has whom the filter means, or of those only who is named, in the order of the list', async () => {
    const { crm } = app.client
    const ids: number[] = []
    for (const [index, firstName] of ['Chloé', 'Anne', 'Bruno'].entries())
      ids.push((await crm.leads.create({ firstName, status: index < 2 ? 'won' : 'new' })).id)
    const names = async (input: Parameters<typeof crm.exports.csv>[0]) =>
      (await (await crm.exports.csv(input)).text())
        .split('\r\n')
        .slice(1, -1)
        .map((line) => line.split(';')[1])
    expect(await names({ sort: 'name' })).toEqual(['Anne', 'Bruno', 'Chloé'])
    expect(await names({ sort: '-name', status: 'won' })).toEqual(['Chloé', 'Anne'])
    expect(await names({ search: 'bru', sort: 'match' })).toEqual(['Bruno'])
    expect(await names({ ids: [ids[0] ?? 0, ids[2] ?? 0], sort: 'name' })).toEqual([
      'Bruno',
      'Chloé',
    ])
    expect(await names({ ids: `${ids[0]},${ids[2]}`, status: 'won' })).toEqual(['Chloé'])
    expect(await names({ ids: [] })).toEqual([])
    const won = { all: [{ field: 'status', op: 'is', value: 'won' }] } as const
    const segment = await crm.segments.create({ name: 'Gagnés', filter: { all: [...won.all] } })
    expect(await names({ segment: segment.id, sort: 'name' })).toEqual(['Anne', 'Chloé'])
    expect(await errorReasonOf(crm.exports.csv({ segment: 99 }))).toBe('unknown_id')
  })

  it('does not stay on the disk for longer than it is needed', async () => {
    await app.client.crm.leads.create({ firstName: 'Léa' })
    expect(await (await exports().csv({})).text()).toContain('Léa')
    const folder = join(app.host.dataFolder, 'exports')
    expect(await readdir(folder)).toHaveLength(1)
    const { removeOldExports } = await import('#main/features/crm/export/leadExport.service.ts')
    await removeOldExports(app.services, 0)
    expect(await readdir(folder)).toEqual([])
  })

  it('tells how far it is only while it is under way', async () => {
    const exportId = '6f1f4c52-7a0f-4c3b-9d6d-0d8f4a4f1a11'
    expect(await exports().progress({ exportId })).toBeNull()
    const file = exports().csv({ exportId })
    await exports().cancel({ exportId: '6f1f4c52-7a0f-4c3b-9d6d-0d8f4a4f1a12' })
    await file
    expect(await exports().progress({ exportId })).toBeNull()
  })

  it('that is cancelled leaves no file', async () => {
    for (let index = 0; index < 3; index += 1)
      await app.client.crm.leads.create({ firstName: `Léa ${index}` })
    const exportId = '6f1f4c52-7a0f-4c3b-9d6d-0d8f4a4f1a13'
    const outcome = errorReasonOf(exports().csv({ exportId }))
    while ((await exports().progress({ exportId })) === null) await new Promise(setImmediate)
    await exports().cancel({ exportId })
    expect(await outcome).toBe('export_cancelled')
    expect(await readdir(join(app.host.dataFolder, 'exports'))).toEqual([])
  })
})

describe('a workbook', () => {
  it('has texts as texts, numbers as numbers, dates as dates, and no formula', async () => {
    await addHostile()
    const files = unzipSync(new Uint8Array(await (await exports().xlsx({})).arrayBuffer()))
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    expect(sheet).not.toMatch(/<f[ >]/)
    expect(sheet).toContain('>=HYPERLINK(&quot;http://x.example&quot;;&quot;a&quot;)</t>')
    expect(sheet).toContain('>_x005F_x000D_</t>')
    expect(sheet).toMatch(/<c r="L2"><v>12\.5<\/v><\/c>/)
    expect(sheet).toMatch(/<c r="P2" s="2"><v>4\d{4}\.\d+<\/v><\/c>/)
    expect(Object.keys(files).toSorted()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ])
  })
})

it('names stages by words that the import reads', () => {
  for (const { stages } of Object.values(leadFieldWords))
    for (const status of leadStatuses) expect(readStage(stages[status])).toBe(status)
})
