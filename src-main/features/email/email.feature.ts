// The door of e-mail: its tables and jobs, and what other features may use of it.
import type { Feature } from '#main/app/feature.ts'
import { accountsTable } from './accounts.table.ts'
import { campaignsTable } from './campaigns.table.ts'
import { outboxJob } from './outbox.job.ts'

export { hasAccount } from './accounts.repository.ts'
export {
  createAutomatic,
  draftOf,
  makeAutomatic,
  releaseAutomatic,
  turnAutomaticOn,
  type AutomaticDraft,
} from './automaticCampaigns.service.ts'
export { holdAutomatic, queueAutomatic, turnOff, type Queueing } from './automaticQueue.ts'
export { missingField, placesOf } from './campaignMessage.ts'
export {
  countWaitingConfirmations,
  endConfirmations,
  holdConfirmations,
  moveConfirmations,
  queueConfirmation,
  type Asking,
} from './confirmations.service.ts'
export { installKeyOf } from './installKey.ts'
export { outboxOf } from './outbox.control.ts'
export { isActiveSql, statusSql as campaignStatusSql } from './campaignStatus.ts'
export { campaignFigures } from './campaigns.repository.ts'
export {
  createCampaign,
  getCampaign,
  insertCampaign,
  prepareCampaign,
  type PreparedCampaign,
} from './campaigns.service.ts'
export { recipientOfReference } from './deliveries.repository.ts'

export const emailFeature: Feature = {
  name: 'email',
  tables: [accountsTable, campaignsTable],
  jobs: [outboxJob],
}
