// The shape of files, functions and folders, as functions from files to sentences about what has
// outgrown its limit.
import ts from 'typescript'
import { scriptOf, type SourceFile } from './sourceFiles.ts'

/** `path name`, and how many lines of code a function has: neither blank lines nor comments count. */
export type FunctionLength = { name: string; lines: number }

/** Functions with more lines of code than `max`, longest first. */
export function longFunctions(files: SourceFile[], max: number): FunctionLength[] {
  return files
    .flatMap((file) => functionLengths(file))
    .filter(({ lines }) => lines > max)
    .sort((a, b) => b.lines - a.lines)
}

function functionLengths(file: SourceFile): FunctionLength[] {
  const script = scriptOf(file)
  const isCode = codeLines(script)
  const found: FunctionLength[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const from = script.getLineAndCharacterOfPosition(node.getStart(script)).line
      const to = script.getLineAndCharacterOfPosition(node.end).line
      const lines = isCode.slice(from, to + 1).filter(Boolean).length
      found.push({ name: `${file.path} ${nameOf(node)}`, lines })
    }
    ts.forEachChild(node, visit)
  }
  visit(script)
  return found
}

/** For each line of a script, whether anything stands on it besides comments. */
function codeLines(script: ts.SourceFile): boolean[] {
  const isCode: boolean[] = script.getLineStarts().map(() => false)
  const visit = (node: ts.Node): void => {
    if (node.getChildCount(script) === 0 && node.getWidth(script) > 0) {
      const from = script.getLineAndCharacterOfPosition(node.getStart(script)).line
      const to = script.getLineAndCharacterOfPosition(node.end).line
      isCode.fill(true, from, to + 1)
    }
    for (const child of node.getChildren(script)) visit(child)
  }
  visit(script)
  return isCode
}

function nameOf(node: ts.SignatureDeclaration): string {
  const holder = node.name === undefined ? node.parent : node
  const name = 'name' in holder ? (holder.name as ts.Node | undefined) : undefined
  return name !== undefined && ts.isIdentifier(name) ? name.text : '(nameless)'
}

/** Folders that hold more files themselves than `max`. */
export function crowdedFolders(paths: string[], max: number): string[] {
  const counts = new Map<string, number>()
  for (const path of paths) {
    const folder = path.slice(0, path.lastIndexOf('/'))
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  return [...counts]
    .filter(([, count]) => count > max)
    .map(([folder, count]) => `${folder} holds ${count} files, more than ${max}`)
}

/** The share of lines that are wider than `max` columns, 0 to 1. */
export function shareOfWideLines(files: SourceFile[], max: number): number {
  const lines = files.flatMap(({ text }) => text.split('\n'))
  return lines.length === 0 ? 0 : lines.filter(({ length }) => length > max).length / lines.length
}
