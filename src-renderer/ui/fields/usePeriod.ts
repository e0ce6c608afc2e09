// The period a page shows, in days of the business, kept in its address: a link or "back" finds the same figures again.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { Comparison, PeriodName, type PeriodChoice } from '#shared/contract/period.ts'

const isDate = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

export function usePeriod() {
  const route = useRoute()
  const router = useRouter()
  const choice = computed<PeriodChoice>(() => {
    const { period, from, to, compare } = route.query
    const areDates = period === 'dates' && isDate(from) && isDate(to) && from <= to
    const named = PeriodName.safeParse(period).data ?? 'days30'
    return {
      period: named === 'dates' && !areDates ? 'days30' : named,
      ...(areDates ? { from, to } : {}),
      compare: Comparison.safeParse(compare).data ?? 'before',
    }
  })
  function show(changes: Partial<Pick<PeriodChoice, 'period' | 'from' | 'to' | 'compare'>>) {
    const wanted = { ...choice.value, ...changes }
    const dates =
      wanted.period === 'dates'
        ? { from: wanted.from, to: wanted.to }
        : { from: undefined, to: undefined }
    return router.replace({
      path: route.path,
      query: { ...route.query, period: wanted.period, compare: wanted.compare, ...dates },
    })
  }
  return { choice, show }
}
