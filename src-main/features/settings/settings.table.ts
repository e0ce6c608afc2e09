// Settings as name and JSON value.
import { EntitySchema } from 'typeorm'

export type SettingRow = { name: string; value: string }

export const settingsTable = new EntitySchema<SettingRow>({
  name: 'settings',
  columns: { name: { type: 'varchar', primary: true }, value: { type: 'text' } },
})
