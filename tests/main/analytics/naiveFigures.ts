// Every kept total computed again from the rows alone, in the plainest way: what the triggers must
// have kept.
import type { Database } from '#main/database/database.ts'

const hour = 3_600_000
const lengths = { quarter: hour / 4, day: 24 * hour }
const withWeeks = { ...lengths, weeks4: 28 * 24 * hour }

type Lead = {
  id: number
  status: string
  source: string | null
  cents: number
  created: number
  imported: number | null
  /** Null for one that is not won. */
  won: number | null
}
type Change = { id: number; lead: number; from: string; to: string; at: number }
type Sent = { lead: number | null; campaign: number; at: number; account: number }
type Form = { lead: number; funnel: number; at: number }
type Row = Record<string, number | string>
export type Tables = Record<string, Row[]>

/**
 * Sums of figures by key; rows in which every figure is nothing are left out, as they say nothing.
 */
function collect() {
  const rows = new Map<string, { key: Row; figures: Record<string, number> }>()
  const add = (key: Row, figures: Record<string, number>) => {
    const name = JSON.stringify(key)
    const row = rows.get(name) ?? { key, figures: {} }
    rows.set(name, row)
    for (const [figure, value] of Object.entries(figures))
      row.figures[figure] = (row.figures[figure] ?? 0) + value
  }
  const spans = (
    at: number,
    key: Row,
    figures: Record<string, number>,
    kept: Record<string, number> = lengths,
  ) => {
    for (const [span, length] of Object.entries(kept))
      add({ span, start: Math.floor(at / length), ...key }, figures)
  }
  return {
    add,
    spans,
    rows: () => [...rows.values()].map(({ key, figures }) => ({ ...key, ...figures })),
  }
}

const isSomething = (row: Row, keys: string[]) =>
  Object.entries(row).some(([name, value]) => !keys.includes(name) && value !== 0)
const keys = ['span', 'start', 'source', 'from_status', 'kind', 'ref', 'months_after', 'status']
const sorted = (rows: Row[]) =>
  rows
    .filter((row) => isSomething(row, keys))
    .map((row) =>
      Object.fromEntries(
        Object.entries(row)
          .filter(([name, value]) => keys.includes(name) || value !== 0)
          .sort(([one], [other]) => (one < other ? -1 : 1)),
      ),
    )
    .map((row) => JSON.stringify(row))
    .sort()

/** What the database keeps. */
export function keptFigures(database: Database): Record<string, string[]> {
  const names = [
    'period_totals',
    'source_totals',
    'stage_move_totals',
    'cohort_totals',
    'stage_totals',
    'attribution_totals',
  ]
  return Object.fromEntries(
    names.map((name) => [name, sorted(database.query<Row>(`SELECT * FROM ${name}`))]),
  )
}

/** The same from leads, stage changes, outbox and forms. */
export function naiveFigures(database: Database): Record<string, string[]> {
  const leads = database.query<Lead>(
    'SELECT id, status, leads.source, estimated_value_cents AS cents, created_at AS created, import_id AS imported, won_at AS won FROM leads LEFT JOIN lead_wins ON lead_id = id',
  )
  const changes = database.query<Change>(
    'SELECT id, lead_id AS lead, from_status AS "from", to_status AS "to", changed_at AS at FROM lead_stage_changes ORDER BY id',
  )
  const sends = database.query<Sent>(
    `SELECT lead_id AS lead, campaign_id AS campaign, sent_at AS at, account_id AS account FROM outbox WHERE state = 'sent' AND confirms IS NULL`,
  )
  const forms = database.query<Form>(
    `SELECT lead_id AS lead, funnel_id AS funnel, at FROM funnel_events WHERE kind = 'form' AND lead_id IS NOT NULL`,
  )
  const [period, source, moves, cohort, stage, attribution] = [
    collect(),
    collect(),
    collect(),
    collect(),
    collect(),
    collect(),
  ]
  for (const lead of leads) {
    const own = changes.filter((change) => change.lead === lead.id)
    period.spans(lead.created, {}, { arrived: 1 })
    source.spans(
      lead.created,
      { source: lead.source ?? '' },
      { leads: 1, value_cents: lead.cents },
      withWeeks,
    )
    stage.add({ status: lead.status }, { value_squares: Math.floor((lead.cents + 50) / 100) ** 2 })
    own.forEach((change, index) => {
      const entered = own[index - 1]?.at ?? (lead.imported === null ? lead.created : null)
      const timed = entered !== null && change.at >= entered ? 1 : 0
      moves.spans(
        change.at,
        { from_status: change.from },
        {
          [`to_${change.to}`]: 1,
          timed,
          milliseconds: timed === 1 ? change.at - (entered ?? 0) : 0,
        },
      )
    })
    if (lead.status === 'won' || lead.status === 'lost') {
      for (const passed of new Set(own.map((change) => change.from))) {
        if (passed !== 'won' && passed !== 'lost')
          stage.add({ status: passed }, { [`${lead.status}_after`]: 1 })
      }
    }
    if (lead.status === 'won') countWin(lead, lead.won ?? Number.NaN)
  }
  for (const send of sends)
    period.spans(send.at, {}, send.account === 0 ? { sandboxed: 1 } : { sent: 1 })

  function countWin(lead: Lead, wonAt: number): void {
    const won = { won: 1, won_cents: lead.cents }
    period.spans(wonAt, {}, won)
    period.spans(Math.max(wonAt, lead.created), {}, { converted: 1 })
    source.spans(lead.created, { source: lead.source ?? '' }, won, withWeeks)
    cohort.spans(
      lead.created,
      {
        months_after:
          wonAt < lead.created ? -1 : Math.trunc((wonAt - lead.created) / (30 * 24 * hour)),
      },
      won,
    )
    for (const { kind, ref, ...shares } of sharesOf(lead, wonAt, sends, forms))
      attribution.spans(wonAt, { kind, ref }, shares, withWeeks)
  }
  return Object.fromEntries(
    Object.entries({
      period_totals: period,
      source_totals: source,
      stage_move_totals: moves,
      cohort_totals: cohort,
      stage_totals: stage,
      attribution_totals: attribution,
    }).map(([name, sums]) => [name, sorted(sums.rows())]),
  )
}

type Touch = { kind: string; ref: string; place: number; first: number; last: number }

function sharesOf(lead: Lead, wonAt: number, sends: Sent[], forms: Form[]) {
  const touches: Touch[] = [
    { kind: 'source', ref: lead.source ?? '', place: 0, first: lead.created, last: lead.created },
  ]
  const meet = (kind: string, id: number, place: number, at: number) => {
    if (at > wonAt) return
    const known = touches.find((touch) => touch.kind === kind && touch.ref === String(id))
    if (known === undefined) touches.push({ kind, ref: String(id), place, first: at, last: at })
    else Object.assign(known, { first: Math.min(known.first, at), last: Math.max(known.last, at) })
  }
  for (const form of forms) if (form.lead === lead.id) meet('funnel', form.funnel, 1, form.at)
  for (const send of sends)
    if (send.lead === lead.id && send.account !== 0) meet('campaign', send.campaign, 2, send.at)
  const order = (one: Touch, other: Touch) =>
    one.place - other.place || (one.ref < other.ref ? -1 : 1)
  const inOrder = touches.toSorted((one, other) => one.first - other.first || order(one, other))
  const latest = touches.toSorted((one, other) => other.last - one.last || order(other, one))[0]
  const part = (upTo: number) => Math.trunc((lead.cents * upTo) / touches.length)
  return inOrder.map((touch, index) => ({
    ...{ kind: touch.kind, ref: touch.ref, touched_wins: 1 },
    ...{ first_wins: index === 0 ? 1 : 0, last_wins: touch === latest ? 1 : 0 },
    ...{
      first_cents: index === 0 ? lead.cents : 0,
      last_cents: touch === latest ? lead.cents : 0,
      linear_cents: part(index + 1) - part(index),
    },
  }))
}
