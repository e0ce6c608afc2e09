// Topics that messages are about.
import { id, moment, optional, text } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'

export const mailTopicsTable = defineTable({
  name: 'mail_topics',
  columns: {
    id: id(),
    /** What everything else knows it by: a number may be another topic's in a copy of the data. */
    key: text(),
    name: text(),
    createdAt: moment(),
    updatedAt: moment(),
    /** Its row stays for good: what was refused of it is told by its name. */
    deletedAt: optional(moment()),
  },
  indices: [{ name: 'mail_topics_key', columns: ['key'], unique: true }],
})
export type MailTopicRow = RowOfTable<typeof mailTopicsTable>
