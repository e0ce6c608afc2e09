// Scores are of a moment: a last contact grows old without anybody writing anything. Before scores are
// read, those that have aged since they were last looked at are brought up to date, all at once.
import type { Services } from '#main/core/services.ts'
import { leadFieldNames, leadFields } from '#shared/leadFields/leadFields.ts'
import type { ScoreRules } from '#shared/rules/scoreRules.ts'
import { recencySteps, scoreWeights } from '#shared/rules/leadScore.ts'
import { recountMarked } from '../scoring/scoreRules.service.ts'
import { ownRules } from '../scoring/scoreRules.repository.ts'
import { agedSql } from '../scoring/scoreSql.ts'
import { datePlannedContacts } from '../interactions/interactions.service.ts'

const isFilled = (column: string) => `(trim(coalesce(${column}, '')) <> '')`
const fieldPoints = leadFieldNames.flatMap((name) => {
  const { column, scorePoints } = leadFields[name]
  return scorePoints === null ? [] : [`${scorePoints} * ${isFilled(column)}`]
})
/** The rule of `leadScore` as SQL on `leads`, as of `:now`; a test holds the two together. */
const scoreSql = `min(100, ${[
  `${scoreWeights.fullName} * (${isFilled('first_name')} AND ${isFilled('last_name')})`,
  ...fieldPoints,
  `min(${scoreWeights.interactions}, ${scoreWeights.interaction} * (SELECT count(*) FROM interactions WHERE lead_id = leads.id))`,
  `${scoreWeights.value} * (estimated_value_cents > 0)`,
  `CASE WHEN last_contact_at IS NULL THEN 0 ${recencySteps
    .map(({ within, points }) => `WHEN ? - last_contact_at < ${within} THEN ${points}`)
    .join(' ')} ELSE 0 END`,
].join(' + ')})`

/** A last contact between these two moments has passed a step, or gone back over it. */
const passed = recencySteps.map(() => '(last_contact_at > ? AND last_contact_at <= ?)').join(' OR ')
const passedBetween = (one: number, other: number) =>
  recencySteps.flatMap(({ within }) => [
    Math.min(one, other) - within,
    Math.max(one, other) - within,
  ])

const hour = 60 * 60 * 1000
/**
 * As of when scores are, in hours since 1970: a number in the head of the database file, which goes
 * wherever the file goes and is no row of anybody's data. 0: of nothing yet.
 */
const asOfSql = 'SELECT user_version AS n FROM pragma_user_version'
const noteAsOf = (now: number) => `PRAGMA user_version = ${Math.floor(now / hour)}`

/** With rules of the user's own, who has aged is marked, and counted with all others that are. */
async function markAged(
  { database }: Services,
  rules: ScoreRules,
  { asOf, now }: { asOf: number; now: number },
): Promise<void> {
  const { where, parameters } = agedSql(rules, asOf, now)
  if (database.count(`SELECT EXISTS (SELECT 1 FROM leads WHERE ${where}) AS n`, parameters) === 0)
    return
  await database.write([], async (transaction) => {
    await transaction.sql(
      `INSERT OR IGNORE INTO score_stale (lead_id) SELECT id FROM leads WHERE ${where}`,
      parameters,
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
  const window = passedBetween(asOf, now)
  if (database.count(`SELECT EXISTS (SELECT 1 FROM leads WHERE ${passed}) AS n`, window) === 0)
    return
  await database.write(['crm'], async (transaction) => {
    await transaction.sql(`UPDATE leads SET score = ${scoreSql} WHERE ${passed}`, [
      ...recencySteps.map(() => now),
      ...window,
    ])
    await transaction.sql(noteAsOf(now))
  })
}
