// What is written in a field by now: offered where the next one is chosen.
import type { UsedValueField } from '#shared/contract/crm/usedValues.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import type { Database } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { leadFields } from '#shared/leadFields/leadFields.ts'

/** More are not offered: whoever has them types the next. */
const maxOffered = 200
const usedValue = rowOf({ value: text(), count: integer() })

/** Read from the index of the field alone; the most used first. */
export function usedValues(database: Database, field: UsedValueField) {
  const { column } = leadFields[field]
  const items = database.all(
    usedValue,
    `SELECT ${column} AS value, count(*) AS count FROM leads WHERE ${column} IS NOT NULL
     GROUP BY ${column} ORDER BY count DESC, ${column} LIMIT ?`,
    [maxOffered],
  )
  return { items }
}
