// Segments and custom fields through the router: what is kept, refused, brought back, and that a
// campaign goes to who is in a segment when it is sent.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const day = 24 * 60 * 60 * 1000
const won = { all: [{ field: 'status', op: 'is', value: 'won' }] } as const

describe('a custom field', () => {
  it('has a key made of its name, and values of its kind', async () => {
    const { crm } = app.client
    const city = await crm.customFields.create({ name: 'Ville préférée' })
    expect(city).toMatchObject({ key: 'ville-preferee', kind: 'text', options: [] })
    const again = await crm.customFields.create({ name: 'Ville préférée' })
    expect(again.key).toBe('ville-preferee-2')
    await crm.customFields.create({ name: 'Budget', key: 'budget', kind: 'money' })
    const lead = await crm.leads.create({
      firstName: 'Léa',
      custom: { 'ville-preferee': ' Lyon ', budget: 12.345 },
    })
    expect(lead.custom).toEqual({ 'ville-preferee': 'Lyon', budget: 12.35 })
    // What is left out stays; nothing takes a value away.
    const changed = await crm.leads.update({ id: lead.id, custom: { budget: null } })
    expect(changed.custom).toEqual({ 'ville-preferee': 'Lyon' })
  })

  it.each([
    ['number', 'douze'],
    ['date', '2026-02-30'],
    ['yesNo', 'oui'],
    ['choice', 'Vert'],
    ['choices', ['Rouge', 'Vert']],
    ['link', 'javascript:alert(1)'],
    ['text', 'a\nb'],
  ] as const)('of the kind %s refuses what is none, by its name', async (kind, value) => {
    const options = kind === 'choice' || kind === 'choices' ? ['Rouge'] : []
    const { key } = await app.client.crm.customFields.create({ name: 'Champ', kind, options })
    const call = app.client.crm.leads.create({
      firstName: 'Léa',
      custom: { [key]: typeof value === 'object' ? [...value] : value },
    })
    expect(await errorReasonOf(call)).toBe('custom_value_invalid')
    expect((await app.client.crm.leads.list({})).total).toBe(0)
  })

  it('that does not exist is refused, not kept', async () => {
    for (const key of ['nobody', 'constructor'])
      expect(
        await errorReasonOf(
          app.client.crm.leads.create({
            firstName: 'Léa',
            custom: JSON.parse(`{"${key}": "x"}`) as Record<string, string>,
          }),
        ),
      ).toBe('custom_field_unknown')
  })

  it('takes its values along when it is deleted, and brings them back', async () => {
    const { crm } = app.client
    const field = await crm.customFields.create({ name: 'Ville' })
    const lead = await crm.leads.create({ firstName: 'Léa', custom: { ville: 'Lyon' } })
    await crm.customFields.delete({ id: field.id })
    expect((await crm.leads.get({ id: lead.id })).custom).toEqual({})
    // Its key is not given away: the values are still there.
    expect((await crm.customFields.create({ name: 'Ville' })).key).toBe('ville-2')
    expect(await crm.customFields.restore({ id: field.id })).toEqual(field)
    expect((await crm.leads.get({ id: lead.id })).custom).toEqual({ ville: 'Lyon' })
  })

  it('that a segment asks for stays, and says which', async () => {
    const { crm } = app.client
    const { id, key } = await crm.customFields.create({ name: 'Ville' })
    await crm.segments.create({
      name: 'Lyonnais',
      filter: { all: [{ none: [{ field: `custom.${key}`, op: 'is', value: 'Lyon' }] }] },
    })
    expect(await errorReasonOf(crm.customFields.delete({ id }))).toBe('custom_field_in_use')
  })

  it('that a view asks for stays, and says which', async () => {
    const { crm } = app.client
    const { id, key } = await crm.customFields.create({ name: 'Ville' })
    const filter = { all: [{ field: `custom.${key}`, op: 'is' as const, value: 'Lyon' }] }
    const view = await crm.views.create({ name: 'Lyon', content: { filter: { filter } } })
    expect(await errorReasonOf(crm.customFields.delete({ id }))).toBe('custom_field_in_use')
    await crm.views.delete({ id: view.id })
    await crm.customFields.delete({ id })
  })

  it('that a campaign under way asks for stays, and says which', async () => {
    const { crm } = app.client
    const { id, key } = await crm.customFields.create({ name: 'Ville' })
    const filter = { all: [{ field: `custom.${key}`, op: 'is', value: 'Lyon' }] }
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO campaigns (name, subject, preheader, html, from_name, status, recipients, created_at, updated_at) VALUES ('Lyon', 'S', '', '', '', 'scheduled', ?, 1, 1)`,
        [JSON.stringify({ filter })],
      ),
    )
    expect(await errorReasonOf(crm.customFields.delete({ id }))).toBe('custom_field_in_use')
  })

  it('comes back with a deleted lead', async () => {
    const { crm } = app.client
    await crm.customFields.create({ name: 'Ville' })
    const lead = await crm.leads.create({ firstName: 'Léa', custom: { ville: 'Lyon' } })
    await crm.leads.delete({ id: lead.id })
    const filter = { all: [{ field: 'custom.ville', op: 'is', value: 'LYON' }] } as const
    expect(await crm.segments.count({ filter: { all: [...filter.all] } })).toEqual({ count: 0 })
    await crm.leads.restore({ id: lead.id })
    expect(await crm.segments.count({ filter: { all: [...filter.all] } })).toEqual({ count: 1 })
  })
})

describe('a segment', () => {
  it('is a filter with a name, asked anew whenever it is used', async () => {
    const { crm } = app.client
    const segment = await crm.segments.create({ name: 'Clients', filter: { all: [...won.all] } })
    expect((await crm.leads.list({ segment: segment.id })).items).toEqual([])
    const lead = await crm.leads.create({ firstName: 'Léa', status: 'won' })
    await crm.leads.create({ firstName: 'Zoé' })
    expect((await crm.leads.list({ segment: segment.id })).items).toMatchObject([lead])
    expect(await crm.leads.count({ segment: segment.id, search: 'zoe' })).toEqual({ total: 0 })
    const renamed = await crm.segments.update({ id: segment.id, name: 'Clientes' })
    expect(renamed).toMatchObject({ name: 'Clientes', filter: segment.filter })
  })

  it.each([
    [{ field: 'nobody', op: 'is', value: 'x' }, 'filter.all[0].field'],
    [{ field: 'status', op: 'contains', value: 'x' }, 'filter.all[0].op'],
    [{ field: 'status', op: 'is', value: 'gagné' }, 'filter.all[0].value'],
    [{ field: 'score', op: 'above', value: '12' }, 'filter.all[0].value'],
    [{ field: 'createdAt', op: 'before', value: '2026-02-29' }, 'filter.all[0].value'],
    [{ field: 'createdAt', op: 'withinDays', value: 1.5 }, 'filter.all[0].value'],
    [{ field: 'company', op: 'contains', value: ' ' }, 'filter.all[0].value'],
    [{ field: 'company', op: 'isEmpty', value: 'x' }, 'filter.all[0].value'],
    [{ field: 'company', op: 'is' }, 'filter.all[0].value'],
    [{ field: 'custom.nobody', op: 'isFilled' }, 'filter.all[0].field'],
  ] as const)('with the condition %j is refused at %s', async (condition, field) => {
    const filter = { all: [condition] }
    const refusal = await app.client.crm.segments
      .create({ name: 'X', filter: filter as never })
      .catch((error: unknown) => error)
    expect(refusal).toMatchObject({ data: { reason: 'filter_invalid', field } })
    const asked = app.client.crm.leads.list({ filter: filter as never })
    expect(await errorReasonOf(asked)).toBe('filter_invalid')
  })

  it('that is too deep or too wide is refused before it is read', async () => {
    let deep: object = { field: 'score', op: 'is', value: 1 }
    for (let level = 0; level < 20_000; level += 1) deep = { all: [deep] }
    const wide = { any: Array.from({ length: 500 }, () => ({ field: 'notes', op: 'isFilled' })) }
    for (const filter of [deep, wide, { all: [], any: [] }, {}, [], 'all', null])
      await expect(
        app.client.crm.segments.count({ filter: filter as never }),
      ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('that does not exist is told', async () => {
    expect(await errorReasonOf(app.client.crm.leads.list({ segment: 9 }))).toBe('unknown_id')
  })

  it('counts days from today in the zone of the business', async () => {
    const { crm, settings } = app.client
    await settings.update({ timeZone: 'Pacific/Auckland' })
    const lead = await crm.leads.create({ firstName: 'Léa' })
    const filter = { all: [{ field: 'createdAt', op: 'withinDays', value: 0 } as const] }
    expect(await crm.segments.count({ filter })).toEqual({ count: 1 })
    app.host.clock.advance(day)
    expect(await crm.segments.count({ filter })).toEqual({ count: 0 })
    expect(lead.id).toBe(1)
  })

  it('is who a campaign goes to, when it goes', async () => {
    const { crm, email } = app.client
    const segment = await crm.segments.create({ name: 'Clients', filter: { all: [...won.all] } })
    const campaign = await email.campaigns.create({
      name: 'Merci',
      recipients: { segment: segment.id },
    })
    expect((await email.campaigns.audience({ recipients: campaign.recipients })).recipients).toBe(0)
    await crm.leads.create({ email: 'lea@exemple.fr', status: 'won' })
    await crm.leads.create({ email: 'zoe@exemple.fr' })
    expect((await email.campaigns.audience({ recipients: campaign.recipients })).recipients).toBe(1)
    const missing = email.campaigns.update({ id: campaign.id, recipients: { segment: 99 } })
    expect(await errorReasonOf(missing)).toBe('unknown_id')
  })

  it('goes with an undo, and stays while a campaign goes to it', async () => {
    const { crm, email } = app.client
    const segment = await crm.segments.create({ name: 'Clients', filter: { all: [...won.all] } })
    await crm.leads.create({ email: 'lea@exemple.fr', status: 'won' })
    const { id } = await email.campaigns.create({
      name: 'Merci',
      subject: 'Merci',
      html: '<p>Merci</p>',
      recipients: { segment: segment.id },
    })
    const scheduledAt = new Date(app.host.clock.now() + day).toISOString()
    await email.campaigns.schedule({ id, scheduledAt })
    expect(await errorReasonOf(crm.segments.delete({ id: segment.id }))).toBe('segment_in_use')
    await email.campaigns.cancel({ id })
    await crm.segments.delete({ id: segment.id })
    expect((await crm.segments.list()).items).toEqual([])
    expect(await crm.segments.deleted()).toMatchObject([{ name: 'Clients' }])
    expect(await crm.segments.restore({ id: segment.id })).toEqual(segment)
  })
})
