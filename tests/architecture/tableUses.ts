// Which tables the statements of a file name, and what build/tableRules.js says about it.
import ts from 'typescript'
import { guests, owners } from '../../build/tableRules.js'
import { scriptOf, type SourceFile } from './sourceFiles.ts'

export type TableUse = { table: string; isWrite: boolean }

/** Names of all tables in a schema. */
export const tablesOf = (schema: string): Set<string> =>
  new Set([...schema.matchAll(/^CREATE (?:VIRTUAL )?TABLE "?(\w+)/gm)].map(([, name = '']) => name))

const named = /\b(DELETE\s+FROM|FROM|JOIN|INTO|UPDATE)\s+["`]?(\w+)/g

/**
 * The tables that the texts of a file name as SQL does, and those named by themselves: a name with
 * an underscore that stands alone is put into a statement.
 */
export function tableUses(file: SourceFile, tables: ReadonlySet<string>): TableUse[] {
  const uses: TableUse[] = []
  for (const text of textsOf(scriptOf(file))) {
    for (const [, verb = '', table = ''] of text.matchAll(named)) {
      if (tables.has(table)) uses.push({ table, isWrite: !/^(FROM|JOIN)$/.test(verb) })
    }
    const [alone = ''] = text.split(' ')
    if (alone.includes('_') && tables.has(alone)) uses.push({ table: alone, isWrite: false })
  }
  return uses
}

/** String literals and templates; what is put into a template stands as a blank. */
function textsOf(script: ts.SourceFile): string[] {
  const texts: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text)
    if (ts.isTemplateExpression(node))
      texts.push(
        [node.head, ...node.templateSpans.map(({ literal }) => literal)]
          .map(({ text }) => text)
          .join(' … '),
      )
    ts.forEachChild(node, visit)
  }
  visit(script)
  return texts
}

/** One sentence a breach: "X reads leads, which belongs to Y". */
export function tableBreaches(files: SourceFile[], tables: ReadonlySet<string>): string[] {
  return files.flatMap((file) => {
    const breaches = tableUses(file, tables).flatMap(({ table, isWrite }) => {
      const owner = owners.find((row) => row.tables.includes(table))
      if (owner === undefined) return [`${table} belongs to nobody in build/tableRules.js`]
      if (file.path.startsWith(owner.folder)) return []
      const isAllowed = guests.some(
        ({ from, reads = [], writes = [] }) =>
          file.path.startsWith(from) &&
          (writes.includes(table) || (!isWrite && reads.includes(table))),
      )
      const verb = isWrite ? 'writes' : 'reads'
      return isAllowed ? [] : [`${file.path} ${verb} ${table}, which belongs to ${owner.folder}`]
    })
    return [...new Set(breaches)]
  })
}

/** Allowances that no statement needs any more. */
export function idleGuests(files: SourceFile[], tables: ReadonlySet<string>): string[] {
  return guests.flatMap(({ from, reads = [], writes = [] }) => {
    const used = files
      .filter(({ path }) => path.startsWith(from))
      .flatMap((file) => tableUses(file, tables).map(({ table }) => table))
    return [...reads, ...writes]
      .filter((table) => !used.includes(table))
      .map((table) => `${from} may use ${table} and does not`)
  })
}
