// A task in words: its title, and when it is due, in the zone of the business.
import { computed } from 'vue'
import { useQuery } from '@pinia/colada'
import { useI18n } from 'vue-i18n'
import type { Task, TaskRepeats } from '#shared/contract/crm/tasks.ts'
import { addDays } from '#shared/rules/calendar/calendarDays.ts'
import { dueQuery } from '../../../api/tasks.queries.ts'
import { dayOfDue, isWholeDay } from './taskDates.ts'

export function useTaskWords() {
  const { t, locale } = useI18n()
  const { data: today } = useQuery(dueQuery)
  const tag = computed(() => (locale.value === 'en' ? 'en-GB' : 'fr-FR'))

  const title = ({ title: given, kind }: Pick<Task, 'title' | 'kind'>): string =>
    given === '' ? t('tasks.unnamed', { kind: t(`tasks.kind.${kind}`) }) : given

  function dayWords(day: string, date: string | undefined): string {
    if (date !== undefined) {
      if (day === date) return t('tasks.day.today')
      if (day === addDays(date, 1)) return t('tasks.day.tomorrow')
      if (day === addDays(date, -1)) return t('tasks.day.yesterday')
    }
    const isOtherYear = date !== undefined && day.slice(0, 4) !== date.slice(0, 4)
    // A day of the calendar, whatever the zone: its noon in UTC says it.
    return new Intl.DateTimeFormat(tag.value, {
      ...{ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' },
      ...(isOtherYear ? { year: 'numeric' as const } : {}),
    }).format(new Date(`${day}T12:00:00Z`))
  }

  /** "demain à 09:30", "lun. 7 déc.". */
  function due(dueAt: string): string {
    const timeZone = today.value?.timeZone ?? 'UTC'
    const day = dayWords(dayOfDue(dueAt, timeZone), today.value?.date)
    if (isWholeDay(dueAt)) return day
    const time = new Intl.DateTimeFormat(tag.value, {
      ...{ hour: '2-digit', minute: '2-digit', timeZone },
    } as const).format(new Date(dueAt))
    return t('tasks.at', { day, time })
  }

  const repeats = ({ every, interval }: TaskRepeats): string =>
    t(`tasks.every.${every}`, { count: interval }, interval)

  return { title, due, repeats, today }
}
