// An erasure reaches every place in which something of a person stands, and nobody else's.
import Database from 'better-sqlite3'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { personalTables } from '#main/features/crm/personalData/personalTables.ts'
import { recipientHash } from '#main/mail/messageIdentity.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'
import { importCalls } from '../import/importCalls.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())
const { run } = importCalls(() => app)
const email = 'zoe.erased@exemple.fr'

const sql = (statement: string, ...parameters: (string | number | null)[]) =>
  app.services.database.write([], (transaction) => transaction.sql(statement, parameters))
const count = (statement: string): number => app.services.database.count(statement)

/** One word for each column, which stands nowhere else. */
const marker = (column: string): string => `marker${column.replace(/[^a-z]/g, '')}`

/** A lead of whom something stands in every declared column. @returns its number */
async function addKnownEverywhere(): Promise<number> {
  const { crm } = app.client
  await crm.customFields.create({ name: 'Taille', key: 'taille' })
  const lead = await crm.leads.create({
    ...{ email, firstName: marker('firstname'), lastName: marker('lastname') },
    ...{ phone: '+33 6 98 76 54 32', company: marker('company'), jobTitle: marker('jobtitle') },
    ...{ source: marker('source'), notes: marker('notes'), tags: [marker('tag')], status: 'won' },
    ...{ otherData: { Titre: marker('otherdata') }, custom: { taille: marker('custom') } },
    ...{ owner: marker('owner') },
    ...{ emails: [{ value: 'second.zoe@exemple.fr' }], phones: [{ value: '01 22 33 44 55' }] },
  })
  const { id } = lead
  await crm.leads.update({ id, status: 'lost' })
  await crm.leads.update({ id, status: 'won' })
  await crm.interactions.create({
    ...{ id, type: 'note', subject: marker('subject'), content: marker('content') },
  })
  await sql(
    `INSERT INTO consent_events (event_id, lead_id, email, purpose, action, method, at, recorded_at) VALUES (?, ?, ?, 'write', 'granted', 'form', 1, 1)`,
    ...[marker('consentevent'), id, 'earlier.zoe@exemple.fr'],
  )
  await sql(
    `INSERT INTO consent_events (event_id, lead_id, email, purpose, action, method, at, recorded_at, note, takes_back, refusals)
     VALUES ('noted', ?, ?, 'write', 'withdrawn', 'manual', 1, 1, ?, ?, ?)`,
    ...[id, email, marker('consentnote'), marker('consentback'), marker('consentrefusals')],
  )
  await sql(
    'INSERT INTO consent_confirmations (asked_event_id, lead_id, asked_at) VALUES (?, ?, 1)',
    ...[marker('askedevent'), id],
  )
  for (const address of [email, 'earlier.zoe@exemple.fr'])
    await sql(
      `INSERT INTO suppressions (kind, value, reason, note, created_at, via_address) VALUES ('address', ?, 'unsubscribed', ?, 5, 'earlier.zoe@exemple.fr')`,
      ...[address, marker('note')],
    )
  await sql(
    `INSERT INTO topic_refusals (topic, lead_id, address, refused_at) VALUES ('aaaaaaaa', ?, ?, 5)`,
    ...[id, email],
  )
  await sql(
    `INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, next_attempt_at, created_at, last_reply, confirms)
     VALUES (1, ?, 'k', 'm@x', ?, 1, 1, ?, 'exemple.fr', ?, 'failed', 1, 1, ?, ?)`,
    ...[id, marker('reference'), email, `{"first_name":"${marker('merge')}"}`],
    ...[marker('lastreply'), marker('confirms')],
  )
  await sql(
    'INSERT INTO retention_keeps (lead_id, reason, kept_at, ask_again_at) VALUES (?, ?, 1, 2)',
    ...[id, marker('keepreason')],
  )
  await sql(
    `INSERT INTO send_attempts (outbox_id, account_id, attempted_at, outcome, reply) VALUES (1, 1, 1, 'failed', ?)`,
    marker('reply'),
  )
  await sql(`UPDATE outbox SET bounce_words = ?, is_letter = 1`, marker('bouncewords'))
  await sql(
    `INSERT INTO message_versions (id, campaign_id, content, created_at) VALUES (1, 1, ?, 1)`,
    JSON.stringify({ subject: marker('lettersubject'), text: marker('lettertext') }),
  )
  await sql(
    `INSERT INTO letter_drafts (lead_id, key, recipient, subject, text, updated_at) VALUES (?, 'k', ?, ?, ?, 1)`,
    ...[id, email, marker('draftsubject'), marker('drafttext')],
  )
  await sql(
    `INSERT INTO received_messages (mailbox_id, folder, uid_validity, uid, message_key, kind, outbox_id, lead_id, address, subject, words, received_at, read_at)
     VALUES (1, 'INBOX', '1', 1, ?, 'reply', 1, ?, ?, ?, ?, 1, 1)`,
    ...[marker('messagekey'), id, email, marker('receivedsubject'), marker('receivedwords')],
  )
  await sql(
    `INSERT INTO sandbox_messages (outbox_id, message_id, from_address, to_address, subject, html, text, received_at) VALUES (NULL, 'm', 'moi@x', ?, ?, ?, ?, 1)`,
    ...[email, marker('sandboxsubject'), marker('html'), marker('text')],
  )
  await sql(
    `INSERT INTO funnel_events (event_id, kind, at, funnel_id, page_id, visitor, lead_id, reference, interaction_id) VALUES ('e', 'form', 1, 1, 1, ?, ?, ?, 7)`,
    ...[marker('visitor'), id, marker('eventreference')],
  )
  // Visitors are random numbers, which are counted on without their person.
  await sql(`DELETE FROM funnel_firsts`)
  await sql(`DELETE FROM funnel_outcomes`)
  const body = (column: string) => JSON.stringify({ email, note: marker(column) })
  await sql(
    `INSERT INTO kept_forms (event_id, at, funnel_id, page_id, problem, body) VALUES ('k', 1, 1, 1, 'address', ?)`,
    body('keptform'),
  )
  await sql(
    `INSERT INTO relay_events (event_id, state, body, noted_at) VALUES ('r', 'failed', ?, 1)`,
    body('relayevent'),
  )
  await sql(
    `INSERT INTO ai_calls (at, task, provider, model, url, payload, outcome, currency) VALUES (1, 't', 'p', 'm', 'u', ?, 'ok', 'EUR')`,
    body('payload'),
  )
  await sql(
    `INSERT INTO webox_rows (import_id, kind, source_key, content_hash, source_table, source_id, target_id, action, before_row) VALUES (1, 'leads', 's', 'h', 't', '1', ?, 'joined', ?)`,
    ...[id, JSON.stringify({ note: marker('beforerow') })],
  )
  await sql(
    `INSERT INTO webox_problems (import_id, source_table, source_id, outcome, reason, detail) VALUES (1, 't', '1', 'left_out', 'r', ?)`,
    `${email} ${marker('detail')}`,
  )
  await sql(
    `INSERT INTO deleted_leads (lead_id, snapshot, deleted_at) VALUES (9999, ?, 1)`,
    JSON.stringify({ lead: { email, notes: marker('snapshot') } }),
  )
  await sql('INSERT INTO different_leads (lead_a, lead_b, said_at) VALUES (?, 99999, 1)', id)
  await crm.tasks.create({ title: marker('tasktitle'), leadId: id })
  await sql(
    `INSERT INTO sequence_people (sequence_id, lead_id, email, state, since, entered_at) VALUES (1, ?, ?, 'waiting', 1, 1)`,
    ...[id, email],
  )
  await sql(
    `INSERT INTO lead_changes (id, kind, state, matched, done, changed, made_at) VALUES (90, 'merge', 'done', 1, 1, 1, ?)`,
    app.host.clock.now(),
  )
  for (const [of, column] of [
    [id, 'changedbefore'],
    [9999, 'mergedbefore'],
  ] as const)
    await sql(
      `INSERT INTO lead_change_rows (change_id, lead_id, before, after, last_move_id) VALUES (90, ?, ?, ?, 0)`,
      ...[of, body(column), body(`${column}after`)],
    )
  await sql(
    `INSERT INTO lead_change_refusals (change_id, address, before) VALUES (90, ?, ?)`,
    ...[email, body('refusalbefore')],
  )
  await run(`E-mail;Prénom;Valeur\n${email};;${marker('import')} ${email}\nautre@x.fr;Autre;abc\n`)
  // Last: a lead that is written as won has none.
  await sql('UPDATE leads SET lost_reason = ? WHERE id = ?', marker('lostreason'), id)
  // The person refused meanwhile: a rule of the database would not take the click.
  await sql('DROP TRIGGER clicks_are_agreed_to')
  await sql(
    'INSERT INTO clicks (event_id, outbox_id, campaign_id, lead_id, link, at) VALUES (?, 1, 1, ?, ?, 5)',
    ...[marker('clickevent'), id, marker('link')],
  )
  return id
}

/** Everything that every table and the full-text index hold, as one text. */
function everything(file: string): string {
  const connection = new Database(file, { readonly: true })
  try {
    const tables = connection
      .prepare<[], { name: string }>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`,
      )
      .all()
    return tables
      .map(({ name }) =>
        connection
          .prepare<[], Record<string, unknown>>(`SELECT * FROM "${name}"`)
          .all()
          .map((row) =>
            Object.values(row)
              .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
              .join('|'),
          )
          .join('\n'),
      )
      .join('\n')
  } finally {
    connection.close()
  }
}

/** All databases of the data folder: the main one and the ledger. */
const everythingKept = (): string =>
  readdirSync(app.host.dataFolder)
    .filter((name) => name.endsWith('.db'))
    .map((name) => everything(join(app.host.dataFolder, name)))
    .join('\n')

describe('an erasure', () => {
  it('takes a person out of titles that a file without any was read with', async () => {
    const { id } = await app.client.crm.leads.create({ email, firstName: 'Zoé' })
    const file = new File([`${email};marker;reste\npas une adresse;abc;1\nx;abc;2\n`], 'a.csv')
    const done = await app.client.crm.imports.run({
      ...{ file, mapping: JSON.stringify({ 0: 'email', 1: 'lastName' }) },
      options: JSON.stringify({ headerRow: 1 }),
    })
    const telling = () =>
      [`imports WHERE titles || buckets`, `import_rejects WHERE cells || reasons`].map((kept) =>
        count(`SELECT count(*) AS n FROM ${kept} LIKE '%${email}%'`),
      )
    expect(telling()).toEqual([1, 2])
    await app.client.crm.personalData.erase({ id })
    expect(telling()).toEqual([0, 0])
    const left = await app.client.crm.imports.get({ id: done.id })
    expect(left.buckets.problems.map(({ column }) => column)).toEqual([null, null])
    const text = await (await app.client.crm.imports.rejected({ id: done.id })).text()
    expect(text).toContain(';E-mail;marker;reste')
    expect(text).toContain('pas une adresse')
  })

  it('leaves nothing of the person in any table, the index and the ledger', async () => {
    const id = await addKnownEverywhere()
    const other = await app.client.crm.leads.create({ email: 'autre2@x.fr', notes: 'reste' })
    const before = everythingKept()
    // Each of the declared columns was filled, or the test would prove nothing.
    for (const { table, columns } of personalTables)
      for (const column of columns.filter((name) => !/^(words|rank)$/.test(name)))
        expect([
          table,
          column,
          count(
            `SELECT count(*) AS n FROM "${table}" WHERE "${column}" IS NOT NULL AND "${column}" <> ''`,
          ) > 0,
        ]).toEqual([table, column, true])
    expect(new Set(before.match(/marker[a-z]+/g)).size).toBeGreaterThan(25)

    const report = await app.client.crm.personalData.erase({ id })
    expect(report.refusalsKept).toBe(3)
    expect(report.removed.map(({ table }) => table)).toEqual(
      expect.arrayContaining(['leads', 'outbox', 'ai_calls', 'consent_events', 'imports']),
    )
    const after = everythingKept()
    expect(after.match(/marker[a-z]+/g) ?? []).toEqual([])
    expect(after).not.toContain(email)
    expect(after).not.toContain('earlier.zoe')
    expect(after).not.toContain('second.zoe')
    expect(after).not.toContain('98 76 54')
    expect(after).not.toContain('22 33 44')
    for (const table of ['outbox', 'funnel_events', 'consent_events', 'lead_wins', 'lead_tags'])
      expect(count(`SELECT count(*) AS n FROM ${table} WHERE lead_id = ${id}`)).toBe(0)
    expect(await errorReasonOf(app.client.crm.leads.get({ id }))).toBe('unknown_id')
    // Nobody else's is touched, and what was counted is counted on.
    expect((await app.client.crm.leads.get({ id: other.id })).notes).toBe('reste')
    expect(count('SELECT count(*) AS n FROM outbox')).toBe(1)
    expect(count('SELECT count(*) AS n FROM funnel_events')).toBe(1)
  })

  it('of two people whom one campaign wrote to reaches both', async () => {
    const people = []
    for (const name of ['un', 'deux'])
      people.push((await app.client.crm.leads.create({ email: `${name}@exemple.fr` })).id)
    for (const id of people)
      await sql(
        `INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, next_attempt_at, created_at)
         VALUES (1, ?, ?, ?, ?, 1, 1, ?, 'exemple.fr', '{}', 'sent', 1, 1)`,
        ...[id, `k${id}`, `m${id}`, `r${id}`, `${id === people[0] ? 'un' : 'deux'}@exemple.fr`],
      )
    for (const id of people) await app.client.crm.personalData.erase({ id })
    expect(count(`SELECT count(*) AS n FROM outbox WHERE email = ''`)).toBe(2)
  })

  it('leaves no file of people in the data folder', async () => {
    const { id } = await app.client.crm.leads.create({ email, firstName: 'Zoé' })
    await app.client.crm.exports.csv({})
    await app.client.crm.imports.preview({ file: new File([`E-mail\n${email}\n`], 'a.csv') })
    await app.client.crm.personalData.erase({ id })
    const files = readdirSync(app.host.dataFolder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /exports|uploads/.test(entry.parentPath))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    expect(files).toEqual([])
  })

  it('of somebody who is not there changes nothing', async () => {
    expect(await errorReasonOf(app.client.crm.personalData.erase({ id: 77 }))).toBe('unknown_id')
    expect(count('SELECT count(*) AS n FROM erasures')).toBe(0)
  })

  it('leaves the consent ledger closed behind it', async () => {
    const { id } = await app.client.crm.leads.create({ email })
    await app.client.crm.personalData.erase({ id })
    await sql(
      `INSERT INTO consent_events (event_id, purpose, action, method, at, recorded_at) VALUES ('x', 'write', 'granted', 'form', 1, 1)`,
    )
    await expect(sql('DELETE FROM consent_events')).rejects.toThrow('append-only')
  })
})

describe('an address that refused before its person was erased', () => {
  beforeEach(async () => {
    const { id } = await app.client.crm.leads.create({ email, firstName: 'Zoé' })
    await sql(
      `INSERT INTO suppressions (kind, value, reason, created_at) VALUES ('address', ?, 'unsubscribed', 5)`,
      email,
    )
    await app.client.crm.personalData.erase({ id })
    expect(count('SELECT count(*) AS n FROM suppressions')).toBe(0)
  })
  const isRefused = () =>
    count(
      `SELECT count(*) AS n FROM suppressions WHERE value = '${email}' AND reason = 'unsubscribed'`,
    ) === 1

  it('is kept as a hash that only this installation can make', async () => {
    const key = await app.services.installKey()
    const [row] = app.services.database.query<{ hash: string }>('SELECT hash FROM erased_refusals')
    expect(row?.hash).toBe(recipientHash(key, email))
    expect(recipientHash('another key', email)).not.toBe(row?.hash)
  })

  it('is refused again as soon as a lead has it', async () => {
    await app.client.crm.leads.create({ email, firstName: 'Zoé' })
    expect(isRefused()).toBe(true)
  })

  it('is refused again when another lead takes it', async () => {
    const { id } = await app.client.crm.leads.create({ email: 'neu@x.fr' })
    await app.client.crm.leads.update({ id, email })
    expect(isRefused()).toBe(true)
  })

  it('is refused again after an import', async () => {
    await run(`E-mail;Prénom\n${email};Zoé\nautre@x.fr;Autre\n`)
    expect(isRefused()).toBe(true)
    expect(count('SELECT count(*) AS n FROM suppressions')).toBe(1)
  })
})

describe('what is known of a person', () => {
  it('is told whole, and of nobody else', async () => {
    const id = await addKnownEverywhere()
    await app.client.crm.leads.create({ email: 'autre2@x.fr', notes: 'geheim' })
    const data = await app.client.crm.personalData.get({ id })
    const text = JSON.stringify(data)
    expect(text).not.toContain('geheim')
    for (const column of [
      ...['firstname', 'company', 'notes', 'tag', 'otherdata', 'custom', 'subject', 'content'],
      ...['merge', 'lastreply', 'sandboxsubject', 'eventreference', 'keptform', 'payload'],
      ...['bouncewords', 'receivedsubject', 'receivedwords'],
    ])
      expect([column, text.includes(marker(column))]).toEqual([column, true])
    expect(data.addresses.toSorted()).toEqual([
      'earlier.zoe@exemple.fr',
      'second.zoe@exemple.fr',
      email,
    ])
    // The import that met them passed the refusal on to the second address.
    expect(data.refusals).toHaveLength(3)
    expect(data.stageChanges).toHaveLength(2)
    expect(data.consents).toHaveLength(2)
    expect(await errorReasonOf(app.client.crm.personalData.get({ id: 999 }))).toBe('unknown_id')
  })
})
