// The fields that the user added to leads. Their values stand in the leads, see customValues.ts.
import { z } from 'zod'
import { id, json, moment, text } from '#main/database/columnKinds.ts'
import { defineTable } from '#main/database/defineTable.ts'
import type { CustomFieldKind } from '#shared/rules/leadFilter/filterFields.ts'

export const customFieldsTable = defineTable({
  name: 'custom_fields',
  columns: {
    id: id(),
    key: text(),
    name: text(),
    kind: text<CustomFieldKind>(),
    options: json(z.array(z.string())),
    createdAt: moment(),
  },
  indices: [{ name: 'custom_fields_key', columns: ['key'], unique: true }],
})
