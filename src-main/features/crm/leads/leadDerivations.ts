// Everything the triggers derive from leads and wins, computed for many rows at once: stages,
// arrivals, sources, search, tags, wins, cohorts, attribution. A test proves it equal to the triggers.
import type { SqliteConnection, Statement } from '#main/database/sqliteConnection.ts'
import type { DeliveryState } from '#shared/contract/deliveries.ts'
import { leadWordsSql } from './leadWords.ts'

const day = 86_400_000
/** How long each span is that totals are kept by, in milliseconds, as the triggers have them. */
const spanLengths = { quarter: day / 96, day, weeks4: 28 * day } as const
type Span = keyof typeof spanLengths
const shorter: Span[] = ['quarter', 'day']
const allSpans: Span[] = ['quarter', 'day', 'weeks4']

/** Every lead written since the last settling: as it was (-1) and as it is (1). */
const changedLeads = `changed(sign, status, cents, source, created_at) AS (
  SELECT -1, status, value_cents, source, created_at FROM bulk_leads WHERE was_there = 1
  UNION ALL SELECT 1, leads.status, estimated_value_cents, coalesce(leads.source, ''), leads.created_at
    FROM bulk_leads CROSS JOIN leads ON leads.id = bulk_leads.id
  UNION ALL SELECT 1, status, estimated_value_cents, coalesce(source, ''), created_at
    FROM leads WHERE id > (SELECT last_lead_id FROM bulk_write))`

const changedWins = `changed(sign, won_at, cents, arrived_at, source) AS (
  SELECT -1, won_at, value_cents, arrived_at, source FROM bulk_wins WHERE won_at IS NOT NULL
  UNION ALL SELECT 1, lead_wins.won_at, lead_wins.value_cents, lead_wins.arrived_at, lead_wins.source
    FROM bulk_wins CROSS JOIN lead_wins ON lead_id = bulk_wins.id)`

/** Adds sums by key to a table of totals, a statement a span; what comes to nothing is left out. */
function addToSpans(
  table: string,
  from: string,
  at: string,
  key: Record<string, string>,
  figures: Record<string, string>,
  spans: Span[],
): string[] {
  const keys = Object.keys(key)
  const names = Object.keys(figures)
  const listed = ['span', ...keys, 'start', ...names].join(', ')
  const sums = names.map((name) => `sum(${figures[name] ?? ''})`)
  return spans.map(
    (span) => `WITH ${from} INSERT INTO ${table} (${listed})
      SELECT '${span}', ${Object.values(key)
        .map((value) => `${value}, `)
        .join('')}${at} / ${spanLengths[span]} AS starts, ${sums.join(', ')}
      FROM changed WHERE true GROUP BY ${[...Object.values(key), 'starts'].join(', ')}
      HAVING ${sums.map((sum) => `${sum} <> 0`).join(' OR ')}
      ON CONFLICT (${['span', ...keys, 'start'].join(', ')}) DO UPDATE SET ${names.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`,
  )
}

const squares = '((cents + 50) / 100) * ((cents + 50) / 100)'
const writtenLeads = (which: string) => [
  `FROM bulk_leads CROSS JOIN leads ON leads.id = bulk_leads.id WHERE ${which}`,
  'FROM leads WHERE leads.id > (SELECT last_lead_id FROM bulk_write)',
]

/**
 * The tags of written leads as rows by key; then each tag in the first spelling it ever had. As the
 * triggers of migration 17 do it lead by lead.
 */
function tagStatements(from: string): string[] {
  const tagged = `(SELECT leads.id, leads.tags, leads.tag_keys ${from} AND leads.tags <> '[]') AS tagged`
  const key = `coalesce(json_extract(tagged.tag_keys, '$[' || each.key || ']'), lower(each.value))`
  const each = `FROM ${tagged}, json_each(tagged.tags) AS each`
  return [
    `INSERT OR IGNORE INTO lead_tags (tag, lead_id) SELECT ${key}, tagged.id ${each}`,
    `UPDATE leads SET tags = spelt.tags FROM (
      SELECT tagged.id, json_group_array(spelling ORDER BY each.key) AS tags, max(spelling <> each.value) AS differs
      ${each} JOIN tag_spellings ON tag_spellings.key = ${key} GROUP BY tagged.id
    ) AS spelt WHERE leads.id = spelt.id AND spelt.differs = 1`,
  ]
}

const leadStatements = [
  `WITH ${changedLeads} UPDATE lead_totals SET count = count + sums.n, value_cents = value_cents + sums.cents
    FROM (SELECT status, sum(sign) AS n, sum(sign * cents) AS cents FROM changed GROUP BY status) AS sums
    WHERE sums.status = lead_totals.status`,
  `WITH ${changedLeads} UPDATE stage_totals SET value_squares = value_squares + sums.squares
    FROM (SELECT status, sum(sign * ${squares}) AS squares FROM changed GROUP BY status) AS sums
    WHERE sums.status = stage_totals.status`,
  ...addToSpans('period_totals', changedLeads, 'created_at', {}, { arrived: 'sign' }, shorter),
  ...addToSpans(
    'source_totals',
    changedLeads,
    'created_at',
    { source: 'source' },
    { leads: 'sign', value_cents: 'sign * cents' },
    allSpans,
  ),
  'DELETE FROM lead_search WHERE rowid IN (SELECT id FROM bulk_leads WHERE was_there = 1 AND is_renamed = 1)',
  ...writtenLeads('is_renamed = 1').map(
    (from) => `INSERT INTO lead_search (rowid, words) SELECT leads.id, ${leadWordsSql} ${from}`,
  ),
  'DELETE FROM lead_tags WHERE lead_id IN (SELECT id FROM bulk_leads WHERE was_there = 1 AND is_retagged = 1)',
  ...writtenLeads('is_retagged = 1').flatMap((from) => tagStatements(from)),
]

const won = { won: 'sign', won_cents: 'sign * cents' }
const winStatements = [
  ...addToSpans('period_totals', changedWins, 'won_at', {}, won, shorter),
  ...addToSpans(
    'period_totals',
    changedWins,
    'max(won_at, arrived_at)',
    {},
    { converted: 'sign' },
    shorter,
  ),
  ...addToSpans('source_totals', changedWins, 'arrived_at', { source: 'source' }, won, allSpans),
  ...addToSpans(
    'cohort_totals',
    changedWins,
    'arrived_at',
    { months_after: `iif(won_at < arrived_at, -1, (won_at - arrived_at) / ${30 * day})` },
    won,
    shorter,
  ),
]

/** The shares of the wins that changed, counted with a sign. */
function countShares(sign: 1 | -1): string[] {
  const changed = `changed AS (SELECT attribution_shares.* FROM bulk_wins CROSS JOIN attribution_shares ON lead_id = bulk_wins.id)`
  const figures = {
    ...Object.fromEntries(
      ['first_cents', 'last_cents', 'linear_cents'].map((name) => [name, `${sign} * ${name}`]),
    ),
    first_wins: `${sign} * is_first`,
    last_wins: `${sign} * is_last`,
    touched_wins: `${sign}`,
  }
  return addToSpans(
    'attribution_totals',
    changed,
    'won_at',
    { kind: 'kind', ref: 'ref' },
    figures,
    allSpans,
  )
}

const accepted: DeliveryState = 'sent'
const isAccepted = `state = '${accepted}' AND confirms IS NULL AND is_letter = 0 AND account_id <> 0 AND sent_at <= won_at`
/** A lead whose source is the funnel that it answered has met one thing, not two. */
const isOwnSource = `NOT EXISTS (SELECT 1 FROM funnel_events AS forms JOIN funnels ON funnels.id = forms.funnel_id
  WHERE forms.lead_id = lead_wins.lead_id AND forms.kind = 'form' AND forms.at <= lead_wins.won_at AND funnels.name = lead_wins.source)`
/** What each won lead had met until it was won, shared out as migration 11 does it lead by lead. */
const shareWins = `INSERT INTO attribution_shares (lead_id, won_at, kind, ref, first_cents, last_cents, linear_cents, is_first, is_last)
  SELECT lead_id, won_at, kind, ref, iif(first_rank = 1, cents, 0), iif(last_rank = 1, cents, 0),
    cents * first_rank / touches - cents * (first_rank - 1) / touches, first_rank = 1, last_rank = 1
  FROM (SELECT wins.lead_id, wins.won_at, wins.value_cents AS cents, kind, ref,
      row_number() OVER (PARTITION BY wins.lead_id ORDER BY first_at, place, ref) AS first_rank,
      row_number() OVER (PARTITION BY wins.lead_id ORDER BY last_at DESC, place DESC, ref DESC) AS last_rank,
      count(*) OVER (PARTITION BY wins.lead_id) AS touches
    FROM (SELECT lead_id, 'source' AS kind, lead_wins.source AS ref, lead_wins.arrived_at AS first_at, lead_wins.arrived_at AS last_at, 0 AS place
        FROM bulk_wins CROSS JOIN lead_wins ON lead_id = bulk_wins.id WHERE ${isOwnSource}
      UNION ALL SELECT lead_wins.lead_id, 'campaign', CAST(campaign_id AS text), min(sent_at), max(sent_at), 2
        FROM bulk_wins CROSS JOIN lead_wins ON lead_wins.lead_id = bulk_wins.id CROSS JOIN outbox ON outbox.lead_id = lead_wins.lead_id
        WHERE ${isAccepted.replace('won_at', 'lead_wins.won_at')} GROUP BY lead_wins.lead_id, campaign_id
      UNION ALL SELECT lead_wins.lead_id, 'funnel', CAST(funnel_id AS text), min(at), max(at), 1
        FROM bulk_wins CROSS JOIN lead_wins ON lead_wins.lead_id = bulk_wins.id CROSS JOIN funnel_events ON funnel_events.lead_id = lead_wins.lead_id
        WHERE kind = 'form' AND at <= lead_wins.won_at GROUP BY lead_wins.lead_id, funnel_id
    ) AS touched JOIN lead_wins AS wins ON wins.lead_id = touched.lead_id)`

const shareStatements = [
  'UPDATE bulk_write SET settles = 1',
  ...countShares(-1),
  'DELETE FROM attribution_shares WHERE lead_id IN (SELECT id FROM bulk_wins)',
  shareWins,
  ...countShares(1),
  'UPDATE bulk_write SET settles = 0',
]

export type LeadDerivations = {
  /** Makes the triggers stand aside; inside a transaction, which must not end before `end`. */
  begin(): void
  /** Derives what the rows written since the last call change; the triggers stay aside. */
  settle(): void
  /** The triggers are back. Whoever writes after must have settled. */
  end(): void
}

/** Prepares the statements; all of it belongs into transactions of this connection. */
export function createLeadDerivations(connection: SqliteConnection): LeadDerivations {
  const prepare = (sql: string): Statement<[]> => connection.prepare<[]>(sql)
  const lastLead = `(SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'leads')`
  const begin = prepare(`INSERT INTO bulk_write (id, last_lead_id) VALUES (1, ${lastLead})`)
  const goOn = prepare(`UPDATE bulk_write SET last_lead_id = ${lastLead}`)
  const end = prepare('DELETE FROM bulk_write')
  const hasWins = prepare('SELECT 1 FROM bulk_wins LIMIT 1')
  const leads = leadStatements.map(prepare)
  const wins = [...winStatements, ...shareStatements].map(prepare)
  const forgetLeads = prepare('DELETE FROM bulk_leads')
  const forgetWins = prepare('DELETE FROM bulk_wins')
  return {
    begin: () => void begin.run(),
    settle() {
      for (const statement of leads) statement.run()
      if (hasWins.get() !== undefined) for (const statement of wins) statement.run()
      forgetLeads.run()
      forgetWins.run()
      goOn.run()
    },
    end: () => void end.run(),
  }
}
