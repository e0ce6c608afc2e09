// The rules of the score by points: the usual ones say what they always said; own ones hold whatever
// writes a lead, fade with time, are tried before they count, and are taken back.
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leadScore } from '#shared/rules/leadScore.ts'
import { defaultScoreRules, type ScoreRules } from '#shared/rules/scoreRules.ts'
import { text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
const leads = () => app.client.crm.leads
const rulesOf = () => app.client.crm.scoring.rules
const day = 24 * 60 * 60 * 1000
const own: ScoreRules = {
  ...defaultScoreRules,
  filled: { full_name: 3, phone: 0, company: 20, job_title: 0 },
  interactions: { each: 7, most: 20 },
  recent: [{ days: 10, points: 11 }],
  halfAfterDays: 30,
  own: [
    {
      ...{ name: 'Lyonnais', points: 40 },
      filter: {
        any: [
          { field: 'custom.town', op: 'is', value: 'lyon' },
          { field: 'tags', op: 'hasTag', value: 'Lyon' },
        ],
      },
    },
    {
      name: 'Petit',
      filter: { all: [{ field: 'custom.size', op: 'below', value: 5 }] },
      points: -15,
    },
  ],
}
/** Until every score follows the rules. */
async function counted(): Promise<void> {
  while ((await rulesOf().get()).counted < 1) await delay(20)
}
const scoreInList = async (id: number) =>
  (await leads().list({ limit: 100 })).items.find((lead) => lead.id === id)?.score

beforeAll(async () => {
  app = await createTestApp()
  await app.client.crm.customFields.create({ name: 'Ville', key: 'town' })
  await app.client.crm.customFields.create({ name: 'Taille', key: 'size', kind: 'number' })
  await app.client.crm.customFields.create({ name: 'Depuis', key: 'since', kind: 'date' })
})
afterAll(() => app.remove())

it('The usual rules say in SQL what the rule says of a lead, and explain it', async () => {
  const lead = await leads().create({
    firstName: 'A',
    lastName: 'B',
    phone: '1',
    estimatedValue: 5,
  })
  await app.client.crm.interactions.create({ id: lead.id, type: 'call' })
  const read = await leads().get({ id: lead.id })
  const now = app.host.clock.now()
  expect(read.score).toBe(leadScore({ ...read, interactionCount: 1, lastContactAt: now }, now))
  const report = await leads().score({ id: lead.id })
  expect(report.score).toBe(read.score)
  expect(report.points.filter(({ points }) => points > 0)).toEqual([
    { criterion: 'full_name', name: null, points: 10, most: 10 },
    { criterion: 'phone', name: null, points: 10, most: 10 },
    { criterion: 'interactions', name: null, points: 5, most: 30 },
    { criterion: 'value', name: null, points: 20, most: 20 },
    { criterion: 'recent_contact', name: null, points: 15, most: 15 },
  ])
  expect(await rulesOf().get()).toMatchObject({
    isOwn: false,
    rules: defaultScoreRules,
    counted: 1,
  })
})

describe('own rules', () => {
  beforeAll(async () => {
    expect(await rulesOf().set(own)).toMatchObject({ isOwn: true, rules: own })
    await counted()
  })

  it('count for who is here, who comes, who is changed one by one or with many, and who is met', async () => {
    const draft = { firstName: 'Zoé', company: 'X' }
    const { id, score } = await leads().create({ ...draft, custom: { town: 'LYON', size: 4 } })
    expect(score).toBe(20 + 40 - 15)
    expect(await scoreInList(id)).toBe(45)
    expect((await leads().update({ id, custom: { size: 9 } })).score).toBe(60)
    expect(await scoreInList(id)).toBe(60)
    await app.client.crm.interactions.create({ id, type: 'note' })
    expect((await leads().get({ id })).score).toBe(60 + 7 + 11)
    await app.client.crm.bulk.run({
      ids: [id],
      changes: { custom: { town: null }, addTags: ['lyon', 'vip'] },
    })
    expect(await scoreInList(id)).toBe(78)
    await app.client.crm.bulk.run({ ids: [id], changes: { removeTags: ['LYON'] } })
    expect(await scoreInList(id)).toBe(38)
    const { items } = await leads().list({ sort: '-score', limit: 100 })
    expect(items.map((lead) => lead.score)).toEqual(
      items.map((lead) => lead.score).toSorted((one, other) => other - one),
    )
  })

  it('count in a list that is read while all of them are being counted', async () => {
    const { id } = await leads().create({ firstName: 'Al', company: 'Y', custom: { town: 'Lyon' } })
    await rulesOf().set({ ...own, own: [] })
    expect(await scoreInList(id)).toBe(20)
    await rulesOf().set(own)
    expect(await scoreInList(id)).toBe(20 + 40)
    const later = await leads().create({ lastName: 'Al', company: 'Y', custom: { town: 'Lyon' } })
    expect(await scoreInList(later.id)).toBe(20 + 40)
    await leads().delete({ id })
    await leads().delete({ id: later.id })
  })

  it('count in what a merge and a lead that is brought back answer', async () => {
    const { create, merge, restore } = leads()
    const keep = await create({ firstName: 'Ida', company: 'Y' })
    const other = await create({ firstName: 'Ida', custom: { town: 'Lyon' } })
    expect((await merge({ keep: keep.id, others: [other.id] })).score).toBe(20 + 40)
    await leads().delete({ id: keep.id })
    expect((await restore({ id: keep.id })).score).toBe(20 + 40)
    await leads().delete({ id: keep.id })
  })

  it('explain each point, those of a rule by its name, and what the time took', async () => {
    const { id } = await leads().create({ firstName: 'Bo', company: 'Y', custom: { town: 'Lyon' } })
    app.host.clock.advance(31 * day)
    const { score, points, lead } = await leads().score({ id })
    expect([score, lead.score, await scoreInList(id)]).toEqual([30, 30, 30])
    expect(points.filter((point) => point.points !== 0)).toEqual([
      { criterion: 'company', name: null, points: 20, most: 20 },
      { criterion: 'own', name: 'Lyonnais', points: 40, most: 40 },
      { criterion: 'fading', name: null, points: -30, most: 0 },
    ])
    expect(points.reduce((sum, point) => sum + point.points, 0)).toBe(score)
  })

  it('let a score halve with each month without contact, whenever it is read, down to nothing', async () => {
    const { id } = await leads().create({ firstName: 'Cy', company: 'Z', custom: { town: 'Lyon' } })
    await app.client.crm.interactions.create({ id, type: 'call' })
    expect(await scoreInList(id)).toBe(20 + 40 + 7 + 11)
    const seen: (number | undefined)[] = []
    for (let month = 0; month < 9; month += 1) {
      // The application was closed meanwhile.
      app.host.clock.advance(30 * day)
      seen.push(await scoreInList(id))
    }
    expect(seen).toEqual([34, 17, 8, 4, 2, 1, 1, 0, 0])
    await app.client.crm.interactions.create({ id, type: 'call' })
    expect(await scoreInList(id)).toBe(20 + 40 + 14 + 11)
  })

  it('keep a field they ask for, and say which of them does', async () => {
    const { items } = await app.client.crm.customFields.list()
    const id = items.find(({ key }) => key === 'town')?.id ?? 0
    await expect(app.client.crm.customFields.delete({ id })).rejects.toMatchObject({
      data: { reason: 'custom_field_scored', detail: 'Lyonnais' },
    })
  })
})

it.each([
  [
    'a field that does not exist',
    { field: 'custom.nothing', op: 'isFilled' },
    'own[0].filter.all[0].field',
  ],
  [
    'what changes by itself',
    { field: 'reachable', op: 'is', value: true },
    'own[0].filter.all[0].field',
  ],
  [
    'days before today',
    { field: 'custom.since', op: 'withinDays', value: 7 },
    'own[0].filter.all[0].op',
  ],
  ['the month there is', { field: 'custom.since', op: 'thisMonth' }, 'own[0].filter.all[0].op'],
  [
    'a value that does not fit',
    { field: 'custom.size', op: 'above', value: 'x' },
    'own[0].filter.all[0].value',
  ],
] as const)('Rules on %s are refused by name, and change nothing', async (_, condition, field) => {
  const before = await rulesOf().get()
  const rules = { ...own, own: [{ name: 'r', filter: { all: [condition] }, points: 1 }] }
  for (const act of [rulesOf().set, rulesOf().preview])
    await expect(act(rules)).rejects.toMatchObject({
      data: { reason: 'score_rule_invalid', field, detail: 'r' },
    })
  expect(await rulesOf().get()).toEqual(before)
})

/** As many leads alike, decided two days after they came. */
async function addDecided(town: string, status: string, count: number): Promise<void> {
  const { id } = await leads().create({ firstName: 'L', custom: { town } })
  const { database, host } = app.services
  const columns = database
    .all(rowOf({ name: text() }), `SELECT name FROM pragma_table_info('leads') WHERE name <> 'id'`)
    .map(({ name }) => name)
    .join(', ')
  await database.write([], async (transaction) => {
    for (let copy = 1; copy < count; copy += 1)
      await transaction.sql(
        `INSERT INTO leads (${columns}) SELECT ${columns} FROM leads WHERE id = ?`,
        [id],
      )
    await transaction.sql('UPDATE leads SET status = ?, updated_at = ? WHERE id >= ?', [
      status,
      host.clock.now() + 2 * day,
      id,
    ])
  })
}

it('A preview counts who would change and how those decided would have been ranked, and changes nothing', async () => {
  expect((await rulesOf().preview(own)).changed).toBe(0)
  const none: ScoreRules = {
    ...{ filled: { full_name: 0, phone: 0, company: 0, job_title: 0 }, value: 0 },
    ...{ interactions: { each: 0, most: 0 }, recent: [], halfAfterDays: null },
    own: [
      {
        name: 'Lyon',
        filter: { all: [{ field: 'custom.town', op: 'is', value: 'Lyon' }] },
        points: 50,
      },
    ],
  }
  const few = await rulesOf().preview(none)
  expect(few.ranking).toBeNull()
  expect(few.missing).toEqual({ won: 30, lost: 30 })
  // Nine in ten of those won come from Lyon, one in ten of those lost.
  for (const [town, status, count] of [
    ['Lyon', 'won', 27],
    ['Nice', 'won', 3],
    ['Lyon', 'lost', 3],
    ['Nice', 'lost', 27],
  ] as const)
    await addDecided(town, status, count)
  const { leads: all, ranking, after, higher, lower, changed } = await rulesOf().preview(none)
  expect(ranking).toMatchObject({ won: 30, lost: 30 })
  expect(ranking?.after).toBeCloseTo(0.9, 5)
  expect([after.reduce((sum, count) => sum + count, 0), higher + lower]).toEqual([all, changed])
  expect(after[5]).toBe(
    (await leads().count({ filter: { all: [{ field: 'custom.town', op: 'is', value: 'Lyon' }] } }))
      .total,
  )
  expect((await rulesOf().get()).rules).toEqual(own)
})

it('The usual rules come back, and every score with them', async () => {
  await rulesOf().set(defaultScoreRules)
  await counted()
  expect(await rulesOf().get()).toMatchObject({ isOwn: false })
  const { items } = await leads().list({ limit: 100 })
  const now = app.host.clock.now()
  for (const lead of items) {
    const { total } = await app.client.crm.interactions.list({ id: lead.id })
    const at = lead.lastContactAt === null ? null : Date.parse(lead.lastContactAt)
    const wanted = leadScore({ ...lead, interactionCount: total ?? 0, lastContactAt: at }, now)
    expect([lead.id, lead.score]).toEqual([lead.id, wanted])
  }
})
