// The thread that counts many scores: those that are to be counted anew, in slices; or what other
// rules would make of all leads, changing nothing.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { ScorePreview } from '#shared/contract/crm/scoreRules.ts'
import { leadFields } from '#shared/leadFields/leadFields.ts'
import type { ScoreRules } from '#shared/rules/scoreRules.ts'
import { integer, moment } from '#main/database/columnKinds.ts'
import {
  openConnection,
  prepareRead,
  threadReads,
  type SqliteConnection,
} from '#main/database/sqliteConnection.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { runTask, type TaskContext } from '#main/platform/taskThread.ts'
import { fieldsOfFilter } from '../segments/segments.repository.ts'
import { areaUnderCurve } from './crossValidation.ts'
import { leastOfEach } from './learnScore.ts'
import { scoreMeaning, scoreRules } from './scoreRules.repository.ts'
import { scoreSql } from './scoreSql.ts'
import { recountSlice } from './scoreRecount.ts'

export type ScoreTask = { databasePath: string; now: number } & (
  { kind: 'recount' } | { kind: 'preview'; rules: ScoreRules }
)
/** Null: recounted, or cancelled. */
export type ScoreResult = ScorePreview | null
type Context = TaskContext<null>

async function recount(connection: SqliteConnection, now: number, context: Context): Promise<null> {
  while (!context.isCancelled() && recountSlice(connection, now)) {
    context.progress(null)
    await yieldToEventLoop()
  }
  return null
}

/** Leads read at once. */
const slice = 5_000
const scored = rowOf({ id: integer(), before: integer(), after: integer() })

function compare(
  connection: SqliteConnection,
  { rules, now }: { rules: ScoreRules; now: number },
  context: Context,
): Omit<ScorePreview, 'ranking' | 'missing'> {
  const meaning = scoreMeaning(threadReads(connection), now)
  const [as, would] = [
    scoreSql(scoreRules(threadReads(connection)), meaning),
    scoreSql(rules, meaning),
  ]
  const read = prepareRead(
    connection,
    scored,
    `SELECT leads.id, (${as.where}) AS before, (${would.where}) AS after FROM leads WHERE leads.id > ? ORDER BY leads.id LIMIT ${slice}`,
  )
  const tens = () => Array.from({ length: 10 }, () => 0)
  const found = { leads: 0, changed: 0, higher: 0, lower: 0, before: tens(), after: tens() }
  const note = (list: number[], score: number) => {
    const at = Math.min(9, Math.floor(score / 10))
    list[at] = (list[at] ?? 0) + 1
  }
  for (let last = 0; !context.isCancelled();) {
    const rows = read.all(...as.parameters, ...would.parameters, last)
    for (const { before, after } of rows) {
      found.leads += 1
      if (before !== after) found.changed += 1
      if (after > before) found.higher += 1
      if (after < before) found.lower += 1
      note(found.before, before)
      note(found.after, after)
    }
    const end = rows.at(-1)
    if (end === undefined) break
    last = end.id
  }
  return found
}

const dayLength = 24 * 60 * 60 * 1000
/** The newest decided leads of each kind that are looked at. */
const mostOfEach = 50_000
const columns = Object.values(leadFields)
  .map(({ column }) => column)
  .join(', ')
/** Leads as they were a day before their last move into the stage: only contacts have a history. */
const decidedSql = `(SELECT id, created_at, custom, until, ${columns},
    (SELECT max(occurred_at) FROM interactions WHERE interactions.lead_id = decided.id AND occurred_at <= until) AS last_contact_at
  FROM (SELECT *, (SELECT changed_at FROM lead_stage_changes AS moves WHERE moves.lead_id = leads.id AND to_status = leads.status
      ORDER BY moves.id DESC LIMIT 1) - ${dayLength} AS until
    FROM leads WHERE status = ?) AS decided WHERE until IS NOT NULL ORDER BY id DESC LIMIT ${mostOfEach}) AS leads`
const decidedRow = rowOf({ before: integer(), after: integer(), until: moment() })

/** The stage is the decision: what counts it would know how each lead ended. */
const withoutStage = (rules: ScoreRules): ScoreRules => ({
  ...rules,
  own: rules.own.filter(({ filter }) => !fieldsOfFilter(filter).has('status')),
})

function rank(
  connection: SqliteConnection,
  { rules, now }: { rules: ScoreRules; now: number },
): Pick<ScorePreview, 'ranking' | 'missing'> {
  const reads = threadReads(connection)
  const meaning = scoreMeaning(reads, now)
  const asOf = { sql: 'leads.until', parameters: [] }
  const as = scoreSql(withoutStage(scoreRules(reads)), meaning, asOf)
  const would = scoreSql(withoutStage(rules), meaning, asOf)
  const sql = `SELECT (${as.where}) AS before, (${would.where}) AS after, leads.until AS until FROM ${decidedSql}`
  const of = (status: string) =>
    reads.all(decidedRow, sql, [...as.parameters, ...would.parameters, status])
  const [won, lost] = [of('won'), of('lost')]
  const missing = {
    won: Math.max(0, leastOfEach - won.length),
    lost: Math.max(0, leastOfEach - lost.length),
  }
  if (missing.won + missing.lost > 0) return { ranking: null, missing }
  const labels = Uint8Array.from([...won.map(() => 1), ...lost.map(() => 0)])
  const area = (name: 'before' | 'after') =>
    areaUnderCurve(
      [...won, ...lost].map((row) => row[name]),
      labels,
    ) ?? 0.5
  return {
    ranking: { won: won.length, lost: lost.length, before: area('before'), after: area('after') },
    missing,
  }
}

await runTask<ScoreTask, ScoreResult, null>(async (task, context) => {
  const connection = openConnection(task.databasePath)
  try {
    if (task.kind === 'recount') return await recount(connection, task.now, context)
    // One state of the file: what is compared is what is ranked.
    connection.exec('BEGIN')
    const compared = compare(connection, task, context)
    return context.isCancelled() ? null : { ...compared, ...rank(connection, task) }
  } finally {
    connection.close()
  }
})
