// One row of a contact file as a lead: what its cells give. Nobody is lost for one cell: what cannot
// be used is named and kept beside the rest.
import type { ImportField, ImportProblem } from '#shared/contract/crm/imports.ts'
import type { LeadFieldKind } from '#shared/leadFields/leadFieldKinds.ts'
import { leadFields, mapLeadFields, type LineFieldName } from '#shared/leadFields/leadFields.ts'
import { isOpenStage, leadStatuses, type LeadStatus } from '#shared/leadFields/leadStatus.ts'
import type { AddressProblem } from '#shared/rules/emailAddress.ts'
import { foldText } from '#shared/rules/foldText.ts'
import { withoutGuards } from '#shared/rules/csvText.ts'
import { customKeyOf } from '#shared/rules/leadFilter/filterFields.ts'
import { derivedColumns } from '../export/exportWords.ts'
import { comparedPhone } from '../contactPoints/contactPoints.ts'
import { labelOfCell, labelOfTitle } from '../contactPoints/pointLabels.ts'
import { hasIdentity } from '../leads/leadRecord.ts'
import { leadProperty } from '../leads/leads.table.ts'
import { customCellReader, type ImportedField } from './fields/importCustomCells.ts'
import {
  columnTitle,
  keepBeside,
  leaveOut,
  maxShown,
  emptyDraft,
  noteRefusal,
  type CellReader,
  type Column,
  type Draft,
} from './fields/rowDraft.ts'
import { labelColumns } from './fields/labelColumns.ts'
import { isCourtesy, withoutCourtesy } from './fields/personNames.ts'
import { nameBeside, namesAfter, withoutAddress } from './fields/rowNames.ts'
import {
  readAddresses,
  readAmount,
  readLine,
  readPhones,
  readStage,
  readTags,
  readText,
  scaledBy,
} from './importCells.ts'
import { createDateReader, type DateReader } from './importDates.ts'
import type { ReadRow, RowRules } from './fields/importedRow.ts'
import { isMended } from './importRejects.ts'
import { hintsAtRefusal } from './fields/consentSentences.ts'
import { isOfOtherMatter, kindOfRefusals } from './fields/consentTitles.ts'
import {
  isNothing,
  lettersOf,
  readMailStatus,
  readOptIn,
  readOptOut,
  readYesNo,
  strongerConsent,
  type Consent,
} from './importRefusals.ts'

const addressReasons: Record<AddressProblem, ImportProblem['reason']> = {
  empty: 'email_empty_local_part',
  too_long: 'email_too_long',
  forbidden_character: 'email_forbidden_character',
  not_one_at_sign: 'email_not_one_at_sign',
  bad_local_part: 'email_empty_local_part',
  bad_domain: 'email_bad_domain',
}

/** What stands for a character that the file's encoding does not have. */
const unreadable = '\ufffd'

/** The apostrophe by which a spreadsheet is told that a number is a text. */
const withoutTextSign = (cell: string): string =>
  cell.startsWith("'") && /^'[\d+=@-]/.test(cell) ? cell.slice(1) : cell

/** Makes the reader for one file: everything about its columns is decided once, not for every row. */
export function rowReader(rules: RowRules): (cells: string[]) => ReadRow {
  const readers = cellReaders(rules)
  const customs = new Map(rules.fields.map((field) => [field.key, customReader(field, rules)]))
  const columnAt = (index: number): Column => ({
    index,
    header: columnTitle(rules.headers[index] ?? '', index),
    rules: rules.columns[index] ?? {
      dateOrder: 'day_first',
      decimalMark: null,
      blankMeansNo: false,
    },
  })
  const labels = labelColumns(rules.headers, rules.mapping)
  const mapped = Object.entries(rules.mapping)
    .map(([index, field]) => {
      const key = customKeyOf(field)
      const read = key === null ? readers[field as ImportField] : customs.get(key)
      const label = labelOfTitle(rules.headers[Number(index)] ?? '')
      const labelledBy = labels.get(Number(index)) ?? null
      return { field, column: columnAt(Number(index)), read: read ?? keepAside, label, labelledBy }
    })
    // A full name never overrides separate columns, nor a name of birth the one in use.
    .toSorted((one, other) => turnOf(one) - turnOf(other))
  const derived = derivedColumns(rules.headers)
  const labelled = new Set(labels.values())
  const others = rules.headers.flatMap((_header, index) =>
    rules.mapping[String(index)] === undefined && !derived.has(index)
      ? [{ column: columnAt(index), isOther: isOfOtherMatter(columnAt(index).header) }]
      : [],
  )
  // Both kinds of files that we write keep signs that compute behind an apostrophe.
  const isOurs = derived.size > 0 || isMended(rules.headers)
  return (given) => {
    const cells = isOurs ? given.map(withoutGuards) : given
    const draft = emptyDraft()
    for (const { field, column, read, label, labelledBy } of mapped) {
      const cell = cells[column.index] ?? ''
      draft.label = (labelledBy === null ? null : labelOfCell(cells[labelledBy] ?? '')) ?? label
      if (cell.trim() !== '') read(draft, cell, column)
      else if (field === 'agreed' && column.rules.blankMeansNo)
        draft.consent = strongerConsent(draft.consent, 'unconfirmed')
      if (field !== 'ignored' && cell.includes(unreadable))
        leaveOut(draft, 'character_unreadable', cell, column)
    }
    for (const { column, isOther } of others) {
      const cell = readText(withoutTextSign(cells[column.index] ?? ''))
      const isLabel = labelled.has(column.index) && labelOfCell(cell ?? '') !== null
      if (cell === null || isLabel) continue
      keepBeside(draft, cell, column)
      if (!isOther) noteRefusal(draft, cell)
    }
    if (draft.nameBeside !== null)
      readFullName(draft, draft.nameBeside.cell, draft.nameBeside.column)
    return finished(draft, cells, rules)
  }
}

const turnOf = ({ field, column }: { field: string; column: Column }): number =>
  field === 'fullName' ? 2 : field === 'lastName' && isOfBirth.test(column.header) ? 1 : 0
const isOfBirth = /naissance|jeune fille|birth|maiden|geburt|nacimiento|nascita/i

function finished(
  draft: Draft,
  cells: string[],
  { everybody, matchKey, forAll, keepsCells }: RowRules,
): ReadRow {
  const { lead, leftOut } = draft
  if (forAll.status !== undefined) lead.status ??= forAll.status
  if (forAll.source !== undefined) lead.source ??= forAll.source
  if (forAll.tags !== undefined) lead.tags = [...(lead.tags ?? []), ...forAll.tags]
  const stronger = strongerConsent(draft.consent, everybody)
  // A word nobody knows in a column about writing: better to ask first.
  const consent = stronger === 'unknown' ? 'unconfirmed' : stronger === 'agreed' ? 'none' : stronger
  const identity = { email: null, phone: null, firstName: null, lastName: null, ...lead }
  const address = identity.email
  // Beside the fields there may be no room.
  const isTold = keepsCells || leftOut.length > 0 || Object.keys(draft.otherData).length > 0
  const { nameBeside: _name, stageFrom: _stage, ...read } = draft
  const row = { ...read, consent, address, cells: isTold ? cells : null }
  const isMatched = matchKey !== null && lead.custom[matchKey] !== undefined
  if (isMatched || hasIdentity(identity)) return { ...row, ok: true }
  const [first] = leftOut
  const value = cells.join(' ').trim().slice(0, maxShown)
  return first === undefined
    ? { ...row, cells, ok: false, reason: 'no_identity', value }
    : { ...row, ok: false, reason: first.reason, value: first.value }
}

/** What the mapping names and nobody has: a field that is gone meanwhile. */
const keepAside: CellReader = (draft, cell, column) => {
  const text = readText(cell)
  if (text !== null) keepBeside(draft, text, column)
}

function customReader(field: ImportedField, rules: RowRules): CellReader {
  const read = customCellReader(field, rules)
  return (draft, cell, column) => {
    const found = read(cell, column.rules)
    const { custom } = draft.lead
    if ('problem' in found) {
      if (found.problem !== 'nothing') leaveOut(draft, found.problem, cell, column)
    } else if (found.value === null) return
    else if (!Object.hasOwn(custom, field.key)) custom[field.key] = found.value
    else if (JSON.stringify(custom[field.key]) !== JSON.stringify(found.value))
      keepAside(draft, cell, column)
  }
}

/** What Notion writes behind the name of another page. */
const notionLink = / \(https:\/\/(?:www\.)?notion\.so\/[^\s)]{1,300}\)/g

const kindReaders = mapLeadFields<Record<LeadFieldKind, CellReader>>({
  line:
    ({ name }) =>
    (draft, cell, column) => {
      const line = readLine(cell)
      if (line === null) return
      // A title is how somebody is addressed as well, and a name can begin with it.
      if (name === 'jobTitle' && isCourtesy(line)) return keepBeside(draft, line, column)
      const isName = name === 'firstName' || name === 'lastName'
      const own = isName
        ? withoutCourtesy(line)
        : line.includes('notion.so')
          ? line.replace(notionLink, '')
          : line
      if (own !== line) keepBeside(draft, line, column)
      takeLine(draft, name, own, own === line ? cell : own, column)
    },
  phone:
    ({ name }) =>
    (draft, cell, column) => {
      const { phones, isDamaged } = readPhones(cell)
      if (isDamaged) leaveOut(draft, 'phone_damaged', cell, column)
      for (const phone of phones) takePoint(draft, name, phone, column)
    },
  email: () => (draft, cell, column) => {
    if (isNothing(cell)) return
    const { addresses, problem } = readAddresses(cell)
    if (problem !== null) leaveOut(draft, addressReasons[problem], cell, column)
    for (const address of addresses) takePoint(draft, 'email', address, column)
    const name = addresses.length === 0 ? null : nameBeside(cell)
    if (name !== null) draft.nameBeside ??= { cell: name, column }
  },
  text:
    ({ name }) =>
    (draft, cell) => {
      const text = readText(cell)
      if (text === null) return
      if (name === 'notes') noteRefusal(draft, text)
      const before = draft.lead[name]
      draft.lead[name] = (before ? `${before}\n${text}` : text).slice(0, leadFields[name].max)
    },
  stage: () => () => undefined,
  money:
    ({ name }) =>
    (draft, cell, column) => {
      const read = scaledBy(column.header, cell, readAmount(cell, column.rules.decimalMark))
      const property = leadProperty(name)
      if ('problem' in read) {
        if (read.problem === 'ambiguous') leaveOut(draft, 'amount_ambiguous', cell, column)
        else if (read.problem === 'not_a_number')
          leaveOut(draft, 'value_not_a_number', cell, column)
      } else if (draft.lead[property] === undefined) draft.lead[property] = read.cents
      else if (draft.lead[property] !== read.cents) keepBeside(draft, cell, column)
    },
  tags:
    ({ name }) =>
    (draft, cell) => {
      const tags = readTags(cell)
      for (const tag of tags) noteRefusal(draft, tag)
      draft.lead[name] = [...(draft.lead[name] ?? []), ...tags]
    },
})

/** The first that is filled in is the lead's first; others are further ones. */
function takePoint(draft: Draft, name: 'email' | 'phone', value: string, column: Column): void {
  const { lead, further, label } = draft
  const list = name === 'email' ? 'emails' : 'phones'
  if (lead[name] == null) {
    takeLine(draft, name, value, value, column)
    if (lead[name] != null && label !== null)
      lead.contactPoints = { ...lead.contactPoints, [`${name}Label`]: label }
    return
  }
  if (value.length > leadFields[name].max) return leaveOut(draft, 'value_too_long', value, column)
  // A name or an extension beside a number is not said by the number alone.
  if (name === 'phone' && /[\p{L}#]/u.test(value))
    return value === lead.phone ? undefined : keepBeside(draft, value, column)
  const compared = (one: string) => (name === 'email' ? one : comparedPhone(one))
  const there = further.filter((one) => one.list === list).map((one) => one.value)
  if ([lead[name], ...there].some((one) => compared(one) === compared(value))) return
  further.push({ list, value, label, title: column.header })
}

/** The first that is filled in is the lead's; others are kept beside it. */
function takeLine(
  draft: Draft,
  name: LineFieldName,
  line: string | null,
  cell: string,
  column: Column,
): void {
  if (line === null || (cell.length < 9 && /[^\p{L}]/u.test(cell) && isNothing(cell))) return
  if (line.length > leadFields[name].max) leaveOut(draft, 'value_too_long', cell, column)
  else if (draft.lead[name] == null) draft.lead[name] = line
  else if (draft.lead[name] !== line) keepBeside(draft, line, column)
}

function cellReaders(rules: RowRules): Record<ImportField, CellReader> {
  const readDate = createDateReader(rules.now, rules.timeZone)
  const readPlan = createDateReader(rules.now, rules.timeZone, true)
  const readWon = dateReader(readDate, 'wonAt')
  return {
    ...kindReaders,
    status: stageReader(rules),
    fullName: readFullName,
    createdAt: dateReader(readDate, 'createdAt'),
    wonAt(draft, cell, column) {
      // Of a sale that is still open it is when it should be won.
      const isPlan = readDate(cell, column.rules.dateOrder) === null
      if (isPlan && readPlan(cell, column.rules.dateOrder) !== null) keepBeside(draft, cell, column)
      else readWon(draft, cell, column)
    },
    refused: refusalReader(rules.words),
    agreed: consentReader(rules.words, readOptIn),
    ignored: () => undefined,
  }
}

/** What the user said a cell means: of a long one they were shown, and answer by, its beginning. */
function chosenFor(words: RowRules['words'], cell: string): RowRules['words'][string] | undefined {
  const key = lettersOf(cell.slice(0, maxShown))
  return Object.hasOwn(words, key) ? words[key] : undefined
}

const isStage = (word: string | undefined): word is LeadStatus =>
  leadStatuses.some((status) => status === word)

/** A stage, or what a mail program says about a person under the same header. */
function stageReader({ words, ownStages }: Pick<RowRules, 'words' | 'ownStages'>): CellReader {
  // What the user calls so means that, whatever other programs mean by it.
  const read = (cell: string) => ownStages.get(foldText(cell)) ?? readStage(cell)
  return (draft, cell, column) => {
    if (isNothing(cell) && !ownStages.has(foldText(cell))) return
    const chosen = chosenFor(words, cell)
    const stage = isStage(chosen) ? chosen : chosen === undefined ? read(cell) : null
    if (stage !== null) return takeStage(draft, stage, cell, column)
    const consent = isStage(chosen) ? 'none' : (chosen ?? readMailStatus(cell))
    const isDoubt = consent === 'unknown' && hintsAtRefusal(cell)
    if (isDoubt) leaveOut(draft, 'consent_unknown', cell, column)
    else if (consent === 'unknown') leaveOut(draft, 'stage_unknown', cell, column)
    if (consent !== 'unknown' || isDoubt) draft.consent = strongerConsent(draft.consent, consent)
  }
}

/** The first counts; but an end is the outcome of whatever way another column names. */
function takeStage(draft: Draft, stage: LeadStatus, cell: string, column: Column): void {
  const before = draft.lead.status
  if (before === stage) return
  const isTaken = before === undefined || (isOpenStage(before) && !isOpenStage(stage))
  if (!isTaken) return keepBeside(draft, cell, column)
  if (draft.stageFrom !== null) keepBeside(draft, draft.stageFrom.cell, draft.stageFrom.column)
  draft.lead.status = stage
  draft.stageFrom = { cell, column }
}

function consentReader(words: RowRules['words'], read: (cell: string) => Consent): CellReader {
  return (draft, cell, column) => {
    const chosen = chosenFor(words, cell)
    const consent = chosen === undefined || isStage(chosen) ? read(cell) : chosen
    if (consent === 'unknown') leaveOut(draft, 'consent_unknown', cell, column)
    draft.consent = strongerConsent(draft.consent, consent)
  }
}

/** A title can say what its cells mean: why somebody refused, or that somebody has yet to confirm. */
function refusalReader(words: RowRules['words']): CellReader {
  const kinds = new Map<number, ReturnType<typeof kindOfRefusals>>()
  const asIs = consentReader(words, readOptOut)
  const ofReason = consentReader(words, (cell) =>
    isNothing(cell) || readYesNo(cell) === false ? 'none' : 'refused',
  )
  const ofPending = consentReader(words, (cell) => {
    const consent = readOptOut(cell)
    return consent === 'refused' ? 'unconfirmed' : consent
  })
  return (draft, cell, column) => {
    const kind = kinds.get(column.index) ?? kindOfRefusals(column.header)
    kinds.set(column.index, kind)
    const read = kind === 'reason' ? ofReason : kind === 'pending' ? ofPending : asIs
    read(draft, cell, column)
  }
}

function dateReader(readDate: DateReader, field: 'createdAt' | 'wonAt'): CellReader {
  return (draft, cell, column) => {
    if (isNothing(cell)) return
    const at = readDate(cell, column.rules.dateOrder)
    if (at === null) leaveOut(draft, 'date_unreadable', cell, column)
    else if (draft.lead[field] === undefined) draft.lead[field] = at
    else if (draft.lead[field] !== at) keepBeside(draft, cell, column)
  }
}

/** Whole names, with an address or how somebody is addressed beside them; any part can be corrected. */
const readFullName: CellReader = (draft, cell, column) => {
  const line = readLine(cell)
  if (line === null || isNothing(cell)) return
  const [address, ...others] = line.includes('@') ? readAddresses(cell).addresses : []
  if (address !== undefined) takePoint(draft, 'email', address, column)
  const name = withoutAddress(others.length > 0 ? (line.split(';')[0] ?? '') : line)
  if (name === '') return
  const { isKept, ...names } = namesAfter(draft.lead, name, column.header)
  const longest = Math.max(...Object.values(names).map((one) => one?.length ?? 0))
  if (longest > leadFields.firstName.max) return leaveOut(draft, 'value_too_long', cell, column)
  Object.assign(draft.lead, names)
  if (isKept || others.length > 0) keepBeside(draft, line, column)
}
