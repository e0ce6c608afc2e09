// Drafts of letters: what was typed for one person and has not left yet.
import { id, integer, longText, moment, optional, text } from '#main/database/columnKinds.ts'
import { defineTable } from '#main/database/defineTable.ts'

export const letterDraftsTable = defineTable({
  name: 'letter_drafts',
  columns: {
    id: id(),
    leadId: integer(),
    /** The letter's name: by it a draft leaves once. */
    key: text(),
    accountId: optional(integer()),
    recipient: optional(text()),
    subject: text(),
    text: longText(),
    updatedAt: moment(),
  },
  indices: [
    { name: 'letter_drafts_key', columns: ['key'], unique: true },
    { name: 'letter_drafts_lead', columns: ['leadId', 'updatedAt'] },
  ],
})
