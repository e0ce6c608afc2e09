// Everything the views of moving in read and change.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { WeboxProblem } from '#shared/contract/webox.contract.ts'
import { api } from '../../api/apiClient.ts'
import { useKeysetList } from '../../api/useKeysetList.ts'

export const importsQuery = defineQueryOptions({
  key: ['webox', 'list'],
  query: ({ signal }) => api.webox.list(undefined, { signal }),
})

export const importQuery = defineQueryOptions((id: number) => ({
  key: ['webox', 'one', id],
  query: ({ signal }) => api.webox.get({ id }, { signal }),
}))

export const keptQuery = defineQueryOptions((id: number) => ({
  key: ['webox', 'kept', id],
  query: ({ signal }) => api.webox.kept({ id }, { signal }),
}))

export const useProblemList = (id: () => number) =>
  useKeysetList(() => {
    const importId = id()
    return {
      key: ['webox', 'problems', importId],
      read: (cursor, signal) =>
        api.webox.problems({ id: importId, cursor, limit: 100 }, { signal }),
    }
  })

type Problem = Omit<WeboxProblem, 'id'> & { sourceId: string }

/** All of them, for the file to download. */
export async function readAllProblems(id: number): Promise<Problem[]> {
  const problems: Problem[] = []
  let cursor: string | undefined
  do {
    const page = await api.webox.problems({ id, cursor, limit: 5_000 })
    problems.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return problems
}

const inline = { inline: true }

export const usePreviewWebox = () =>
  useMutation({ mutation: (file: File) => api.webox.preview({ file }), meta: inline })
export const useStartWebox = () =>
  useMutation({ mutation: (uploadId: string) => api.webox.start({ uploadId }), meta: inline })
export const useCancelWebox = () =>
  useMutation({ mutation: (id: number) => api.webox.cancel({ id }) })
export const useUndoWebox = () => useMutation({ mutation: (id: number) => api.webox.undo({ id }) })
