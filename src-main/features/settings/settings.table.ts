// Settings as name and JSON value.
import { longText, textKey } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'

export const settingsTable = defineTable({
  name: 'settings',
  columns: { name: textKey(), value: longText() },
})
export type SettingRow = RowOfTable<typeof settingsTable>
