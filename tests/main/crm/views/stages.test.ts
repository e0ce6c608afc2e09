// Names and order of the stages: everywhere a person reads them, and nowhere a program does.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leadStatuses, type LeadStatus } from '#shared/leadFields/leadStatus.ts'
import type { StageSetting } from '#shared/rules/leads/stages.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { reportPages } from '#main/features/analytics/report/report.service.ts'
import { contentOf } from '../../../support/databaseContent.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'
import { importCalls } from '../import/importCalls.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())
const { run } = importCalls(() => app)

/** All seven, with some names of the user's own. */
const named = (
  names: Partial<Record<LeadStatus, string>>,
  order: readonly LeadStatus[] = leadStatuses,
): StageSetting[] => order.map((status) => ({ status, name: names[status] ?? null }))
const set = (
  names: Partial<Record<LeadStatus, string>>,
  order: readonly LeadStatus[] = leadStatuses,
) => app.client.crm.stages.set({ items: named(names, order) })
const shuffled: LeadStatus[] = [
  ...(['qualified', 'new', 'contacted', 'negotiation', 'proposal'] as const),
  ...(['won', 'lost'] as const),
]

describe('names and order of the stages', () => {
  it('are ours until they are set, in the language of the interface', async () => {
    const names = async () => (await app.client.crm.stages.list()).items.map(({ name }) => name)
    expect((await names()).slice(0, 2)).toEqual(['Nouveau', 'Contacté'])
    await app.client.settings.update({ language: 'en' })
    expect((await names()).slice(0, 2)).toEqual(['New', 'Contacted'])
  })

  it('are kept, told to every window, and ours again where they are taken back', async () => {
    const told: Topic[] = []
    app.services.changes.subscribe((topics) => void told.push(...topics))
    const { items } = await set({ proposal: ' Devis envoyé ' }, shuffled)
    expect(items.map(({ status }) => status)).toEqual(shuffled)
    expect(items[4]).toEqual({ status: 'proposal', name: 'Devis envoyé', isOwnName: true })
    expect(told).toEqual(expect.arrayContaining(['settings', 'crm', 'dashboard', 'analytics']))
    expect((await app.client.settings.get()).stages).toEqual(
      named({ proposal: 'Devis envoyé' }, shuffled),
    )
    const usual = await set({})
    expect(usual.items.map(({ status, name }) => [status, name])).toEqual([
      ...[['new', 'Nouveau'] as const, ['contacted', 'Contacté'] as const],
      ...[['qualified', 'Qualifié'] as const, ['proposal', 'Proposition'] as const],
      ...[['negotiation', 'Négociation'] as const, ['won', 'Gagné'] as const],
      ['lost', 'Perdu'],
    ])
  })

  it('are refused where one is empty, double, missing or behind the end, and nothing changes', async () => {
    await set({ proposal: 'Devis' })
    const before = contentOf(app.services.database.path)
    for (const empty of ['', '  ', '\u200b'])
      expect(await errorReasonOf(set({ new: empty }))).toBe('stage_name_missing')
    for (const double of ['devis', 'GAGNÉ', 'gagne', 'Won', 'Négociation ']) {
      const names = double === 'devis' ? { proposal: 'Devis' } : {}
      expect(await errorReasonOf(set({ ...names, new: double }))).toBe('stage_name_taken')
    }
    const orders: LeadStatus[][] = [
      leadStatuses.slice(1),
      [...leadStatuses, 'new'],
      ['won', ...leadStatuses.filter((status) => status !== 'won')],
      leadStatuses.map((status) => (status === 'new' ? 'lost' : status)),
    ]
    for (const order of orders)
      expect(await errorReasonOf(set({}, order))).toBe('stages_incomplete')
    expect(contentOf(app.services.database.path)).toEqual(before)
  })

  it('may be exchanged: two stages take the names of each other', async () => {
    const { items } = await set({ qualified: 'Proposition', proposal: 'Qualifié' })
    expect(items.map(({ name }) => name).slice(2, 4)).toEqual(['Proposition', 'Qualifié'])
  })

  it('are ours where what is stored is no whole order', async () => {
    for (const stored of ['[]', '{"new":1}', '"x"', '[{"status":"new","name":"A"}]']) {
      await app.services.database.write([], (transaction) =>
        transaction.sql(
          "INSERT INTO settings (name, value) VALUES ('stages', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
          [stored],
        ),
      )
      expect((await app.client.crm.stages.list()).items).toHaveLength(7)
    }
  })
})

describe('a stage with a name of its own', () => {
  it('is called so in files, and understood in them again, before any other meaning', async () => {
    // "Client" is a word for won elsewhere.
    await set({ qualified: 'Client à rappeler', negotiation: 'Client', won: 'Étape n° 2 ✓' })
    const { leads, exports } = app.client.crm
    const people: [string, LeadStatus][] = [
      ['a@exemple.fr', 'qualified'],
      ['b@exemple.fr', 'negotiation'],
      ['c@exemple.fr', 'won'],
      ['d@exemple.fr', 'new'],
    ]
    for (const [email, status] of people) await leads.create({ email, status })
    const text = await (await exports.csv({ sort: 'createdAt' })).text()
    for (const name of ['Client à rappeler', 'Client', 'Étape n° 2 ✓', 'Nouveau'])
      expect(text).toContain(name)
    for (const { id } of (await leads.list({})).items)
      await app.client.crm.personalData.erase({ id })
    await run(text)
    const back = (await leads.list({ sort: 'createdAt' })).items
    expect(back.map(({ email, status }) => [email, status]).toSorted()).toEqual(people)
    // Ours are known besides, whatever they are called here, and so are the keys.
    await run(
      'email;étape\nzoe@exemple.fr;Gagné\nyves@exemple.fr;CLIENT A RAPPELER\nxena@exemple.fr;lost',
    )
    const stageOf = async (search: string) => (await leads.list({ search })).items[0]?.status
    expect([await stageOf('zoe'), await stageOf('yves'), await stageOf('xena')]).toEqual([
      'won',
      'qualified',
      'lost',
    ])
  })

  it.each(['Inconnu', 'Jamais', 'N/A', '🔥'])(
    'is one though it says nothing elsewhere: %s',
    async (name) => {
      await set({ proposal: name })
      await run(`email;étape\nzoe@exemple.fr;${name}`)
      expect((await app.client.crm.leads.list({})).items[0]?.status).toBe('proposal')
    },
  )

  it('keeps its key in filters, segments and programs', async () => {
    const { leads, segments } = app.client.crm
    const { id } = await leads.create({ firstName: 'Zoé', status: 'proposal' })
    const filter = { all: [{ field: 'status', op: 'is' as const, value: 'proposal' }] }
    await segments.create({ name: 'Devis', filter })
    await set({ proposal: 'Devis', qualified: 'Proposition' })
    expect((await leads.list({ filter })).items.map((lead) => lead.id)).toEqual([id])
    expect(await leads.get({ id })).toMatchObject({ status: 'proposal' })
  })

  it('is called so in the printed report, in its place', async () => {
    await set({ proposal: 'Devis envoyé' }, shuffled)
    await app.client.crm.leads.create({ firstName: 'Zoé', status: 'proposal' })
    const asked = { period: 'days90', compare: 'before', timeZone: 'Europe/Paris' } as const
    const texts = JSON.stringify(await reportPages(app.services, asked, 'fr'))
    const places = ['Qualifié', 'Nouveau', 'Négociation', 'Devis envoyé', 'Gagné'].map((name) =>
      texts.indexOf(`"${name}"`),
    )
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    expect(texts).not.toContain('"Proposition"')
  })

  it('is called so where a merge keeps it beside', async () => {
    await set({ proposal: 'Devis envoyé' })
    const { leads } = app.client.crm
    const { id: keep } = await leads.create({ firstName: 'Zoé', status: 'won' })
    const { id } = await leads.create({ firstName: 'Zoé', status: 'proposal' })
    const merged = await leads.merge({ keep, others: [id] })
    expect(Object.values(merged.otherData)).toEqual(['Devis envoyé'])
  })
})

it('counts as forward what leads to a later stage of the present order', async () => {
  const { leads } = app.client.crm
  const { id } = await leads.create({ firstName: 'Zoé', status: 'qualified' })
  await leads.update({ id, status: 'contacted' })
  const moves = async () => {
    const { stages } = await app.client.analytics.stages({ period: 'days90', compare: 'before' })
    const { left, forward, back } = stages.find(({ status }) => status === 'qualified') ?? {}
    return { left, forward, back }
  }
  expect(await moves()).toEqual({ left: 1, forward: 0, back: 1 })
  await set({}, shuffled)
  expect(await moves()).toEqual({ left: 1, forward: 1, back: 0 })
  const { stages } = await app.client.analytics.forecast()
  expect(stages.map(({ status }) => status)).toEqual(shuffled.slice(0, 5))
})
