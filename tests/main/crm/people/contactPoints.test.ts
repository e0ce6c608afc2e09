// Several addresses and phones of one person: found by each, written to at the first that can
// receive, and one lead's only.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const lea = () =>
  app.client.crm.leads.create({
    email: 'lea@exemple.fr',
    emailLabel: 'work',
    emails: [{ value: 'Lea.Martin@Perso.FR', label: 'home' }],
    firstName: 'Léa',
    phone: '06 12 34 56 78',
    phoneLabel: 'mobile',
    phones: [{ value: '01 98 76 54 32', label: 'work' }, { value: '+33 6 12 34 56 78' }],
  })
const found = async (search: string) =>
  (await app.client.crm.leads.list({ search })).items.map(({ id }) => id)
const reach = (id: number) => app.client.email.reachability({ id })

describe('further addresses and phones', () => {
  it('stand beside the first ones, each once whatever its spelling, with their labels', async () => {
    const lead = await lea()
    expect(lead).toMatchObject({
      email: 'lea@exemple.fr',
      emailLabel: 'work',
      emails: [{ value: 'lea.martin@perso.fr', label: 'home' }],
      phone: '06 12 34 56 78',
      phoneLabel: 'mobile',
      phones: [{ value: '01 98 76 54 32', label: 'work' }],
    })
    expect(await app.client.crm.leads.get({ id: lead.id })).toEqual(lead)
  })

  it('find the person however they are typed', async () => {
    const { id } = await lea()
    await app.client.crm.leads.create({ email: 'autre@exemple.fr', phone: '06 99 99 99 99' })
    for (const typed of ['lea.martin@perso', '0198765432', '+33 1 98 76 54 32', '0033198765432'])
      expect(await found(typed), typed).toEqual([id])
    await app.client.crm.leads.update({ id, emails: [], phones: [] })
    for (const typed of ['lea.martin@perso', '0198765432']) expect(await found(typed)).toEqual([])
  })

  it('move up where the first is taken away', async () => {
    const { id } = await lea()
    const after = await app.client.crm.leads.update({ id, email: null, phone: '' })
    expect(after).toMatchObject({
      email: 'lea.martin@perso.fr',
      emailLabel: 'home',
      emails: [],
      phone: '01 98 76 54 32',
      phones: [],
    })
  })

  it('change places with the first in one call', async () => {
    const { id } = await lea()
    const after = await app.client.crm.leads.update({
      id,
      email: 'lea.martin@perso.fr',
      emails: [{ value: 'lea@exemple.fr', label: 'work' }],
    })
    expect(after).toMatchObject({
      email: 'lea.martin@perso.fr',
      emails: [{ value: 'lea@exemple.fr' }],
    })
  })

  it('belong to one lead: taken ones are refused and nothing is changed', async () => {
    const { crm } = app.client
    const first = await lea()
    const create = (draft: Parameters<typeof crm.leads.create>[0]) =>
      errorReasonOf(crm.leads.create(draft))
    expect(await create({ email: 'lea.martin@perso.fr' })).toBe('email_taken')
    expect(await create({ firstName: 'Zoé', emails: [{ value: 'lea@exemple.fr' }] })).toBe(
      'email_taken',
    )
    expect(
      await create({ email: 'zoe@exemple.fr', emails: [{ value: 'lea.martin@perso.fr' }] }),
    ).toBe('email_taken')
    const other = await crm.leads.create({ email: 'zoe@exemple.fr' })
    expect(
      await errorReasonOf(
        crm.leads.update({ id: other.id, emails: [{ value: 'lea@exemple.fr' }] }),
      ),
    ).toBe('email_taken')
    expect(await crm.leads.get({ id: other.id })).toEqual(other)
    expect(await crm.leads.get({ id: first.id })).toEqual(first)
  })

  it('are kept from belonging to two leads by the database itself', async () => {
    const { id } = await lea()
    const other = await app.client.crm.leads.create({ firstName: 'Zoé' })
    const write = (statement: string, value: string | number) =>
      app.services.database.write([], (transaction) =>
        transaction.sql(statement, [value, other.id]),
      )
    await expect(
      write('UPDATE leads SET email = ? WHERE id = ?', 'lea.martin@perso.fr'),
    ).rejects.toThrow(/another lead/)
    await expect(
      write(
        `UPDATE leads SET contact_points = json_object('emails', json_array(json_object('value', ?, 'label', NULL))) WHERE id = ?`,
        'lea@exemple.fr',
      ),
    ).rejects.toThrow(/another lead/)
    expect((await app.client.crm.leads.get({ id })).emails).toHaveLength(1)
  })

  it('come back with a lead that was deleted', async () => {
    const lead = await lea()
    await app.client.crm.leads.delete({ id: lead.id })
    await expect(
      app.client.crm.leads.create({ email: 'lea.martin@perso.fr' }),
    ).resolves.toBeDefined()
    expect(await errorReasonOf(app.client.crm.leads.restore({ id: lead.id }))).toBe('email_taken')
  })
})

describe('a refusal', () => {
  const refuse = (entries: string) =>
    app.client.email.suppressions.add({ entries, reason: 'manual' })

  it('of one address holds for the person, whichever it is, and for one that comes later', async () => {
    const { id } = await lea()
    await refuse('lea.martin@perso.fr')
    expect(await reach(id)).toMatchObject({ canReceive: false })
    await app.client.crm.leads.update({
      id,
      emails: [{ value: 'lea.martin@perso.fr' }, { value: 'lea@nouveau.fr' }],
    })
    const { items } = await app.client.email.suppressions.list({})
    expect(items.map(({ value }) => value).toSorted()).toEqual([
      'lea.martin@perso.fr',
      'lea@exemple.fr',
      'lea@nouveau.fr',
    ])
  })

  it('of an address that does not exist says nothing of the other: that one is written to', async () => {
    const { id } = await lea()
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO suppressions (kind, value, reason, note, created_at) VALUES ('address', 'lea@exemple.fr', 'hard_bounce', NULL, 1)`,
      ),
    )
    expect(await reach(id)).toMatchObject({ canReceive: true, email: 'lea.martin@perso.fr' })
    const reachable = { all: [{ field: 'reachable', op: 'is', value: true } as const] }
    expect(await app.client.crm.segments.count({ filter: reachable })).toEqual({ count: 1 })
  })
})

describe('a file that brings a second address of somebody known', () => {
  it('finds that person, and leaves the first address first', async () => {
    const { id } = await lea()
    const file = new File(['email;nom\nlea.martin@perso.fr;Martin\n'], 'contacts.csv')
    const run = await app.client.crm.imports.run({
      file,
      options: JSON.stringify({ existing: 'overwrite' }),
    })
    expect(run).toMatchObject({ created: 0, updated: 1 })
    expect(await app.client.crm.leads.get({ id })).toMatchObject({
      email: 'lea@exemple.fr',
      lastName: 'Martin',
      emails: [{ value: 'lea.martin@perso.fr' }],
    })
  })

  it('refuses for the person, whichever address it names', async () => {
    const { id } = await lea()
    const file = new File(['email;désinscrit\nlea.martin@perso.fr;oui\n'], 'contacts.csv')
    await app.client.crm.imports.run({ file })
    expect(await reach(id)).toMatchObject({ canReceive: false, reason: 'imported' })
  })
})

describe('a file of leads', () => {
  it('has a column for each further address and phone, and cards have their labels', async () => {
    await lea()
    await app.client.crm.leads.create({ email: 'zoe@exemple.fr' })
    const csv = await (await app.client.crm.exports.csv({ language: 'fr' })).text()
    const [titles = '', zoe = '', line = ''] = csv.split('\r\n')
    const labelled = ['E-mail', 'E-mail 2', 'Téléphone', 'Téléphone 2']
    expect(titles).toContain(labelled.map((title) => `${title};${title} - Libellé;`).join(''))
    expect(line).toContain(
      'lea@exemple.fr;Travail;lea.martin@perso.fr;Domicile;06 12 34 56 78;Mobile;01 98 76 54 32;Travail;',
    )
    expect(zoe).toContain('zoe@exemple.fr;;;;;;;;')
    const cards = await (await app.client.crm.exports.vcf({})).text()
    expect(cards).toContain('EMAIL;TYPE=INTERNET;TYPE=WORK:lea@exemple.fr\r\n')
    expect(cards).toContain('EMAIL;TYPE=INTERNET;TYPE=HOME:lea.martin@perso.fr\r\n')
    expect(cards).toContain('TEL;TYPE=CELL:06 12 34 56 78\r\n')
    expect(cards).toContain('TEL;TYPE=WORK:01 98 76 54 32\r\n')
  })
})
