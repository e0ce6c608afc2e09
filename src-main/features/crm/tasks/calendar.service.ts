// Open tasks and planned meetings as a calendar file that other programs read: whole days stay whole
// days, and what repeats comes back by the clocks of the business.
import { createHash } from 'node:crypto'
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { businessZone, languageOf } from '#main/features/settings/settings.feature.ts'
import { isoDay } from '#shared/rules/calendar/calendarDays.ts'
import { localTimeAt } from '#shared/rules/zonedMoment.ts'
import { foldedLine } from '../export/foldedLine.ts'
import { icsDay, icsLocal, icsMoment, icsSeries, icsText, icsTimeZone } from './icsText.ts'
import { bringTasksUpToDate, toTask } from './tasks.service.ts'
import { datedTasksAfter, type ReadTask } from './tasks.repository.ts'

/** Between two breaths: a few milliseconds of work. */
const pageSize = 200
const year = 365 * 24 * 60 * 60 * 1000
/** How far ahead what no rule says is told: clock changes, ends of February. In milliseconds. */
const ahead = 20 * year

const words = {
  fr: {
    name: 'Tâches',
    file: 'taches.ics',
    email: 'E-mail',
    call: 'Appel',
    meeting: 'Rendez-vous',
  },
  en: { name: 'Tasks', file: 'tasks.ics', email: 'E-mail', call: 'Call', meeting: 'Meeting' },
} as const

/** Everything open that has a date. What was done or deleted is no longer in it. */
export async function tasksCalendar(services: Services): Promise<File> {
  await bringTasksUpToDate(services)
  const { database, host } = services
  const [timeZone, now] = [businessZone(services), host.clock.now()]
  const said = words[languageOf(services)]
  const key = createHash('sha256').update(`calendar ${await services.installKey()}`)
  const owner = key.digest('hex').slice(0, 16)
  const entries: string[] = []
  const repeating: number[] = []
  for (let after = { order: Number.MIN_SAFE_INTEGER, id: 0 }; ;) {
    const rows = datedTasksAfter(database, after, pageSize)
    for (const row of rows) {
      entries.push(entry(row, { timeZone, now, owner, said }).map(foldedLine).join(''))
      if (row.repeats !== null && row.dueDay === null && row.dueAt !== null)
        repeating.push(row.dueAt)
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageSize) break
    after = { order: last.dueOrder, id: last.id }
    await yieldToEventLoop()
  }
  const head = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//WeBox Marketing//Tasks//FR',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${icsText(said.name)}`,
    ...(repeating.length === 0 ? [] : zoneOf(repeating, now, timeZone)),
  ]
  const text = [...head.map(foldedLine), ...entries, foldedLine('END:VCALENDAR')]
  return new File(text, said.file, { type: 'text/calendar; charset=utf-8' })
}

function zoneOf(repeating: readonly number[], now: number, timeZone: string): string[] {
  const first = repeating.reduce((one, other) => Math.min(one, other))
  const last = repeating.reduce((one, other) => Math.max(one, other))
  return icsTimeZone(timeZone, first - year, Math.max(last, now) + ahead)
}

type Said = (typeof words)[keyof typeof words]
type Sheet = { timeZone: string; now: number; owner: string; said: Said }

function entry(row: ReadTask, sheet: Sheet): string[] {
  const { now, owner, said } = sheet
  const { kind, title, leadName, campaignName } = toTask(row)
  const name = kind === 'task' ? 'VTODO' : 'VEVENT'
  const subject = title === '' && kind !== 'task' ? said[kind] : title
  const about = [leadName, campaignName].filter((one) => one !== null).join('\n')
  return [
    `BEGIN:${name}`,
    `UID:task-${row.id}-${row.createdAt}@${owner}.webox-marketing`,
    `DTSTAMP:${icsMoment(now)}`,
    `CREATED:${icsMoment(row.createdAt)}`,
    `LAST-MODIFIED:${icsMoment(row.updatedAt)}`,
    `SUMMARY:${icsText(subject)}`,
    ...(about === '' ? [] : [`DESCRIPTION:${icsText(about)}`]),
    ...(kind === 'task' ? todoDates(row, sheet) : [`DTSTART:${icsMoment(row.dueAt ?? 0)}`]),
    `END:${name}`,
  ]
}

/** What repeats begins when it is due: a DUE would have to be later than that. */
function todoDates({ dueAt, dueDay, repeats }: ReadTask, { timeZone, now }: Sheet): string[] {
  const at = dueAt ?? 0
  const local = repeats === null ? null : localTimeAt(at, timeZone)
  const series =
    repeats === null || local === null
      ? null
      : icsSeries(
          repeats,
          dueDay ?? isoDay(local),
          toTimestamp(Math.max(at, now) + ahead).slice(0, 10),
        )
  if (series === null || local === null)
    return [
      dueDay === null ? `DUE:${icsMoment(at)}` : `DUE;VALUE=DATE:${icsDay(dueDay)}`,
      'STATUS:NEEDS-ACTION',
    ]
  const [kind, time] =
    dueDay === null ? [`TZID=${timeZone}`, icsLocal(at, timeZone).slice(8)] : ['VALUE=DATE', '']
  const besides = series.besides.map((day) => `${icsDay(day)}${time}`)
  return [
    `DTSTART;${kind}:${icsDay(dueDay ?? isoDay(local))}${time}`,
    ...(dueDay === null ? [] : ['DURATION:P1D']),
    `RRULE:${series.rule}`,
    ...(besides.length === 0 ? [] : [`RDATE;${kind}:${besides.join(',')}`]),
    'STATUS:NEEDS-ACTION',
  ]
}
