// Moving in from WeBox IA: what the synthetic database holds, counted by plain SQL, against what
// the import reports and what is there then.
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WeboxReport } from '#shared/contract/webox.contract.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'
import { countIn, dumpOf, makeSource, weboxFixture } from '../../support/weboxFile.ts'
import { weboxCalls } from './weboxCalls.ts'

let app: TestApp
let folder: string
beforeEach(async () => {
  app = await createTestApp()
  folder = await mkdtemp(join(tmpdir(), 'webox-source-'))
})
afterEach(async () => {
  await app.remove()
  await rm(folder, { recursive: true, force: true })
})

const { query, run, here, newest, undo } = weboxCalls(() => app)
const source = (sql: string): number => countIn(weboxFixture, sql)
const countsOf = ({ problems: _problems, ...counts }: WeboxReport) => counts

/** What the database must become, by SQL alone. */
const expected = () => {
  const leads = source('SELECT count(*) AS n FROM leads')
  const isAddress = `email LIKE '%_@_%.__%'`
  const people =
    source(`SELECT count(DISTINCT lower(trim(email))) AS n FROM leads WHERE ${isAddress}`) +
    source(`SELECT count(*) AS n FROM leads WHERE NOT (${isAddress})`)
  const interactions = source('SELECT count(*) AS n FROM lead_interactions')
  const campaigns = source(
    'SELECT (SELECT count(*) FROM email_campaigns) + (SELECT count(*) FROM email_campaigns_old) AS n',
  )
  const pairs = source(
    'SELECT count(*) AS n FROM email_campaigns_old WHERE name IN (SELECT name FROM email_campaigns)',
  )
  const funnels = source(
    'SELECT (SELECT count(*) FROM funnels) + (SELECT count(*) FROM funnels_old) AS n',
  )
  const steps = `FROM funnels_old, json_each(CASE WHEN json_valid(steps) THEN steps ELSE '[]' END) AS step`
  const pages = source(
    `SELECT (SELECT count(*) FROM funnel_pages) + (SELECT count(*) ${steps}) AS n`,
  )
  const mails = source(
    `SELECT count(*) AS n ${steps} WHERE json_extract(step.value, '$.type') = 'email'`,
  )
  return {
    leads: { found: leads, created: people, merged: leads - people, refused: 0 },
    interactions: { found: interactions, created: interactions, merged: 0, refused: 0 },
    campaigns: { found: campaigns, created: campaigns - pairs, merged: pairs, refused: 0 },
    funnels: { found: funnels, created: funnels, merged: 0, refused: 0 },
    pages: { found: pages, created: pages - mails, merged: 0, refused: mails },
    ads: { found: 0, created: 0, merged: 0, refused: 0 },
  }
}

describe('the synthetic database', () => {
  it('comes over whole, each row counted once', async () => {
    const report = await run()
    expect(countsOf(report)).toEqual(expected())
    expect(countsOf(report).leads).toEqual({ found: 500, created: 495, merged: 5, refused: 0 })
    expect(here('SELECT count(*) AS n FROM leads')).toBe(495)
    expect(here('SELECT count(*) AS n FROM interactions')).toBe(758)
    expect(here('SELECT count(*) AS n FROM campaigns')).toBe(19)
    expect(here('SELECT count(*) AS n FROM funnels')).toBe(9)
    expect(here('SELECT count(*) AS n FROM funnel_pages')).toBe(report.pages.created)
  })

  it('is only looked at by a dry run, which foretells the import to the row', async () => {
    const before = dumpOf(app)
    const look = await run(weboxFixture, 'true')
    expect(dumpOf(app)).toEqual(before)
    expect((await app.client.webox.list()).items).toEqual([])
    expect(await run()).toEqual(look)
  })

  it('keeps people whose address is none, without an address, and says so', async () => {
    const { problems } = await run()
    const broken = problems.filter(({ reason }) => reason === 'email_left_out')
    expect(broken.map(({ table, id, detail }) => [table, id, detail])).toEqual(
      ['131', '262', '393'].map((id) => ['leads', id, 'pas-une-adresse']),
    )
    expect(
      query(
        `SELECT email, status, phone FROM leads WHERE first_name = 'Łukasz' AND last_name = 'Moreau' AND phone = '+33 7 39 52 62 75'`,
      ),
    ).toEqual([{ email: null, status: 'qualified', phone: '+33 7 39 52 62 75' }])
  })

  it('loses no phone and no amount of rows it unites: what differs is in the notes', async () => {
    const { problems } = await run()
    expect(problems.some(({ reason }) => reason === 'differs_kept_in_notes')).toBe(true)
    const { DatabaseSync } = await import('node:sqlite')
    const database = new DatabaseSync(weboxFixture, { readOnly: true })
    const said = database
      .prepare(`SELECT lower(email) AS email, phone, estimated_value AS value FROM leads`)
      .all() as { email: string | null; phone: string | null; value: number | null }[]
    database.close()
    const kept = new Map(
      query<{ email: string; phone: string | null; cents: number; notes: string | null }>(
        'SELECT email, phone, estimated_value_cents AS cents, notes FROM leads WHERE email IS NOT NULL',
      ).map((row) => [row.email, row]),
    )
    const isKept = ({ email, phone, value }: (typeof said)[number]): boolean => {
      const lead = kept.get(email ?? '')
      if (lead === undefined) return true
      const notes = lead.notes ?? ''
      const hasPhone = !phone || lead.phone === phone.trim() || notes.includes(phone.trim())
      const cents = Math.round(Number(value ?? 0) * 100)
      return (
        hasPhone && (cents === 0 || lead.cents === cents || notes.includes(String(cents / 100)))
      )
    }
    expect(said.filter((row) => !isKept(row))).toEqual([])
    expect(query(`SELECT notes FROM leads WHERE notes LIKE '%pas-une-adresse%'`)).toHaveLength(3)
  })

  it('keeps dates, unites tags, takes the furthest stage of the same person, and computes scores itself', async () => {
    await run()
    const moment = (text: string) => Date.parse(`${text.replace(' ', 'T').slice(0, 23)}Z`)
    const rows = query<{
      email: string
      createdAt: number
      updatedAt: number
      lastContactAt: number | null
      score: number
      id: number
    }>(
      'SELECT id, email, created_at AS createdAt, updated_at AS updatedAt, last_contact_at AS lastContactAt, score FROM leads WHERE email IS NOT NULL',
    )
    const { DatabaseSync } = await import('node:sqlite')
    const database = new DatabaseSync(weboxFixture, { readOnly: true })
    const originals = database
      .prepare(
        `SELECT lower(email) AS email, min(created_at) AS created, max(updated_at) AS updated, max(last_contact_at) AS contact FROM leads GROUP BY 1`,
      )
      .all() as { email: string; created: string; updated: string; contact: string | null }[]
    database.close()
    const byEmail = new Map(originals.map((row) => [row.email, row]))
    for (const row of rows) {
      const original = byEmail.get(row.email)
      expect([row.createdAt, row.updatedAt, row.lastContactAt]).toEqual([
        moment(original?.created ?? ''),
        moment(original?.updated ?? ''),
        original?.contact ? moment(original.contact) : null,
      ])
    }
    for (const { id, score } of rows.slice(0, 40))
      expect((await app.client.crm.leads.score({ id })).score).toBe(score)
    expect(here('SELECT count(*) AS n FROM lead_stage_changes')).toBe(0)
  })

  it('makes memories of what was sent, which can be read and copied and never sent', async () => {
    await run()
    const sent = source(
      `SELECT (SELECT count(*) FROM email_campaigns WHERE total_sent > 0 OR status = 'COMPLETED') + (SELECT count(*) FROM email_campaigns_old WHERE status = 'sent' AND name NOT IN (SELECT name FROM email_campaigns)) AS n`,
    )
    const { items } = await app.client.email.campaigns.list({
      status: 'imported',
      sort: 'name',
      limit: 200,
    })
    expect(items).toHaveLength(sent)
    const third = items.find(({ name }) => name === 'Newsletter 3')
    expect(third).toMatchObject({
      importedTotals: { recipients: 600, sent: 600, delivered: 588, opened: 150, clicked: 30 },
      startedAt: null,
      stats: { sent: 0, recipients: 0 },
    })
    const id = third?.id ?? 0
    const { campaigns } = app.client.email
    for (const call of [
      campaigns.send({ id }),
      campaigns.schedule({ id, scheduledAt: '2027-01-01T00:00:00Z' }),
      campaigns.update({ id, name: 'x' }),
      campaigns.resume({ id }),
      campaigns.cancel({ id }),
    ]) {
      expect(await errorReasonOf(call)).toBe('campaign_imported')
    }
    const copy = await campaigns.duplicate({ id })
    expect(copy).toMatchObject({
      status: 'draft',
      importedTotals: null,
      subject: 'Nos nouveautés n° 3',
    })
    const figures = await campaigns.stats()
    expect([figures.sent, figures.recipients, figures.byStatus.imported]).toEqual([0, 0, sent])
  })

  it('brings funnels as blocks without what could run, and their totals apart', async () => {
    const { problems } = await run()
    const funnel = query<{ id: number; totals: string; isActive: number }>(
      `SELECT id, imported_totals AS totals, is_active AS isActive FROM funnels WHERE name = 'Tunnel webinar'`,
    )[0]
    expect(JSON.parse(funnel?.totals ?? '')).toEqual({
      visitors: 2000,
      leads: 240,
      sales: 20,
      revenue: 1981,
    })
    const read = await app.client.funnels.get({ id: funnel?.id ?? 0 })
    expect(read.pages.map(({ pageType }) => pageType)).toEqual(['optin', 'sales', 'thank_you'])
    const page = await app.client.funnels.pages.get({ id: read.pages[0]?.id ?? 0 })
    expect(page.blocks).toMatchObject([
      { kind: 'hero', title: 'Titre' },
      { kind: 'form', fields: [{ field: 'email' }], consentText: '' },
    ])
    expect(page.paths).toEqual({ next: read.pages[1]?.id })
    expect(JSON.stringify(page)).not.toMatch(/alert|<script/)
    expect(problems.filter(({ reason }) => reason === 'scripts_left_out')).toHaveLength(
      source(`SELECT count(*) AS n FROM funnel_pages WHERE html_content LIKE '%<script%'`),
    )
    expect(await app.client.funnels.stats({ id: read.id })).toMatchObject({
      visitors: 0,
      leads: 0,
      revenue: 0,
    })
    expect(
      problems
        .filter(({ table, reason }) => table === 'funnels_old' && reason === 'json_unreadable')
        .map(({ id }) => id),
    ).toEqual(['4'])
  })

  it('grants no consent and lifts no refusal', async () => {
    await app.client.email.suppressions.add({
      entries: 'andre.chateau22@webox.example',
      reason: 'unsubscribed',
    })
    const before = query('SELECT * FROM suppressions')
    await run()
    expect(query('SELECT * FROM suppressions')).toEqual(before)
    expect(here('SELECT count(*) AS n FROM consent_events')).toBe(0)
  })
})

describe('a second import', () => {
  it('changes nothing', async () => {
    await run()
    const after = dumpOf(app)
    const again = await run()
    expect(dumpOf(app)).toEqual(after)
    for (const [kind, counts] of Object.entries(countsOf(again)))
      expect([kind, counts.created, counts.found]).toEqual([
        kind,
        0,
        counts.merged + counts.refused,
      ])
    expect(again.problems.filter(({ outcome }) => outcome === 'changed')).toEqual([])
  })

  it('changes nothing of a file written anew, and brings only what is new in it', async () => {
    await run()
    const path = join(folder, 'later.db')
    await copyFile(weboxFixture, path)
    const { DatabaseSync } = await import('node:sqlite')
    const database = new DatabaseSync(path)
    database.exec(`PRAGMA foreign_keys = OFF; UPDATE leads SET id = id + 10000; UPDATE lead_interactions SET lead_id = lead_id + 10000; VACUUM;
      INSERT INTO leads (id, email, first_name, author_id) VALUES (1, 'nouvelle@exemple.fr', 'Nouvelle', 1)`)
    database.close()
    const later = await run(path)
    expect(later.leads).toMatchObject({ found: 501, created: 1, merged: 500 })
    expect(later.interactions).toMatchObject({ created: 0, merged: 758 })
  })

  it('that adds conversations to leads of the first is undone by itself, scores included', async () => {
    await run()
    const after = dumpOf(app)
    const path = join(folder, 'talked.db')
    await copyFile(weboxFixture, path)
    const { DatabaseSync } = await import('node:sqlite')
    const database = new DatabaseSync(path)
    database.exec(
      `INSERT INTO lead_interactions (lead_id, interaction_type, content, author_id, created_at) SELECT id, 'call', 'Nouveau', 1, '2026-10-01 10:00:00' FROM leads WHERE id <= 20`,
    )
    database.close()
    expect((await run(path)).interactions.created).toBe(20)
    expect(dumpOf(app)['leads']).not.toBe(after['leads'])
    await undo((await newest()).id)
    expect(dumpOf(app)).toEqual(after)
  })

  it('leaves alone what was emptied or deleted here since', async () => {
    await run()
    const [lead] = (await app.client.crm.leads.list({ search: 'andre.chateau22', limit: 1 })).items
    const [campaign] = (await app.client.email.campaigns.list({ status: 'draft', limit: 1 })).items
    await app.client.crm.leads.update({ id: lead?.id ?? 0, phone: null })
    await app.client.email.campaigns.delete({ id: campaign?.id ?? 0 })
    const after = dumpOf(app)
    await run()
    expect(dumpOf(app)).toEqual(after)
  })
})

describe('people who are here already', () => {
  it('are completed, never overwritten, and moved from the first stage only where nobody moved them', async () => {
    const fresh = await app.client.crm.leads.create({
      email: 'andre.chateau22@webox.example',
      phone: '01 00 00 00 00',
      tags: ['fidèle'],
    })
    const moved = await app.client.crm.leads.create({
      email: 'hugo.perrin314@webox.example',
      status: 'contacted',
    })
    await app.client.crm.leads.update({ id: moved.id, status: 'new' })
    const report = await run()
    expect(report.leads).toEqual({ found: 500, created: 493, merged: 7, refused: 0 })
    const after = await app.client.crm.leads.get({ id: fresh.id })
    expect(after).toMatchObject({
      phone: '01 00 00 00 00',
      firstName: 'André',
      lastName: 'Château',
    })
    expect(after.tags[0]).toBe('fidèle')
    expect(after.createdAt < fresh.createdAt).toBe(true)
    expect((await app.client.crm.leads.get({ id: moved.id })).status).toBe('new')
    expect(here(`SELECT count(*) AS n FROM lead_stage_changes WHERE lead_id = ${fresh.id}`)).toBe(0)
  })
})

describe('another version of the source', () => {
  it('with missing tables and columns gives what it has, and says what is missing', async () => {
    const path = join(folder, 'old.db')
    makeSource(
      path,
      (insert) => {
        insert('leads', { id: 1, email: 'zoe@exemple.fr', first_name: 'Zoé', extra: 'x' })
        insert('email_campaigns_old', {
          name: 'Sans identifiant',
          subject: 'Bonjour',
          content_html: '<p>Bonjour</p>',
        })
      },
      [
        'CREATE TABLE leads (ID integer, EMAIL text, First_Name text, last_name text, extra text)',
        'CREATE TABLE email_campaigns_old (name text, subject text, content_html text)',
      ],
    )
    const report = await run(path)
    expect([report.leads.created, report.campaigns.created, report.funnels.found]).toEqual([
      1, 1, 0,
    ])
    expect(
      report.problems
        .filter(({ reason }) => reason === 'columns_missing')
        .map(({ table }) => table)
        .sort(),
    ).toEqual(['email_campaigns_old', 'leads'])
    expect((await app.client.crm.leads.list({ limit: 1 })).items[0]).toMatchObject({
      email: 'zoe@exemple.fr',
      firstName: 'Zoé',
    })
  })
})
