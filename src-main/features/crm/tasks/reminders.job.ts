// Tells the desktop what is due: once a day how much there is, and each task with a time when its
// moment comes. Where the host has no notices, nothing runs: the badge tells.
import type { Job, Services } from '#main/core/services.ts'
import { businessZone, languageOf } from '#main/features/settings/settings.feature.ts'
import { describeError } from '#main/platform/log.ts'
import type { Notify } from '#main/platform/host.ts'
import { dateAt } from '#shared/rules/calendar/calendarDays.ts'
import { tasksDueBetween } from './tasks.repository.ts'
import { bringTasksUpToDate, dueTasks, toTask } from './tasks.service.ts'

const minute = 60_000
/** More at once are told as a number. */
const maxNamed = 3

const words = {
  fr: {
    due: 'À faire maintenant',
    today: 'À faire aujourd’hui',
    count: (count: number) => (count === 1 ? '1 tâche attend' : `${count} tâches attendent`),
  },
  en: {
    due: 'Due now',
    today: 'To do today',
    count: (count: number) => (count === 1 ? '1 task is waiting' : `${count} tasks are waiting`),
  },
} as const

/** What was told so far: everything until a moment, and the number of a day. */
export type Told = { until: number; day: string | null }

/** One look at the clock. @returns what was told by then */
export async function remind(services: Services, notify: Notify, told: Told): Promise<Told> {
  const { database, host } = services
  await bringTasksUpToDate(services)
  const now = host.clock.now()
  const said = words[languageOf(services)]
  const day = dateAt(now, businessZone(services))
  if (day !== told.day) {
    const { overdue, today } = await dueTasks(services)
    if (overdue + today > 0) notify({ title: said.today, body: said.count(overdue + today) })
    return { until: now, day }
  }
  const due = tasksDueBetween(database, told.until, now, maxNamed + 1)
  if (due.length > maxNamed) notify({ title: said.due, body: said.today })
  else
    for (const row of due) {
      const { title, leadName } = toTask(row)
      const body = [title, leadName].filter((text) => text !== null && text !== '').join(' · ')
      notify({ title: said.due, body })
    }
  return { until: now, day }
}

export const remindersJob: Job = {
  name: 'reminders',
  start(services) {
    const { notify } = services.host
    if (notify === undefined) return Promise.resolve(() => Promise.resolve())
    let told: Told = { until: services.host.clock.now(), day: null }
    let underWay = Promise.resolve()
    const tick = () => {
      underWay = underWay
        .then(async () => void (told = await remind(services, notify, told)))
        .catch((error: unknown) =>
          services.host.log('error', 'What is due could not be told.', describeError(error)),
        )
    }
    const timer = setInterval(tick, minute).unref()
    tick()
    return Promise.resolve(async () => {
      clearInterval(timer)
      await underWay
    })
  },
}
