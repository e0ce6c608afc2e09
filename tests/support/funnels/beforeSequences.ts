// A business whose funnels write by the lists of the version before: each e-mail was queued with the form,
// and waits in the outbox for its moment.
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { makeEarlierDatabase } from '../earlierDatabase.ts'
import { createMailApp, type MailApp } from '../mailApp.ts'

export const [minute, day] = [60_000, 24 * 60 * 60_000]
export type OldEmail = {
  id: number
  funnelId: number
  pageId: number | null
  campaignId: number
  /** In minutes. */
  delay: number
  isOn: boolean
}
type OldMessage = {
  lead: number
  email: string
  of: OldEmail
  /** When the form was taken in, in milliseconds since 1970. */
  formAt: number
  state: string
  more?: Record<string, string | number | null>
}
export type Before = {
  app: MailApp
  /** Makes a funnel as it was then. @returns its number, and its page with a form */
  funnel(name: string, more?: { isArchived?: boolean }): Promise<{ id: number; pageId: number }>
  /** A complete e-mail, whose message is fixed where it is on or was. */
  email(of: Omit<OldEmail, 'id' | 'campaignId'> & { subject: string }): Promise<OldEmail>
  message(given: OldMessage): void
  /** SQL on the old database, after everything else. */
  also(sql: string, ...parameters: (string | number | null)[]): void
  /** The file as the version before left it. */
  write(): Promise<string>
  /** The application on that file, brought up to date. */
  update(): Promise<void>
}

const copied = [
  ...['settings', 'leads', 'campaigns', 'message_versions', 'funnels', 'funnel_pages'],
  ...['email_accounts', 'suppressions', 'mail_topics'],
]

export async function createBefore(): Promise<Before> {
  const app = await createMailApp({ engine: false })
  const emails: OldEmail[] = []
  const messages: OldMessage[] = []
  const extra: [string, (string | number | null)[]][] = []
  const file = join(app.host.dataFolder, 'before.db')
  const fill = (connection: SqliteConnection) => {
    connection.prepare('ATTACH ? AS present').run(app.services.database.path)
    for (const table of copied) copyRows(connection, table)
    for (const email of emails) insertEmail(connection, email)
    for (const [index, message] of messages.entries()) insertMessage(connection, message, index)
    for (const [sql, parameters] of extra) connection.prepare(sql).run(...parameters)
    connection.exec(
      'INSERT INTO outbox_totals (campaign_id, state, count) SELECT campaign_id, state, count(*) FROM outbox GROUP BY campaign_id, state',
    )
    connection.exec('DETACH present')
  }
  const before: Before = {
    app,
    async funnel(name, { isArchived = false } = {}) {
      const { id } = await app.client.funnels.create({
        body: { name, isActive: true, language: 'fr' },
        query: {},
      })
      const form = {
        ...{ key: 'form', kind: 'form' as const, title: '', buttonLabel: 'Envoyer', tag: '' },
        ...{ consentText: 'J’accepte.', measureConsentText: '', doubleOptIn: false },
        fields: [{ field: 'email' as const, label: 'E-mail', isRequired: true }],
      }
      const page = { id, name: 'Inscription', pageType: 'optin' as const, blocks: [form] }
      const { id: pageId } = await app.client.funnels.pages.create(page)
      if (isArchived) await app.client.funnels.update({ id, isArchived })
      return { id, pageId }
    },
    async email({ subject, ...of }) {
      const { id: campaignId } = await app.client.email.campaigns.create({
        ...{ name: subject, subject, html: '<p>Merci</p>', fromEmail: 'shop@business.example' },
      })
      // Turned on as the step of any sequence, whose rows the old file knows nothing of.
      const { id } = await app.client.sequences.create({
        ...{ name: subject, steps: [{ kind: 'send', key: 'a', campaignId }] },
      })
      await app.client.sequences.update({ id, isOn: true })
      if (!of.isOn) await app.client.sequences.update({ id, isOn: false })
      const email = { ...of, campaignId, id: emails.length + 11 }
      emails.push(email)
      return email
    },
    message: (given) => void messages.push(given),
    also: (sql, ...parameters) => void extra.push([sql, parameters]),
    async write() {
      rmSync(file, { force: true })
      await makeEarlierDatabase(file, 67, fill)
      return file
    },
    async update() {
      await before.write()
      await app.reopen(() => {
        for (const suffix of ['', '-wal', '-shm'])
          rmSync(join(app.host.dataFolder, `main.db${suffix}`), { force: true })
        renameSync(file, join(app.host.dataFolder, 'main.db'))
      })
      app.startEngine()
    },
  }
  return before
}

function copyRows(connection: SqliteConnection, table: string): void {
  const columns = connection
    .prepare<[], { name: string }>(
      `SELECT name FROM pragma_table_info('${table}') WHERE name IN (SELECT name FROM present.pragma_table_info('${table}'))`,
    )
    .all()
    .map(({ name }) => `"${name}"`)
    .join(', ')
  connection.exec(`DELETE FROM main.${table}`)
  connection.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM present.${table}`)
}

function insertEmail(connection: SqliteConnection, email: OldEmail): void {
  const { id, funnelId, pageId, campaignId, delay } = email
  connection
    .prepare(
      'INSERT INTO funnel_emails (id, funnel_id, page_id, campaign_id, delay_minutes, is_own, created_at) VALUES (?, ?, ?, ?, ?, 1, 0)',
    )
    .run(id, funnelId, pageId, campaignId, delay)
  connection
    .prepare(
      'UPDATE campaigns SET is_held = coalesce((SELECT is_archived FROM funnels WHERE id = ?), 0) WHERE id = ?',
    )
    .run(funnelId, campaignId)
}

function insertMessage(connection: SqliteConnection, given: OldMessage, index: number): void {
  const { lead, email, of, formAt, state, more = {} } = given
  const version = connection
    .prepare<[number], { id: number }>(
      'SELECT message_version_id AS id FROM campaigns WHERE id = ?',
    )
    .get(of.campaignId)
  const due = formAt + of.delay * minute
  const row: Record<string, string | number | null> = {
    ...{ campaign_id: of.campaignId, lead_id: lead, resend_number: 0, idem_key: `key-${index}` },
    ...{ message_id: `<m${index}@business.example>`, reference: `reference-${index}` },
    ...{ account_id: 0, message_version_id: version?.id ?? 0, email, domain: 'people.example' },
    ...{ merge_values: '{}', state, attempts: 0, next_attempt_at: due, created_at: formAt },
    ...(state === 'sent'
      ? { attempts: 1, first_attempt_at: due, handed_at: due, sent_at: due }
      : {}),
    ...more,
  }
  const names = Object.keys(row)
  connection
    .prepare(`INSERT INTO outbox (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    .run(...Object.values(row))
}
