// The door of the CRM: its tables and jobs, and what other features may use of it.
import type { Feature } from '#main/core/feature.ts'
import { entityOf } from '#main/database/entity.ts'
import { importsTable } from './import/imports.table.ts'
import { interactionsTable } from './interactions/interactions.table.ts'
import { remindersJob } from './tasks/reminders.job.ts'
import { tasksTable } from './tasks/tasks.table.ts'
import { leadsTable } from './leads/leads.table.ts'
import { leadChangesTable } from './changes/leadChanges.table.ts'
import { crmJob } from './crm.job.ts'
import { customFieldsTable } from './customFields/customFields.table.ts'
import { learntScoresTable } from './scoring/learntScores.table.ts'
import { scoreRulesTable } from './scoring/scoreRules.table.ts'
import { retentionKeepsTable } from './retention/retentionKeeps.table.ts'
import { segmentsTable } from './segments/segments.table.ts'
import { viewsTable } from './views/views.table.ts'
import { suppressionsTable } from './consents/suppressions.table.ts'
import { mailTopicsTable } from './topics/mailTopics.table.ts'
import { topicRefusalsTable } from './topics/topicRefusals.table.ts'

export {
  addressesOfLead,
  hasAddressSql,
  isAddressOfDeleted,
  leadOfAddress,
} from './contactPoints/contactPoints.repository.ts'
export { listFields, listFieldsForUpdate } from './customFields/customFields.repository.ts'
export { checkLeadFilter, hasFilterProblem, problemInKnownFields } from './filters/filterCheck.ts'
export { leadFilterSql } from './leads/leadFilter.ts'
export { readAmount, readLine, readStage, readTags, readText } from './import/importCells.ts'
export { createDateReader } from './import/importDates.ts'
export { readMailStatus } from './import/importRefusals.ts'
export { leadStatements, type LeadStatements } from './import/importStatements.ts'
export { keepUpload, removeLeftUploads, uploadedName, uploadPath } from './import/importUploads.ts'
export {
  displayName,
  emptyLeadFields,
  hasIdentity,
  toLeadFields,
  toLeadRow,
  type LeadFields,
} from './leads/leadRecord.ts'
export { leadColumnNames, leadProperty, type LeadRow } from './leads/leads.table.ts'
export { derivedColumns, forgetUnusedTagsSql } from './leads/leadWords.ts'
export { createBulkWriter } from './leads/bulkWrite.ts'
export { addLines, differingLines } from './leads/leadDifferences.ts'
export { createLead, getLead } from './leads/leads.service.ts'
export { addLeadTask, dueTasks } from './tasks/tasks.service.ts'
export { moveToStage, retagLead } from './leads/leadEdits.ts'
export { lostAtSql } from './losses/lostAt.ts'
export { isWide, readLeadIds, readRows } from './reading/wideReads.ts'
export {
  addInteraction,
  listInteractions,
  noteContact,
} from './interactions/interactions.service.ts'
export { addNote, removeNote, takeInLead, type FormAnswer } from './leads/leadIntake.ts'
export {
  findWording,
  hasWithdrawnSince,
  keepWording,
  liftOwnRefusal,
  recordConsent,
  recordWithdrawal,
  refuseWriting,
  wordingHashes,
  type ConsentEntry,
  type Wording,
} from './consents/consents.repository.ts'
export { deleteSuppression } from './consents/measuringEnds.ts'
export { stopMeasuring } from './consents/measuring.ts'
export { carryRefusals, refusalTables } from './consents/carriedRefusals.ts'
export { leadsAfterSalvage } from './leads/afterSalvage.ts'
export { recallRefusal } from './personalData/erasedRefusals.repository.ts'
export { leftTopicSql, topicSql } from './topics/leftTopic.ts'
export { knownTopics, leaveTopics } from './topics/topicRefusals.repository.ts'
export { listTopics, requireTopic, topicNames } from './topics/topics.service.ts'
export { peopleDue } from './retention/retention.service.ts'
export { pipelineStats } from './leads/leads.repository.ts'
export {
  domainOfSql,
  insertSuppressions,
  insertSuppressionSql,
  listSuppressions,
  mayBeWrittenToSql,
  reachableAddressSql,
  readSuppressionEntry,
  refuseOtherAddress,
  type SuppressionEntry,
} from './consents/suppressions.repository.ts'

export const crmFeature: Feature = {
  name: 'crm',
  tables: [
    leadsTable,
    entityOf(interactionsTable),
    entityOf(tasksTable),
    entityOf(suppressionsTable),
    entityOf(mailTopicsTable),
    entityOf(topicRefusalsTable),
    entityOf(importsTable),
    entityOf(customFieldsTable),
    entityOf(leadChangesTable),
    entityOf(segmentsTable),
    entityOf(viewsTable),
    entityOf(learntScoresTable),
    entityOf(scoreRulesTable),
    entityOf(retentionKeepsTable),
  ],
  jobs: [crmJob, remindersJob],
}
