// Which topic a person left: a row for each address they had then, and one without where they had none.
// It holds for the lead, whatever its addresses, and for the address, whosever it is.
import { id, integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { defineTable } from '#main/database/defineTable.ts'

export const topicRefusalsTable = defineTable({
  name: 'topic_refusals',
  columns: {
    id: id(),
    /** Key of the topic. */
    topic: text(),
    leadId: optional(integer()),
    address: optional(text()),
    refusedAt: moment(),
  },
  indices: [
    { name: 'topic_refusals_address', columns: ['address', 'topic'] },
    { name: 'topic_refusals_lead', columns: ['leadId', 'topic'] },
    { name: 'topic_refusals_topic', columns: ['topic'] },
  ],
})
