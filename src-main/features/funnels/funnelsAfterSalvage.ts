// The totals of funnels, counted anew from what visitors did and what was paid, where some of it could
// not be read.

/** A day has this many quarters of an hour. */
const spans = `(SELECT 'quarter' AS span, 1 AS length UNION ALL SELECT 'day', 96)`
/** Of a step, and of the funnel as a whole (page 0). */
const payments = (page: string) =>
  `SELECT funnel_id, ${page} AS page_id, at / 900000 AS quarter, currency, kind = 'sale' AS sales, amount_cents
    FROM funnel_events WHERE kind IN ('sale', 'refund') AND removed_at IS NULL`
const allPayments = `${payments('page_id')} UNION ALL ${payments('0')}`

export const funnelsAfterSalvage: readonly string[] = [
  'DELETE FROM funnel_totals',
  `INSERT INTO funnel_totals (funnel_id, span, start, page_id, visitors, forms, clicks, leads, buyers, sales, revenue_cents)
    SELECT funnel_id, span, quarter / length AS begins, page_id, sum(what = 'visit'), sum(what = 'form'), sum(what = 'click'),
      sum(what = 'lead'), sum(what = 'buyer'), sum(sales), sum(amount_cents)
    FROM (SELECT funnel_id, page_id, quarter, what, 0 AS sales, 0 AS amount_cents FROM funnel_firsts
      UNION ALL SELECT funnel_id, page_id, quarter, '', sales, amount_cents FROM (${allPayments}))
    CROSS JOIN ${spans} GROUP BY funnel_id, span, begins, page_id`,
  'DELETE FROM funnel_sale_totals',
  `INSERT INTO funnel_sale_totals (funnel_id, span, start, page_id, currency, sales, amount_cents)
    SELECT funnel_id, span, quarter / length AS begins, page_id, currency, sum(sales), sum(amount_cents)
    FROM (${allPayments}) CROSS JOIN ${spans} GROUP BY funnel_id, span, begins, page_id, currency`,
  'DELETE FROM funnel_source_totals',
  `INSERT INTO funnel_source_totals (funnel_id, span, start, source, visitors, leads, answered)
    SELECT funnel_id, span, quarter / length AS begins, coalesce(source, '') AS kept, sum(what = 'visit'), sum(what = 'lead'), sum(what = 'form')
    FROM funnel_firsts CROSS JOIN ${spans} WHERE page_id = 0 AND what IN ('visit', 'lead', 'form') GROUP BY funnel_id, span, begins, kept`,
  'DELETE FROM funnel_path_totals',
  `INSERT INTO funnel_path_totals (funnel_id, span, start, page_id, outcome, to_page, visitors)
    SELECT funnel_id, span, quarter / length AS begins, page_id, outcome, to_page, count(*)
    FROM funnel_outcomes CROSS JOIN ${spans} GROUP BY funnel_id, span, begins, page_id, outcome, to_page`,
]
