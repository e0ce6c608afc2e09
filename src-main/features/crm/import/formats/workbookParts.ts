// The parts of an Excel workbook besides its sheets: which sheets there are, their texts, and which
// cells show dates (ECMA-376).
import { UnreadableFileError } from '../importErrors.ts'
import { styleOfFormat, type NumberStyle } from './workbookCells.ts'
import { attributeOf, createXmlScanner, type XmlHandler } from './xmlScanner.ts'
import { openEntry, readZipEntries, type ZipEntry } from './zipFile.ts'

type WorkbookSheet = { name: string; isHidden: boolean; entry: ZipEntry }
export type Workbook = {
  path: string
  /** In the order of the tabs. */
  sheets: WorkbookSheet[]
  /** Day numbers count from 1904. */
  isFrom1904: boolean
  entries: Map<string, ZipEntry>
  /** Paths of parts by the end of their relation's type. */
  parts: Map<string, string>
}

/** Characters of all shared texts together, and styles. */
const maxTexts = 400_000_000
const maxStyles = 100_000
/** Sheets that a workbook may have. */
const maxSheets = 1_000

/** Goes through one entry. @throws UnreadableFileError if it is no XML */
async function scanEntry(path: string, entry: ZipEntry, handler: XmlHandler): Promise<void> {
  const scanner = createXmlScanner(handler)
  const decode = createDecoder()
  for await (const piece of openEntry(path, entry)) scanner.write(decode(piece))
  scanner.write(decode(null))
  scanner.end()
}

/** UTF-8, unless the first bytes say UTF-16. @returns null ends the text */
export function createDecoder(): (piece: Uint8Array | null) => string {
  let decoder: TextDecoder | null = null
  return (piece) => {
    if (piece === null) return decoder?.decode() ?? ''
    decoder ??= new TextDecoder(encodingOf(piece))
    return decoder.decode(piece, { stream: true })
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

const nothing: XmlHandler = {
  open: () => undefined,
  close: () => undefined,
  text: () => undefined,
}

type Relation = { id: string; kind: string; target: string }

async function relationsOf(
  path: string,
  entries: Map<string, ZipEntry>,
  part: string,
): Promise<Relation[]> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const entry = entries.get(`${folder}_rels/${part.slice(folder.length)}.rels`)
  const relations: Relation[] = []
  if (entry === undefined) return relations
  await scanEntry(path, entry, {
    ...nothing,
    open(name, attributes) {
      if (name !== 'Relationship') return
      const target = attributeOf(attributes, 'Target') ?? ''
      relations.push({
        id: attributeOf(attributes, 'Id') ?? '',
        kind: (attributeOf(attributes, 'Type') ?? '').split('/').at(-1) ?? '',
        target: target.startsWith('/') ? target.slice(1) : resolved(folder, target),
      })
    },
  })
  return relations
}

/** A path beside a folder: `../` goes up. */
function resolved(folder: string, target: string): string {
  const parts: string[] = []
  for (const part of `${folder}${target}`.split('/'))
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  return parts.join('/')
}

/** @throws UnreadableFileError if it is no workbook */
export async function openWorkbook(path: string): Promise<Workbook> {
  const entries = await readZipEntries(path)
  const main =
    (await relationsOf(path, entries, '')).find(({ kind }) => kind === 'officeDocument')?.target ??
    'xl/workbook.xml'
  const relations = await relationsOf(path, entries, main)
  const entry = entries.get(main)
  const told = entry === undefined ? null : await sheetsOf(path, entry, { relations, entries })
  const sheets = told === null || told.sheets.length === 0 ? looseSheets(entries) : told.sheets
  if (sheets.length === 0) throw new UnreadableFileError('The ZIP holds no sheet of cells.')
  const parts = new Map(relations.map(({ kind, target }) => [kind, target]))
  return { path, sheets, isFrom1904: told?.isFrom1904 ?? false, entries, parts }
}

async function sheetsOf(
  path: string,
  entry: ZipEntry,
  { relations, entries }: { relations: Relation[]; entries: Map<string, ZipEntry> },
): Promise<Pick<Workbook, 'sheets' | 'isFrom1904'>> {
  const sheets: WorkbookSheet[] = []
  let isFrom1904 = false
  await scanEntry(path, entry, {
    ...nothing,
    open(name, attributes) {
      if (name === 'workbookPr')
        isFrom1904 = ['1', 'true'].includes(attributeOf(attributes, 'date1904') ?? '')
      if (name !== 'sheet' || sheets.length >= maxSheets) return
      const id = attributeOf(attributes, 'id')
      const relation = relations.find((one) => one.id === id && one.kind === 'worksheet')
      const sheet = relation === undefined ? undefined : entries.get(relation.target)
      if (sheet === undefined) return
      sheets.push({
        name: attributeOf(attributes, 'name') ?? '',
        isHidden: (attributeOf(attributes, 'state') ?? 'visible') !== 'visible',
        entry: sheet,
      })
    },
  })
  return { sheets, isFrom1904 }
}

/** Some programs write the sheets and forget the list of them. */
const looseSheets = (entries: Map<string, ZipEntry>): WorkbookSheet[] =>
  [...entries.values()]
    .filter(({ name }) => /^xl\/worksheets\/[^/]+\.xml$/.test(name))
    .slice(0, maxSheets)
    .map((entry) => ({ name: entry.name.split('/').at(-1) ?? '', isHidden: false, entry }))

/** The one a person would mean: of those in sight the fullest. */
export function fullestSheet({ sheets }: Workbook): number {
  const weight = ({ isHidden, entry }: WorkbookSheet) => (isHidden ? -1 : entry.size)
  const weights = sheets.map(weight)
  return weights.indexOf(Math.max(...weights))
}

/** How many rows a sheet says to have; null if it says nothing, or no more than it must. */
export async function sheetRows(workbook: Workbook, position: number): Promise<number | null> {
  const entry = workbook.sheets[position]?.entry
  if (entry === undefined) return null
  for await (const piece of openEntry(workbook.path, entry)) {
    const head = piece.toString('latin1', 0, 4_096)
    const found = /<(?:\w+:)?dimension\s+ref="[A-Z]+\d+:[A-Z]+(\d{1,7})"/.exec(head)
    return found === null ? null : Number(found[1])
  }
  return null
}

const partNamed = ({ entries, parts }: Workbook, kind: string): ZipEntry | undefined =>
  entries.get(parts.get(kind) ?? '')

/** How each style of a cell shows numbers, by its position. */
export async function readStyles(workbook: Workbook): Promise<NumberStyle[]> {
  const entry = partNamed(workbook, 'styles')
  const styles: NumberStyle[] = []
  if (entry === undefined) return styles
  const codes = new Map<number, string>()
  let isInCells = false
  await scanEntry(workbook.path, entry, {
    ...nothing,
    open(name, attributes) {
      if (name === 'numFmt' && codes.size < maxStyles)
        codes.set(
          Number(attributeOf(attributes, 'numFmtId')),
          attributeOf(attributes, 'formatCode') ?? '',
        )
      else if (name === 'cellXfs') isInCells = true
      else if (name === 'xf' && isInCells && styles.length < maxStyles) {
        const id = Number(attributeOf(attributes, 'numFmtId') ?? 0)
        styles.push(styleOfFormat(id, codes.get(id) ?? null))
      }
    },
    close(name) {
      if (name === 'cellXfs') isInCells = false
    },
  })
  return styles
}

/** The texts that cells share, by their position. @throws UnreadableFileError if they are too many */
export async function readSharedTexts(workbook: Workbook): Promise<string[]> {
  const entry = partNamed(workbook, 'sharedStrings')
  const texts: string[] = []
  if (entry === undefined) return texts
  let characters = 0
  const collector = createTextCollector((text) => {
    characters += text.length + 16
    if (characters > maxTexts) throw new UnreadableFileError('The workbook holds too many texts.')
    texts.push(text)
  }, 'si')
  await scanEntry(workbook.path, entry, collector)
  return texts
}

/** Characters of one text: more is no cell of a contact file. */
const maxText = 1_000_000

/**
 * Puts the runs of a rich text together, without what says how it is pronounced; `_x000D_` stands for
 * the sign of that number.
 * @param container the element that holds one text
 */
export function createTextCollector(give: (text: string) => void, container: string): XmlHandler {
  let text = ''
  let isInText = false
  let isAside = false
  return {
    open(name) {
      if (name === container) text = ''
      else if (name === 'rPh') isAside = true
      else if (name === 't') isInText = !isAside
    },
    close(name) {
      if (name === 't') isInText = false
      else if (name === 'rPh') isAside = false
      else if (name === container) give(unescapedSigns(text))
    },
    text(part) {
      if (!isInText) return
      text += part
      if (text.length > maxText) throw new UnreadableFileError('A cell is longer than any.')
    },
  }
}

export const unescapedSigns = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\da-f]{4})_/gi, (_whole, code: string) =>
        String.fromCharCode(parseInt(code, 16)),
      )
    : text
