// What figures are read from, counted anew from rows where some of them could not be read: rows that are
// lost must not go on counting.
import { isSentSql } from '#main/features/email/email.feature.ts'
import { leadStatuses } from '#shared/leadFields/leadStatus.ts'

const lengths = { quarter: 900_000, day: 86_400_000 }
/** Where a key stands before the time, sums are kept by four weeks too. */
const withWeeks = { ...lengths, weeks4: 2_419_200_000 }
/** Shares of thirty days that a cohort is followed by, in milliseconds. */
const month = 2_592_000_000

/** By each span that the totals are kept by. @param statement of its name and length */
const each = (
  spans: Record<string, number>,
  statement: (span: string, length: number) => string,
): string[] => Object.entries(spans).map(([span, length]) => statement(span, length))

/** A win is of a lead that stands in won; its moment is what the last move there says, or the arrival. */
const wins = [
  `DELETE FROM lead_stage_changes WHERE lead_id NOT IN (SELECT id FROM leads)`,
  `DELETE FROM lead_wins WHERE lead_id NOT IN (SELECT id FROM leads WHERE status = 'won')`,
  `INSERT INTO lead_wins (lead_id, won_at, value_cents, arrived_at, source)
    SELECT id, coalesce((SELECT max(changed_at) FROM lead_stage_changes WHERE lead_id = leads.id AND to_status = 'won'), created_at),
      estimated_value_cents, created_at, coalesce(source, '') FROM leads
    WHERE status = 'won' AND id NOT IN (SELECT lead_id FROM lead_wins)`,
  `DELETE FROM attribution_shares WHERE lead_id NOT IN (SELECT lead_id FROM lead_wins)`,
  // Told that it changed, a win is shared out again.
  `UPDATE lead_wins SET won_at = won_at`,
]

const periods = [
  'DELETE FROM period_totals',
  ...each(
    lengths,
    (
      span,
      length,
    ) => `INSERT INTO period_totals (span, start, arrived, won, won_cents, sent, sandboxed, converted)
    SELECT '${span}', at / ${length} AS begins, sum(arrived), sum(won), sum(won_cents), sum(sent), sum(sandboxed), sum(converted)
    FROM (SELECT created_at AS at, 1 AS arrived, 0 AS won, 0 AS won_cents, 0 AS sent, 0 AS sandboxed, 0 AS converted FROM leads
      UNION ALL SELECT won_at, 0, 1, value_cents, 0, 0, 0 FROM lead_wins
      UNION ALL SELECT max(won_at, arrived_at), 0, 0, 0, 0, 0, 1 FROM lead_wins
      UNION ALL SELECT sent_at, 0, 0, 0, account_id <> 0, account_id = 0, 0 FROM outbox
        WHERE ${isSentSql} AND confirms IS NULL AND is_letter = 0 AND sent_at IS NOT NULL)
    GROUP BY begins`,
  ),
]

const sources = [
  'DELETE FROM source_totals',
  ...each(
    withWeeks,
    (
      span,
      length,
    ) => `INSERT INTO source_totals (span, source, start, leads, value_cents, won, won_cents)
    SELECT '${span}', coalesce(leads.source, '') AS kept, created_at / ${length} AS begins, count(*), sum(estimated_value_cents),
      count(lead_wins.lead_id), sum(coalesce(lead_wins.value_cents, 0))
    FROM leads LEFT JOIN lead_wins ON lead_id = leads.id GROUP BY kept, begins`,
  ),
  'DELETE FROM cohort_totals',
  ...each(
    lengths,
    (span, length) => `INSERT INTO cohort_totals (span, start, months_after, won, won_cents)
    SELECT '${span}', arrived_at / ${length} AS begins, iif(won_at < arrived_at, -1, (won_at - arrived_at) / ${month}) AS months,
      count(*), sum(value_cents) FROM lead_wins GROUP BY begins, months`,
  ),
  'DELETE FROM attribution_totals',
  ...each(
    withWeeks,
    (
      span,
      length,
    ) => `INSERT INTO attribution_totals (span, kind, ref, start, first_cents, last_cents, linear_cents, first_wins, last_wins, touched_wins)
    SELECT '${span}', kind, ref, won_at / ${length} AS begins, sum(first_cents), sum(last_cents), sum(linear_cents), sum(is_first), sum(is_last), count(*)
    FROM attribution_shares GROUP BY kind, ref, begins`,
  ),
]

const isTimed = 'coalesce(changed_at >= entered_at, 0)'
const stages = [
  'DELETE FROM stage_move_totals',
  ...each(
    lengths,
    (
      span,
      length,
    ) => `INSERT INTO stage_move_totals (span, from_status, start, ${leadStatuses.map((stage) => `to_${stage}`).join(', ')}, timed, milliseconds)
    SELECT '${span}', from_status, changed_at / ${length} AS begins, ${leadStatuses.map((stage) => `sum(to_status = '${stage}')`).join(', ')},
      sum(${isTimed}), sum(iif(${isTimed}, changed_at - entered_at, 0))
    FROM lead_stage_changes GROUP BY from_status, begins`,
  ),
  'DELETE FROM stage_totals',
  ...leadStatuses.map((stage) => {
    const passed = (end: string) =>
      stage === 'won' || stage === 'lost'
        ? '0'
        : `(SELECT count(*) FROM leads WHERE status = '${end}'
            AND id IN (SELECT lead_id FROM lead_stage_changes WHERE from_status = '${stage}'))`
    return `INSERT INTO stage_totals (status, value_squares, won_after, lost_after)
      SELECT '${stage}', coalesce(sum(((estimated_value_cents + 50) / 100) * ((estimated_value_cents + 50) / 100)), 0),
        ${passed('won')}, ${passed('lost')} FROM leads WHERE status = '${stage}'`
  }),
]

/** In this order, on a database with every table and trigger. */
export const figuresAfterSalvage: readonly string[] = [...wins, ...periods, ...sources, ...stages]
