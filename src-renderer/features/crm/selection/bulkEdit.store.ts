// The change of many leads under way: it goes on, and is shown again, when the page is left.
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { BulkRun } from '#shared/contract/crm/bulk.ts'

export const useRunningBulkEdit = defineStore('bulkEdit', () => {
  const run = shallowRef<BulkRun | null>(null)
  /** Being taken back. */
  const isUndoing = shallowRef(false)
  return { run, isUndoing }
})
