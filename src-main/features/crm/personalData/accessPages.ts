// The answer to a request for access, as pages for the person: all that the file of data has, in plain
// sections, with who is responsible and what the person can ask for.
import type { PersonalData } from '#shared/contract/crm.contract.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { leadFieldNames } from '#shared/leadFields/leadFields.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import type { StageNames } from '#shared/rules/leads/stages.ts'
import { printableText } from '#main/platform/print/printableText.ts'
import type { Node, PrintedPages } from '#main/platform/print/printedPages.ts'
import { accessMoments } from './access.service.ts'
import { accessWords, type AccessWords } from './accessWords.ts'

/** Who keeps the data, and how it is written for the person. */
export type AccessWriting = {
  language: Language
  business: { name: string; address: string; email: string }
  stageNames: StageNames
  timeZone: string
}

type Value = string | number | null | undefined
type Line = readonly [label: string, value: Value]

const quietColour = '#63666f'
const styles: Record<string, Node> = {
  title: { fontSize: 20, bold: true },
  section: { fontSize: 13, bold: true, margin: [0, 16, 0, 4] },
}

/** One that may be wider than its column. */
const longWord = /\S{50}/u
/** Everything in whole: lines end where they did, words that fill more than a line are broken. */
function textOf(value: string): Node {
  const lines = value.split(/\r\n|[\r\n\u2028\u2029]/u).map((line) => printableText(line, Infinity))
  const text = lines.join('\n')
  return longWord.test(text) ? { text, wordBreak: 'break-all' } : { text }
}

function linesOf(lines: readonly Line[]): Node[] {
  const told = lines.filter(([, value]) => value !== null && value !== undefined && value !== '')
  if (told.length === 0) return []
  const body = told.map(([label, value]) => [
    { ...textOf(label), color: quietColour },
    textOf(String(value)),
  ])
  return [{ table: { widths: [130, '*'], body }, layout: 'noBorders', margin: [0, 0, 0, 8] }]
}

const heading = (text: string): Node => ({ text, style: 'section', headlineLevel: 1 })
const paragraph = (text: string): Node => ({ ...textOf(text), margin: [0, 0, 0, 6] })

function momentWriter({ language, timeZone }: AccessWriting) {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'fr-FR', {
    ...{ dateStyle: 'long', timeStyle: 'short', timeZone },
  })
  return (moment: string | number | null | undefined): string | null =>
    typeof moment === 'string' ? format.format(new Date(moment)) : null
}
type MomentWriter = ReturnType<typeof momentWriter>

/** Whatever is kept as JSON (merge fields, a form, the words of a letter) is told value by value. */
function flattened(value: unknown, name: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => flattened(one, name))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => flattened(inner, key))
  return value === null || value === ''
    ? []
    : [name === '' ? String(value) : `${name}: ${String(value)}`]
}
function jsonText(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text
  try {
    return flattened(JSON.parse(text) as unknown, '').join('\n')
  } catch {
    // What only begins like JSON is a text.
    return text
  }
}

function rowsSection(
  title: string,
  rows: PersonalData['interactions'],
  words: AccessWords,
  write: MomentWriter,
  codes: Record<string, string>,
): Node[] {
  if (rows.length === 0) return []
  const valueOf = (name: string, value: string | number | null): Value => {
    if (accessMoments.has(name)) return write(value)
    if (name === 'amountCents') return value === null ? null : Number(value) / 100
    return typeof value === 'string' ? (codes[value] ?? jsonText(value)) : value
  }
  return [
    heading(title),
    ...rows.flatMap((row) =>
      linesOf(
        Object.entries(row).map(([name, value]) => [
          words.columns[name] ?? name,
          valueOf(name, value),
        ]),
      ),
    ),
  ]
}

function personSection(data: PersonalData, writing: AccessWriting, write: MomentWriter): Node[] {
  const words = accessWords[writing.language]
  const { lead } = data
  const names = leadFieldWords[writing.language].names
  const fields = leadFieldNames.map((name): Line => {
    const value = lead[name]
    if (name === 'status') return [names[name], writing.stageNames[lead.status]]
    return [names[name], Array.isArray(value) ? value.join(', ') : value]
  })
  const nameOf = new Map(data.customFields.map(({ key, name }) => [key, name]))
  return [
    heading(words.person),
    ...linesOf([
      ...fields,
      [words.addresses, data.addresses.join('\n')],
      [words.phones, lead.phones.map(({ value }) => value).join('\n')],
      ...Object.entries(lead.custom).map(([key, value]): Line => [
        nameOf.get(key) ?? key,
        Array.isArray(value) ? value.join(', ') : String(value),
      ]),
      ...Object.entries(lead.otherData).map(([key, value]): Line => [key, String(value)]),
      [words.score, lead.score],
      [words.since, write(lead.createdAt)],
      [words.lastContact, write(lead.lastContactAt)],
    ]),
  ]
}

function consentSection(data: PersonalData, words: AccessWords, write: MomentWriter): Node[] {
  if (data.consents.length === 0) return [heading(words.consents), paragraph(words.noConsents)]
  const { codes } = words
  return [
    heading(words.consents),
    ...data.consents.flatMap((line) =>
      linesOf([
        [words.columns['at'] ?? '', write(line.at)],
        [words.action, codes[line.action] ?? line.action],
        [
          words.purpose,
          [codes[line.purpose] ?? line.purpose, line.topic].filter(Boolean).join(' - '),
        ],
        [words.basis, line.basis === null ? null : (codes[line.basis] ?? line.basis)],
        [words.how, codes[line.channel ?? line.method] ?? line.method],
        [words.columns['address'] ?? '', line.email],
        [words.columns['note'] ?? '', line.note],
        [words.columns['fileName'] ?? '', line.origin],
        [words.wording, line.wording],
        [words.takenBack, line.isTakenBack ? words.yes : null],
      ]),
    ),
  ]
}

function responsible(business: AccessWriting['business'], words: AccessWords): Node[] {
  const lines = linesOf([
    [words.name, business.name],
    [words.address, business.address],
    [words.email, business.email],
  ])
  return [heading(words.responsible), ...(lines.length === 0 ? [paragraph(words.unnamed)] : lines)]
}

const rowSections = [
  ...['interactions', 'tasks', 'retention', 'stageChanges', 'refusals', 'topicsLeft'],
  ...['messages', 'clicks'],
  ...['letterDrafts'],
  ...['receivedMessages', 'sequences', 'trialMessages', 'formsAndSales', 'formsNotTaken'],
  ...['imports', 'assistantCalls'],
] as const

export function accessPages(data: PersonalData, writing: AccessWriting): PrintedPages {
  const words = accessWords[writing.language]
  const write = momentWriter(writing)
  const codes = { ...words.codes, ...writing.stageNames }
  const { business } = writing
  return {
    title: words.title,
    author: printableText(business.name),
    footer: [printableText(business.name), words.title].filter(Boolean).join(' · '),
    styles,
    content: [
      { text: words.title, style: 'title' },
      { ...paragraph(`${words.made} ${write(data.madeAt) ?? ''}`), color: quietColour },
      paragraph(words.intro),
      ...responsible(business, words),
      ...personSection(data, writing, write),
      ...consentSection(data, words, write),
      ...rowSections.flatMap((name) =>
        rowsSection(words.sections[name], data[name], words, write, codes),
      ),
      heading(words.rights),
      ...words.rightsText.map(paragraph),
    ],
  }
}
