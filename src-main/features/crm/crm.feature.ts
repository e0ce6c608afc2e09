// The door of the CRM: its tables and jobs, and what other features may use of it.
import type { Feature } from '#main/app/feature.ts'
import { importsTable } from './imports.table.ts'
import { interactionsTable } from './interactions.table.ts'
import { leadsTable } from './leads.table.ts'
import { crmJob } from './crm.job.ts'
import { suppressionsTable } from './suppressions.table.ts'

export { leadFilterSql } from './leadFilter.ts'
export {
  isRefusalStatus,
  readAmount,
  readDate,
  readLine,
  readStage,
  readTags,
  readText,
} from './importCells.ts'
export { leadStatements, type LeadStatements } from './importStatements.ts'
export { keepUpload, uploadedName, uploadPath } from './imports.service.ts'
export {
  displayName,
  emptyLeadFields,
  hasIdentity,
  toLeadFields,
  toLeadRow,
  type LeadFields,
} from './leadRecord.ts'
export type { LeadRow } from './leads.table.ts'
export { createLead, getLead } from './leads.service.ts'
export { addInteraction, listInteractions } from './interactions.service.ts'
export { addNote, takeInLead, type FormAnswer } from './leadIntake.ts'
export {
  findWording,
  keepWording,
  liftOwnRefusal,
  recordConsent,
  refuseWriting,
  type ConsentEntry,
  type Wording,
} from './consents.repository.ts'
export { pipelineStats } from './leads.repository.ts'
export {
  deleteSuppression,
  domainOfSql,
  insertSuppressions,
  insertSuppressionSql,
  listSuppressions,
  mayBeWrittenToSql,
  readSuppressionEntry,
  refuseOtherAddress,
  type SuppressionEntry,
} from './suppressions.repository.ts'

export const crmFeature: Feature = {
  name: 'crm',
  tables: [leadsTable, interactionsTable, suppressionsTable, importsTable],
  jobs: [crmJob],
}
