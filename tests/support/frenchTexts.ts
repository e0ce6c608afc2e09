// The French texts in the source and in resources/: literals of French files, under a key `fr`, in a
// constant called French, or where the language is French.
import ts from 'typescript'
import { globSync, readFileSync } from 'node:fs'

/** `start` and `end` enclose the words in the file, without quotation marks. */
export type FrenchText = { file: string; line: number; text: string; start: number; end: number }

const frenchFile = /i18n\/fr\/|\/fr\/[^/]+$|\.fr\.ts$|[a-z]Fr\.ts$/

export const frenchTexts = (): FrenchText[] =>
  globSync(['src-*/**/*.{ts,vue}', 'resources/**/*.json']).toSorted().flatMap(textsOf)

function textsOf(file: string): FrenchText[] {
  const whole = readFileSync(file, 'utf8')
  const isWholeFile = frenchFile.test(file)
  if (!isWholeFile && !/\bfr\b|[Ff]rench/.test(whole)) return []
  // Of a component its script; the offset keeps positions those of the file.
  const script = file.endsWith('.vue')
    ? (/<script[^>]*>([\s\S]*?)<\/script>/.exec(whole)?.[1] ?? '')
    : whole
  const offset = file.endsWith('.vue') ? whole.indexOf(script) : 0
  const source = ts.createSourceFile(
    file.endsWith('.json') ? file : `${file}.ts`,
    script,
    ts.ScriptTarget.Latest,
    true,
  )
  const found: FrenchText[] = []
  const visit = (node: ts.Node, isFrench: boolean) => {
    if (isFrench && isText(node)) {
      const start = node.getStart(source) + 1
      const end =
        node.getEnd() -
        (node.kind === ts.SyntaxKind.TemplateHead || node.kind === ts.SyntaxKind.TemplateMiddle
          ? 2
          : 1)
      found.push({
        file,
        line: source.getLineAndCharacterOfPosition(start).line + 1,
        text: node.text,
        start: start + offset,
        end: end + offset,
      })
    }
    ts.forEachChild(node, (child) => visit(child, isFrench || beginsFrench(node, child)))
  }
  visit(source, isWholeFile)
  return found
}

type Text =
  | ts.StringLiteral
  | ts.NoSubstitutionTemplateLiteral
  | ts.TemplateHead
  | ts.TemplateMiddle
  | ts.TemplateTail
const isText = (node: ts.Node): node is Text =>
  (ts.isStringLiteral(node) && !ts.isImportDeclaration(node.parent) && !isName(node)) ||
  ts.isNoSubstitutionTemplateLiteral(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddleOrTemplateTail(node)

/** JSON writes names as texts. */
const isName = (node: ts.StringLiteral) =>
  ts.isPropertyAssignment(node.parent) && node.parent.name === node

function beginsFrench(parent: ts.Node, child: ts.Node): boolean {
  if (ts.isPropertyAssignment(parent))
    return child === parent.initializer && /^['"]?fr['"]?$/.test(parent.name.getText())
  if (ts.isVariableDeclaration(parent))
    return child === parent.initializer && /^french|^fr$|Fr$/.test(parent.name.getText())
  if (ts.isFunctionDeclaration(parent))
    return child === parent.body && parent.name?.text === 'french'
  return (
    ts.isConditionalExpression(parent) &&
    child === parent.whenTrue &&
    /'fr'/.test(parent.condition.getText()) &&
    parent.condition.getText().includes('===')
  )
}
