// The span of time a figure's link narrowed a list to: `<name>From` and `<name>To` in the address,
// moments of which the second is left out.
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute } from 'vue-router'
import { GivenTimestamp } from '#shared/contract/common.ts'
import { useFormat } from '../../i18n/useFormat.ts'

export function useMomentSpan<Name extends string>(name: Name) {
  type Key = `${Name}From` | `${Name}To`
  const [from, to]: Key[] = [`${name}From`, `${name}To`]
  const route = useRoute()
  const { t } = useI18n()
  const format = useFormat()
  const moment = (key: Key) => GivenTimestamp.safeParse(route.query[key]).data
  const moments = computed(
    () =>
      Object.fromEntries(
        [from, to].flatMap((key) => (key && moment(key) !== undefined ? [[key, moment(key)]] : [])),
      ) as Partial<Record<Key, string>>,
  )
  /** In days; null if the list is not narrowed. */
  const label = computed(() => {
    const [first, end] = [moments.value[`${name}From`], moments.value[`${name}To`]]
    if (first === undefined && end === undefined) return null
    // The last day meant is the one before the moment at which the span has ended.
    const days = {
      from: first === undefined ? '' : format.day(first),
      to: end === undefined ? '' : format.day(Date.parse(end) - 1),
    }
    return t(
      `period.span.${first === undefined ? 'to' : end === undefined ? 'from' : days.from === days.to ? 'on' : 'between'}`,
      days,
    )
  })
  /** What to show so that the list is no longer narrowed. */
  const none = { [`${name}From`]: undefined, [`${name}To`]: undefined }
  return { moments, label, none }
}
