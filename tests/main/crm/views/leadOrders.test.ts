// Leads in the order of every column, on the spot and in the thread of wide questions: who has nothing
// there last, each once over all pages, whatever is written between two of them.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LeadFilter, LeadSort, ListedLead } from '#shared/contract/crm.contract.ts'
import { sortNames } from '#shared/contract/crm/leadSort.ts'
import { foldText } from '#shared/rules/foldText.ts'
import { leadStatuses } from '#shared/leadFields/leadStatus.ts'
import { openReader, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { createLeadReading, type LeadReading } from '#main/features/crm/reading/leadReading.ts'
import { wideReads } from '#main/features/crm/reading/wideReads.ts'
import { sendTo } from '../../../support/crm/sentMessages.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'
import { createTestClock } from '../../../support/testHost.ts'

let app: TestApp
let connection: SqliteConnection
let reading: LeadReading
const begin = Date.parse('2026-03-02T08:00:00Z')
const words = ['Élan', 'abri', 'Zoé', null, 'ecole', 'Ábri', null]
const order = leadStatuses.toSpliced(0, 3, 'qualified', 'new', 'contacted')
const pick = <T>(list: readonly T[], index: number): T => list[(index * 5) % list.length] as T

beforeAll(async () => {
  app = await createTestApp({ clock: createTestClock(begin) })
  for (const field of [
    { name: 'Ville', kind: 'text' },
    { name: 'Rang', kind: 'number' },
    { name: 'Goûts', kind: 'choices', options: ['Vert', 'Bleu'] },
  ] as const)
    await app.client.crm.customFields.create(
      field.kind === 'choices' ? { ...field, options: [...field.options] } : field,
    )
  await app.client.crm.stages.set({ items: order.map((status) => ({ status, name: null })) })
  for (let index = 0; index < 60; index += 1) {
    const { id } = await app.client.crm.leads.create({
      ...{
        lastName: `n${index % 9}`,
        email: index % 3 === 0 ? null : `p${index % 20}${index}@a.fr`,
      },
      ...{ company: pick(words, index), owner: pick(words, index + 2), source: pick(words, index) },
      ...{ jobTitle: pick(words, index + 4), notes: pick(words, index + 1) },
      ...{ phone: index % 4 === 0 ? null : `06 0${index % 10} 00 00 ${10 + index}` },
      ...{ status: pick(leadStatuses, index), tags: index % 3 === 0 ? [] : [`t${index % 5}`, 'b'] },
      estimatedValue: index % 6,
      custom: {
        ville: pick(words, index),
        rang: index % 5 === 0 ? null : (index % 7) - 3,
        gouts: index % 4 === 0 ? [] : index % 2 === 0 ? ['Vert'] : ['Vert', 'Bleu'],
      },
    })
    if (index % 3 === 1) await sendTo(app, id, begin - (index % 8) * 3_600_000, index)
    if (index % 4 === 1)
      await app.client.crm.interactions.create({
        ...{ id, type: 'call', occurredAt: new Date(begin - (index % 6) * 1_000).toISOString() },
      })
    if (index % 5 < 2)
      await app.client.crm.tasks.create({
        ...{ leadId: id, title: 'Rappeler' },
        dueAt: index % 5 === 0 ? null : `2026-04-0${1 + (index % 9)}`,
      })
    if (index % 3 === 0) app.host.clock.advance(1_000)
  }
  connection = openReader(app.services.database.path)
  reading = createLeadReading(connection, () => undefined, 0)
})
afterAll(async () => {
  connection.close()
  await app.remove()
})
afterEach(() => {
  app.services.memory.of(wideReads).from = 20_000
})

/** What is compared, said the naive way; null where there is nothing. */
function keyOf(lead: ListedLead, name: string): string | number | null {
  const text = (value: string | null | undefined) => (value ? foldText(value) : null)
  const time = (value: string | null | undefined) => (value ? Date.parse(value) : null)
  if (name === 'name') return foldText(lead.lastName ?? '')
  if (name === 'status') return order.indexOf(lead.status)
  if (name === 'nextAction') {
    if (lead.nextAction === null) return null
    return time(lead.nextAction.dueAt) ?? Number.MAX_SAFE_INTEGER
  }
  if (name === 'tags') return text(lead.tags.join(', '))
  if (name === 'custom.gouts') {
    const chosen = [lead.custom['gouts'] ?? []].flat().map((one) => foldText(String(one)))
    return chosen.toSorted()[0] ?? null
  }
  if (name.startsWith('custom.')) {
    const value = lead.custom[name.slice(7)]
    return typeof value === 'string' ? text(value) : ((value as number | undefined) ?? null)
  }
  if (name.endsWith('At')) return time(lead[name as 'createdAt'])
  const value = lead[name as 'company' | 'score']
  if (name === 'phone') return value as string | null
  return typeof value === 'number' ? value : text(value)
}

const compare = (one: string | number, other: string | number) =>
  one === other ? 0 : one < other ? -1 : 1
function inOrder(leads: ListedLead[], sort: string): number[] {
  const way = sort.startsWith('-') ? -1 : 1
  const name = sort.replace(/^-/, '')
  return leads
    .toSorted((one, other) => {
      const [left, right] = [keyOf(one, name), keyOf(other, name)]
      if (left === null || right === null)
        return left === right ? way * (one.id - other.id) : left === null ? 1 : -1
      return way * (compare(left, right) || one.id - other.id)
    })
    .map(({ id }) => id)
}

type Reading = 'spot' | 'thread' | 'kept'
const readings: Reading[] = ['spot', 'thread', 'kept']

/** As with few leads, in the thread, and there with an order kept for all. */
async function pages(
  way: Reading,
  sort: LeadSort,
  filter: LeadFilter,
  between?: (at: number) => Promise<void>,
) {
  app.services.memory.of(wideReads).from = way === 'spot' ? 20_000 : 0
  const seen: number[] = []
  let cursor: string | undefined
  do {
    const input = { ...filter, sort, limit: 7, withTotal: false, ...(cursor && { cursor }) }
    const page =
      way === 'kept'
        ? reading.list(input, app.host.clock.now())
        : await app.client.crm.leads.list(input)
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
    await between?.(seen.length)
  } while (cursor !== undefined)
  return seen
}

const names = [...sortNames, 'custom.ville', 'custom.rang', 'custom.gouts'] as const
const sorts = names.flatMap((name) => [name, `-${name}`] as LeadSort[])
const filters: LeadFilter[] = [
  {},
  { filter: { none: [{ field: 'custom.ville', op: 'is', value: 'Zoé' }] } },
  { status: 'new' },
  { search: 'n1' },
]

describe('the order of a list', () => {
  it.each(sorts)(
    'by %s puts all in their place, page by page, by each way of reading',
    async (sort) => {
      for (const filter of filters) {
        const { items } = await app.client.crm.leads.list({ ...filter, limit: 200 })
        const expected = inOrder(items, sort)
        for (const way of readings) expect(await pages(way, sort, filter)).toEqual(expected)
      }
    },
  )

  it.each(['company', '-company', 'custom.rang', '-lastMessageAt'] as const)(
    'by %s goes on where it was after a write, nobody left out and nobody twice',
    async (sort) => {
      for (const way of readings) {
        const { items } = await app.client.crm.leads.list({ limit: 200 })
        const expected = inOrder(items, sort)
        const moved = expected[0] ?? 0
        const before = items.find(({ id }) => id === moved)
        // The lead of the cursor itself, and one already shown, move elsewhere.
        const seen = await pages(way, sort, {}, async (count) => {
          if (count === 7) await app.client.crm.leads.update({ id: expected[6] ?? 0, notes: way })
          if (count === 14) await app.client.crm.leads.delete({ id: moved })
        })
        await app.client.crm.leads.restore({ id: moved })
        expect(before).toBeDefined()
        expect(seen).toEqual(expected)
      }
    },
  )

  it('goes on behind a lead whose value was changed meanwhile', async () => {
    const { items } = await app.client.crm.leads.list({ limit: 200 })
    const expected = inOrder(items, 'company')
    const last = expected[6] ?? 0
    const was = items.find(({ id }) => id === last)?.company ?? null
    const seen = await pages('kept', 'company', {}, async (count) => {
      if (count === 7) await app.client.crm.leads.update({ id: last, company: 'zzz' })
    })
    expect(seen.filter((id) => id !== last)).toEqual(expected.filter((id) => id !== last))
    await app.client.crm.leads.update({ id: last, company: was })
  })

  it('shows a value in its new place at once', async () => {
    const [first = 0, second = 0] = await pages('kept', 'owner', {})
    await app.client.crm.leads.update({ id: second, owner: 'AA' })
    expect((await pages('kept', 'owner', {})).slice(0, 2)).toEqual([second, first])
  })

  it('refuses an order that is none, and leaves leads as they arrived for a field that is gone', async () => {
    await expect(app.client.crm.leads.list({ sort: 'weather' as LeadSort })).rejects.toThrow()
    const ids = await pages('kept', 'custom.gone', {})
    expect(ids).toEqual(ids.toSorted((one, other) => one - other))
  })

  it('exports in the same order', async () => {
    const { items } = await app.client.crm.leads.list({ sort: '-owner', limit: 200 })
    const file = await app.client.crm.exports.csv({ sort: '-owner', language: 'en' })
    const owners = items.map(({ owner }) => owner ?? '')
    const lines = (await file.text()).split('\r\n').slice(1, 1 + owners.length)
    lines.forEach((line, index) => expect(line).toContain(owners[index] ?? ''))
  })
})
