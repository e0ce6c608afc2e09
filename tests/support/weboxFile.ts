// Databases of WeBox IA for tests: the synthetic one, read by plain SQL of its own, and dirty ones
// of any size made from a seed.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { contentOf } from './databaseContent.ts'
import type { TestApp } from './testApp.ts'

export const weboxFixture = new URL('../fixtures/webox/webox.db', import.meta.url).pathname

export const fileOf = (path: string, name = 'webox.db'): File =>
  new File([readFileSync(path)], name)

/** Counts by plain SQL on the source, apart from everything the application does. */
export function countIn(path: string, sql: string): number {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return Number((database.prepare(sql).get() as { n: number }).n)
  } finally {
    database.close()
  }
}

/** The statements that made the tables of the synthetic database. */
export function sourceSchema(): string[] {
  const database = new DatabaseSync(weboxFixture, { readOnly: true })
  const rows = database.prepare(`SELECT sql FROM sqlite_master WHERE type = 'table'`).all() as {
    sql: string
  }[]
  database.close()
  return rows.map(({ sql }) => sql)
}

export type Insert = (table: string, row: Record<string, SQLInputValue>) => void

/**
 * Makes a database; columns are created without NOT NULL and types, so that anything can be put
 * into them.
 */
export function makeSource(
  path: string,
  fill: (insert: Insert, database: DatabaseSync) => void,
  schema = sourceSchema().map(loose),
): void {
  const database = new DatabaseSync(path)
  for (const statement of schema) database.exec(statement)
  database.exec('BEGIN')
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  fill((table, row) => {
    const columns = Object.keys(row)
    const key = `${table} ${columns.join()}`
    let statement = statements.get(key)
    if (!statement)
      statements.set(
        key,
        (statement = database.prepare(
          `INSERT INTO ${table} (${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        )),
      )
    statement.run(...Object.values(row))
  }, database)
  database.exec('COMMIT')
  database.close()
}

const loose = (sql: string): string =>
  sql
    .replaceAll(' NOT NULL', '')
    .replaceAll(/ REFERENCES \w+\(\w+\)/g, '')
    .replaceAll(/ (VARCHAR\(\d+\)|BOOLEAN|DATETIME|JSON|FLOAT|TEXT|INTEGER)(?! PRIMARY)/g, '')

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const oddTexts = [
  '',
  ' ',
  'null',
  '0',
  '🎉 Fête 👩‍🍳',
  `Robert'); DROP TABLE leads;--`,
  'a\u0000b\u0007c',
  '\ud83d',
  '<script>alert(1)</script>',
  'é'.repeat(400),
  'ligne 1\r\nligne 2',
  '=1+1',
  '\u202etxt',
]
const oddDates = [
  '2026-02-03 00:00:00.000000',
  '2026-02-03T10:20:30Z',
  '2026-02-03T10:20:30+02:00',
  '03/02/2026 10:20',
  '1770076800',
  '1770076800000',
  'hier',
  '0000-00-00',
  '9999-12-31 00:00:00',
  '',
]
const oddJson = [
  '[]',
  '["vip"]',
  '{"a": 1}',
  '{pas du json',
  'null',
  '"seul"',
  '[1, null, {"x": []}]',
  'vip, salon',
  '[['.repeat(50),
]
const oddHtml = [
  '<h1>Titre</h1><p onclick="x()">Texte <b>gras</b></p><script>alert(1)</script>',
  '<style>h1{}</style><form action="javascript:x"><input name=email><input name=nom><button>Oui</button></form>',
  '<img src=x onerror=alert(1)><iframe src="https://video.example/1"></iframe><h2>49 €</h2><ul><li>un</li></ul><a class="btn" href="#">Acheter</a>',
  '<div>'.repeat(3_000) + 'profond',
  '<p>'.repeat(500) +
    '<svg onload=alert(1)><math><mi><style><img title="</style><img src=x onerror=alert(1)>">',
  '<h1>' + 'Long '.repeat(3_000) + '</h1>',
]

/**
 * A database as years of use and two versions leave it: missing values, wrong types, odd dates,
 * broken JSON, the same people twice.
 */
export function makeDirtySource(
  path: string,
  size: { leads: number; seed?: number; hugeHtml?: number },
): void {
  const random = randomFrom(size.seed ?? 1)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const maybe = <T extends SQLInputValue>(value: T, share = 0.8): SQLInputValue =>
    random() < share
      ? value
      : random() < 0.5
        ? null
        : pick<SQLInputValue>([
            pick(oddTexts),
            Math.floor(random() * 1e6),
            random() * 1e3,
            new Uint8Array([0xff, 0x41]),
          ])
  makeSource(path, (insert) => {
    for (let id = 1; id <= size.leads; id += 1) {
      const who = Math.floor(random() * size.leads * 0.9)
      const email = `personne${who}@exemple.fr`
      insert('leads', {
        id,
        first_name: maybe(pick(['Zoé', 'Łukasz', 'Aïcha', pick(oddTexts)])),
        last_name: maybe(`Nom ${who}`),
        email: maybe(
          random() < 0.2
            ? email.toUpperCase()
            : random() < 0.05
              ? pick(['pas-une-adresse', 'a@b@c', '@', 'x@y'])
              : email,
          0.9,
        ),
        phone: maybe(`06 ${String(who).padStart(8, '0')}`),
        company: maybe(pick(oddTexts)),
        job_title: maybe('Gérant'),
        status: maybe(pick(['NEW', 'qualified', 'WON', 'Perdu', 'UNSUBSCRIBED', '???'])),
        score: maybe(50),
        source: maybe('Salon'),
        estimated_value: maybe(pick<SQLInputValue>([1200.5, '1 234,56 €', -5, 'beaucoup', 0])),
        tags: maybe(pick(oddJson)),
        notes: maybe(pick(oddTexts)),
        custom_fields: maybe(pick(oddJson)),
        created_at: maybe(pick(oddDates)),
        updated_at: maybe(pick(oddDates)),
        last_contact_at: maybe(pick(oddDates), 0.3),
      })
      if (random() < 0.5) {
        insert('lead_interactions', {
          id,
          lead_id: random() < 0.05 ? 9_999_999 : 1 + Math.floor(random() * id),
          interaction_type: maybe(pick(['call', 'EMAIL', 'Rendez-vous', 'sms'])),
          subject: maybe(pick(oddTexts)),
          content: maybe(`Échange ${id}`),
          interaction_metadata: maybe(pick(oddJson), 0.3),
          created_at: maybe(pick(oddDates)),
        })
      }
    }
    for (let id = 1; id <= 60; id += 1) {
      const html =
        size.hugeHtml !== undefined && id === 1
          ? `<p>${'x'.repeat(size.hugeHtml)}</p>`
          : pick(oddHtml)
      insert('email_campaigns', {
        id,
        name: maybe(`Lettre ${id % 50}`),
        subject: maybe(pick(oddTexts)),
        html_content: maybe(html),
        from_email: maybe('moi@exemple.fr'),
        status: maybe(pick(['DRAFT', 'COMPLETED', 'ACTIVE', 'x'])),
        total_sent: maybe(pick([0, 12])),
        created_at: maybe(pick(oddDates)),
      })
      insert('email_campaigns_old', {
        id,
        name: maybe(`Lettre ${id}`),
        subject: maybe('Ancien'),
        content_html: maybe(html),
        status: maybe(pick(['sent', 'draft'])),
        sent_count: maybe(3),
        created_at: maybe(pick(oddDates)),
      })
      insert('funnels', {
        id,
        name: maybe(`Tunnel ${id % 55}`),
        funnel_type: maybe(pick(['WEBINAR', 'x'])),
        is_active: maybe(1),
        total_visitors: maybe(10),
        total_revenue: maybe('12,50'),
        created_at: maybe(pick(oddDates)),
      })
      insert('funnel_pages', {
        id,
        funnel_id: maybe(1 + Math.floor(random() * 70)),
        name: maybe('Page'),
        page_type: maybe(pick(['OPTIN', 'x'])),
        slug: maybe(pick(oddTexts)),
        html_content: maybe(html),
        css_content: maybe('h1{}'),
        order: maybe(id),
        meta_title: maybe(pick(oddTexts)),
      })
      insert('funnels_old', {
        id,
        name: maybe(`Tunnel ${id + 40}`),
        steps: maybe(
          pick([
            ...oddJson,
            JSON.stringify([
              { id: 's', type: 'landing-page', name: 'P', config: { html } },
              { id: 'm', type: 'email' },
            ]),
          ]),
        ),
        total_entries: maybe(4),
        created_at: maybe(pick(oddDates)),
      })
      insert('ad_campaigns', {
        id,
        name: maybe(`Annonce ${id % 40}`),
        platform: maybe('Facebook'),
        target_audience: maybe(pick(oddJson)),
        daily_budget: maybe(10.5),
        status: maybe(pick(['ACTIVE', 'x'])),
        impressions: maybe(1000),
        clicks: maybe(0),
        spent: maybe('12,50'),
        start_date: maybe(pick(oddDates)),
        image_url: maybe(pick(['https://exemple.fr/a.png', '/uploads/a.png'])),
      })
    }
  })
}

/**
 * Every row of every table but the import's own: what undoing must give back. The search index as
 * what it finds. As a number and a digest a table, which a failing test can print.
 */
export function dumpOf(app: TestApp): Record<string, string> {
  const { path } = app.services.database
  const digest = (rows: unknown[]) =>
    `${rows.length} rows ${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`
  const content = contentOf(path, (table) => table.startsWith('webox_'))
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const found = ['zoe*', 'personne1*', 'boulangerie'].map((words) =>
      database
        .prepare('SELECT rowid FROM lead_search WHERE lead_search MATCH ? ORDER BY rowid')
        .all(words),
    )
    return {
      ...Object.fromEntries(Object.entries(content).map(([table, rows]) => [table, digest(rows)])),
      lead_search: digest(found),
    }
  } finally {
    database.close()
  }
}
