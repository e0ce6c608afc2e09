// Bringing people into a sequence by hand: what came of it is told, those left out too.
import { useMutation } from '@pinia/colada'
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { LeadFilter } from '#shared/contract/crm/leadFilter.ts'
import { useFormat } from '../i18n/useFormat.ts'
import { useNotices } from '../stores/notices.store.ts'
import { api } from './apiClient.ts'
import { readFailure, type Failure } from './failure.ts'

export function useAddToSequence() {
  const { t } = useI18n()
  const format = useFormat()
  const notices = useNotices()
  const failure = shallowRef<Failure | null>(null)
  const adding = useMutation({
    mutation: (given: LeadFilter & { id: number }) => api.sequences.add(given),
    meta: { inline: true },
  })
  const said = (key: 'added' | 'already' | 'unreachable', count: number) =>
    t(`sequences.people.${key}`, { count: format.number(count) }, count)

  /** @returns false if it was refused, which `failure` says, or one is under way */
  async function add(id: number, people: LeadFilter): Promise<boolean> {
    if (adding.isLoading.value) return false
    failure.value = null
    try {
      const { added, already, unreachable } = await adding.mutateAsync({ ...people, id })
      const left = [
        ...(already > 0 ? [said('already', already)] : []),
        ...(unreachable > 0 ? [said('unreachable', unreachable)] : []),
      ]
      notices.show({
        tone: 'success',
        title: said('added', added),
        ...(left.length > 0 ? { text: left.join(' ') } : {}),
      })
      return true
    } catch (caught) {
      failure.value = readFailure(caught)
      return false
    }
  }
  return { add, failure, isAdding: computed(() => adding.isLoading.value) }
}
