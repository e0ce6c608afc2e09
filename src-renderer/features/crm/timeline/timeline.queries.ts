// What the history of a person reads.
import { useQuery } from '@pinia/colada'
import type { TimelineEntry, TimelineKind } from '#shared/contract/crm/timeline.ts'
import { api } from '../../../api/apiClient.ts'
import { useKeysetList } from '../../../api/useKeysetList.ts'

/** What a chip of the filter stands for. */
export const timelineGroups = {
  all: [],
  exchanges: ['email', 'call', 'meeting', 'note'],
  messages: ['message', 'received', 'click'],
  tasks: ['task'],
  stages: ['stage'],
  sequences: ['sequence_entered', 'sequence_left'],
  forms: ['form', 'sale'],
  consents: ['consent'],
} as const satisfies Record<string, readonly TimelineKind[]>
export type TimelineGroup = keyof typeof timelineGroups

export type EntryOf<Kind extends TimelineKind> = Extract<TimelineEntry, { kind: Kind }>

export const useTimeline = (leadId: () => number, group: () => TimelineGroup) =>
  useKeysetList(() => {
    const [id, chosen] = [leadId(), group()]
    const kinds = timelineGroups[chosen].join(',')
    return {
      key: ['crm', 'timeline', id, chosen],
      also: ['email', 'funnels', 'sequences'],
      read: (cursor, signal) =>
        api.crm.leads.timeline(
          { id, cursor, limit: 30, ...(kinds === '' ? {} : { kinds }) },
          { signal },
        ),
    }
  })

export const useReachability = (leadId: () => number) =>
  useQuery(() => {
    const id = leadId()
    return {
      key: ['email', 'reachability', id],
      query: ({ signal }: { signal: AbortSignal }) => api.email.reachability({ id }, { signal }),
      meta: { also: ['crm'] },
    }
  })
