// What every file keeps to, as functions from files to sentences about what breaks it.
import ts from 'typescript'
import { scriptOf, type SourceFile } from './sourceFiles.ts'

/** A first line (after the script tag of a component) that says what the file is for. */
export function filesWithoutPurpose(files: SourceFile[]): string[] {
  return files
    .filter(({ path, text }) => {
      const lines = text.split('\n').map((line) => line.trim())
      const first =
        (path.endsWith('.vue') && lines[0]?.startsWith('<script') ? lines[1] : lines[0]) ?? ''
      return !/^(\/\/|\/\*|<!--)\s*\S+ \S+/.test(first)
    })
    .map(({ path }) => `${path} does not begin by saying what it is for`)
}

/** A disable comment without a rule, or of a rule that guards safety or the layers. */
const silencedLinter =
  /eslint-disable(-next-line|-line)?(\s*(\*\/|--|-->|$)|.*(no-explicit-any|no-restricted-|no-v-html|no-eval|no-implied-eval))/m

/** `any`, and the comments that make the compiler or the linter look away. */
export function uncheckedCode(files: SourceFile[]): string[] {
  return files.flatMap((file) => {
    const found: string[] = []
    const script = scriptOf(file)
    const visit = (node: ts.Node): void => {
      if (node.kind === ts.SyntaxKind.AnyKeyword) {
        const { line } = script.getLineAndCharacterOfPosition(node.getStart(script))
        found.push(`${file.path} has an any (script line ${line + 1})`)
      }
      ts.forEachChild(node, visit)
    }
    visit(script)
    if (/@ts-(ignore|nocheck)\b/.test(file.text)) found.push(`${file.path} silences the compiler`)
    if (silencedLinter.test(file.text)) found.push(`${file.path} silences the linter`)
    return found
  })
}

/** Rows that are said to have a shape: `query<Row>(…)` or `sql<Row>(…)`, which nothing checks. */
export function claimedRows(files: SourceFile[]): string[] {
  return files.flatMap((file) => {
    const found: string[] = []
    const script = scriptOf(file)
    const visit = (node: ts.Node): void => {
      if (
        ts.isCallExpression(node) &&
        node.typeArguments !== undefined &&
        ts.isPropertyAccessExpression(node.expression) &&
        ['query', 'sql'].includes(node.expression.name.text)
      ) {
        const { line } = script.getLineAndCharacterOfPosition(node.getStart(script))
        found.push(`${file.path} claims the shape of rows (script line ${line + 1})`)
      }
      ts.forEachChild(node, visit)
    }
    visit(script)
    return found
  })
}

/**
 * Modules of the main process that keep something while the application runs, where nobody sees it
 * and several applications in one process would share it. Worker entries are an application of
 * their own.
 */
export function hiddenState(files: SourceFile[]): string[] {
  return files
    .filter(({ path }) => path.startsWith('src-main/') && !path.endsWith('.worker.ts'))
    .flatMap((file) =>
      scriptOf(file)
        .statements.filter(ts.isVariableStatement)
        .filter((statement) => {
          const isLet = (statement.declarationList.flags & ts.NodeFlags.Const) === 0
          return (
            isLet || /= new (WeakMap|WeakSet|(Map|Set)(<[^=]*>)?\(\))/.test(statement.getText())
          )
        })
        .map((statement) => `${file.path} hides state: ${statement.getText().slice(0, 60)}`),
    )
}

/**
 * What is parsed is unknown until a schema or a check says what it is: `JSON.parse(…) as X`, a
 * variable of a type that takes it, or a function that answers it as one.
 */
export function uncheckedJson(files: SourceFile[]): string[] {
  return files.flatMap((file) => {
    const script = scriptOf(file)
    const found: string[] = []
    const visit = (node: ts.Node): void => {
      if (isAssertedJson(node)) {
        const { line } = script.getLineAndCharacterOfPosition(node.getStart(script))
        found.push(`${file.path} says what JSON holds without checking (script line ${line + 1})`)
      }
      ts.forEachChild(node, visit)
    }
    visit(script)
    return found
  })
}

function isAssertedJson(node: ts.Node): boolean {
  if (ts.isAsExpression(node)) return isParsedJson(node.expression) && !isUnknown(node.type)
  if (ts.isVariableDeclaration(node))
    return (
      node.initializer !== undefined &&
      isParsedJson(node.initializer) &&
      (node.type === undefined || !isUnknown(node.type))
    )
  return false
}

const isUnknown = (type: ts.TypeNode): boolean => type.kind === ts.SyntaxKind.UnknownKeyword

/** `JSON.parse(…)`, in parentheses or after an `await` too. */
function isParsedJson(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isAwaitExpression(node))
    return isParsedJson(node.expression)
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'parse' &&
    ts.isIdentifier(node.expression.expression) &&
    node.expression.expression.text === 'JSON'
  )
}

const meaningless = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'misc',
  'manager',
  'types',
  'constants',
])
/**
 * The only places whose name `index.ts` is a list, not a hiding place; and the one `common` there
 * is.
 */
const lists = new Set(['src-shared/contract/index.ts', 'src-main/database/migrations/index.ts'])

/** Names under which anything could be put, and barrels. */
export function meaninglessNames(paths: string[]): string[] {
  return paths
    .filter((path) => {
      const words = path
        .split('/')
        .flatMap((part) => part.replace(/\.(ts|vue|js|css)$/, '').split('.'))
      const isBarrel =
        /(^|\/)index\.ts$/.test(path) && !lists.has(path) && !path.startsWith('src-renderer/i18n/')
      return (
        isBarrel ||
        words.some(
          (word) =>
            meaningless.has(word.toLowerCase()) || /[a-z](Utils?|Helpers?|Manager)$/.test(word),
        )
      )
    })
    .map((path) => `${path} has a name that says nothing`)
}

/** Paths of somebody's machine, which mean nothing on another. */
export function machinePaths(files: SourceFile[]): string[] {
  const machine = new RegExp(
    String.raw`(^|[\s"'\`(=:])(/(work|root|home|Users)/[a-z]|[A-Z]:\\Users\\)`,
    'm',
  )
  return files
    .filter(({ text }) => machine.test(text))
    .map(({ path }) => `${path} names a path of one machine`)
}

/** Default exports: a thing has one name everywhere. Components and configuration files have to. */
export function defaultExports(files: SourceFile[]): string[] {
  return files
    .filter(({ path }) => !/(\.vue|\.config\.[jt]s)$/.test(path))
    .filter((file) => scriptOf(file).statements.some((statement) => isDefaultExport(statement)))
    .map(({ path }) => `${path} has a default export`)
}

function isDefaultExport(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false)
  )
}

/** Number of lines, as an editor counts them. */
export const lineCount = (text: string): number => text.replace(/\n$/, '').split('\n').length

/** Files longer than a limit, and folders longer than theirs in all. */
export function oversized(
  files: SourceFile[],
  limit: number,
  folders: Record<string, number> = {},
): string[] {
  const long = files
    .filter(({ text }) => lineCount(text) > limit)
    .map(({ path, text }) => `${path} has ${lineCount(text)} lines, more than ${limit}`)
  const inAll = Object.entries(folders).flatMap(([folder, most]) => {
    const sum = files
      .filter(({ path }) => path.startsWith(folder))
      .reduce((lines, { text }) => lines + lineCount(text), 0)
    return sum > most ? [`${folder} has ${sum} lines in all, more than ${most}`] : []
  })
  return [...long, ...inAll]
}

/** Switches that cannot be turned without saying so: Naive UI tells screen readers nothing. */
export function mutelyDisabledSwitches(files: SourceFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    [...(path.endsWith('.vue') ? text : '').matchAll(/<n-switch\b[^]*?\/>/g)]
      .filter(([tag]) => /\s:disabled=/.test(tag) && !/\s:aria-disabled=/.test(tag))
      .map(() => `${path} has a switch that is disabled without aria-disabled`),
  )
}

/**
 * Custom properties of CSS that are used and that nothing sets, which draws without a word.
 * @param given those that are always there
 */
export function unsetProperties(files: SourceFile[], given: readonly string[]): string[] {
  const styled = files.filter(({ path }) => /^src-renderer\/.*\.(?:vue|css|ts)$/.test(path))
  const set = new Set(given)
  for (const { text } of styled)
    for (const [, name = ''] of text.matchAll(/(--[\w-]+)['"`]?\s*\]?:/g)) set.add(name)
  return styled.flatMap(({ path, text }) =>
    // A name that ends in a hyphen is put together.
    [...text.matchAll(/var\(\s*(--[\w-]*\w)(?![\w-]|\$\{)/g)]
      .filter(([, name = '']) => !set.has(name))
      .map(([, name = '']) => `${path} uses ${name}, which nothing sets`),
  )
}
