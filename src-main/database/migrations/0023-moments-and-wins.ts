// Totals by the quarter of an hour, so that the days of every time zone are exact; cohorts by
// arrival, so that months are the business's; a win counts among those that had arrived once its
// lead has; no move that nobody recorded, and no touchpoint that is counted twice.
import type { MigrationInterface, QueryRunner } from 'typeorm'

type Values = Record<string, string>
const quarter = 900_000
/** Shares of thirty days that a cohort is followed by. */
const span = 2_592_000_000

const listed = (values: Values) => Object.keys(values).join(', ')
/** Fills the shortest span of a table of totals from rows; the longer ones are as they were. */
const fill = (table: string, from: string, at: string, key: Values, figures: Values) => {
  const groups = ['starts', ...Object.keys(key).map((name) => `kept_${name}`)]
  const keys = Object.entries(key).map(([name, value]) => `${value} AS kept_${name}, `)
  return `INSERT INTO ${table} (span, start, ${[...Object.keys(key), ''].join(', ')}${listed(figures)})
    SELECT 'quarter', ${at} / ${quarter} AS starts, ${keys.join('')}${Object.values(figures)
      .map((figure) => `sum(${figure})`)
      .join(', ')} FROM ${from} WHERE true GROUP BY ${groups.join(', ')}`
}

const stages = ['new', 'contacted', 'qualified', 'proposal', 'negotiation', 'won', 'lost']
const isTimed = 'coalesce(changed_at >= entered_at, 0)'
const byItself = (...names: string[]): Values =>
  Object.fromEntries(names.map((name) => [name, name]))

const refill = [
  // Wins by the moment from which their lead had arrived and was won.
  'ALTER TABLE period_totals ADD COLUMN converted integer NOT NULL DEFAULT 0',
  ...['period_totals', 'source_totals', 'stage_move_totals', 'attribution_totals'].map(
    (table) => `DELETE FROM ${table} WHERE span = 'hour'`,
  ),
  fill(
    'period_totals',
    `(SELECT created_at AS at, 1 AS arrived, 0 AS won, 0 AS won_cents, 0 AS sent, 0 AS sandboxed, 0 AS converted FROM leads
      UNION ALL SELECT won_at, 0, 1, value_cents, 0, 0, 0 FROM lead_wins
      UNION ALL SELECT max(won_at, arrived_at), 0, 0, 0, 0, 0, 1 FROM lead_wins
      UNION ALL SELECT sent_at, 0, 0, 0, account_id <> 0, account_id = 0, 0 FROM outbox
        WHERE state = 'sent' AND confirms IS NULL AND sent_at IS NOT NULL)`,
    'at',
    {},
    byItself('arrived', 'won', 'won_cents', 'sent', 'sandboxed', 'converted'),
  ),
  `INSERT INTO period_totals (span, start, converted) SELECT 'day', max(won_at, arrived_at) / 86400000, count(*) FROM lead_wins WHERE true GROUP BY 2
    ON CONFLICT (span, start) DO UPDATE SET converted = excluded.converted`,
  fill(
    'source_totals',
    'leads LEFT JOIN lead_wins ON lead_id = id',
    'created_at',
    { source: `coalesce(leads.source, '')` },
    {
      ...{ leads: '1', value_cents: 'estimated_value_cents' },
      ...{ won: 'lead_id IS NOT NULL', won_cents: 'coalesce(lead_wins.value_cents, 0)' },
    },
  ),
  fill('stage_move_totals', 'lead_stage_changes', 'changed_at', byItself('from_status'), {
    ...Object.fromEntries(stages.map((stage) => [`to_${stage}`, `to_status = '${stage}'`])),
    timed: isTimed,
    milliseconds: `iif(${isTimed}, changed_at - entered_at, 0)`,
  }),
  fill('attribution_totals', 'attribution_shares', 'won_at', byItself('kind', 'ref'), {
    ...byItself('first_cents', 'last_cents', 'linear_cents'),
    ...{ first_wins: 'is_first', last_wins: 'is_last', touched_wins: '1' },
  }),
]

/** -1 for a lead that arrived here after its win: nobody knows how long it took. */
const monthsAfter = (row: string) =>
  `iif(${row}won_at < ${row}arrived_at, -1, (${row}won_at - ${row}arrived_at) / ${span})`
const cohorts = [
  // By moment of arrival and whole spans of thirty days between arrival and win.
  `CREATE TABLE cohort_totals (
    span varchar NOT NULL,
    start integer NOT NULL,
    months_after integer NOT NULL,
    won integer NOT NULL DEFAULT 0,
    won_cents integer NOT NULL DEFAULT 0,
    PRIMARY KEY (span, start, months_after)
  ) WITHOUT ROWID`,
  ...Object.entries({ quarter, day: 86_400_000 }).map(
    ([name, length]) => `INSERT INTO cohort_totals (span, start, months_after, won, won_cents)
    SELECT '${name}', arrived_at / ${length}, ${monthsAfter('')}, count(*), sum(value_cents) FROM lead_wins GROUP BY 2, 3`,
  ),
]

const cohortStatement =
  /INSERT INTO cohort_totals \(month, months_after, won, won_cents\) VALUES \(CAST.*? - 1, max\(0, \((NEW|OLD)\..*?, (-?1), (\S+)\)\s+ON CONFLICT \(month, months_after\).*?;/gs
const countCohort = (_all: string, row: string, sign: string, cents: string): string =>
  Object.entries({ quarter, day: 86_400_000 })
    .map(
      ([
        name,
        length,
      ]) => `INSERT INTO cohort_totals (span, start, months_after, won, won_cents) VALUES ('${name}', ${row}.arrived_at / ${length}, ${monthsAfter(`${row}.`)}, ${sign}, ${cents})
    ON CONFLICT (span, start, months_after) DO UPDATE SET won = won + excluded.won, won_cents = won_cents + excluded.won_cents;`,
    )
    .join('\n    ')

const winStatement =
  /INSERT INTO period_totals \(span, start, won, won_cents\) VALUES \('\w+', (NEW|OLD)\.won_at \/ (\d+), (-?1), [^;]*;/g
const countConverted = (all: string, row: string, length: string, sign: string): string => `${all}
    INSERT INTO period_totals (span, start, converted) VALUES ('${length === '3600000' ? 'quarter' : 'day'}', max(${row}.won_at, ${row}.arrived_at) / ${length}, ${sign})
    ON CONFLICT (span, start) DO UPDATE SET converted = converted + excluded.converted;`

/** A lead whose source is the funnel that it answered has met one thing, not two. */
const isOwnSource = `NOT EXISTS (SELECT 1 FROM funnel_events AS forms JOIN funnels ON funnels.id = forms.funnel_id
        WHERE forms.lead_id = lead_wins.lead_id AND forms.kind = 'form' AND forms.at <= lead_wins.won_at AND funnels.name = lead_wins.source)`
const sourceTouch = /(0 AS place FROM lead_wins WHERE lead_wins\.lead_id = (?:NEW|OLD)\.lead_id)/g

const rewritten = (sql: string): string =>
  sql
    .replace(cohortStatement, countCohort)
    .replace(winStatement, countConverted)
    .replace(sourceTouch, `$1 AND ${isOwnSource}`)
    .replaceAll(`VALUES ('hour',`, `VALUES ('quarter',`)
    .replaceAll('/ 3600000', `/ ${quarter}`)

/** What the sandbox kept is in no sum of what was sent. */
const sandboxed = `CREATE INDEX outbox_sandboxed ON outbox (campaign_id) WHERE state = 'sent' AND account_id = 0`

/** What was made up so far is taken back; the triggers, as they are now, take it out of every total. */
const corrections = [
  // An import made of each customer a lead that had been new until it was won.
  `DELETE FROM lead_stage_changes WHERE id IN (
    SELECT changes.id FROM lead_stage_changes AS changes JOIN leads ON leads.id = changes.lead_id JOIN imports ON imports.id = leads.import_id
    WHERE changes.from_status = 'new' AND changes.to_status = 'won' AND changes.changed_at < imports.started_at
      AND NOT EXISTS (SELECT 1 FROM lead_stage_changes AS earlier WHERE earlier.lead_id = changes.lead_id AND earlier.id < changes.id))`,
  // Told that it changed, a win is shared out again.
  `UPDATE lead_wins SET won_at = won_at WHERE lead_id IN (SELECT lead_id FROM funnel_events WHERE kind = 'form')`,
]

export class MomentsAndWins0023 implements MigrationInterface {
  name = 'MomentsAndWins1780000000023'
  async up(runner: QueryRunner): Promise<void> {
    const triggers = (await runner.query(
      `SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND (name IN ('funnel_events_shared', 'funnel_events_unshared')
        OR tbl_name IN ('leads', 'lead_wins', 'lead_stage_changes', 'attribution_shares', 'outbox'))`,
    )) as { name: string; sql: string }[]
    let count = 0
    for (const { name, sql } of triggers) {
      const changed = rewritten(sql)
      if (changed === sql) continue
      count += 1
      await runner.query(`DROP TRIGGER ${name}`)
      await runner.query(changed)
    }
    // One that went on counting hours would count where nothing is read.
    if (count < 19) throw new Error(`At least 19 triggers keep totals, and ${count} were found.`)
    await runner.query('DROP TABLE cohort_totals')
    for (const statement of [...refill, ...cohorts, ...corrections, sandboxed])
      await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
