// Takes accounts that warm up from stage to stage, in the sending thread: by the database and the wall
// clock, so that a restart changes nothing.
import { threadReads, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { stageProgress, stageStep, type StageStep } from './stageProgress.ts'

export type WarmUpSteps = {
  /** True if a stage is done, or met with trouble. */
  isDue(now: number): boolean
  /** Writes down what became of stages, inside the caller's transaction. */
  takeDue(now: number): void
}

type Warming = { id: number; stage: number; since: number; maxPerDay: number | null }
type Due = { account: Warming; step: StageStep }

export function createWarmUpSteps(connection: SqliteConnection): WarmUpSteps {
  const warming = connection.prepare<[], Warming>(
    `SELECT id, warm_up_stage AS stage, warm_up_since AS since, max_per_day AS maxPerDay
     FROM email_accounts WHERE warm_up_stage IS NOT NULL AND warm_up_since IS NOT NULL`,
  )
  const set = connection.prepare(
    'UPDATE email_accounts SET warm_up_stage = ?, warm_up_since = ? WHERE id = ?',
  )
  const note = connection.prepare(
    `INSERT INTO warm_up_changes (account_id, changed_at, kind, stage, trouble, stage_before, since_before)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const due = (now: number): Due[] =>
    warming.all().flatMap((account) => {
      const progress = stageProgress(threadReads(connection), account.id, account.since)
      const step = stageStep(account.stage, account.maxPerDay, progress, now)
      return step === null ? [] : [{ account, step }]
    })

  return {
    isDue: (now) => due(now).length > 0,
    takeDue(now) {
      for (const { account, step } of due(now)) {
        const { id, stage, since: before } = account
        // What met with trouble by now is not met with again.
        const since = step.kind === 'repeated' ? now + 1 : now
        set.run(step.stage, step.stage === null ? null : since, id)
        note.run(id, now, step.kind, step.stage, step.trouble, stage, before)
      }
    },
  }
}
