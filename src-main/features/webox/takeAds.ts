// Takes the ad campaigns over into the register. Their results are marked as imported; rates and
// costs are computed here.
import { dateAt } from '#shared/rules/calendar/calendarDays.ts'
import type { AdStatus } from '#shared/contract/ads.contract.ts'
import type { WeboxReason } from '#shared/contract/webox.contract.ts'
import { emptyAd } from '#main/features/ads/ads.feature.ts'
import type { ImportReport } from './importReport.ts'
import { hashOf, type ImportStore } from './importStore.ts'
import {
  cellAmount,
  cellCount,
  cellJson,
  cellLine,
  cellMoment,
  cellParagraphs,
  cellText,
  jsonLines,
  type SourceClock,
} from './sourceCells.ts'
import type { SourceRow } from './sourceDatabase.ts'

const table = 'ad_campaigns'
const tenYears = 10 * 365 * 24 * 60 * 60 * 1000
const statuses: Record<string, AdStatus> = {
  draft: 'draft',
  brouillon: 'draft',
  scheduled: 'draft',
  active: 'active',
  running: 'active',
  paused: 'paused',
  completed: 'completed',
  finished: 'completed',
  archived: 'archived',
}

/** Takes down what could not be read or had to be changed. */
type TakeNote = (reason: WeboxReason, detail: unknown) => void
type CellReader = ReturnType<typeof cellReader>

/** @param seen how often each name and date came up in this source */
export function takeAd(
  store: ImportStore,
  report: ImportReport,
  seen: Map<string, number>,
  row: SourceRow,
): void {
  const notes: { reason: WeboxReason; detail: string }[] = []
  const note: TakeNote = (reason, detail) => void notes.push({ reason, detail: cellText(detail) })
  const name = cellLine(row['name'], 255).text
  const platform = cellLine(row['platform'], 100)
  if (name === null) {
    report.refused(table, row.id, 'no_name', platform.text ?? '')
    return report.count('ads', 'refused')
  }
  const reader = cellReader(row, store.clock, note)
  const status = statusOf(row, note)
  const createdAt = reader.moment('created_at')
  const fields = {
    name,
    platform: platform.text ?? '—',
    status,
    ...textsOf(row, reader, note),
    ...numbersOf(reader),
    results_origin: 'imported',
  }
  const base = `${name.toLowerCase()}\n${fields.platform.toLowerCase()}\n${createdAt ?? ''}`
  const contentHash = hashOf(fields)
  if (seen.get(`${base}\n${contentHash}`) !== undefined) {
    report.changed(table, row.id, 'same_row', name)
    return report.count('ads', 'merged')
  }
  const number = (seen.get(base) ?? 0) + 1
  seen.set(base, number).set(`${base}\n${contentHash}`, 1)
  const source = {
    kind: 'ads' as const,
    key: hashOf([base, number]),
    contentHash,
    table,
    id: row.id,
  }
  if (store.known('ads', source.key) !== null) return report.count('ads', 'merged')
  for (const { reason, detail } of notes) report.changed(table, row.id, reason, detail)
  const created = createdAt ?? store.now
  store.add(source, {
    ...fields,
    created_at: created,
    updated_at: reader.moment('updated_at') ?? created,
  })
  report.count('ads', 'created')
}

function statusOf(row: SourceRow, note: TakeNote): AdStatus {
  const status = cellText(row['status']).trim().toLowerCase()
  if (status !== '' && statuses[status] === undefined) note('status_unknown', status)
  return statuses[status] ?? emptyAd.status
}

const textsOf = (row: SourceRow, reader: CellReader, note: TakeNote) => ({
  description: reader.text('description', 5_000),
  headline: reader.line('headline', 500),
  ad_copy: reader.text('ad_copy', 10_000),
  image_url: reader.address('image_url'),
  video_url: reader.address('video_url'),
  audience: audienceOf(row, note),
})

const numbersOf = (reader: CellReader) => ({
  daily_budget_cents: reader.amount('daily_budget'),
  total_budget_cents: reader.amount('total_budget'),
  starts_on: reader.day('start_date'),
  ends_on: reader.day('end_date'),
  impressions: reader.count('impressions'),
  clicks: reader.count('clicks'),
  conversions: reader.count('conversions'),
  spent_cents: reader.amount('spent'),
})

/** The audience as lines a person can read and change. */
function audienceOf(row: SourceRow, note: TakeNote): string {
  const json = cellJson(row['target_audience'])
  const { text, isShortened } = cellParagraphs(
    json.isUnreadable ? row['target_audience'] : jsonLines(json.value),
    5_000,
  )
  if (isShortened) note('text_shortened', row['target_audience'])
  return text ?? ''
}

/** Reads cells of one row and notes what could not be read or had to be cut. */
function cellReader(row: SourceRow, clock: SourceClock, note: TakeNote) {
  const told = <T>(
    column: string,
    { value, isUnreadable }: { value: T | null; isUnreadable: boolean },
    reason: WeboxReason,
  ): T | null => {
    if (isUnreadable) note(reason, `${column}: ${cellText(row[column])}`)
    return value
  }
  const cut = (
    column: string,
    { text, isShortened }: { text: string | null; isShortened: boolean },
  ) => {
    if (isShortened) note('text_shortened', column)
    return text ?? ''
  }
  const moment = (column: string, ahead = 0) =>
    told(column, cellMoment(row[column], clock, ahead), 'date_unreadable')
  return {
    moment,
    line: (column: string, max: number) => cut(column, cellLine(row[column], max)),
    text: (column: string, max: number) => cut(column, cellParagraphs(row[column], max)),
    amount: (column: string) => told(column, cellAmount(row[column]), 'value_unreadable'),
    count: (column: string) => told(column, cellCount(row[column]), 'value_unreadable'),
    day(column: string) {
      const value = moment(column, tenYears)
      return value === null ? null : dateAt(value, clock.timeZone)
    },
    /** Only web addresses are kept: a path on the old server leads nowhere. */
    address(column: string) {
      const typed = cellText(row[column]).trim()
      if (typed === '') return null
      if (/^https?:\/\//i.test(typed) && typed.length <= 2_000 && URL.canParse(typed)) return typed
      note('address_left_out', typed)
      return null
    },
  }
}
