// Reads the repository for the architecture tests: its files, and what each source file imports.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const sourceRoots = ['src-shared', 'src-main', 'src-relay', 'src-preload', 'src-renderer']

export type SourceFile = { path: string; text: string }

/**
 * Every file under some folders whose name ends in one of the endings; paths from the root, with
 * forward slashes.
 */
export function filesUnder(folders: string[], endings = ['.ts', '.vue', '.js']): SourceFile[] {
  return folders
    .filter((folder) => existsSync(root + folder))
    .flatMap((folder) => readdirSync(root + folder, { recursive: true, withFileTypes: true }))
    .filter(
      (entry) =>
        entry.isFile() &&
        !entry.name.startsWith('.') &&
        endings.some((ending) => entry.name.endsWith(ending)),
    )
    .map((entry) => relative(root, `${entry.parentPath}/${entry.name}`).split(sep).join('/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))
}

/** Every text file under version control. */
export function trackedFiles(): SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split(
    '\0',
  )
  return listed
    .filter((path) => path !== '' && existsSync(root + path))
    .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))
    .filter(({ text }) => !text.includes('\0'))
}

export type Import = { specifier: string; typeOnly: boolean }

/** The TypeScript of a file: all of it, or the script blocks of a Vue component. */
export function scriptOf({ path, text }: SourceFile): ts.SourceFile {
  const script = path.endsWith('.vue')
    ? [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
    : text
  return ts.createSourceFile(path, script, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS)
}

/**
 * Everything a file imports: static, dynamic, re-exports, `require` and types. A computed specifier
 * is reported as `<computed>`.
 */
export function importsOf(file: SourceFile): Import[] {
  const imports: Import[] = []
  const visit = (node: ts.Node): void => {
    const found = importIn(node)
    if (found) imports.push(found)
    ts.forEachChild(node, visit)
  }
  visit(scriptOf(file))
  return imports
}

function importIn(node: ts.Node): Import | null {
  if (ts.isImportDeclaration(node))
    return { specifier: literal(node.moduleSpecifier), typeOnly: isTypeOnly(node.importClause) }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier)
    return { specifier: literal(node.moduleSpecifier), typeOnly: node.isTypeOnly }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return { specifier: literal(node.argument.literal), typeOnly: true }
  if (ts.isExternalModuleReference(node))
    return { specifier: literal(node.expression), typeOnly: false }
  if (ts.isCallExpression(node) && isImportCall(node))
    return { specifier: literal(node.arguments[0]), typeOnly: false }
  return null
}

function isImportCall({ expression }: ts.CallExpression): boolean {
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require')
  )
}

const literal = (node: ts.Node | undefined) =>
  node !== undefined && ts.isStringLiteralLike(node) ? node.text : '<computed>'

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false
  if (clause.isTypeOnly) return true
  const named = clause.namedBindings
  return (
    clause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  )
}

/** The file an import means, from the root of the repository; null if it names a package. */
export function resolveImport(from: string, specifier: string): string | null {
  const path = specifier.replace(/\?.*$/, '')
  if (path.startsWith('#shared/')) return `src-shared/${path.slice('#shared/'.length)}`
  if (path.startsWith('#resources/')) return `resources/${path.slice('#resources/'.length)}`
  if (path.startsWith('#main/')) return `src-main/${path.slice('#main/'.length)}`
  return path.startsWith('.') ? posix.join(posix.dirname(from), path) : null
}
