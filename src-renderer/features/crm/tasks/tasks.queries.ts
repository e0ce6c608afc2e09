// What lists of tasks read, and what is done to one: each change says so and offers to take it back.
import { useMutation, useQuery } from '@pinia/colada'
import { useI18n } from 'vue-i18n'
import type { Task, TaskChange, TaskDraft } from '#shared/contract/crm/tasks.ts'
import { api } from '../../../api/apiClient.ts'
import { useKeysetList } from '../../../api/useKeysetList.ts'
import { useUndoableDeletion } from '../../../api/useUndoableDeletion.ts'
import { useNotices } from '../../../stores/notices.store.ts'
import { useTaskWords } from './useTaskWords.ts'

const undoSeconds = 10
const settings = { also: ['settings'] }

/** Everything open, the most pressing first. */
export const useOpenTasks = () =>
  useKeysetList(() => ({
    key: ['crm', 'tasks', 'open'],
    ...settings,
    read: (cursor, signal) => api.crm.tasks.list({ isDone: false, cursor, limit: 100 }, { signal }),
  }))

/** The few most pressing that are due before a day. @param before null while the day is not known */
export const useDueList = (before: () => string | null, limit: number) =>
  useQuery(() => {
    const day = before()
    return {
      key: ['crm', 'tasks', 'dueList', day ?? ''],
      query: ({ signal }: { signal: AbortSignal }) =>
        api.crm.tasks.list({ isDone: false, dueTo: day ?? undefined, limit }, { signal }),
      enabled: day !== null,
      meta: settings,
    }
  })

export const useLeadTasks = (leadId: () => number) =>
  useQuery(() => {
    const id = leadId()
    return {
      key: ['crm', 'tasks', 'lead', id],
      query: ({ signal }: { signal: AbortSignal }) =>
        api.crm.tasks.list({ leadId: id, isDone: false, limit: 5 }, { signal }),
      meta: settings,
    }
  })

export const useCreateTask = () =>
  useMutation({ mutation: (draft: TaskDraft) => api.crm.tasks.create(draft) })
export const useUpdateTask = () =>
  useMutation({ mutation: (change: TaskChange) => api.crm.tasks.update(change) })

export const useTasksCalendar = () => useMutation({ mutation: () => api.crm.tasks.calendar() })

/** Done, moved, deleted: each is told, and can be taken back from the notice (F8). */
export function useTaskActions() {
  const { t } = useI18n()
  const notices = useNotices()
  const words = useTaskWords()
  const update = useUpdateTask()
  const deletion = useUndoableDeletion(api.crm.tasks)

  async function change(
    task: Task,
    to: Omit<TaskChange, 'id'>,
    title: string,
    back: Omit<TaskChange, 'id'>,
  ) {
    try {
      await update.mutateAsync({ id: task.id, ...to })
    } catch {
      return false // Told by the global handler.
    }
    notices.show({
      tone: 'success',
      title,
      seconds: undoSeconds,
      action: { label: t('tasks.undo'), run: () => update.mutate({ id: task.id, ...back }) },
    })
    return true
  }

  return {
    done: (task: Task) =>
      change(
        task,
        { doneAt: new Date().toISOString() },
        t(task.kind === 'task' ? 'tasks.done' : 'tasks.held', { title: words.title(task) }),
        { doneAt: null },
      ),
    /** @param dueAt a day, or a moment, as the contract says it */
    move: (task: Task, dueAt: string) =>
      change(
        task,
        { dueAt },
        t('tasks.moved', { title: words.title(task), day: words.due(dueAt) }),
        // The series goes back to where it stood, to a day its month may not have.
        { dueAt: task.dueAt, ...(task.kind === 'task' ? { repeats: task.repeats } : {}) },
      ),
    remove: (task: Task) => deletion(task.id, t('tasks.deleted', { title: words.title(task) })),
  }
}
