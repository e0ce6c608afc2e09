// The printed report with names nobody would choose: it is a PDF all the same, of a bounded size,
// and says nothing that is not there.
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { reportPages } from '#main/features/analytics/report/report.service.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const asked = { period: 'days90', compare: 'before', timeZone: 'Europe/Paris' } as const
const textsOf = (node: unknown): string[] =>
  typeof node === 'string'
    ? [node]
    : typeof node === 'object' && node !== null
      ? Object.values(node).flatMap(textsOf)
      : []
/**
 * Straight into the rows, as an older version or another program may have left them: the contract
 * would refuse some of it.
 */
const insertLeads = (sources: string[]) =>
  app.services.database.write([], async (transaction) => {
    for (const [index, source] of sources.entries()) {
      await transaction.sql(
        `INSERT INTO leads (email, status, score, source, estimated_value_cents, tags, sort_name, created_at, updated_at) VALUES (?, 'won', 0, ?, 1000, '[]', '', ?, ?)`,
        [
          `h${index}@people.example`,
          source,
          app.host.clock.now() - 1_000,
          app.host.clock.now() - 1_000,
        ],
      )
    }
  })
async function printed(): Promise<Buffer> {
  const file = await app.client.analytics.report({ ...asked, language: 'fr' })
  return Buffer.from(await file.arrayBuffer())
}
/**
 * What the file asks of a reader: everything but what is drawn, which is packed, and texts: neither
 * is an order.
 */
const orders = (pdf: Buffer): string =>
  pdf
    .toString('latin1')
    .replace(/stream\r?\n[^]*?endstream/g, '')
    .replace(/\((?:\\[^]|[^\\()])*\)/g, '()')

const hostile = [
  '\u202eexe.tropper',
  '\u2066\u2067\u2068x',
  'שלום עולם',
  'مرحبا بالعالم',
  'a\u0000b\u0007c\u001b[31m',
  '\ud800',
  '😀👩‍👩‍👧‍👦🏳️‍🌈',
  'x'.repeat(20_000),
  'w '.repeat(4_000),
  '\u0301'.repeat(500),
  '<script>alert(1)</script>',
  '<b>gras</b>',
  '(',
  ')',
  '\\',
  '\\)Tj (x',
  'endstream endobj',
  '/JS (app.alert(1))',
  '/OpenAction << /S /JavaScript >>',
  '%%EOF',
  '{{constructor}}',
  '__proto__',
  '=1+1',
  'https://evil.example/x',
  'file:///etc/passwd',
  'data:image/png;base64,AAAA',
  '\u2028\u2029\u0085',
  '中文字符',
  '\ufdfd\ufdfd',
  'ﷺ',
  '\u200b\u200c\u200d',
  '\t\t',
  '\n\n',
]

it('is set whatever names hold, without actions, addresses or what a reader could run', async () => {
  await insertLeads(hostile)
  await app.client.settings.update({ businessName: '\u202eAtelier <script>(/JS)' })
  await app.services.database.write([], async (transaction) => {
    for (const name of hostile) {
      await transaction.sql(
        `INSERT INTO campaigns (name, subject, preheader, html, from_name, recipients, status, started_at, created_at, updated_at) VALUES (?, '', '', '', '', '{}', 'cancelled', ?, 0, 0)`,
        [name, app.host.clock.now() - 1_000],
      )
    }
  })
  const pdf = await printed()
  expect([pdf.subarray(0, 5).toString(), pdf.subarray(-6).toString().trim()]).toEqual([
    '%PDF-',
    '%%EOF',
  ])
  expect(orders(pdf)).not.toMatch(
    /\/(?:JavaScript|JS|OpenAction|AA|Launch|URI|EmbeddedFile|SubmitForm|GoToR|Annots)\b/,
  )
  expect(pdf.length).toBeLessThan(2_000_000)
})

it('turns no line round and hides nothing: what has no sign on paper is not in its texts, and long names end', async () => {
  await insertLeads(hostile)
  for (const text of textsOf((await reportPages(app.services, asked, 'fr')).content)) {
    expect(text).not.toMatch(/[\p{Cf}\p{Co}\p{Cs}]|(?!\n)\p{Cc}/u)
    expect(text.length).toBeLessThan(400)
  }
})

it('is set for any name', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { minLength: 5, maxLength: 30 }),
      async (sources) => {
        await app.services.database.write([], (transaction) => transaction.sql('DELETE FROM leads'))
        await insertLeads(sources)
        expect((await printed()).subarray(0, 5).toString()).toBe('%PDF-')
      },
    ),
    { numRuns: 3 },
  )
})

it('is as long as a report is, however many leads and sources there are', async () => {
  await insertLeads(
    Array.from({ length: 10_000 }, (_, index) => `Source ${index} ${'é'.repeat(index % 60)}`),
  )
  const pdf = await printed()
  expect(pdf.length).toBeLessThan(2_000_000)
  expect(orders(pdf).match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeLessThan(12)
})
