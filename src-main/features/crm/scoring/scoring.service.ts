// The learnt score as it is asked for: the model, learning anew, one lead's likelihood; and when the
// hourly work learns by itself.
import type { z } from 'zod'
import type { Likelihood, LearntModel, TrainInput } from '#shared/contract/crm/scoring.ts'
import type { CustomField } from '#shared/contract/crm/customFields.ts'
import { customKeyOf } from '#shared/rules/leadFilter/filterFields.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { startTask, type Task } from '#main/platform/task.ts'
import { listFields } from '../customFields/customFields.repository.ts'
import { featuresOf } from './columnEncoding.ts'
import {
  contactColumn,
  contactFacts,
  factRow,
  factsOf,
  factsSql,
  otherPrefix,
} from './leadFacts.ts'
import { leastOfEach } from './learnScore.ts'
import { learntScoresTable, type LearntScoreRow } from './learntScores.table.ts'
import { judgeLead } from './likelihood.ts'
import type { ScoringResult, ScoringTask } from './scoring.worker.ts'
import { countDecided, type Counts } from './wantedLeads.ts'

const theOnly = { id: 1 }

const lacking = ({ won, lost }: Counts): Counts => ({
  won: Math.max(0, leastOfEach - won),
  lost: Math.max(0, leastOfEach - lost),
})

/** An area whose interval reaches one half is chance. */
function stateOf(row: LearntScoreRow): Exclude<LearntModel['state'], 'untrained'> {
  const { won, lost } = lacking(row.counts.all)
  if (won + lost > 0) return 'too_few'
  return row.measured !== null && row.learnt !== null && row.measured.from > 0.5
    ? 'ready'
    : 'no_signal'
}

/** A column as the user knows it; null: it is a field that the interface names. */
function nameOf(column: string, fields: readonly CustomField[]): string | null {
  const key = customKeyOf(column)
  if (key !== null) return fields.find((field) => field.key === key)?.name ?? key
  return column.startsWith(otherPrefix) ? column.slice(otherPrefix.length) : null
}

export function getModel({ database }: Services): LearntModel {
  const row = learntScoresTable.find(database, theOnly)
  const fields = listFields(database)
  const state = row === null ? 'untrained' : stateOf(row)
  if (row === null || state === 'too_few') {
    // What there was then says nothing of now.
    const counts = countDecided(database)
    const missing = lacking(counts)
    return {
      state: row !== null && missing.won + missing.lost > 0 ? 'too_few' : 'untrained',
      ...{ trainedAt: null, counts, missing, auc: null, columns: [], leftOut: [] },
      choices: row?.choices ?? { leaveOut: [], include: [] },
    }
  }
  return {
    state,
    trainedAt: toTimestamp(row.trainedAt),
    counts: row.counts.learnt,
    missing: lacking(row.counts.all),
    auc: areaOf(row),
    columns: columnsOf(row, fields),
    leftOut: row.leftOut.map((one) => ({ ...one, name: nameOf(one.column, fields) })),
    choices: row.choices,
  }
}

function areaOf({ measured }: LearntScoreRow): LearntModel['auc'] {
  if (measured === null) return null
  const { auc: mean, folds, from, to } = measured
  const squares = folds.reduce((sum, fold) => sum + (fold - mean) ** 2, 0)
  return { mean, from, to, deviation: Math.sqrt(squares / folds.length), folds }
}

function columnsOf({ learnt }: LearntScoreRow, fields: CustomField[]): LearntModel['columns'] {
  if (learnt === null) return []
  const { columns, importance, weights, counts, suspicious } = learnt
  return columns
    .map((column, index) => ({
      column: column.id,
      name: nameOf(column.id, fields),
      importance: importance[index] ?? 0,
      isSuspicious: suspicious.includes(column.id),
      features: featuresOf(column).map((feature, at) => {
        const weight = weights[column.first + at] ?? 0
        const leads = counts[column.first + at] ?? 0
        return { ...feature, weight, oddsRatio: Math.exp(weight), leads }
      }),
    }))
    .sort((one, other) => other.importance - one.importance)
}

// One learning at a time: whoever asks meanwhile with the same wishes is answered by it.
type UnderWay = { asked: string; task: Task<ScoringResult>; model: Promise<LearntModel> }
const learningUnderWay = memorySlot(() => new Map<'now', UnderWay>())

/**
 * Learns anew, in a thread. Too few won or lost leads are an answer, no error.
 * @param input which columns to leave out or to take in; as the last time where nothing is said
 */
export async function trainModel(
  services: Services,
  input: z.infer<typeof TrainInput> = {},
): Promise<LearntModel> {
  const { database, host, memory } = services
  const underWay = memory.of(learningUnderWay)
  const before = learntScoresTable.find(database, theOnly)
  const choices = {
    leaveOut: input.leaveOut ?? before?.choices.leaveOut ?? [],
    include: input.include ?? before?.choices.include ?? [],
  }
  const asked = JSON.stringify(choices)
  for (let running = underWay.get('now'); running !== undefined; running = underWay.get('now')) {
    if (running.asked === asked) return running.model
    await running.model.catch(() => undefined)
  }
  const task = startTask<ScoringTask, ScoringResult>(
    new URL('./scoring.worker.ts', import.meta.url),
    { databasePath: database.path, choices, fields: listFields(database), now: host.clock.now() },
  )
  const model = task.outcome
    .then((result) => keep(services, choices, result))
    .finally(() => underWay.delete('now'))
  underWay.set('now', { asked, task, model })
  return model
}

/** Ends the learning under way, if any; what was learnt before stays. */
export async function stopLearning({ memory }: Services): Promise<void> {
  const running = memory.of(learningUnderWay).get('now')
  running?.task.cancel()
  await running?.model.catch(() => undefined)
}

async function keep(
  services: Services,
  choices: LearntModel['choices'],
  { learnt, all, learning }: ScoringResult,
): Promise<LearntModel> {
  const { database, host } = services
  const { won, lost } = lacking(all)
  // Stopped, as the application ends: what was learnt before stays.
  if (learning === null && won + lost === 0) return getModel(services)
  const found = learning?.found ?? null
  const row = {
    trainedAt: host.clock.now(),
    counts: { learnt, all },
    choices,
    measured: found?.measured ?? null,
    leftOut: learning?.judged.leftOut ?? [],
    learnt:
      found === null
        ? null
        : { ...found.learnt, suspicious: [...(learning?.judged.suspicious ?? [])] },
  }
  await database.write(['crm'], async (transaction) => {
    await learntScoresTable.delete(transaction, theOnly)
    await learntScoresTable.insert(transaction, { ...theOnly, ...row })
  })
  return getModel(services)
}

/** What the model says of a lead, computed from the lead as it is. @throws 404 */
export function leadLikelihood({ database, host }: Services, id: number): Likelihood {
  const fact = database.first(factRow, factsSql('leads.id = ?'), [host.clock.now(), id])
  if (fact === null) throw unknownId('lead', id)
  const row = learntScoresTable.find(database, theOnly)
  const state = row === null ? 'untrained' : stateOf(row)
  if (state !== 'ready' || row?.learnt == null)
    return { state, probability: null, usual: null, reasons: [] }
  const { learnt, all } = row.counts
  // Where not all leads were looked at, won ones are as frequent as they are among all.
  const shift = Math.log((all.won / all.lost) * (learnt.lost / learnt.won))
  const fields = listFields(database)
  const { probability, reasons } = judgeLead(row.learnt, factsOf(fact, fields), shift)
  return {
    state,
    probability,
    usual: all.won / (all.won + all.lost),
    reasons: reasons.map((reason) => ({
      ...reason,
      name: nameOf(reason.column, fields),
      // Amounts and counts stand in the model by their magnitude.
      values: shownValues(reason.column, reason.values, fact),
    })),
  }
}

function shownValues(column: string, values: string[], fact: ReturnType<typeof factRow.read>) {
  if (values.length === 0) return values
  if (column === 'estimatedValue') return [String(fact.estimatedValueCents / 100)]
  const counts = [fact.emails, fact.calls, fact.meetings, fact.forms]
  const at = contactFacts.findIndex((one) => contactColumn(one) === column)
  return at < 0 ? values : [String(counts[at])]
}

/** Decisions after which it learns by itself, at least, and as a share of those it knows. */
const newDecisions = 10
const shareOfNew = 0.1

/** Learns where there are enough leads of each kind and a tenth of them is new, or the first time. */
export async function learnWhenDue(services: Services): Promise<void> {
  const now = countDecided(services.database)
  const { won, lost } = lacking(now)
  if (won + lost > 0) return
  const row = learntScoresTable.find(services.database, theOnly)
  if (row !== null) {
    const { all } = row.counts
    const changed = Math.abs(now.won - all.won) + Math.abs(now.lost - all.lost)
    if (changed < Math.max(newDecisions, shareOfNew * (all.won + all.lost))) return
  }
  await trainModel(services)
}
