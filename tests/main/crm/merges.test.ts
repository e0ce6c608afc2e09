// Entries of one person become one, with everything that happened, and two again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

async function twoEntries() {
  const { crm } = app.client
  await crm.customFields.create({ name: 'Ville' })
  const keep = await crm.leads.create({
    email: 'lea@exemple.fr',
    firstName: 'Léa',
    company: 'Fleurs',
    tags: ['VIP'],
    status: 'qualified',
  })
  app.host.clock.advance(3_600_000)
  const other = await crm.leads.create({
    email: 'lea.martin@exemple.fr',
    firstName: 'Léa',
    lastName: 'Martin',
    company: 'Fleurs & Co',
    phone: '06 12 34 56 78',
    tags: ['vip', 'Salon'],
    notes: 'Rappeler',
    estimatedValue: 300,
    custom: { ville: 'Lyon' },
  })
  await crm.leads.update({ id: other.id, status: 'won' })
  await crm.interactions.create({ id: other.id, type: 'call', subject: 'Devis' })
  return { keep, other: await crm.leads.get({ id: other.id }) }
}

describe('a merge', () => {
  it('fills what was blank, keeps what was said otherwise, and moves what happened', async () => {
    const { crm } = app.client
    const { keep, other } = await twoEntries()
    const merged = await crm.leads.merge({ keep: keep.id, others: [other.id] })
    expect(merged).toMatchObject({
      id: keep.id,
      email: 'lea@exemple.fr',
      lastName: 'Martin',
      company: 'Fleurs',
      phone: '06 12 34 56 78',
      status: 'qualified',
      tags: ['VIP', 'Salon'],
      notes: 'Rappeler',
      estimatedValue: 300,
      custom: { ville: 'Lyon' },
      createdAt: keep.createdAt,
      lastContactAt: other.lastContactAt,
      emails: [{ value: 'lea.martin@exemple.fr', label: null }],
      otherData: { 'Société (2)': 'Fleurs & Co' },
    })
    expect((await crm.interactions.list({ id: keep.id })).items).toMatchObject([
      { subject: 'Devis' },
    ])
    expect(await errorReasonOf(crm.leads.get({ id: other.id }))).toBe('unknown_id')
    expect((await crm.pipeline.stats()).totalLeads).toBe(1)
  })

  it('names what it keeps in the language of the computer while none is chosen', async () => {
    const abroad = await createTestApp({ systemLanguage: 'en-GB' })
    try {
      const { leads } = abroad.client.crm
      const keep = await leads.create({ email: 'lea@exemple.fr', company: 'Fleurs' })
      const other = await leads.create({ firstName: 'Léa', company: 'Fleurs & Co' })
      expect(await leads.merge({ keep: keep.id, others: [other.id] })).toMatchObject({
        otherData: { 'Company (2)': 'Fleurs & Co' },
      })
    } finally {
      await abroad.remove()
    }
  })

  it('takes the other’s refusal along, and never lifts one', async () => {
    const { crm, email } = app.client
    const { keep, other } = await twoEntries()
    await email.suppressions.add({ entries: other.email ?? '', reason: 'unsubscribed' })
    const { mergeId } = await crm.leads.merge({ keep: keep.id, others: [other.id] })
    const reachable = { all: [{ field: 'reachable', op: 'is', value: true } as const] }
    expect(await crm.segments.count({ filter: reachable })).toEqual({ count: 0 })
    await crm.leads.undoMerge({ id: mergeId })
    expect(await crm.segments.count({ filter: reachable })).toEqual({ count: 1 })
  })

  it('taken back leaves a refusal that became stronger since', async () => {
    const { crm, email } = app.client
    const { keep, other } = await twoEntries()
    await email.suppressions.add({ entries: other.email ?? '', reason: 'unsubscribed' })
    const { mergeId } = await crm.leads.merge({ keep: keep.id, others: [other.id] })
    app.host.clock.advance(1_000)
    await email.suppressions.add({ entries: keep.email ?? '', reason: 'manual' })
    await crm.leads.undoMerge({ id: mergeId })
    expect((await email.suppressions.list({})).items).toMatchObject([
      { value: keep.email, reason: 'manual' },
      // Both addresses were one person's when it came.
      { value: other.email, reason: 'manual' },
    ])
  })

  it('taken back gives back the weaker refusal that it made stronger', async () => {
    const { crm, email } = app.client
    const { keep, other } = await twoEntries()
    await email.suppressions.add({ entries: keep.email ?? '', reason: 'unsubscribed' })
    await email.suppressions.add({ entries: other.email ?? '', reason: 'manual' })
    const before = await email.suppressions.list({})
    const { mergeId } = await crm.leads.merge({ keep: keep.id, others: [other.id] })
    expect((await email.suppressions.list({ search: 'lea@' })).items).toMatchObject([
      { reason: 'manual' },
    ])
    await crm.leads.undoMerge({ id: mergeId })
    expect(await email.suppressions.list({})).toEqual(before)
  })

  it('is taken back: both are there as they were, each with its story', async () => {
    const { crm } = app.client
    const { keep, other } = await twoEntries()
    const stats = await crm.pipeline.stats()
    const { mergeId } = await crm.leads.merge({ keep: keep.id, others: [other.id] })
    expect(await crm.leads.undoMerge({ id: mergeId })).toEqual({ restored: 1, kept: 0 })
    expect(await crm.leads.get({ id: keep.id })).toEqual(keep)
    expect(await crm.leads.get({ id: other.id })).toEqual(other)
    expect((await crm.interactions.list({ id: other.id })).items).toHaveLength(1)
    expect((await crm.interactions.list({ id: keep.id })).items).toHaveLength(0)
    expect(await crm.pipeline.stats()).toEqual(stats)
    expect(await errorReasonOf(crm.leads.undoMerge({ id: mergeId }))).toBe('change_not_undoable')
  })

  it('of an entry without an address takes the other’s, and gives it back', async () => {
    const { crm } = app.client
    const keep = await crm.leads.create({ firstName: 'Zoé' })
    const other = await crm.leads.create({ email: 'zoe@exemple.fr' })
    const merged = await crm.leads.merge({ keep: keep.id, others: [other.id] })
    expect(merged).toMatchObject({ firstName: 'Zoé', email: 'zoe@exemple.fr', otherData: {} })
    await crm.leads.undoMerge({ id: merged.mergeId })
    expect(await crm.leads.get({ id: other.id })).toEqual(other)
    expect(await crm.leads.get({ id: keep.id })).toEqual(keep)
  })

  it('keeps what was changed since when it is taken back', async () => {
    const { crm } = app.client
    const { keep, other } = await twoEntries()
    const { mergeId } = await crm.leads.merge({ keep: keep.id, others: [other.id] })
    await crm.leads.update({ id: keep.id, notes: 'Rappelée' })
    await crm.interactions.create({ id: keep.id, type: 'note', subject: 'Depuis' })
    expect(await crm.leads.undoMerge({ id: mergeId })).toEqual({ restored: 1, kept: 1 })
    expect(await crm.leads.get({ id: keep.id })).toMatchObject({
      notes: 'Rappelée',
      lastName: null,
      company: 'Fleurs',
    })
    expect((await crm.interactions.list({ id: keep.id })).items).toMatchObject([
      { subject: 'Depuis' },
    ])
  })

  it('cannot be taken back once its address belongs to somebody else, and changes nothing', async () => {
    const { crm } = app.client
    const { keep, other } = await twoEntries()
    const merged = await crm.leads.merge({ keep: keep.id, others: [other.id] })
    await crm.leads.update({ id: keep.id, emails: [] })
    await crm.leads.create({ email: other.email, firstName: 'Autre' })
    const before = await crm.leads.get({ id: keep.id })
    expect(await errorReasonOf(crm.leads.undoMerge({ id: merged.mergeId }))).toBe(
      'change_not_undoable',
    )
    expect(await crm.leads.get({ id: keep.id })).toEqual(before)
  })

  it('with itself, or of whom there is none, is refused and changes nothing', async () => {
    const { crm } = app.client
    const { keep, other } = await twoEntries()
    expect(await errorReasonOf(crm.leads.merge({ keep: keep.id, others: [keep.id] }))).toBe(
      'merge_with_itself',
    )
    expect(await errorReasonOf(crm.leads.merge({ keep: keep.id, others: [other.id, 99] }))).toBe(
      'unknown_id',
    )
    expect(await crm.leads.get({ id: other.id })).toEqual(other)
    expect(await crm.leads.get({ id: keep.id })).toEqual(keep)
  })
})
