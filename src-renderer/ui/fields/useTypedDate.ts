// What is typed into a date field, and what was understood: a text that is no date stays as it
// stands, has a problem and gives no value.
import { computed, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import {
  dayForField,
  momentForField,
  readDay,
  readMoment,
  type MomentProblem,
} from '#shared/rules/typedMoment.ts'

export type DateKind = 'moment' | 'day'
export type DateProblem = MomentProblem | 'past' | 'future'
/** Which moments a field takes besides; both kinds take any day. */
export type DateSide = 'past' | 'future'

/** A clock that is a minute off must not refuse "now". */
const minute = 60_000

type Given = { kind: DateKind; value: string | null; only: DateSide | undefined }

/**
 * @param given the value from outside: a timestamp for a moment, `YYYY-MM-DD` for a day
 * @param change told each time what is typed means something else, with null for what is no date
 */
export function useTypedDate(given: () => Given, change: (value: string | null) => void) {
  const { locale } = useI18n()
  const language = computed(() => (locale.value === 'en' ? 'en' : 'fr'))
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const shown = (value: string | null): string => {
    if (value === null || value === '') return ''
    return given().kind === 'day'
      ? dayForField(value, language.value)
      : momentForField(Date.parse(value), language.value, timeZone)
  }
  const text = shallowRef(shown(given().value))
  let told = given().value
  watch(
    () => given().value,
    (value) => {
      if (value === told) return
      told = value
      text.value = shown(value)
    },
  )
  watch(language, () => {
    if (read.value.ok) text.value = shown(told)
  })
  const read = computed(() => {
    const options = {
      timeZone,
      now: Date.now(),
      isMonthFirst: language.value === 'en' && navigator.language === 'en-US',
    }
    if (given().kind === 'day') {
      const day = readDay(text.value, options)
      return day.ok ? { ok: true as const, value: day.day, isDoubled: false } : day
    }
    const moment = readMoment(text.value, options)
    return moment.ok
      ? { ...moment, value: new Date(moment.at).toISOString() }
      : { ok: false as const, problem: moment.problem }
  })
  const problem = computed<DateProblem | null>(() => {
    if (!read.value.ok) return read.value.problem
    const { only, kind } = given()
    if (kind === 'day' || only === undefined) return null
    const at = Date.parse(read.value.value)
    if (only === 'future') return at <= Date.now() ? 'past' : null
    return at > Date.now() + minute ? 'future' : null
  })
  function write(typed: string): void {
    text.value = typed
    const value = read.value.ok && problem.value === null ? read.value.value : null
    told = value
    change(value)
  }
  const words = computed(() => {
    if (!read.value.ok) return null
    const { value } = read.value
    const tag = language.value === 'en' ? 'en-GB' : 'fr-FR'
    return given().kind === 'day'
      ? new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeZone: 'UTC' }).format(
          new Date(`${value}T00:00:00Z`),
        )
      : new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(
          new Date(value),
        )
  })
  const isDoubled = computed(() => read.value.ok && read.value.isDoubled)
  return { text, write, problem, words, isDoubled, shown }
}
