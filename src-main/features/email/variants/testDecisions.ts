// Decides tests whose time is over, in the sending thread: by the database and the wall clock, so that a
// restart changes nothing. The first people go in the same write; of a large campaign, the queueing lets
// go of the rest from what is written down here.
import { threadReads, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import type { TestMeasure, UnclearRule } from '#shared/contract/email/campaignTest.ts'
import type { Variant } from '#shared/rules/sending/testSplit.ts'
import { prepareTransition, releaseSlice } from '../outbox/outbox.states.ts'
import {
  answers,
  decideSql,
  decisionMoment,
  isTestUnderWaySql,
  probabilityFor,
  releasableSql,
  selectAnswersSql,
  verdictOf,
  winnerBy,
  type Releasable,
} from './testAnswers.ts'

export type TestDecisions = {
  /** True if the time of a test is over, and its answers or its rule say what is to be sent. */
  isDue(now: number): boolean
  /** Writes down the winners there are and lets the first people go, inside the caller's transaction. */
  decideDue(now: number): void
}

type Running = {
  id: number
  hours: number
  measure: TestMeasure
  unclear: UnclearRule
  startedAt: number
}
type Decision = { id: number; winner: Variant; probability: number | null }

export function createTestDecisions(connection: SqliteConnection): TestDecisions {
  const running = connection.prepare<[], Running>(
    `SELECT campaigns.id, hours, measure, unclear, started_at AS startedAt FROM campaign_tests JOIN campaigns ON campaigns.id = campaign_id
     WHERE decided_at IS NULL AND removed_at IS NULL AND campaigns.status = 'sending' AND deleted_at IS NULL
       AND NOT ${isTestUnderWaySql}`,
  )
  const decide = connection.prepare(decideSql)
  const releasable = connection.prepare<[number], Releasable>(
    `SELECT * FROM (${releasableSql}) WHERE campaignId = ?`,
  )
  const release = prepareTransition(connection, releaseSlice)

  function decisions(now: number): Decision[] {
    return running.all().flatMap((test) => {
      const rows = threadReads(connection).all(answers, selectAnswersSql, [test.id])
      if (decisionMoment(test, rows) > now) return []
      const verdict = verdictOf(rows, test.measure)
      const winner = winnerBy(verdict, test.unclear)
      if (winner === null) return []
      return [{ id: test.id, winner, probability: probabilityFor(winner, verdict) }]
    })
  }

  return {
    isDue: (now) => decisions(now).length > 0,
    decideDue(now) {
      for (const { id, winner, probability } of decisions(now)) {
        decide.run(winner, 'time', now, probability, id)
        const waiting = releasable.get(id)
        if (waiting !== undefined) release.run(winner, waiting.versionId, id)
      }
    },
  }
}
