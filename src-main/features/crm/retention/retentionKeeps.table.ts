// Whom the owner keeps although nothing came from them for long.
import { id, integer, moment, text } from '#main/database/columnKinds.ts'
import { defineTable } from '#main/database/defineTable.ts'

export const retentionKeepsTable = defineTable({
  name: 'retention_keeps',
  columns: { id: id(), leadId: integer(), reason: text(), keptAt: moment(), askAgainAt: moment() },
  indices: [{ name: 'retention_keeps_lead', columns: ['leadId', 'askAgainAt'] }],
})
