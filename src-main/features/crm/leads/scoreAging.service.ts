// Scores are of a moment: a last contact grows old without anybody writing anything. Before scores are
// read, those that have aged since they were last looked at are brought up to date, all at once.
import type { Services } from '#main/core/services.ts'
import type { Database } from '#main/database/database.ts'
import { defaultScoreRules, type ScoreRules } from '#shared/rules/scoreRules.ts'
import type { SqlCondition } from '../filters/filterSql.ts'
import { recountMarked } from '../scoring/scoreRules.service.ts'
import { ownRules, scoreMeaning } from '../scoring/scoreRules.repository.ts'
import { agedSql, scoreSql } from '../scoring/scoreSql.ts'
import { datePlannedContacts } from '../interactions/interactions.service.ts'

const hour = 60 * 60 * 1000
/**
 * As of when scores are, in hours since 1970: a number in the head of the database file, which goes
 * wherever the file goes and is no row of anybody's data. 0: of nothing yet.
 */
const asOfSql = 'SELECT user_version AS n FROM pragma_user_version'
const noteAsOf = (now: number) => `PRAGMA user_version = ${Math.floor(now / hour)}`

const isNobody = (database: Database, { where, parameters }: SqlCondition): boolean =>
  database.count(`SELECT EXISTS (SELECT 1 FROM leads WHERE ${where}) AS n`, parameters) === 0

/** With rules of the user's own, who has aged is marked, and counted with all others that are. */
async function markAged(
  { database }: Services,
  rules: ScoreRules,
  { asOf, now }: { asOf: number; now: number },
): Promise<void> {
  const aged = agedSql(rules, asOf, now)
  if (isNobody(database, aged)) return
  await database.write([], async (transaction) => {
    await transaction.sql(
      `INSERT OR IGNORE INTO score_stale (lead_id) SELECT id FROM leads WHERE ${aged.where}`,
      aged.parameters,
    )
    await transaction.sql(noteAsOf(now))
  })
}

/** What was planned and has happened is a contact; whose last contact passed a step is scored anew. */
export async function bringScoresUpToDate(services: Services): Promise<void> {
  const { database, host } = services
  await datePlannedContacts(services)
  const now = host.clock.now()
  const asOf = database.count(asOfSql) * hour
  const own = ownRules(database)
  if (own !== null) await markAged(services, own, { asOf, now })
  await recountMarked(services)
  if (own !== null) return
  const aged = agedSql(defaultScoreRules, asOf, now)
  if (isNobody(database, aged)) return
  const score = scoreSql(defaultScoreRules, scoreMeaning(database, now))
  await database.write(['crm'], async (transaction) => {
    await transaction.sql(`UPDATE leads SET score = ${score.where} WHERE ${aged.where}`, [
      ...score.parameters,
      ...aged.parameters,
    ])
    await transaction.sql(noteAsOf(now))
  })
}
