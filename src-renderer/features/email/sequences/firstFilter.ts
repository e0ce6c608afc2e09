// What conditions begin with: something that can be asked as it stands, to be changed.
import type { FilterTree } from '#shared/rules/leadFilter/filterTree.ts'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'

export const firstFilter = (stage: LeadStatus): FilterTree => ({
  all: [{ field: 'status', op: 'is', value: stage }],
})
