// One row an import: its state, how far it is, its buckets.
import { EntitySchema } from 'typeorm'
import { idColumn, momentColumn, optionalMomentColumn, textColumn } from '#main/database/columns.ts'
import type { ImportRun } from '#shared/contract/crm.contract.ts'

export type ImportRow = {
  id: number
  fileName: string
  state: ImportRun['state']
  progress: number
  /** JSON of the buckets. */
  buckets: string
  startedAt: number
  finishedAt: number | null
}

export const importsTable = new EntitySchema<ImportRow>({
  name: 'imports',
  columns: {
    id: idColumn,
    fileName: textColumn('file_name'),
    state: textColumn('state'),
    progress: { type: 'float' },
    buckets: { type: 'text' },
    startedAt: momentColumn('started_at'),
    finishedAt: optionalMomentColumn('finished_at'),
  },
  indices: [{ name: 'imports_started', columns: ['startedAt'] }],
})
