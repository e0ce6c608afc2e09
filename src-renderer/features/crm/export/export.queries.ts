// Leads as files, and how far the writing of one is.
import { useMutation } from '@pinia/colada'
import type { ApiClient } from '../../../api/apiClient.ts'
import { api } from '../../../api/apiClient.ts'

export const exportFormats = ['csv', 'xlsx', 'vcf'] as const
export type ExportFormat = (typeof exportFormats)[number]
export type ExportInput = Parameters<ApiClient['crm']['exports']['csv']>[0]

// A failure is told beside the button.
export const useExportLeads = () =>
  useMutation({
    mutation: ({ kind, input }: { kind: ExportFormat; input: ExportInput }) =>
      api.crm.exports[kind](input),
    meta: { inline: true },
  })
export const readExportProgress = (exportId: string) => api.crm.exports.progress({ exportId })
export const useCancelExport = () =>
  useMutation({ mutation: (exportId: string) => api.crm.exports.cancel({ exportId }) })
