// The states of the outbox, and the statements that move a row from one to another, stand in one
// file: whoever adds a state or a transition finds all of them there.
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { deliveryStates } from '#shared/contract/deliveries.ts'
import { filesUnder, scriptOf, type SourceFile } from './sourceFiles.ts'

const home = 'src-main/features/email/outbox/outbox.states.ts'
/** What is about the person of a row, and leaves the row's state alone: an erasure, a merge. */
const ofPeople = [
  'src-main/features/crm/personalData/personalTables.ts',
  'src-main/features/crm/changes/storyTables.ts',
]
/** Words that are states of the outbox and of nothing else in this project. */
const ownWords = deliveryStates.filter(
  (state) => !['sent', 'failed', 'cancelled', 'held'].includes(state),
)
const quoted = (states: readonly string[]) =>
  new RegExp(`\\b(state|outcome)\\s*(=|<>|!=|(NOT )?IN)\\s*\\(?\\s*'(${states.join('|')})'`, 'i')
const writes = /\b(UPDATE|INTO|DELETE FROM)\s+outbox\b/i

/** Texts in which a file says something to the database, placeholders left out. */
function textsOf(file: SourceFile): string[] {
  const texts: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text)
    if (ts.isTemplateExpression(node))
      texts.push([node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('…'))
    ts.forEachChild(node, visit)
  }
  visit(scriptOf(file))
  return texts
}

/** `file: text` for each statement that names a state of the outbox, or writes to it. */
function statesWritten(files: SourceFile[]): string[] {
  return files.flatMap((file) =>
    textsOf(file)
      .filter(
        (text) =>
          (writes.test(text) && (!ofPeople.includes(file.path) || /\bstate\b/.test(text))) ||
          quoted(ownWords).test(text) ||
          (/\boutbox\b/.test(text) && quoted(deliveryStates).test(text)),
      )
      .map((text) => `${file.path}: ${text.slice(0, 60)}`),
  )
}

describe('the states of the outbox', () => {
  it('are written in one file', () => {
    const files = filesUnder(['src-main'], ['.ts']).filter(
      // Migrations are frozen: they say what the states were.
      ({ path }) => path !== home && !path.startsWith('src-main/database/migrations/'),
    )
    expect(statesWritten(files)).toEqual([])
  })

  it.each([
    "database.exec(`UPDATE outbox SET reason = 'left' WHERE id = ${id}`)",
    "const sql = `state = 'handing_over'`",
    "const sql = 'SELECT 1 FROM outbox WHERE id = ? AND state IN (\\'failed\\')'",
    'connection.prepare(`INSERT OR IGNORE INTO outbox (id) VALUES (?)`)',
  ])('are found in %j', (text) => {
    expect(statesWritten([{ path: 'src-main/x.ts', text }])).toHaveLength(1)
  })

  it.each([
    "sql(`UPDATE imports SET state = 'failed' WHERE id = ?`)",
    'sql(`SELECT 1 FROM outbox WHERE ${isQueuedSql}`)',
    "if (row.state === 'queued') wait()",
  ])('are not found in %j', (text) => {
    expect(statesWritten([{ path: 'src-main/x.ts', text }])).toEqual([])
  })
})
