// Filters of every field and operator against a naive reading of the same leads, in several zones.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LeadDraft, ListedLead } from '#shared/contract/crm.contract.ts'
import type { CustomField } from '#shared/contract/crm/customFields.ts'
import { basisAnswers } from '#shared/rules/consents/legalBases.ts'
import { leadStatuses } from '#shared/leadFields/leadStatus.ts'
import {
  isDaysFromToday,
  customName,
  filterKindOfCustom,
  knownFilterFields,
  opsOfKind,
  opsWithoutValue,
  type FilterKind,
} from '#shared/rules/leadFilter/filterFields.ts'
import type {
  FilterCondition,
  FilterNode,
  FilterTree,
} from '#shared/rules/leadFilter/filterTree.ts'
import { preparedReads } from '#main/database/preparedReads.ts'
import { openReader, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { idsIn } from '#main/features/crm/filters/idSet.ts'
import { createPlanReader } from '#main/features/crm/filters/planReader.ts'
import { leadPlan } from '#main/features/crm/leads/leadPlan.ts'
import { createLeadReading, type LeadReading } from '#main/features/crm/reading/leadReading.ts'
import { means, type FilterWorld } from '../../support/filterModel.ts'
import { sendTo } from '../../support/crm/sentMessages.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'
import { createTestClock } from '../../support/testHost.ts'

let app: TestApp
let connections: SqliteConnection[]
let reading: LeadReading
let readPlan: (filter: FilterTree) => number[]
let leads: ListedLead[]
let world: FilterWorld
const now = Date.parse('2026-03-29T22:40:00Z')
const zones = ['Europe/Paris', 'America/New_York', 'Pacific/Auckland']

const words = ['Léa', 'lea', 'LEA martin', 'Œuvre', 'oeuvre d’art', 'Straße', '100 %', 'a_b', 'Zoé']
const days = ['2024-02-29', '2026-03-28', '2026-03-29', '2026-03-30', '2026-04-02', '2026-02-27']
const numbers = [0, -1.5, 3, 250, 1e6]
const tags = ['Salon', 'VIP', 'été']
const choices = ['Rouge', 'Bleu nuit', 'Été']
const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null })

const customDrafts = [
  { name: 'Ville', kind: 'text' },
  { name: 'Récit', kind: 'longText' },
  { name: 'Site', kind: 'link' },
  { name: 'Rang', kind: 'number' },
  { name: 'Budget', kind: 'money' },
  { name: 'Échéance', kind: 'date' },
  { name: 'Client', kind: 'yesNo' },
  { name: 'Couleur', kind: 'choice', options: choices },
  { name: 'Goûts', kind: 'choices', options: choices },
] as const

const custom = fc.record({
  ville: maybe(words),
  recit: maybe([...words, `${'long '.repeat(120)}Léa`]),
  site: maybe(['https://exemple.fr/a', 'https://exemple.org']),
  rang: maybe(numbers),
  budget: maybe([0, 12.5, 250]),
  echeance: maybe(days),
  client: maybe([true, false]),
  couleur: maybe(choices),
  gouts: fc.option(fc.subarray([...choices]), { nil: null }),
})
const person = fc.record({
  firstName: maybe(words),
  company: maybe(words),
  source: maybe(words),
  status: fc.constantFrom(...leadStatuses),
  estimatedValue: fc.constantFrom(0, 12.5, 250, 1e6),
  tags: fc.subarray([...tags]),
  custom,
})
const people: LeadDraft[] = fc.sample(person, { numRuns: 150, seed: 7 }).map((one, index) => ({
  ...one,
  lastName: `n${index}`,
  email: index % 4 === 0 ? null : `p${index}@exemple.fr`,
  ...(index % 4 === 2 ? { emails: [{ value: `q${index}@exemple.fr`, label: null }] } : {}),
}))

/** The first of them is there; one more stands for a topic that nobody left. */
const topicKeys = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc']

/** As the lead, at its address, or at a further one. @returns what is left then */
async function leaveTopics(id: number, index: number, draft: LeadDraft): Promise<string[]> {
  const rows: { topic: string; leadId: number | null; address: string | null }[] = []
  if (index % 5 === 0) rows.push({ topic: 'aaaaaaaa', leadId: id, address: null })
  if (index % 7 === 1 && draft.email != null)
    rows.push({ topic: 'bbbbbbbb', leadId: null, address: draft.email })
  const [further] = draft.emails ?? []
  if (index % 3 === 2 && further !== undefined)
    rows.push({ topic: 'bbbbbbbb', leadId: null, address: further.value })
  for (const { topic, leadId, address } of rows)
    await app.services.database.write(['crm'], (transaction) =>
      transaction.sql(
        'INSERT INTO topic_refusals (topic, lead_id, address, refused_at) VALUES (?, ?, ?, 1)',
        [topic, leadId, address],
      ),
    )
  return rows.map(({ topic }) => topic)
}

/** Notes something of every second person or so. @returns what the ledger says of them then */
async function noteBasis(id: number, index: number): Promise<string> {
  const answer = basisAnswers[index % 7]
  const line = (purpose: string, action: string) =>
    app.services.database.write(['crm'], (transaction) =>
      transaction.sql(
        `INSERT INTO consent_events (event_id, lead_id, purpose, action, method, at, recorded_at) VALUES (?, ?, ?, ?, 'form', ?, 1)`,
        [`${index}`, id, purpose, action, now],
      ),
    )
  if (answer === undefined) {
    await line('measure', 'granted')
    return 'none'
  }
  const basis = answer === 'withdrawn' || answer === 'none' ? 'interest' : answer
  const { items } = await app.client.crm.leads.noteConsent({ id, action: 'granted', basis })
  if (answer === 'withdrawn') await line('write', 'withdrawn')
  if (answer === 'none')
    await app.client.crm.leads.undoConsent({ id, consentId: items[0]?.id ?? 0 })
  return answer
}

beforeAll(async () => {
  app = await createTestApp({ clock: createTestClock(Date.parse('2026-02-26T08:00:00Z')) })
  for (const draft of customDrafts)
    await app.client.crm.customFields.create({
      ...draft,
      ...('options' in draft ? { options: [...draft.options] } : {}),
    })
  const bases = new Map<number, string>()
  const topics = new Map<number, string[]>()
  for (const [index, draft] of people.entries()) {
    const { id } = await app.client.crm.leads.create(draft)
    if (index % 4 < 2) await sendTo(app, id, now - (index - 9) * 11 * 3_600_000, index)
    bases.set(id, await noteBasis(id, index))
    topics.set(id, await leaveTopics(id, index, draft))
    if (index % 3 === 0)
      await app.client.crm.interactions.create({
        id,
        type: 'call',
        occurredAt: new Date(now - (index - 5) * 7 * 3_600_000).toISOString(),
      })
    if (index % 5 < 2)
      await app.client.crm.tasks.create({
        leadId: id,
        title: 'Rappeler',
        dueAt: index % 2 === 0 ? (days[index % days.length] ?? null) : '2026-03-30T03:30:00Z',
      })
    app.host.clock.advance(5 * 3_600_000)
  }
  const refused = ['p1@exemple.fr', 'p2@exemple.fr', 'p5@exemple.fr']
  await app.client.email.suppressions.add({ entries: refused.join('\n') })
  // Who does not exist at the first address is written to at the second, unless that one is gone too.
  const gone = ['p6@exemple.fr', 'p9@exemple.fr', 'p10@exemple.fr', 'q10@exemple.fr']
  for (const address of gone)
    await app.services.database.write(['email'], (transaction) =>
      transaction.sql(
        `INSERT INTO suppressions (kind, value, reason, created_at) VALUES ('address', ?, 'hard_bounce', 1)`,
        [address],
      ),
    )
  const suppressed = new Map([
    ...[...refused, 'q2@exemple.fr'].map((address) => [address, 'manual'] as const),
    ...gone.map((address) => [address, 'hard_bounce'] as const),
  ])
  app.host.clock.advance(now - app.host.clock.now())
  const { items: fields } = await app.client.crm.customFields.list()
  leads = (await app.client.crm.leads.list({ limit: 200 })).items
  const { path } = app.services.database
  connections = [openReader(path), openReader(path)]
  const [one, other] = connections as [SqliteConnection, SqliteConnection]
  reading = createLeadReading(one, () => undefined)
  const sets = createPlanReader(other, () => undefined)
  readPlan = (filter) => {
    other.exec('BEGIN')
    sets.begin()
    const plan = leadPlan({ filter }, { database: preparedReads(other), now })
    const meant = idsIn(sets.read(plan))
    other.exec('COMMIT')
    return meant
  }
  world = { now, timeZone: 'UTC', fields, suppressed, bases, topics }
})
afterAll(async () => {
  for (const connection of connections) connection.close()
  await app.remove()
})

const valueOfKind: Record<FilterKind, readonly (string | number | boolean)[]> = {
  text: [...words, 'e', 'lea', 'long long', 'https://exemple', '%'],
  phone: ['06', '12'],
  stage: leadStatuses,
  tags: [...tags, 'vip', 'nobody'],
  number: [...numbers, 12.5],
  moment: days,
  day: days,
  yesNo: [true, false],
  choice: [...choices, 'rouge', 'ete'],
  choices: [...choices, 'bleu nuit'],
  basis: basisAnswers,
  topics: topicKeys,
  reach: [true, false, 'yes', 'no_address', 'suppressed', 'manual', 'hard_bounce'],
}

function conditionOn(field: string, kind: FilterKind): fc.Arbitrary<FilterCondition> {
  const value = fc.constantFrom(...valueOfKind[kind])
  return fc.constantFrom(...opsOfKind[kind]).chain((op): fc.Arbitrary<FilterCondition> => {
    if (opsWithoutValue.includes(op)) return fc.constant({ field, op })
    if (isDaysFromToday(op))
      return fc.integer({ min: -5, max: 40 }).map((days) => ({ field, op, value: days }))
    if (op === 'between') return fc.tuple(value, value).map((value) => ({ field, op, value }))
    if (op === 'is' || op === 'isNot' || op === 'hasTag')
      return fc
        .oneof(value, fc.array(value, { minLength: 1, maxLength: 3 }))
        .map((value) => ({ field, op, value }))
    return value.map((value) => ({ field, op, value }))
  })
}

const askable = (fields: CustomField[]) =>
  [
    ...Object.entries(knownFilterFields).filter(
      ([name]) => !['phone', 'wonAt', 'lostAt', 'score'].includes(name),
    ),
    ...fields.map(({ key, kind }) => [customName(key), filterKindOfCustom[kind]] as const),
  ].map(([field, kind]) => conditionOn(field, kind))

function treeOf(condition: fc.Arbitrary<FilterCondition>): fc.Arbitrary<FilterTree> {
  const node: fc.Arbitrary<FilterNode> = fc.oneof(
    { weight: 4, arbitrary: condition },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('all', 'any', 'none'), fc.array(condition, { maxLength: 3 }))
        .map(([group, nodes]) => ({ [group]: nodes }) as FilterTree),
    },
  )
  return fc
    .tuple(fc.constantFrom('all', 'any', 'none'), fc.array(node, { minLength: 1, maxLength: 3 }))
    .map(([group, nodes]) => ({ [group]: nodes }) as FilterTree)
}

async function agrees(filter: FilterTree): Promise<void> {
  const expected = leads.filter((lead) => means(filter, lead, world)).map(({ id }) => id)
  const { items } = await app.client.crm.leads.list({ filter, limit: 200 })
  expect(items.map(({ id }) => id)).toEqual(expected)
  expect(await app.client.crm.segments.count({ filter })).toEqual({ count: expected.length })
  agreesAsSets(filter, expected)
}

/** The way of very many leads: by what an index names, and by sets alone. */
function agreesAsSets(filter: FilterTree, expected: number[]): void {
  const input = { filter, limit: 200, sort: '-createdAt', withTotal: true } as const
  const { items, total } = reading.list(input, now)
  expect(items.map(({ id }) => id)).toEqual(expected)
  expect(total).toBe(expected.length)
  expect(readPlan(filter)).toEqual(expected.toSorted((one, other) => one - other))
}

describe('a filter', () => {
  it.each(zones)('means the same leads as a naive reading of them, in %s', async (timeZone) => {
    await app.client.settings.update({ timeZone })
    world = { ...world, timeZone }
    const condition = fc.oneof(...askable(world.fields))
    await fc.assert(fc.asyncProperty(treeOf(condition), agrees), { numRuns: 250, seed: 11 })
  })

  it('asks every field by every one of its operators', async () => {
    for (const condition of askable(world.fields))
      for (const one of fc.sample(condition, { numRuns: 12, seed: 3 })) await agrees({ all: [one] })
  })
})
