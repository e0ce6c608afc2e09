// The rules of the score by points: set, tried on the leads there are, and followed. Scores are
// counted anew before they are read where few are marked, and in a thread where many are.
import type { ScorePreview, ScoreRulesState } from '#shared/contract/crm/scoreRules.ts'
import type { z } from 'zod'
import type { Lead, ScoreReport } from '#shared/contract/crm.contract.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { defaultScoreRules, scoreRulesProblem, type ScoreRules } from '#shared/rules/scoreRules.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { integer } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { describeError } from '#main/platform/log.ts'
import { startTask, type Task } from '#main/platform/task.ts'
import { customKinds } from '../filters/filterMeaning.ts'
import {
  leftToCount,
  markAllStatements,
  markedSql,
  nextOfAllSql,
  scoreThese,
  unmarkSql,
} from './scoreRecount.ts'
import { ownRules, scoreMeaning, scoreRules } from './scoreRules.repository.ts'
import { scoreRulesTable } from './scoreRules.table.ts'
import { scoreParts, scoreSql } from './scoreSql.ts'
import type { ScoreResult, ScoreTask } from './scoreRules.worker.ts'

const topics: Topic[] = ['crm', 'dashboard']
const lead = rowOf({ id: integer() })
const worker = new URL('./scoreRules.worker.ts', import.meta.url)

export function getScoreRules({ database }: Services): ScoreRulesState {
  const own = ownRules(database)
  return {
    rules: own ?? defaultScoreRules,
    isOwn: own !== null,
    defaults: defaultScoreRules,
    counted: countedShare(database),
  }
}

function countedShare(database: Services['database']): number {
  const next = database.first(lead, nextOfAllSql)
  if (next === null) return 1
  const last = database.count('SELECT coalesce(max(id), 0) AS n FROM leads')
  return last === 0 ? 1 : Math.min(1, (next.id - 1) / last)
}

/** @throws 422 naming the rule that cannot be followed; nothing is changed then */
export async function setScoreRules(
  services: Services,
  rules: ScoreRules,
): Promise<ScoreRulesState> {
  const { database, host } = services
  checkRules(database, rules)
  const isUsual = JSON.stringify(rules) === JSON.stringify(defaultScoreRules)
  await database.write(topics, async (transaction) => {
    await scoreRulesTable.delete(transaction, { id: 1 })
    if (!isUsual)
      await scoreRulesTable.insert(transaction, { id: 1, rules, updatedAt: host.clock.now() })
    for (const statement of markAllStatements) await transaction.sql(statement)
  })
  startRecount(services)
  return getScoreRules(services)
}

function checkRules(database: Services['database'], rules: ScoreRules): void {
  const problem = scoreRulesProblem(rules, customKinds(database))
  if (problem !== null)
    throw apiError('UNPROCESSABLE', 'score_rule_invalid', `${problem.path}: ${problem.sentence}`, {
      field: problem.path,
      detail: rules.own[Number(/^own\[(\d+)\]/.exec(problem.path)?.[1])]?.name ?? '',
    })
}

type Counting = { task: Task<ScoreResult>; ended: Promise<void> }
const counting = memorySlot(() => new Map<'recount', Counting>())
const trying = memorySlot(() => new Map<'preview', Task<ScoreResult>>())

/** Counts what is marked, in a thread; one at a time. */
export function startRecount(services: Services): Promise<void> {
  const { database, host, memory, changes } = services
  const underWay = memory.of(counting)
  const running = underWay.get('recount')
  if (running !== undefined) return running.ended
  const input: ScoreTask = { kind: 'recount', databasePath: database.path, now: host.clock.now() }
  const task = startTask<ScoreTask, ScoreResult, null>(worker, input, () => changes.publish(topics))
  const ended = task.outcome
    .then(
      () => undefined,
      (error: unknown) =>
        // Marks stay: the hourly work, and whoever reads scores, goes on from there.
        host.log('error', 'Counting scores anew stopped half-way.', describeError(error)),
    )
    .finally(() => {
      underWay.delete('recount')
      changes.publish(topics)
    })
  underWay.set('recount', { task, ended })
  return ended
}

/** As the application ends; what is left is counted after the next start. */
export async function stopRecount({ memory }: Services): Promise<void> {
  const running = memory.of(counting).get('recount')
  running?.task.cancel()
  memory.of(trying).get('preview')?.cancel()
  await running?.ended
}

/** Up to so many are counted on the spot; up to so many more are waited for. */
const [few, some, slice] = [1_000, 20_000, 200] as const

/** Scores that are read next follow the rules, unless so many are marked that it takes a while. */
export async function recountMarked(services: Services): Promise<void> {
  // A count under way may have seen its last mark a moment before another was made: once more then.
  for (const isLast of [false, true]) {
    const { isAll, left } = leftToCount(services.database, some + 1)
    if (left === 0) return
    if (!isAll && left <= few) return countOnTheSpot(services)
    const ended = startRecount(services)
    if (left > some || isLast) return
    await ended
  }
}

/** Nothing is told: whoever shows scores is about to read them, or was told of what marked them. */
async function countOnTheSpot({ database, host }: Services): Promise<void> {
  for (let isDone = false; !isDone;)
    isDone = await database.write([], async (transaction) => {
      const rows = await transaction.all(lead, markedSql(slice))
      const ids = JSON.stringify(rows.map(({ id }) => id))
      const { sql, parameters } = scoreThese(database, ids, host.clock.now())
      await transaction.sql(sql, parameters)
      await transaction.sql(unmarkSql, [ids])
      return rows.length < slice
    })
}

/** What other rules would make of the leads there are. A newer question ends an older one. */
export async function previewScoreRules(
  { database, host, memory }: Services,
  rules: ScoreRules,
): Promise<ScorePreview> {
  checkRules(database, rules)
  const underWay = memory.of(trying)
  underWay.get('preview')?.cancel()
  const input: ScoreTask = {
    ...{ kind: 'preview', databasePath: database.path, rules, now: host.clock.now() },
  }
  const task = startTask<ScoreTask, ScoreResult, null>(worker, input)
  underWay.set('preview', task)
  const preview = await task.outcome
  if (preview === null)
    throw apiError('CONFLICT', 'score_preview_replaced', 'Other rules are being tried.')
  return preview
}

/** A lead with the score that the rules give it now. */
export function withScore({ database, host }: Services, lead: Lead): Lead {
  if (ownRules(database) === null) return lead
  const now = host.clock.now()
  const { where, parameters } = scoreSql(scoreRules(database), scoreMeaning(database, now))
  const scored = database.first(
    rowOf({ score: integer() }),
    `SELECT (${where}) AS score FROM leads WHERE leads.id = ?`,
    [...parameters, lead.id],
  )
  return { ...lead, score: scored?.score ?? lead.score }
}

type Explanation = Pick<z.infer<typeof ScoreReport>, 'score' | 'points'>

/** Where each point of a lead comes from, by the rules there are. @throws 404 */
export function explainScore({ database, host }: Services, id: number): Explanation {
  const rules = scoreRules(database)
  const meaning = scoreMeaning(database, host.clock.now())
  const parts = scoreParts(rules, meaning)
  const whole = scoreSql(rules, meaning)
  const row = database.first(
    rowOf({
      ...Object.fromEntries(parts.map((_, at) => [`part${at}`, integer()])),
      whole: integer(),
    }),
    `SELECT ${parts.map(({ where }, at) => `(${where}) AS part${at}`).join(', ')}, (${whole.where}) AS whole FROM leads WHERE leads.id = ?`,
    [...parts.flatMap(({ parameters }) => parameters), ...whole.parameters, id],
  )
  if (row === null) throw unknownId('lead', id)
  const values = row as Record<string, number>
  const points = parts.map(({ criterion, name, most }, at) => ({
    ...{ criterion: criterion ?? ('own' as const), name, most },
    points: values[`part${at}`] ?? 0,
  }))
  const sum = points.reduce((total, point) => total + point.points, 0)
  const fades = Math.min(100, Math.max(0, sum)) - (values['whole'] ?? 0)
  const score = values['whole'] ?? 0
  const given = [
    // What can give nothing says nothing.
    ...points.filter(({ most, points: got }) => most !== 0 || got !== 0),
    ...(fades > 0 ? [{ criterion: 'fading' as const, name: null, points: -fades, most: 0 }] : []),
  ]
  return { score, points: given }
}
