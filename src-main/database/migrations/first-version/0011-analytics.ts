// Kept totals behind the dashboard and analytics: wins, hours and days, sources, cohorts, moves
// between stages, attribution.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const hour = 3_600_000
const statuses = ['new', 'contacted', 'qualified', 'proposal', 'negotiation', 'won', 'lost']
type Values = Record<string, string>

/** Adds figures to a row of a table of totals, made where it is missing. */
const addTo = (table: string, key: Values, figures: Values) => {
  const names = [...Object.keys(key), ...Object.keys(figures)]
  const sums = Object.keys(figures).map((name) => `${name} = ${name} + excluded.${name}`)
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${[...Object.values(key), ...Object.values(figures)].join(', ')})
    ON CONFLICT (${Object.keys(key).join(', ')}) DO UPDATE SET ${sums.join(', ')};`
}

/**
 * Hours a span has. Days are added up quickly, hours make the days of any time zone, four weeks
 * keep a year of many keys short.
 */
const spans = { hour: 1, day: 24, weeks4: 24 * 28 }
type Span = keyof typeof spans
const shorter: Span[] = ['hour', 'day']
const all: Span[] = ['hour', 'day', 'weeks4']
/** The same in the spans (of UTC) a moment lies in. */
const addToSpans = (table: string, at: string, key: Values, figures: Values, kept = shorter) =>
  kept
    .map((span) =>
      addTo(table, { span: `'${span}'`, ...key, start: `${at} / ${spans[span] * hour}` }, figures),
    )
    .join('\n    ')
/**
 * The same for all rows at once, when the totals are first made: hours from the rows, what is
 * longer from the hours.
 */
const fillSpans = (
  table: string,
  from: string,
  at: string,
  key: Values,
  figures: Values,
  kept = shorter,
) => {
  const names = ['start', ...Object.keys(key), ...Object.keys(figures)].join(', ')
  const grouped = [...Object.keys(key), 'start'].map((name) => `kept_${name}`).join(', ')
  const keys = Object.entries(key)
    .map(([name, value]) => `${value} AS kept_${name}, `)
    .join('')
  const sums = Object.keys(figures)
    .map((name) => `sum(${name})`)
    .join(', ')
  const hours = `INSERT INTO ${table} (span, ${names}) SELECT 'hour', ${at} / ${hour} AS kept_start, ${keys}${Object.values(figures).join(', ')} FROM ${from} GROUP BY ${grouped}`
  const longer = kept.slice(1).map((span) => {
    const own = Object.keys(key)
      .map((name) => `${name} AS kept_${name}, `)
      .join('')
    return `INSERT INTO ${table} (span, ${names}) SELECT '${span}', start / ${spans[span]} AS kept_start, ${own}${sums} FROM ${table} WHERE span = 'hour' GROUP BY ${grouped}`
  })
  return [hours, ...longer]
}

const signed = (sign: 1 | -1, value: string) => (sign === 1 ? value : `-(${value})`)
const trigger = (
  name: string,
  when: string,
  ...statements: string[]
) => `CREATE TRIGGER ${name} ${when} BEGIN
    ${statements.join('\n    ')}
  END`

/** Whole units of the currency, squared: what the spread of a forecast needs of many leads. */
const squares = (row: string) =>
  `((${row}.estimated_value_cents + 50) / 100) * ((${row}.estimated_value_cents + 50) / 100)`
const countArrival = (row: 'OLD' | 'NEW', sign: 1 | -1) => [
  addToSpans('period_totals', `${row}.created_at`, {}, { arrived: `${sign}` }),
  addToSpans(
    'source_totals',
    `${row}.created_at`,
    { source: `coalesce(${row}.source, '')` },
    { leads: `${sign}`, value_cents: signed(sign, `${row}.estimated_value_cents`) },
    all,
  ),
]
const countSquares = (row: 'OLD' | 'NEW', sign: '+' | '-') =>
  `UPDATE stage_totals SET value_squares = value_squares ${sign} ${squares(row)} WHERE status = ${row}.status;`

const monthOf = (row: string) =>
  `CAST(strftime('%Y', ${row}.arrived_at / 1000, 'unixepoch') AS integer) * 12 + CAST(strftime('%m', ${row}.arrived_at / 1000, 'unixepoch') AS integer) - 1`
const monthsAfter = (row: string) =>
  `max(0, (${row}.won_at - ${row}.arrived_at) / ${30 * 24 * hour})`
const countWin = (row: 'OLD' | 'NEW', sign: 1 | -1) => {
  const won = { won: `${sign}`, won_cents: signed(sign, `${row}.value_cents`) }
  return [
    addToSpans('period_totals', `${row}.won_at`, {}, won),
    addToSpans('source_totals', `${row}.arrived_at`, { source: `${row}.source` }, won, all),
    addTo('cohort_totals', { month: monthOf(row), months_after: monthsAfter(row) }, won),
  ]
}

/**
 * What a won lead had met until it was won: its source on arrival, each campaign a server accepted
 * for it, each funnel it answered.
 * Linear parts are cut so that they add up to the last cent.
 */
const shareWins = (
  which: string,
) => `INSERT INTO attribution_shares (lead_id, won_at, kind, ref, first_cents, last_cents, linear_cents, is_first, is_last)
    SELECT lead_id, won_at, kind, ref, iif(first_rank = 1, cents, 0), iif(last_rank = 1, cents, 0),
      cents * first_rank / touches - cents * (first_rank - 1) / touches, first_rank = 1, last_rank = 1
    FROM (SELECT wins.lead_id, wins.won_at, wins.value_cents AS cents, kind, ref,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY first_at, place, ref) AS first_rank,
        row_number() OVER (PARTITION BY wins.lead_id ORDER BY last_at DESC, place DESC, ref DESC) AS last_rank,
        count(*) OVER (PARTITION BY wins.lead_id) AS touches
      FROM (SELECT lead_id, 'source' AS kind, source AS ref, arrived_at AS first_at, arrived_at AS last_at, 0 AS place FROM lead_wins WHERE ${which}
        UNION ALL SELECT outbox.lead_id, 'campaign', CAST(campaign_id AS text), min(sent_at), max(sent_at), 2
          FROM lead_wins JOIN outbox ON outbox.lead_id = lead_wins.lead_id
          WHERE ${which} AND state = 'sent' AND account_id <> 0 AND sent_at <= won_at GROUP BY outbox.lead_id, campaign_id
        UNION ALL SELECT funnel_events.lead_id, 'funnel', CAST(funnel_id AS text), min(at), max(at), 1
          FROM lead_wins JOIN funnel_events ON funnel_events.lead_id = lead_wins.lead_id
          WHERE ${which} AND kind = 'form' AND at <= won_at GROUP BY funnel_events.lead_id, funnel_id
      ) AS touched JOIN lead_wins AS wins ON wins.lead_id = touched.lead_id);`
const forgetShares = (id: string) => `DELETE FROM attribution_shares WHERE lead_id = ${id};`
const shareAgain = (id: string) => [forgetShares(id), shareWins(`lead_wins.lead_id = ${id}`)]
const countShare = (row: 'OLD' | 'NEW', sign: 1 | -1) => {
  const figures = ['first_cents', 'last_cents', 'linear_cents'].map((name) => [
    name,
    signed(sign, `${row}.${name}`),
  ])
  return addToSpans(
    'attribution_totals',
    `${row}.won_at`,
    { kind: `${row}.kind`, ref: `${row}.ref` },
    {
      ...(Object.fromEntries(figures) as Values),
      ...{
        first_wins: signed(sign, `${row}.is_first`),
        last_wins: signed(sign, `${row}.is_last`),
        touched_wins: `${sign}`,
      },
    },
    all,
  )
}

const moveFigures = (
  row: string,
  sign: 1 | -1,
  sum = (value: string) => signed(sign, value),
): Values => {
  const isTimed = `coalesce(${row}.changed_at >= ${row}.entered_at, 0)`
  return {
    ...Object.fromEntries(
      statuses.map((status) => [`to_${status}`, sum(`${row}.to_status = '${status}'`)]),
    ),
    timed: sum(isTimed),
    milliseconds: sum(`iif(${isTimed}, ${row}.changed_at - ${row}.entered_at, 0)`),
  }
}
const countMove = (row: 'OLD' | 'NEW', sign: 1 | -1) =>
  addToSpans(
    'stage_move_totals',
    `${row}.changed_at`,
    { from_status: `${row}.from_status` },
    moveFigures(row, sign),
  )
/** A closed lead teaches what comes of each open stage it left. */
const learn = (
  outcome: string,
  sign: '+' | '-',
  changes: string,
) => `UPDATE stage_totals SET won_after = won_after ${sign} (${outcome} = 'won'),
      lost_after = lost_after ${sign} (${outcome} = 'lost') WHERE status NOT IN ('won', 'lost') AND status IN (SELECT from_status FROM lead_stage_changes WHERE ${changes});`

const isSent = (row: string) => `${row}.state = 'sent' AND ${row}.sent_at IS NOT NULL`
const countSent = (row: 'OLD' | 'NEW', sign: 1 | -1) =>
  addToSpans(
    'period_totals',
    `${row}.sent_at`,
    {},
    {
      sent: signed(sign, `${row}.account_id <> 0`),
      sandboxed: signed(sign, `${row}.account_id = 0`),
    },
  )
const touchesWin = (row: string, at: string) =>
  `EXISTS (SELECT 1 FROM lead_wins WHERE lead_id = ${row}.lead_id AND won_at >= ${at})`

/**
 * The key before the start: a period of one source or campaign is one walk along the table,
 * whatever else happened in it.
 */
const totals = (table: string, key: string[], figures: string[]) => `CREATE TABLE ${table} (
    ${['span', ...key].map((name) => `${name} varchar NOT NULL`).join(', ')},
    start integer NOT NULL,
    ${figures.map((name) => `${name} integer NOT NULL DEFAULT 0`).join(', ')},
    PRIMARY KEY (${['span', ...key, 'start'].join(', ')})
  ) WITHOUT ROWID`

const tables = [
  totals('period_totals', [], ['arrived', 'won', 'won_cents', 'sent', 'sandboxed']),
  totals('source_totals', ['source'], ['leads', 'value_cents', 'won', 'won_cents']),
  totals(
    'stage_move_totals',
    ['from_status'],
    [...statuses.map((status) => `to_${status}`), 'timed', 'milliseconds'],
  ),
  totals(
    'attribution_totals',
    ['kind', 'ref'],
    ['first_cents', 'last_cents', 'linear_cents', 'first_wins', 'last_wins', 'touched_wins'],
  ),
  // By month of arrival (of UTC, counted as year * 12 + month) and whole spans of thirty days
  // between arrival and win.
  `CREATE TABLE cohort_totals (
    month integer NOT NULL,
    months_after integer NOT NULL,
    won integer NOT NULL DEFAULT 0,
    won_cents integer NOT NULL DEFAULT 0,
    PRIMARY KEY (month, months_after)
  ) WITHOUT ROWID`,
  `CREATE TABLE stage_totals (
    status varchar PRIMARY KEY NOT NULL,
    value_squares integer NOT NULL DEFAULT 0,
    won_after integer NOT NULL DEFAULT 0,
    lost_after integer NOT NULL DEFAULT 0
  )`,
  `INSERT INTO stage_totals (status) VALUES ${statuses.map((status) => `('${status}')`).join(', ')}`,
  // A lead that stands in won: since when, and for how much.
  `CREATE TABLE lead_wins (
    lead_id integer PRIMARY KEY NOT NULL,
    won_at bigint NOT NULL,
    value_cents bigint NOT NULL,
    arrived_at bigint NOT NULL,
    source varchar NOT NULL
  )`,
  `CREATE INDEX lead_wins_time ON lead_wins (won_at)`,
  `CREATE TABLE attribution_shares (
    lead_id integer NOT NULL,
    kind varchar NOT NULL,
    ref varchar NOT NULL,
    won_at bigint NOT NULL,
    first_cents bigint NOT NULL,
    last_cents bigint NOT NULL,
    linear_cents bigint NOT NULL,
    is_first integer NOT NULL,
    is_last integer NOT NULL,
    PRIMARY KEY (lead_id, kind, ref)
  ) WITHOUT ROWID`,
  `CREATE INDEX leads_source ON leads (source, created_at, id)`,
  `CREATE INDEX leads_quiet ON leads (coalesce(last_contact_at, created_at)) WHERE status = 'qualified'`,
  `CREATE INDEX funnel_events_lead ON funnel_events (lead_id) WHERE lead_id IS NOT NULL`,
  `CREATE INDEX funnel_totals_whole ON funnel_totals (span, start, funnel_id, visitors, leads, sales, revenue_cents) WHERE page_id = 0`,
  // When the lead had come into the stage it left; null where nobody knows (an imported lead's
  // first stage).
  `ALTER TABLE lead_stage_changes ADD COLUMN entered_at bigint`,
  `DROP TRIGGER leads_moved`,
]

const fill = [
  `UPDATE lead_stage_changes SET entered_at = coalesce(
    (SELECT changed_at FROM lead_stage_changes AS earlier WHERE earlier.lead_id = lead_stage_changes.lead_id AND earlier.id < lead_stage_changes.id ORDER BY earlier.id DESC LIMIT 1),
    (SELECT created_at FROM leads WHERE leads.id = lead_id AND import_id IS NULL))`,
  `INSERT INTO lead_wins SELECT id, coalesce((SELECT changed_at FROM lead_stage_changes AS changes WHERE changes.lead_id = leads.id AND to_status = 'won'
    ORDER BY changes.id DESC LIMIT 1), created_at), estimated_value_cents, created_at, coalesce(source, '') FROM leads WHERE status = 'won'`,
  ...fillSpans(
    'period_totals',
    `(SELECT created_at AS at, 1 AS arrived, 0 AS won, 0 AS won_cents, 0 AS sent, 0 AS sandboxed FROM leads
      UNION ALL SELECT won_at, 0, 1, value_cents, 0, 0 FROM lead_wins
      UNION ALL SELECT sent_at, 0, 0, 0, account_id <> 0, account_id = 0 FROM outbox WHERE ${isSent('outbox')})`,
    ...([
      'at',
      {},
      Object.fromEntries(
        ['arrived', 'won', 'won_cents', 'sent', 'sandboxed'].map((name) => [name, `sum(${name})`]),
      ),
    ] as const),
  ),
  ...fillSpans(
    'source_totals',
    'leads LEFT JOIN lead_wins ON lead_id = id',
    'created_at',
    { source: `coalesce(leads.source, '')` },
    {
      ...{
        leads: 'count(*)',
        value_cents: 'sum(estimated_value_cents)',
        won: 'count(lead_id)',
        won_cents: 'coalesce(sum(lead_wins.value_cents), 0)',
      },
    },
    all,
  ),
  ...fillSpans(
    'stage_move_totals',
    'lead_stage_changes AS moves',
    'changed_at',
    { from_status: 'from_status' },
    moveFigures('moves', 1, (value) => `sum(${value})`),
  ),
  `INSERT INTO cohort_totals SELECT ${monthOf('lead_wins')}, ${monthsAfter('lead_wins')}, count(*), sum(value_cents) FROM lead_wins GROUP BY 1, 2`,
  `UPDATE stage_totals SET value_squares = (SELECT coalesce(sum(${squares('leads')}), 0) FROM leads WHERE leads.status = stage_totals.status)`,
  `UPDATE stage_totals SET won_after = taught.won, lost_after = taught.lost FROM (
    SELECT stages.status AS stage, sum(leads.status = 'won') AS won, sum(leads.status = 'lost') AS lost FROM leads CROSS JOIN stage_totals AS stages
    WHERE leads.status IN ('won', 'lost') AND stages.status NOT IN ('won', 'lost')
      AND EXISTS (SELECT 1 FROM lead_stage_changes WHERE lead_id = leads.id AND from_status = stages.status) GROUP BY 1
  ) AS taught WHERE taught.stage = stage_totals.status`,
  shareWins('1'),
  ...fillSpans(
    'attribution_totals',
    'attribution_shares',
    'won_at',
    { kind: 'kind', ref: 'ref' },
    {
      ...{
        first_cents: 'sum(first_cents)',
        last_cents: 'sum(last_cents)',
        linear_cents: 'sum(linear_cents)',
      },
      ...{ first_wins: 'sum(is_first)', last_wins: 'sum(is_last)', touched_wins: 'count(*)' },
    },
    all,
  ),
]

const isRevalued = `OLD.source IS NOT NEW.source OR OLD.created_at <> NEW.created_at OR OLD.estimated_value_cents <> NEW.estimated_value_cents`
const insertWin = (
  at: string,
) => `INSERT INTO lead_wins (lead_id, won_at, value_cents, arrived_at, source)
      VALUES (NEW.id, ${at}, NEW.estimated_value_cents, NEW.created_at, coalesce(NEW.source, ''));`
const isSentAnew = `OLD.state <> NEW.state OR OLD.sent_at IS NOT NEW.sent_at`

const triggers = [
  trigger(
    'leads_moved',
    `AFTER UPDATE OF status ON leads WHEN OLD.status <> NEW.status`,
    `INSERT INTO lead_stage_changes (lead_id, from_status, to_status, changed_at, entered_at)
      VALUES (NEW.id, OLD.status, NEW.status, NEW.updated_at, coalesce((SELECT changed_at FROM lead_stage_changes WHERE lead_id = NEW.id ORDER BY id DESC LIMIT 1),
        iif(NEW.import_id IS NULL, NEW.created_at, NULL)));`,
  ),
  trigger('leads_arrived', 'AFTER INSERT ON leads', ...countArrival('NEW', 1)),
  trigger(
    'leads_arrived_valued',
    'AFTER INSERT ON leads WHEN NEW.estimated_value_cents <> 0',
    countSquares('NEW', '+'),
  ),
  trigger(
    'leads_arrived_won',
    `AFTER INSERT ON leads WHEN NEW.status = 'won'`,
    insertWin('NEW.created_at'),
  ),
  trigger(
    'leads_won',
    `AFTER UPDATE OF status ON leads WHEN NEW.status = 'won' AND OLD.status <> 'won'`,
    insertWin('NEW.updated_at'),
  ),
  trigger(
    'leads_not_won',
    `AFTER UPDATE OF status ON leads WHEN OLD.status = 'won' AND NEW.status <> 'won'`,
    'DELETE FROM lead_wins WHERE lead_id = NEW.id;',
  ),
  trigger(
    'leads_recounted',
    `AFTER UPDATE OF source, created_at, estimated_value_cents ON leads WHEN ${isRevalued}`,
    ...countArrival('OLD', -1),
    ...countArrival('NEW', 1),
    `UPDATE lead_wins SET value_cents = NEW.estimated_value_cents, arrived_at = NEW.created_at, source = coalesce(NEW.source, '') WHERE lead_id = NEW.id;`,
  ),
  trigger(
    'leads_resquared',
    `AFTER UPDATE OF status, estimated_value_cents ON leads WHEN OLD.status <> NEW.status OR OLD.estimated_value_cents <> NEW.estimated_value_cents`,
    countSquares('OLD', '-'),
    countSquares('NEW', '+'),
  ),
  // Before, because the stage changes go with the lead.
  trigger(
    'leads_uncounted',
    'BEFORE DELETE ON leads',
    ...countArrival('OLD', -1),
    countSquares('OLD', '-'),
    'DELETE FROM lead_wins WHERE lead_id = OLD.id;',
  ),
  trigger(
    'leads_unlearnt',
    `BEFORE DELETE ON leads WHEN OLD.status IN ('won', 'lost')`,
    learn('OLD.status', '-', 'lead_id = OLD.id'),
  ),
  trigger(
    'lead_wins_added',
    'AFTER INSERT ON lead_wins',
    ...countWin('NEW', 1),
    ...shareAgain('NEW.lead_id'),
  ),
  trigger(
    'lead_wins_changed',
    'AFTER UPDATE ON lead_wins',
    ...countWin('OLD', -1),
    ...countWin('NEW', 1),
    ...shareAgain('NEW.lead_id'),
  ),
  trigger(
    'lead_wins_removed',
    'AFTER DELETE ON lead_wins',
    ...countWin('OLD', -1),
    forgetShares('OLD.lead_id'),
  ),
  trigger('attribution_shares_added', 'AFTER INSERT ON attribution_shares', countShare('NEW', 1)),
  trigger(
    'attribution_shares_removed',
    'AFTER DELETE ON attribution_shares',
    countShare('OLD', -1),
  ),
  trigger('lead_stage_changes_counted', 'AFTER INSERT ON lead_stage_changes', countMove('NEW', 1)),
  trigger(
    'lead_stage_changes_uncounted',
    'AFTER DELETE ON lead_stage_changes',
    countMove('OLD', -1),
  ),
  // A move that is taken out of a closed lead's history teaches no more. Where the lead itself
  // goes, that was done before.
  trigger(
    'lead_stage_changes_unlearnt',
    `BEFORE DELETE ON lead_stage_changes WHEN OLD.from_status NOT IN ('won', 'lost')`,
    `UPDATE stage_totals SET won_after = won_after - EXISTS (SELECT 1 FROM leads WHERE id = OLD.lead_id AND status = 'won'),
      lost_after = lost_after - EXISTS (SELECT 1 FROM leads WHERE id = OLD.lead_id AND status = 'lost')
      WHERE status = OLD.from_status AND NOT EXISTS (SELECT 1 FROM lead_stage_changes WHERE lead_id = OLD.lead_id AND from_status = OLD.from_status AND id <> OLD.id);`,
  ),
  trigger(
    'lead_stage_changes_reopened',
    `AFTER INSERT ON lead_stage_changes WHEN NEW.from_status IN ('won', 'lost')`,
    learn('NEW.from_status', '-', 'lead_id = NEW.lead_id AND id < NEW.id'),
  ),
  trigger(
    'lead_stage_changes_closed',
    `AFTER INSERT ON lead_stage_changes WHEN NEW.to_status IN ('won', 'lost')`,
    learn('NEW.to_status', '+', 'lead_id = NEW.lead_id'),
  ),
  trigger(
    'outbox_arrived_sent',
    `AFTER INSERT ON outbox WHEN ${isSent('NEW')}`,
    countSent('NEW', 1),
  ),
  trigger(
    'outbox_sent_counted',
    `AFTER UPDATE OF state, sent_at ON outbox WHEN (${isSentAnew}) AND ${isSent('NEW')}`,
    countSent('NEW', 1),
  ),
  trigger(
    'outbox_sent_uncounted',
    `AFTER UPDATE OF state, sent_at ON outbox WHEN (${isSentAnew}) AND ${isSent('OLD')}`,
    countSent('OLD', -1),
  ),
  trigger(
    'outbox_sent_removed',
    `AFTER DELETE ON outbox WHEN ${isSent('OLD')}`,
    countSent('OLD', -1),
  ),
  trigger(
    'outbox_arrived_shared',
    `AFTER INSERT ON outbox WHEN ${isSent('NEW')} AND ${touchesWin('NEW', 'NEW.sent_at')}`,
    ...shareAgain('NEW.lead_id'),
  ),
  trigger(
    'outbox_moved_shared',
    `AFTER UPDATE OF state, sent_at ON outbox WHEN (${isSentAnew}) AND (NEW.sent_at IS NOT NULL OR OLD.sent_at IS NOT NULL)
    AND EXISTS (SELECT 1 FROM lead_wins WHERE lead_id = NEW.lead_id)`,
    ...shareAgain('NEW.lead_id'),
  ),
  trigger(
    'outbox_removed_shared',
    `AFTER DELETE ON outbox WHEN ${isSent('OLD')} AND ${touchesWin('OLD', 'OLD.sent_at')}`,
    ...shareAgain('OLD.lead_id'),
  ),
  trigger(
    'funnel_events_shared',
    `AFTER INSERT ON funnel_events WHEN NEW.kind = 'form' AND ${touchesWin('NEW', 'NEW.at')}`,
    ...shareAgain('NEW.lead_id'),
  ),
  trigger(
    'funnel_events_unshared',
    `AFTER DELETE ON funnel_events WHEN OLD.kind = 'form' AND ${touchesWin('OLD', 'OLD.at')}`,
    ...shareAgain('OLD.lead_id'),
  ),
]

export class Analytics0011 implements MigrationInterface {
  name = 'Analytics1780000000011'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...fill, ...triggers]) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
