// Everything the CRM reads and changes.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { Interaction, LeadDraft, LeadFilter, LeadSort } from '#shared/contract/crm.contract.ts'
import type { UsedValueField } from '#shared/contract/crm/usedValues.ts'
import type { ImportChoices, ImportMapping } from '#shared/contract/crm/imports.ts'
import { api } from '../../api/apiClient.ts'
import { useKeysetList } from '../../api/useKeysetList.ts'

/** Cards read at a time. */
const boardPage = 40

export const crmKeys = {
  lists: ['crm', 'leads', 'list'],
  list: (filter: LeadFilter, sort: LeadSort) => [...crmKeys.lists, filter, sort],
  count: (filter: LeadFilter) => ['crm', 'leads', 'count', filter],
  lead: (id: number) => ['crm', 'leads', 'one', id],
  score: (id: number) => ['crm', 'leads', 'score', id],
  pipeline: ['crm', 'pipeline'],
  importRun: (id: number) => ['crm', 'imports', id],
  runningImport: ['crm', 'imports', 'running'],
}

/** `total` stays null: a wide search is counted apart, beside the rows. */
export const useLeadList = (filter: () => LeadFilter, sort: () => LeadSort) =>
  useKeysetList(() => {
    const [wanted, order] = [filter(), sort()]
    return {
      key: crmKeys.list(wanted, order),
      read: (cursor, signal) =>
        api.crm.leads.list(
          { ...wanted, sort: order, cursor, limit: 100, withTotal: false },
          { signal },
        ),
    }
  })

/** A column of the board: the same leads, a smaller page at a time. */
export const useBoardColumn = (filter: () => LeadFilter, sort: () => LeadSort) =>
  useKeysetList(() => {
    const [wanted, order] = [filter(), sort()]
    return {
      key: [...crmKeys.list(wanted, order), 'board'],
      read: (cursor, signal) =>
        api.crm.leads.list(
          { ...wanted, sort: order, cursor, limit: boardPage, withTotal: false },
          { signal },
        ),
    }
  })

export const leadCountQuery = defineQueryOptions((filter: LeadFilter) => ({
  key: crmKeys.count(filter),
  query: ({ signal }) => api.crm.leads.count(filter, { signal }),
  placeholderData: (previous: { total: number } | undefined) => previous,
}))

export const leadQuery = defineQueryOptions((id: number) => ({
  key: crmKeys.lead(id),
  query: ({ signal }) => api.crm.leads.get({ id }, { signal }),
}))

export const scoreQuery = defineQueryOptions((id: number) => ({
  key: crmKeys.score(id),
  query: ({ signal }) => api.crm.leads.score({ id }, { signal }),
}))

export const pipelineQuery = defineQueryOptions({
  key: crmKeys.pipeline,
  query: ({ signal }) => api.crm.pipeline.stats(undefined, { signal }),
})

/** What leads have in a field by now, the most used first. */
export const usedValuesQuery = defineQueryOptions((field: UsedValueField) => ({
  key: ['crm', 'leads', 'used', field],
  query: ({ signal }) => api.crm.leads.usedValues({ field }, { signal }),
}))

export const runningImportQuery = defineQueryOptions({
  key: crmKeys.runningImport,
  query: ({ signal }) => api.crm.imports.running(undefined, { signal }),
})
export const importRunQuery = defineQueryOptions((id: number) => ({
  key: crmKeys.importRun(id),
  query: ({ signal }) => api.crm.imports.get({ id }, { signal }),
}))

// Forms that show a refusal at its field keep it from the global notice.
const inline = { inline: true }

export const useCreateLead = () =>
  useMutation({ mutation: (draft: LeadDraft) => api.crm.leads.create(draft), meta: inline })
export const useUpdateLead = () =>
  useMutation({
    mutation: ({ id, changes }: { id: number; changes: LeadDraft }) =>
      api.crm.leads.update({ id, ...changes }),
    meta: inline,
  })
/** Without a moment it is now. */
export type InteractionFields = Pick<Interaction, 'type'> & {
  subject: string
  content: string
  occurredAt?: string
}
export const useAddInteraction = () =>
  useMutation({
    mutation: (draft: { id: number } & InteractionFields) => api.crm.interactions.create(draft),
  })
export const useUpdateInteraction = () =>
  useMutation({
    mutation: (change: { id: number } & InteractionFields) => api.crm.interactions.update(change),
  })

export const usePreviewImport = () =>
  useMutation({ mutation: (file: File) => api.crm.imports.preview({ file }), meta: inline })
export const useRemapImport = () =>
  useMutation({
    mutation: (choice: { uploadId: string; mapping?: ImportMapping; options: ImportChoices }) =>
      api.crm.imports.remap(choice),
    meta: inline,
  })
export const useStartImport = () =>
  useMutation({
    mutation: (choice: { uploadId: string; mapping: ImportMapping; options: ImportChoices }) =>
      api.crm.imports.start(choice),
    meta: inline,
  })
export const useRejectedRows = () =>
  useMutation({ mutation: (id: number) => api.crm.imports.rejected({ id }) })
export const useUndoImport = () =>
  useMutation({ mutation: (id: number) => api.crm.imports.undo({ id }) })
export const useCancelImport = () =>
  useMutation({ mutation: (id: number) => api.crm.imports.cancel({ id }) })
