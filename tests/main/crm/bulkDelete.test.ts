// Deleting many leads and bringing them back: the whole database is as it was, after a restart too.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endInterruptedChanges } from '#main/features/crm/changes/bulkEdit.service.ts'
import { openReader } from '#main/database/sqliteConnection.ts'
import { contentOf } from '../../support/databaseContent.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let ids: number[]
beforeEach(async () => {
  app = await createTestApp()
  const { crm } = app.client
  ids = []
  for (let index = 0; index < 45; index += 1) {
    const { id } = await crm.leads.create({
      ...{ lastName: `Nom ${index}`, email: `nom${index}@boutique.example` },
      ...{ source: index % 3 === 0 ? 'Salon' : 'Web', tags: ['VIP', `t${index % 4}`] },
      ...(index === 6 ? { emails: [{ value: 'autre@boutique.example', label: 'work' }] } : {}),
    })
    ids.push(id)
    app.host.clock.advance(60_000)
    if (index % 5 === 0) await crm.leads.update({ id, status: 'won', estimatedValue: 100 })
    await crm.interactions.create({ id, type: 'note', subject: 's', content: `c${index}` })
    await crm.tasks.create({ title: 'Rappeler', leadId: id, dueAt: '2026-12-24T10:00:00Z' })
  }
})
afterEach(() => app.remove())
const stateOf = (path: string, id: number) => {
  const connection = openReader(path)
  const row = connection.prepare('SELECT state FROM lead_changes WHERE id = ?').get(id)
  connection.close()
  return (row as { state: string }).state
}
const content = () => contentOf(app.services.database.path)

describe('deleting many leads', () => {
  it('takes out those a filter means and nobody else, and all of it comes back', async () => {
    const { crm } = app.client
    const before = content()
    const run = await crm.bulk.delete({ filter: { source: 'Salon' } })
    expect(run).toMatchObject({ state: 'done', matched: 15, done: 15, changed: 15 })
    const left = await crm.leads.list({ limit: 200 })
    expect(left.items.map(({ source }) => source)).toEqual(Array(30).fill('Web'))
    expect(await crm.leads.count({ search: 'Nom 3' })).toEqual({ total: 6 })
    expect((await crm.tasks.list({})).items.length).toBe(30)
    expect(await crm.bulk.undo({ id: run.id })).toEqual({ restored: 15, kept: 0 })
    expect(content()).toEqual(before)
    expect(await errorReasonOf(crm.bulk.undo({ id: run.id }))).toBe('change_not_undoable')
  })

  it('that the end of the application cut short is taken back, for thirty days', async () => {
    const { services, client, host } = app
    const before = content()
    const begun = await client.crm.bulk.startDelete({ ids: ids.slice(3) })
    await client.crm.bulk.cancel({ id: begun.id })
    // As it stands where the process was killed in the middle.
    await services.database.write([], (transaction) =>
      transaction.sql(`UPDATE lead_changes SET state = 'running'`),
    )
    expect(await errorReasonOf(client.crm.bulk.undo({ id: begun.id }))).toBe('change_not_undoable')
    await endInterruptedChanges(services)
    host.clock.advance(31 * 24 * 3_600_000)
    expect(await errorReasonOf(client.crm.bulk.undo({ id: begun.id }))).toBe('change_not_undoable')
    host.clock.advance(-31 * 24 * 3_600_000)
    const { restored } = await client.crm.bulk.undo({ id: begun.id })
    expect(restored).toBeGreaterThan(0)
    expect(content()).toEqual(before)
  })

  it('stops where it is told to, and what is gone by then comes back', async () => {
    const { crm } = app.client
    const before = content()
    const begun = await crm.bulk.startDelete({ filter: {} })
    const ended = await crm.bulk.cancel({ id: begun.id })
    expect(ended.state).toBe('cancelled')
    expect(ended.changed).toBeLessThan(45)
    expect(await crm.leads.count({})).toEqual({ total: 45 - ended.changed })
    await crm.bulk.undo({ id: begun.id })
    expect(content()).toEqual(before)
  })

  it('ends with the application, and says that it was ended', async () => {
    const begun = await app.client.crm.bulk.startDelete({ filter: {} })
    const { path } = app.services.database
    await app.stop()
    expect(stateOf(path, begun.id)).toBe('cancelled')
    app = await createTestApp()
  })

  it('leaves out whose address is somebody else’s since, until it is free again', async () => {
    const { crm } = app.client
    const before = content()
    const chosen = [ids[1], ids[6], ids[7]].map(Number)
    const run = await crm.bulk.delete({ ids: chosen })
    const other = await crm.leads.create({ email: 'autre@boutique.example' })
    expect(await crm.bulk.undo({ id: run.id })).toEqual({ restored: 2, kept: 1 })
    expect(await errorReasonOf(crm.leads.get({ id: chosen[1] ?? 0 }))).toBe('unknown_id')
    await crm.leads.delete({ id: other.id })
    expect(await crm.bulk.undo({ id: run.id })).toEqual({ restored: 1, kept: 0 })
    app.host.clock.advance(24 * 3_600_000)
    const comparable = ({ leads, lead_search, lead_addresses, interactions }: typeof before) => [
      ...[leads, lead_search, lead_addresses, interactions],
    ]
    expect(comparable(content())).toEqual(comparable(before))
  })

  it('counts each of those named once, and nobody who is not there', async () => {
    const [first = 0, second = 0] = ids
    const run = await app.client.crm.bulk.delete({ ids: [first, second, first, 9_999] })
    expect(run).toMatchObject({ state: 'done', matched: 2, done: 2, changed: 2 })
  })

  it('that broke off while it was taken back can be taken back to its end', async () => {
    const { services, client } = app
    const before = content()
    const run = await client.crm.bulk.delete({ filter: {} })
    const write = (sql: string) =>
      services.database.write([], (transaction) => transaction.sql(sql))
    await write(`CREATE TRIGGER stop BEFORE INSERT ON leads WHEN NEW.id = ${ids[30] ?? 0}
      BEGIN SELECT RAISE(ABORT, 'the disk is gone'); END`)
    await expect(client.crm.bulk.undo({ id: run.id })).rejects.toThrow()
    expect(await client.crm.leads.count({})).toEqual({ total: 20 })
    expect(stateOf(services.database.path, run.id)).toBe('failed')
    expect((await client.crm.bulk.recent()).items).toMatchObject([{ id: run.id, canUndo: true }])
    await write('DROP TRIGGER stop')
    expect(await client.crm.bulk.undo({ id: run.id })).toEqual({ restored: 25, kept: 0 })
    expect(content()).toEqual(before)
  })

  it('keeps nothing of whom is erased, known again under another number', async () => {
    const { crm } = app.client
    const { id } = await crm.bulk.delete({ ids: ids.slice(6, 9) })
    const again = await crm.leads.create({ email: 'autre@boutique.example' })
    await crm.personalData.erase({ id: again.id })
    expect(JSON.stringify(content())).not.toContain('autre@boutique.example')
    expect(await crm.bulk.undo({ id })).toEqual({ restored: 2, kept: 0 })
  })

  it('says what is wrong with a choice, and deletes nobody', async () => {
    const { crm } = app.client
    const wrong = { filter: { all: [{ field: 'custom.nobody', op: 'is' as const, value: 'x' }] } }
    expect(await errorReasonOf(crm.bulk.delete(wrong))).toBe('filter_invalid')
    await expect(crm.bulk.delete({})).rejects.toThrow()
    await expect(crm.bulk.delete({ ids: [1], filter: {} })).rejects.toThrow()
    expect(await crm.bulk.delete({ ids: [9_999] })).toMatchObject({ state: 'done', changed: 0 })
    expect(await crm.leads.count({})).toEqual({ total: 45 })
  })
})

describe('what was done to many leads', () => {
  const kinds = async () =>
    (await app.client.crm.bulk.recent()).items.map(({ kind, count, name, canUndo }) => [
      ...[kind, count, name, canUndo],
    ])

  it('is told for thirty days, newest first, until it is taken back', async () => {
    const { crm } = app.client
    const step = () => app.host.clock.advance(60_000)
    const edit = await crm.bulk.run({ filter: { source: 'Web' }, changes: { addTags: ['a'] } })
    step()
    const { items } = await crm.leads.list({ search: 'Nom 44', limit: 1 })
    await crm.leads.merge({ keep: items[0]?.id ?? 0, others: [ids[2] ?? 0] })
    step()
    const gone = await crm.bulk.delete({ filter: { source: 'Salon' } })
    step()
    const csv = 'nom,email\nNeuve,neuve@x.example\nNom 7,nom7@boutique.example\n'
    const run = await crm.imports.run({
      file: new File([csv], 'a.csv'),
      options: JSON.stringify({ forAll: { tags: ['neuf'] } }),
    })
    expect((await kinds()).map(([kind, count, name]) => [kind, count, name])).toEqual([
      ['import', 2, 'a.csv'],
      ['delete', 15, null],
      ['merge', 1, 'Nom 44'],
      ['bulk', 30, null],
    ])
    await crm.imports.undo({ id: run.id })
    await crm.bulk.undo({ id: gone.id })
    expect((await kinds()).map(([kind]) => kind)).toEqual(['merge', 'bulk'])
    app.host.clock.advance(31 * 24 * 3_600_000)
    expect(await errorReasonOf(crm.bulk.undo({ id: edit.id }))).toBe('change_not_undoable')
    expect((await kinds()).filter(([, , , canUndo]) => canUndo)).toEqual([])
  })
})
