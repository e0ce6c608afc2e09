// Search, order and tags of leads by one rule of folding: the words a lead is found by are kept in
// its row, a tag is one whatever its spelling, addresses are composed, what is planned is no contact.
import type { MigrationInterface, QueryRunner } from 'typeorm'

// The rules as they were when this was released: what is written later follows src-shared/rules.
const letters: Readonly<Record<string, string>> = {
  ...{ œ: 'oe', æ: 'ae', ß: 'ss', þ: 'th', ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't' },
  ...{ ı: 'i', ŋ: 'n', ĸ: 'k', ƒ: 'f', ə: 'e', ɛ: 'e', ɔ: 'o', ɓ: 'b', ɗ: 'd', ɖ: 'd' },
  ...{ ƙ: 'k', ƴ: 'y', ɲ: 'n', ɣ: 'g', ɨ: 'i', ʉ: 'u', ƀ: 'b', ǥ: 'g', ꞓ: 'c', ŀ: 'l' },
  ...{ ƶ: 'z', ȷ: 'j', ς: 'σ' },
}
const undecomposed = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu')

const apostrophes = /['`´‘’‛ʹʻʼʽˈ′‵＇ꞌ]/gu
const hyphens = /[\p{Pd}−⁃]/gu
const invisibles = /[\p{Cf}\u034f\u115f\u1160\u3164\ufe00-\ufe0f]/gu

const plain = /^[\u0020-\u005f\u0061-\u007f]*$/

function foldText(text: string): string {
  if (plain.test(text)) return text.toLowerCase().replace(/ {2,}/g, ' ').trim()
  return text
    .replace(invisibles, '')
    .replace(apostrophes, "'")
    .replace(hyphens, '-')
    .toLowerCase()
    .replace(/(?<=l)[·‧•∙](?=l)/gu, '')
    .replace(undecomposed, (letter) => letters[letter] ?? letter)
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .replace(undecomposed, (letter) => letters[letter] ?? letter)
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim()
}

function foldedWords(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

function tidyTag(typed: string): string {
  return typed.normalize('NFC').replace(invisibles, '').replace(/\s+/gu, ' ').trim()
}

function tagKey(tag: string): string {
  return tidyTag(tag)
    .normalize('NFKC')
    .replace(apostrophes, "'")
    .replace(hyphens, '-')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
}

const shortCodes = new Set(
  (
    '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 ' +
    '63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'
  ).split(' '),
)
const withoutTrunk = new Set(
  (
    '1 30 34 39 45 47 48 350 351 352 354 356 357 371 372 376 377 378 420 216 221 222 223 225 226 ' +
    '227 228 229 230 235 236 237 240 241 242 257 269 508 681 687 689'
  ).split(' '),
)
const overseas: readonly (readonly [RegExp, string])[] = [
  [/^(?:262|263|269|639|692|693)/, '262'],
  [/^(?:590|690|691)/, '590'],
  [/^(?:594|694)/, '594'],
  [/^(?:596|696|697)/, '596'],
]

type PhoneDigits = { international: string | null; national: string }

const extension =
  /(?:[\s,(]*(?<!\p{L})(?:poste|post|p|extension|extn|ext|interne|int|x)[.:\s]*|;ext=|\s*#\s*)\d{1,6}\)?\s*$/iu

function phoneNumbers(text: string): PhoneDigits[] {
  const plainDigits = text
    .normalize('NFKC')
    .replace(invisibles, '')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
  return separated(plainDigits).flatMap((part) => oneNumber(part.replace(extension, '')) ?? [])
}

function separated(text: string): string[] {
  const parts = text
    .split(/[/;,|\n]|:::|\s(?:ou|or|et|and)\s|(?<=\d)\s+(?=\+|00\d{2})/iu)
    .filter((part) => part !== '')
  const whole = parts.filter((part) => part.replace(/\D/g, '').length >= 6)
  return whole.length > 1 ? whole : [text]
}

function oneNumber(text: string): PhoneDigits | null {
  const withoutZero = text.replace(/\(\s*0\s*\)/g, (zero, at: number) =>
    /\d/.test(text.slice(0, at)) ? '' : zero,
  )
  const digits = withoutZero.replace(/\D/g, '')
  if (digits.length < 4) return null
  if (/^\D*\+/.test(text)) return fromAbroad(digits.replace(/^00/, ''))
  if (digits.startsWith('00')) return fromAbroad(digits.slice(2))
  if (digits.startsWith('0')) return fromHome(digits)
  if (/^33[1-9]\d{8}$/.test(digits) || /^330[1-9]\d{8}$/.test(digits)) return fromAbroad(digits)
  return /^[1-9]\d{8}$/.test(digits)
    ? fromHome(`0${digits}`)
    : { international: null, national: digits }
}

function fromHome(national: string): PhoneDigits {
  if (!/^0[1-9]\d{8}$/.test(national)) return { international: null, national }
  const number = national.slice(1)
  const code = overseas.find(([begins]) => begins.test(number))?.[1] ?? '33'
  return { international: `${code}${number}`, national }
}

function fromAbroad(digits: string): PhoneDigits {
  const code = callingCode(digits)
  const rest = digits.slice(code.length)
  if (withoutTrunk.has(code)) return { international: digits, national: rest }
  const number = rest.replace(/^0/, '')
  return { international: `${code}${number}`, national: `0${number}` }
}

function callingCode(digits: string): string {
  const length = [1, 2].find((count) => shortCodes.has(digits.slice(0, count))) ?? 3
  return digits.slice(0, length)
}

const backwards = '\ue000'

function phoneWords(phone: string): string[] {
  const words = phoneNumbers(phone).flatMap(({ international, national }) => [
    national,
    ...(international === null ? [] : [international]),
    `${backwards}${reversed(international ?? national)}`,
  ])
  return [...new Set(words)]
}

const reversed = (digits: string): string => [...digits].reverse().join('')

type Stored = {
  id: number
  email: string | null
  first_name: string | null
  last_name: string | null
  phone: string | null
  company: string | null
  tags: string
}

const joinedWords = (name: string): string[] =>
  (foldText(name).match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)+/gu) ?? []).map((one) =>
    one.replace(/['-]/g, ''),
  )

function wordsOf(lead: Stored): string {
  const names = [lead.first_name, lead.last_name, lead.company]
  const words = [lead.first_name, lead.last_name, lead.email, lead.company].flatMap((text) =>
    foldedWords(text ?? ''),
  )
  words.push(...names.flatMap((name) => joinedWords(name ?? '')), ...phoneWords(lead.phone ?? ''))
  return [...new Set(words)].join(' ')
}

function sortNameOf(lead: Stored): string {
  const name =
    [lead.last_name, lead.first_name].filter(Boolean).join(' ') || lead.company || lead.email || ''
  return name === '' ? `\uffff${lead.phone ?? ''}` : foldText(name).slice(0, 120)
}

/** A lead's tags in the first spelling each ever had, by key; `spellings` goes on from lead to lead. */
function spelt(stored: string, spellings: Map<string, string>): Map<string, string> {
  const parsed: unknown = JSON.parse(stored)
  const own = new Map<string, string>()
  for (const value of Array.isArray(parsed) ? parsed : []) {
    const tag = typeof value === 'string' ? tidyTag(value) : ''
    const key = tagKey(tag)
    if (key === '') continue
    if (!spellings.has(key)) spellings.set(key, tag)
    own.set(key, spellings.get(key) ?? tag)
  }
  return own
}

const standsAside = [
  ...['leads_renamed', 'leads_retagged', 'leads_inserted', 'leads_inserted_tags'],
  ...['leads_bulk_changed'],
].map((name) => `DROP TRIGGER ${name}`)

const columns = [
  `ALTER TABLE leads ADD COLUMN search_words text NOT NULL DEFAULT ''`,
  `ALTER TABLE leads ADD COLUMN tag_keys text NOT NULL DEFAULT '[]'`,
  // How a tag is written: as it first was. Kept by the triggers on leads.
  `CREATE TABLE tag_spellings (
    key varchar PRIMARY KEY NOT NULL,
    spelling varchar NOT NULL
  ) WITHOUT ROWID`,
]

const indexes = [
  'DROP TABLE lead_search',
  // Nothing is folded by the index: the words are folded already, and those of other scripts stay.
  `CREATE VIRTUAL TABLE lead_search USING fts5(
    words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4', tokenize='unicode61 remove_diacritics 0'
  )`,
  'INSERT INTO lead_search (rowid, words) SELECT id, search_words FROM leads',
  'DELETE FROM lead_tags',
  `INSERT OR IGNORE INTO lead_tags (tag, lead_id)
    SELECT coalesce(json_extract(leads.tag_keys, '$[' || each.key || ']'), lower(each.value)), leads.id
    FROM leads, json_each(leads.tags) AS each WHERE leads.tags <> '[]'`,
]

// Rows that a program wrote without words and keys are found by lower-case ASCII, which is all SQL
// can do.
const key = `coalesce(json_extract(NEW.tag_keys, '$[' || each.key || ']'), lower(each.value))`
const each = 'FROM json_each(NEW.tags) AS each'
const spellings = `INSERT OR IGNORE INTO tag_spellings (key, spelling) SELECT ${key}, each.value ${each} ORDER BY each.key;`
const tagRows = `INSERT OR IGNORE INTO lead_tags (tag, lead_id) SELECT ${key}, NEW.id ${each};
    ${spellings}
    UPDATE leads SET tags = (SELECT json_group_array(spelling ORDER BY each.key) ${each} JOIN tag_spellings ON tag_spellings.key = ${key})
      WHERE id = NEW.id AND EXISTS (SELECT 1 ${each} JOIN tag_spellings ON tag_spellings.key = ${key} WHERE spelling <> each.value);`
const words = (row: 'OLD' | 'NEW') =>
  `coalesce(nullif(${row}.search_words, ''), lower(concat_ws(' ', ${row}.first_name, ${row}.last_name, ${row}.email, ${row}.company, ${row}.phone)))`
const isSingle = 'NOT EXISTS (SELECT 1 FROM bulk_write)'
const triggers = [
  `CREATE TRIGGER leads_inserted AFTER INSERT ON leads WHEN ${isSingle} BEGIN
    UPDATE lead_totals SET count = count + 1, value_cents = value_cents + NEW.estimated_value_cents WHERE status = NEW.status;
    INSERT INTO lead_search (rowid, words) VALUES (NEW.id, ${words('NEW')});
  END`,
  `CREATE TRIGGER leads_inserted_tags AFTER INSERT ON leads WHEN ${isSingle} AND NEW.tags <> '[]' BEGIN
    ${tagRows}
  END`,
  `CREATE TRIGGER leads_renamed AFTER UPDATE OF search_words, first_name, last_name, email, company, phone ON leads WHEN ${isSingle} AND ${words('OLD')} <> ${words('NEW')} BEGIN
    DELETE FROM lead_search WHERE rowid = OLD.id;
    INSERT INTO lead_search (rowid, words) VALUES (NEW.id, ${words('NEW')});
  END`,
  `CREATE TRIGGER leads_retagged AFTER UPDATE OF tags ON leads WHEN ${isSingle} AND OLD.tags <> NEW.tags BEGIN
    DELETE FROM lead_tags WHERE lead_id = OLD.id;
    ${tagRows}
  END`,
  // Which spelling came first is known only while rows are written, in bulk as well.
  `CREATE TRIGGER leads_bulk_added_tags AFTER INSERT ON leads WHEN NOT (${isSingle}) AND NEW.tags <> '[]' BEGIN
    ${spellings}
  END`,
  `CREATE TRIGGER leads_bulk_retagged AFTER UPDATE OF tags ON leads WHEN NOT (${isSingle}) AND OLD.tags <> NEW.tags BEGIN
    ${spellings}
  END`,
  `CREATE TRIGGER leads_bulk_changed AFTER UPDATE ON leads WHEN EXISTS (SELECT 1 FROM bulk_write WHERE last_lead_id >= NEW.id) BEGIN
    INSERT INTO bulk_leads (id, was_there, status, value_cents, source, created_at, is_renamed, is_retagged)
      VALUES (OLD.id, 1, OLD.status, OLD.estimated_value_cents, coalesce(OLD.source, ''), OLD.created_at, ${words('OLD')} <> ${words('NEW')}, OLD.tags <> NEW.tags)
      ON CONFLICT (id) DO UPDATE SET is_renamed = max(is_renamed, excluded.is_renamed), is_retagged = max(is_retagged, excluded.is_retagged);
  END`,
]

/**
 * What is planned was a contact from when it was noted. Where it dated one, what did happen by now
 * does; the partial index finds what is planned.
 */
const now = `CAST(unixepoch('subsec') * 1000 AS integer)`
const contacts = [
  'CREATE INDEX interactions_planned ON interactions (occurred_at) WHERE occurred_at > created_at',
  `UPDATE leads SET last_contact_at = (SELECT max(occurred_at) FROM interactions WHERE lead_id = leads.id AND occurred_at <= ${now}
      AND NOT (type = 'note' AND EXISTS (SELECT 1 FROM funnel_events WHERE funnel_events.lead_id = leads.id AND kind = 'sale' AND at = occurred_at)))
    WHERE id IN (SELECT lead_id FROM interactions WHERE occurred_at > created_at AND leads.last_contact_at = created_at)`,
]

/** Parts the leads are derived in: a fixed number, so that what is done can be told of the whole. */
const slices = 100

export class FoldedWords0017 implements MigrationInterface {
  name = 'FoldedWords1780000000017'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...standsAside, ...columns]) await runner.query(statement)
    await composeAddresses(runner)
    await deriveWords(runner)
    for (const statement of [...indexes, ...contacts, ...triggers]) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}

async function deriveWords(runner: QueryRunner): Promise<void> {
  const [last] = (await runner.query('SELECT coalesce(max(id), 0) AS id FROM leads')) as {
    id: number
  }[]
  const step = Math.ceil(((last?.id ?? 0) + 1) / slices)
  const firstSpellings = new Map<string, string>()
  for (let slice = 0; slice < slices; slice += 1) {
    const rows = (await runner.query(
      'SELECT id, email, first_name, last_name, phone, company, tags FROM leads WHERE id >= ? AND id < ? ORDER BY id',
      [slice * step, (slice + 1) * step],
    )) as Stored[]
    const derived = rows.map((lead) => {
      const tags = spelt(lead.tags, firstSpellings)
      return [lead.id, wordsOf(lead), sortNameOf(lead), [...tags.values()], [...tags.keys()]]
    })
    await runner.query(
      `UPDATE leads SET search_words = json_extract(value, '$[1]'), sort_name = json_extract(value, '$[2]'),
         tags = json_extract(value, '$[3]'), tag_keys = json_extract(value, '$[4]')
       FROM json_each(?) WHERE leads.id = json_extract(value, '$[0]')`,
      [JSON.stringify(derived)],
    )
  }
  await runner.query(
    `INSERT INTO tag_spellings (key, spelling) SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)`,
    [JSON.stringify([...firstSpellings])],
  )
}

/**
 * Addresses that were kept decomposed. Where two leads have the same one then, the later lead's
 * goes into its notes: nothing is lost, and nobody is written to twice.
 */
async function composeAddresses(runner: QueryRunner): Promise<void> {
  // GLOB finds what has a sign beyond ASCII; the few that are left are compared here.
  const stored = (await runner.query(
    `SELECT id, email FROM leads WHERE email GLOB '*[^ -~]*' ORDER BY id`,
  )) as { id: number; email: string }[]
  const taken = new Set(
    stored.map(({ email }) => email).filter((email) => email === email.normalize('NFC')),
  )
  const composed: [number, string][] = []
  const doubled: [number, string][] = []
  for (const { id, email } of stored) {
    const whole = email.normalize('NFC')
    if (whole === email) continue
    ;(taken.has(whole) ? doubled : composed).push([id, whole])
    taken.add(whole)
  }
  const given = `FROM json_each(?) WHERE leads.id = json_extract(value, '$[0]')`
  await runner.query(`UPDATE leads SET email = json_extract(value, '$[1]') ${given}`, [
    JSON.stringify(composed),
  ])
  await runner.query(
    `UPDATE leads SET email = NULL, notes = trim(coalesce(notes, '') || char(10) || json_extract(value, '$[1]'), char(10)) ${given}`,
    [JSON.stringify(doubled)],
  )
  const refused = (await runner.query(
    `SELECT id, value FROM suppressions WHERE value GLOB '*[^ -~]*'`,
  )) as { id: number; value: string }[]
  await runner.query(
    `UPDATE OR IGNORE suppressions SET value = json_extract(given.value, '$[1]')
     FROM json_each(?) AS given WHERE suppressions.id = json_extract(given.value, '$[0]')`,
    [JSON.stringify(refused.map(({ id, value }) => [id, value.normalize('NFC')]))],
  )
}
