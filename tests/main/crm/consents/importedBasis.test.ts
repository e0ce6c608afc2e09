// On what a whole file may be written to: noted of each of its people, never over a refusal, and gone
// with the import.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportChoices } from '#shared/contract/crm/imports.ts'
import { contentOf, journals } from '../../../support/databaseContent.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'
import { importCalls } from '../import/importCalls.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const { run, byEmail } = importCalls(() => app)
const on = (legalBasis: NonNullable<ImportChoices['legalBasis']>, more: ImportChoices = {}) => ({
  legalBasis,
  ...more,
})
const standingOf = async (email: string) => {
  const lead = await byEmail(email)
  return (await app.client.crm.leads.consents({ id: lead?.id ?? 0 })).standing
}
const content = () =>
  contentOf(app.services.database.path, (table) => [...journals, 'imports'].includes(table))
const lines = () => app.services.database.count('SELECT count(*) AS n FROM consent_events')
const refusals = async () =>
  (await app.client.email.suppressions.list({})).items
    .map(({ value, reason }) => `${value} ${reason}`)
    .toSorted()

const people = 'email,prenom\nlea@exemple.fr,Léa\nzoe@exemple.fr,Zoé\nLEA@exemple.fr,Léa'

describe('a basis for a whole file', () => {
  it('is noted once of each person, with the file and how it was given', async () => {
    const at = new Date(app.host.clock.now() - 86_400_000).toISOString()
    await app.client.crm.leads.create({ email: 'zoe@exemple.fr', firstName: 'Zoé' })
    const answer = await run(people, undefined, on({ basis: 'consent', at, note: 'Salon' }))
    expect(answer).toMatchObject({ created: 1, unchanged: 1, basisNoted: 2, refusalKept: 0 })
    expect(lines()).toBe(2)
    const lead = await byEmail('lea@exemple.fr')
    const { items } = await app.client.crm.leads.consents({ id: lead?.id ?? 0 })
    expect(items).toMatchObject([
      {
        ...{ action: 'granted', method: 'import', basis: 'consent', at, note: 'Salon' },
        ...{ origin: 'contacts.csv', email: 'lea@exemple.fr' },
      },
    ])
  })

  it('is noted of nobody where nothing is said of it', async () => {
    expect(await run(people)).toMatchObject({ basisNoted: 0, refusalKept: 0 })
    expect(lines()).toBe(0)
  })

  it('is not noted over a refusal, nor over one noted by hand whose address is free again', async () => {
    const { crm, email } = app.client
    await email.suppressions.add({ entries: 'lea@exemple.fr', reason: 'unsubscribed' })
    const zoe = await crm.leads.create({ email: 'zoe@exemple.fr' })
    await crm.leads.noteConsent({ id: zoe.id, action: 'withdrawn' })
    const [listed] = (await email.suppressions.list({ search: 'zoe' })).items
    await email.suppressions.delete({ id: listed?.id ?? 0 })
    const answer = await run(people, undefined, on({ basis: 'customer' }))
    expect(answer).toMatchObject({ basisNoted: 0, refusalKept: 2 })
    expect(await standingOf('lea@exemple.fr')).toMatchObject({
      ...{ state: 'none', refusal: { reason: 'unsubscribed' } },
    })
    expect((await standingOf('zoe@exemple.fr')).state).toBe('withdrawn')
  })

  it('does not free somebody whose refusal was noted after the file, when the file is taken back', async () => {
    const { id: importId } = await run(people, undefined, on({ basis: 'none' }))
    const lead = await byEmail('lea@exemple.fr')
    app.host.clock.advance(60_000)
    await app.client.crm.leads.noteConsent({ id: lead?.id ?? 0, action: 'withdrawn' })
    await app.client.crm.imports.undo({ id: importId })
    expect(await refusals()).toContain('lea@exemple.fr unsubscribed')
  })

  it('is not noted of whom the file itself says that they refused', async () => {
    const file = 'email,desabonne\nlea@exemple.fr,oui\nzoe@exemple.fr,non'
    expect(await run(file, undefined, on({ basis: 'interest' }))).toMatchObject({
      ...{ basisNoted: 1, refusalKept: 1, suppressed: 1 },
    })
    expect(await standingOf('lea@exemple.fr')).toMatchObject({ state: 'none', basis: null })
  })

  it('says in the preview what it will note', async () => {
    await app.client.email.suppressions.add({ entries: 'zoe@exemple.fr', reason: 'complaint' })
    const { imports } = app.client.crm
    const { uploadId } = await imports.preview({ file: new File([people], 'contacts.csv') })
    const { buckets } = await imports.remap({ uploadId, options: on({ basis: 'consent' }) })
    expect(buckets).toMatchObject({ basisNoted: 1, refusalKept: 1 })
    expect(lines()).toBe(0)
  })

  it('is not remembered for the next file with the same titles', async () => {
    const mapping = { 0: 'email', 1: 'ignored' }
    await run(people, mapping, on({ basis: 'consent' }))
    const { remembered } = await app.client.crm.imports.preview({
      file: new File([people], 'contacts.csv'),
    })
    expect(remembered?.mapping).toEqual(mapping)
    expect(remembered?.options).not.toHaveProperty('legalBasis')
  })

  it('leaves whom the import leaves alone', async () => {
    await app.client.crm.leads.create({ email: 'lea@exemple.fr' })
    const answer = await run(people, undefined, on({ basis: 'consent' }, { mode: 'create' }))
    expect(answer).toMatchObject({ created: 1, basisNoted: 1 })
    expect((await standingOf('lea@exemple.fr')).state).toBe('none')
  })

  it('of a day to come, or of no kind there is, is refused and nothing is imported', async () => {
    const at = new Date(app.host.clock.now() + 86_400_000).toISOString()
    expect(await errorReasonOf(run(people, undefined, on({ basis: 'consent', at })))).toBe(
      'consent_in_future',
    )
    const wrong = app.client.crm.imports.run({
      file: new File([people], 'contacts.csv'),
      options: '{"legalBasis":{"basis":"friend"}}',
    })
    expect(await errorReasonOf(wrong)).toBe('import_options_invalid')
    expect((await app.client.crm.leads.list({})).total).toBe(0)
  })
})

describe('a basis that comes after a file without one', () => {
  const none = on({ basis: 'none' })
  const basis = on({ basis: 'customer' })

  it('lets those be written to who waited for one, and makes them wait again when it is taken back', async () => {
    await run(people, undefined, none)
    app.host.clock.advance(60_000)
    const second = await run(people, undefined, basis)
    expect(second).toMatchObject({ basisNoted: 2, refusalKept: 0 })
    expect(await refusals()).toEqual([])
    expect(await standingOf('lea@exemple.fr')).toMatchObject({
      ...{ state: 'granted', basis: 'customer', refusal: null },
    })
    await app.client.crm.imports.undo({ id: second.id })
    expect(await refusals()).toEqual(['lea@exemple.fr unconfirmed', 'zoe@exemple.fr unconfirmed'])
    expect((await standingOf('lea@exemple.fr')).state).toBe('none')
  })

  it('makes them wait again where a later row of the file refused for the same person', async () => {
    await run(people, undefined, none)
    app.host.clock.advance(60_000)
    const file = 'email,desabonne\nlea@exemple.fr,\nlea@exemple.fr,oui'
    const second = await run(file, undefined, basis)
    expect(await refusals()).toEqual(['lea@exemple.fr imported', 'zoe@exemple.fr unconfirmed'])
    await app.client.crm.imports.undo({ id: second.id })
    expect(await refusals()).toEqual(['lea@exemple.fr unconfirmed', 'zoe@exemple.fr unconfirmed'])
  })

  it('reaches an address that only the second file brings', async () => {
    await app.client.crm.customFields.create({ name: 'Code' })
    const byCode = { match: 'custom.code' } as const
    const mapping = { code: 'custom.code', email: 'email' }
    await run('code,email\n1,lea@exemple.fr', mapping, { ...none, ...byCode })
    app.host.clock.advance(60_000)
    const file = 'code,email\n1,lea@maison.fr'
    const second = await run(file, mapping, { ...basis, ...byCode })
    expect(second).toMatchObject({ basisNoted: 1, refusalKept: 0 })
    expect(await refusals()).toEqual([])
    await app.client.crm.imports.undo({ id: second.id })
    expect(await refusals()).toEqual(['lea@exemple.fr unconfirmed'])
  })

  it('says so in the preview, and changes nothing there', async () => {
    await run(people, undefined, none)
    const { imports } = app.client.crm
    const { uploadId } = await imports.preview({ file: new File([people], 'contacts.csv') })
    const { buckets } = await imports.remap({ uploadId, options: basis })
    expect(buckets).toMatchObject({ basisNoted: 2, refusalKept: 0 })
    expect(await refusals()).toHaveLength(2)
  })

  it('frees nobody who refused since, who never confirmed, or whom this file says to have refused', async () => {
    const { email } = app.client
    await email.suppressions.add({ entries: 'zoe@exemple.fr', reason: 'unconfirmed' })
    app.host.clock.advance(60_000)
    await run(`${people}\ntom@exemple.fr,Tom`, undefined, none)
    app.host.clock.advance(60_000)
    await email.suppressions.add({ entries: 'lea@exemple.fr', reason: 'unsubscribed' })
    const file = 'email,desabonne\nlea@exemple.fr,\nzoe@exemple.fr,\ntom@exemple.fr,oui'
    expect(await run(file, undefined, basis)).toMatchObject({ basisNoted: 0, refusalKept: 3 })
    expect(await refusals()).toEqual([
      'lea@exemple.fr unsubscribed',
      'tom@exemple.fr imported',
      'zoe@exemple.fr unconfirmed',
    ])
  })
})

describe('a file without a basis', () => {
  it('brings people who are not written to, and changes nothing of those who are here', async () => {
    const { crm, email } = app.client
    await crm.leads.create({ email: 'lea@exemple.fr' })
    expect(await run(people, undefined, on({ basis: 'none' }))).toMatchObject({ unconfirmed: 1 })
    expect(await refusals()).toEqual(['zoe@exemple.fr unconfirmed'])
    const zoe = await byEmail('zoe@exemple.fr')
    expect((await email.reachability({ id: zoe?.id ?? 0 })).canReceive).toBe(false)
    expect(await standingOf('zoe@exemple.fr')).toMatchObject({ state: 'none', basis: null })
  })

  it('holds for the address that somebody without one is given later', async () => {
    const { leads } = app.client.crm
    await run('prenom,nom,tel\nZoé,Petit,0612345678', undefined, on({ basis: 'none' }))
    const [zoe] = (await leads.list({})).items
    await leads.update({ id: zoe?.id ?? 0, email: 'zoe@exemple.fr' })
    expect(await refusals()).toEqual(['zoe@exemple.fr unconfirmed'])
    await leads.noteConsent({ id: zoe?.id ?? 0, action: 'granted', basis: 'customer' })
    expect(await refusals()).toEqual([])
  })
})

describe('an import with a basis', () => {
  it.each(['consent', 'none'] as const)('is taken back to the last line, %s', async (basis) => {
    await app.client.crm.leads.create({ email: 'lea@exemple.fr' })
    const before = content()
    const { id } = await run(people, undefined, on({ basis, note: 'Salon' }))
    expect(lines()).toBeGreaterThan(0)
    app.host.clock.advance(3_600_000)
    await app.client.crm.imports.undo({ id })
    expect(content()).toEqual(before)
  })

  it('keeps its lines from anybody else', async () => {
    await run(people, undefined, on({ basis: 'consent' }))
    for (const statement of [
      'DELETE FROM consent_events',
      `UPDATE consent_events SET basis = 'interest'`,
      `UPDATE consent_events SET note = 'x', import_id = NULL`,
    ])
      await expect(
        app.services.database.write([], (transaction) => transaction.sql(statement)),
      ).rejects.toThrow('append-only')
  })

  it('leaves what was noted by hand since', async () => {
    const { id } = await run(people, undefined, on({ basis: 'consent' }))
    const lea = await byEmail('lea@exemple.fr')
    app.host.clock.advance(3_600_000)
    await app.client.crm.leads.noteConsent({
      ...{ id: lea?.id ?? 0, action: 'granted', basis: 'customer' },
    })
    expect(await app.client.crm.imports.undo({ id })).toMatchObject({ kept: 1 })
    expect((await standingOf('lea@exemple.fr')).basis).toBe('customer')
    expect(lines()).toBe(1)
  })
})
