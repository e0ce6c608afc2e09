// Segments and custom fields: what is read and changed.
import { useMutation } from '@pinia/colada'
import type { CustomFieldKind } from '#shared/rules/leadFilter/filterFields.ts'
import type { FilterTree } from '#shared/rules/leadFilter/filterTree.ts'
import { api } from '../../../api/apiClient.ts'

// Forms that show a refusal at its field keep it from the global notice.
const inline = { inline: true }

export const useSaveSegment = () =>
  useMutation({
    mutation: ({ id, ...draft }: { id: number | null; name: string; filter: FilterTree }) =>
      id === null ? api.crm.segments.create(draft) : api.crm.segments.update({ id, ...draft }),
    meta: inline,
  })

export const useSaveCustomField = () =>
  useMutation({
    mutation: ({
      id,
      kind,
      ...draft
    }: {
      id: number | null
      name: string
      kind: CustomFieldKind
      options: string[]
    }) =>
      id === null
        ? api.crm.customFields.create({ ...draft, kind })
        : api.crm.customFields.update({ id, ...draft }),
    meta: inline,
  })
