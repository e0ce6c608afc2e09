// Leads through the router: creation, change, deletion and its undo, listing, search, score,
// pipeline.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const day = 24 * 60 * 60 * 1000

describe('a lead', () => {
  it('is created with defaults, a score and one spelling of its address', async () => {
    const lead = await app.client.crm.leads.create({
      email: ' Jean@Exemple.FR ',
      firstName: ' Jean ',
      lastName: '',
      tags: ['VIP', 'vip'],
    })
    expect(lead).toMatchObject({
      email: 'jean@exemple.fr',
      firstName: 'Jean',
      lastName: null,
      status: 'new',
      score: 0,
      estimatedValue: 0,
      tags: ['VIP'],
    })
    expect(await app.client.crm.leads.get({ id: lead.id })).toEqual(lead)
  })

  it('needs an address, a phone number or a name', async () => {
    expect(
      await errorReasonOf(app.client.crm.leads.create({ company: 'Personne SARL', email: ' ' })),
    ).toBe('lead_needs_identity')
    const lead = await app.client.crm.leads.create({ phone: '0612' })
    expect(await errorReasonOf(app.client.crm.leads.update({ id: lead.id, phone: null }))).toBe(
      'lead_needs_identity',
    )
    expect((await app.client.crm.leads.get({ id: lead.id })).phone).toBe('0612')
  })

  it('does not share its address, whatever the case', async () => {
    const first = await app.client.crm.leads.create({ email: 'a@exemple.fr' })
    const second = await app.client.crm.leads.create({ email: 'b@exemple.fr' })
    expect(await errorReasonOf(app.client.crm.leads.create({ email: 'A@EXEMPLE.FR' }))).toBe(
      'email_taken',
    )
    expect(
      await errorReasonOf(app.client.crm.leads.update({ id: second.id, email: 'a@exemple.fr' })),
    ).toBe('email_taken')
    expect(
      await errorReasonOf(app.client.crm.leads.update({ id: first.id, email: 'A@exemple.fr' })),
    ).toBeNull()
  })

  it('changes only what is given', async () => {
    const lead = await app.client.crm.leads.create({
      firstName: 'Zoé',
      company: 'Ici',
      estimatedValue: 1234.56,
    })
    app.host.clock.advance(1000)
    const changed = await app.client.crm.leads.update({ id: lead.id, status: 'won', company: null })
    expect(changed).toMatchObject({
      firstName: 'Zoé',
      company: null,
      estimatedValue: 1234.56,
      status: 'won',
      createdAt: lead.createdAt,
    })
    expect(changed.updatedAt > lead.updatedAt).toBe(true)
  })

  it('refuses numbers that are none', async () => {
    for (const estimatedValue of [Number.NaN, Number.POSITIVE_INFINITY, -1, 1e13]) {
      expect(
        await errorReasonOf(app.client.crm.leads.create({ firstName: 'x', estimatedValue })),
      ).toMatch(/validation/)
    }
  })

  it('comes back whole after deletion, within ten minutes', async () => {
    const lead = await app.client.crm.leads.create({ email: 'a@exemple.fr', tags: ['été'] })
    await app.client.crm.interactions.create({
      id: lead.id,
      type: 'call',
      subject: 'Premier appel',
    })
    const before = await app.client.crm.leads.get({ id: lead.id })
    await app.client.crm.leads.delete({ id: lead.id })
    expect(await errorReasonOf(app.client.crm.leads.get({ id: lead.id }))).toBe('unknown_id')
    expect(await app.client.crm.leads.restore({ id: lead.id })).toEqual(before)
    expect((await app.client.crm.interactions.list({ id: lead.id })).items).toHaveLength(1)
    expect((await app.client.crm.leads.list({ tag: 'ÉTÉ'.toLowerCase() })).total).toBe(1)
    await app.client.crm.leads.delete({ id: lead.id })
    app.host.clock.advance(11 * 60 * 1000)
    expect(await errorReasonOf(app.client.crm.leads.restore({ id: lead.id }))).toBe('unknown_id')
  })

  it('is kept nowhere once its deletion can no longer be taken back', async () => {
    const lead = await app.client.crm.leads.create({ email: 'a@exemple.fr' })
    await app.client.crm.leads.delete({ id: lead.id })
    const { host } = app
    await app.stop()
    host.clock.advance(11 * 60_000)
    app = await createTestApp(host)
    await expect.poll(() => app.services.database.query('SELECT * FROM deleted_leads')).toEqual([])
  })

  it('is rescored by itself when an interaction is added, and explains its points', async () => {
    const lead = await app.client.crm.leads.create({
      firstName: 'Zoé',
      lastName: 'Roux',
      phone: '06',
    })
    expect(lead.score).toBe(20)
    await app.client.crm.interactions.create({ id: lead.id, type: 'meeting' })
    const after = await app.client.crm.leads.get({ id: lead.id })
    expect(after).toMatchObject({
      score: 40,
      lastContactAt: new Date(app.host.clock.now()).toISOString(),
    })
    app.host.clock.advance(8 * day)
    const report = await app.client.crm.leads.score({ id: lead.id })
    expect(report.score).toBe(35)
    expect(report.points.reduce((sum, point) => sum + point.points, 0)).toBe(35)
    expect((await app.client.crm.leads.get({ id: lead.id })).score).toBe(35)
  })
})

describe('the list', () => {
  beforeEach(async () => {
    const people = [
      {
        firstName: 'José',
        lastName: 'Álvarez',
        email: 'jose@exemple.fr',
        company: 'Boulangerie Léon',
        status: 'qualified' as const,
      },
      {
        firstName: 'Emma',
        lastName: 'Martin',
        email: 'emma.martin@exemple.fr',
        phone: '+33 6 11 22 33 44',
        tags: ['vip'],
      },
      { firstName: 'Martine', lastName: 'Zola', email: 'm.zola@exemple.fr', estimatedValue: 500 },
      { firstName: '100%', lastName: 'O’Brien', email: 'obrien@exemple.fr' },
    ]
    for (const person of people) {
      await app.client.crm.leads.create(person)
      app.host.clock.advance(1000)
    }
  })
  const names = async (input: Parameters<typeof app.client.crm.leads.list>[0]) =>
    (await app.client.crm.leads.list(input)).items.map((lead) => lead.firstName)

  it('finds beginnings of words, accents and case ignored, across fields', async () => {
    expect(await names({ search: 'JOSE' })).toEqual(['José'])
    expect(await names({ search: 'josé alv' })).toEqual(['José'])
    expect(await names({ search: 'martin emma' })).toEqual(['Emma'])
    expect(await names({ search: 'mart' })).toEqual(['Martine', 'Emma'])
    expect(await names({ search: 'leon' })).toEqual(['José'])
    expect(await names({ search: 'emma.martin@exemple.fr' })).toEqual(['Emma'])
    for (const search of [
      '06 11',
      '+33 6 11 22 33 44',
      '0611223344',
      '0033611',
      '+33 (0)6 11',
      '06.11.22',
      'emma 06 11',
      '3361',
    ]) {
      expect([search, await names({ search })]).toEqual([search, ['Emma']])
    }
    expect(await names({ search: '11 22' })).toEqual([])
    for (const firstName of ['Юрий', '철수', 'がく', 'Έλλη', 'Đặng', 'Ýmir']) {
      const { id } = await app.client.crm.leads.create({ firstName })
      expect([firstName, await names({ search: firstName })]).toEqual([firstName, [firstName]])
      await app.client.crm.leads.delete({ id })
    }
  })

  it('takes nothing typed for an operator', async () => {
    for (const search of ['%', '_', '"', '*', '-', '()'])
      expect(await names({ search })).toEqual([])
    for (const search of ['AND', 'emma OR jose', 'NEAR(emma)', 'emma*"'])
      expect((await names({ search })).length).toBeLessThanOrEqual(1)
  })

  it('follows a change of name and forgets a deletion', async () => {
    const [lead] = (await app.client.crm.leads.list({ search: 'emma' })).items
    await app.client.crm.leads.update({ id: lead?.id ?? 0, firstName: 'Amélie' })
    expect(await names({ search: 'emma' })).toEqual(['Amélie'])
    expect(await names({ search: 'amelie' })).toEqual(['Amélie'])
    await app.client.crm.leads.delete({ id: lead?.id ?? 0 })
    expect(await names({ search: 'amelie' })).toEqual([])
  })

  it('filters by stage and tag, and counts exactly', async () => {
    expect(await names({ status: 'qualified' })).toEqual(['José'])
    expect(await names({ tag: 'VIP' })).toEqual(['Emma'])
    expect((await app.client.crm.leads.list({ search: 'mart', status: 'new' })).total).toBe(2)
    expect(await app.client.crm.leads.count({ search: 'exemple' })).toEqual({ total: 4 })
    expect((await app.client.crm.leads.list({ withTotal: false })).total).toBeNull()
  })

  it.each([
    '-createdAt',
    'createdAt',
    'name',
    '-name',
    '-score',
    'score',
    '-estimatedValue',
    'estimatedValue',
  ] as const)('walks every lead once by key, sorted by %s', async (sort) => {
    for (let index = 0; index < 25; index += 1)
      await app.client.crm.leads.create({ firstName: `n${index % 5}`, estimatedValue: index % 3 })
    const whole = (await app.client.crm.leads.list({ sort, limit: 200 })).items.map(
      (lead) => lead.id,
    )
    const walked: number[] = []
    let cursor: string | undefined
    do {
      const page = await app.client.crm.leads.list({ sort, limit: 4, cursor })
      walked.push(...page.items.map((lead) => lead.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(walked).toEqual(whole)
    expect(new Set(walked).size).toBe(29)
  })

  it('refuses a cursor it did not hand out', async () => {
    expect(await errorReasonOf(app.client.crm.leads.list({ cursor: 'bm9wZQ' }))).toBe('unknown_id')
  })
})

describe('the pipeline', () => {
  it('counts leads and values per stage, and what was won of all', async () => {
    expect((await app.client.crm.pipeline.stats()).conversionRate).toBe(0)
    await app.client.crm.leads.create({ firstName: 'a', status: 'won', estimatedValue: 0.1 })
    await app.client.crm.leads.create({ firstName: 'b', status: 'won', estimatedValue: 0.2 })
    await app.client.crm.leads.create({ firstName: 'c', estimatedValue: 100 })
    expect(await app.client.crm.pipeline.stats()).toMatchObject({
      totalLeads: 3,
      totalValue: 100.3,
      conversionRate: 66.7,
      byStatus: {
        won: { count: 2, value: 0.3 },
        new: { count: 1, value: 100 },
        lost: { count: 0, value: 0 },
      },
    })
  })
})

describe('scores that follow time', () => {
  it('are brought up to date at start, for contacts that grew old while the application was closed', async () => {
    const lead = await app.client.crm.leads.create({ firstName: 'Zoé' })
    await app.client.crm.interactions.create({ id: lead.id, type: 'call' })
    expect((await app.client.crm.leads.get({ id: lead.id })).score).toBe(20)
    await app.stop()
    app.host.clock.advance(8 * day)
    const again = await createTestApp({ dataFolder: app.host.dataFolder, clock: app.host.clock })
    await expect
      .poll(async () => (await again.client.crm.leads.get({ id: lead.id })).score)
      .toBe(15)
    app = again
  })
})

describe('what is typed and what is kept', () => {
  const found = async (search: string) =>
    (await app.client.crm.leads.list({ search })).items.map((lead) => lead.id)

  it.each([
    ['Cœur', 'coeur'],
    ['Coeur', 'cœur'],
    ['Łódź', 'lodz'],
    ['Søren', 'soren'],
    ['Straße', 'strasse'],
    ['Strasse', 'straße'],
    ['Lætitia', 'laetitia'],
    ['Işıl', 'isil'],
    ['O’Brien', 'obrien'],
    ["O'Brien", 'o’brien'],
    ['Jean‑Luc', 'jean luc'],
    ['Jean-Luc', 'jeanluc'],
    ['Jose\u0301', 'josé'],
  ])('%j is found by %j', async (lastName, search) => {
    const { id } = await app.client.crm.leads.create({ lastName })
    expect(await found(search)).toEqual([id])
  })

  it.each(['+33 (0)6 12 34 56 78', '="0612345678"', "'+33612345678", 'tel:+33-6-12-34-56-78'])(
    'finds %j however it is typed, among many of the same beginning',
    async (phone) => {
      const { id } = await app.client.crm.leads.create({ phone })
      for (let number = 100; number < 270; number += 1)
        await app.client.crm.leads.create({
          phone: `06 12 99 9${String(number).replace(/^./, '$& ')}`,
        })
      for (const search of [
        '0612345678',
        '06/12/34/56/78',
        '06‑12‑34‑56‑78',
        '06\u202f12\u202f34\u202f56\u202f78',
        '0033612345678',
        '+33 6 12 34',
        'tel:+33612345678',
        '56 78',
      ])
        expect([search, await found(search)]).toEqual([search, [id]])
      await app.client.crm.leads.update({ id, phone: '07 00 00 00 01' })
      expect(await found('0612345678')).toEqual([])
      expect(await found('0700000001')).toEqual([id])
    },
  )

  it('cleans a number and keeps how it was typed', async () => {
    const { id } = await app.client.crm.leads.create({ phone: '="+33 (0)6 12"' })
    expect((await app.client.crm.leads.get({ id })).phone).toBe('+33 (0)6 12')
  })

  it('refuses a number that a spreadsheet has rounded', async () => {
    await expect(app.client.crm.leads.create({ phone: '3,36E+10' })).rejects.toThrow()
    expect(await app.client.crm.leads.count({})).toEqual({ total: 0 })
  })

  it('sorts by name as a French reader expects', async () => {
    for (const lastName of ['Zoé', 'Œuvre', 'Ofner', 'émile', 'Emma', 'Éric', 'Łukasz', 'Lucas'])
      await app.client.crm.leads.create({ lastName })
    const sorted = (await app.client.crm.leads.list({ sort: 'name' })).items
    expect(sorted.map((lead) => lead.lastName)).toEqual([
      ...['émile', 'Emma', 'Éric', 'Lucas', 'Łukasz', 'Œuvre', 'Ofner', 'Zoé'],
    ])
  })

  it('takes every spelling of a tag for one, and keeps the first', async () => {
    const tags = ['été', 'e\u0301te\u0301', 'Été', 'ÉTÉ ', '\u200bété']
    const ids: number[] = []
    for (const [index, tag] of tags.entries())
      ids.push((await app.client.crm.leads.create({ lastName: `n${index}`, tags: [tag] })).id)
    for (const id of ids) expect((await app.client.crm.leads.get({ id })).tags).toEqual(['été'])
    for (const tag of tags)
      expect((await app.client.crm.leads.list({ tag, sort: 'createdAt' })).total).toBe(5)
    expect((await app.client.crm.leads.list({ tag: 'ete' })).total).toBe(0)
    const last = ids.at(-1) ?? 0
    const changed = await app.client.crm.leads.update({ id: last, tags: ['VIP', 'ÉTÉ', 'vip'] })
    expect(changed.tags).toEqual(['VIP', 'été'])
  })

  it('is one person whatever the form of an accent in the address', async () => {
    await app.client.crm.leads.create({ email: 'zoe\u0301@exemple.fr' })
    expect(await errorReasonOf(app.client.crm.leads.create({ email: 'Zoé@exemple.fr' }))).toBe(
      'email_taken',
    )
  })
})
