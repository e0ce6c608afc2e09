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
  type TypedMomentOptions,
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
  const read = computed(() =>
    readTyped(given().kind, text.value, {
      timeZone,
      now: Date.now(),
      isMonthFirst: language.value === 'en' && navigator.language === 'en-US',
    }),
  )
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
  const words = computed(() =>
    read.value.ok ? inWords(given().kind, read.value.value, language.value, timeZone) : null,
  )
  const isDoubled = computed(() => read.value.ok && read.value.isDoubled)
  return { text, write, problem, words, isDoubled }
}

type Read = { ok: true; value: string; isDoubled: boolean } | { ok: false; problem: MomentProblem }

function readTyped(kind: DateKind, text: string, options: TypedMomentOptions): Read {
  if (kind === 'day') {
    const read = readDay(text, options)
    return read.ok ? { ok: true, value: read.day, isDoubled: false } : read
  }
  const read = readMoment(text, options)
  return read.ok
    ? { ok: true, value: new Date(read.at).toISOString(), isDoubled: read.isDoubled }
    : read
}

/** "samedi 5 décembre 2026 à 09:00" */
function inWords(kind: DateKind, value: string, language: 'fr' | 'en', timeZone: string): string {
  const tag = language === 'en' ? 'en-GB' : 'fr-FR'
  return kind === 'day'
    ? new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeZone: 'UTC' }).format(
        new Date(`${value}T00:00:00Z`),
      )
    : new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(
        new Date(value),
      )
}
