// The door of e-mail: its tables and jobs, and what other features may use of it.
import type { Feature } from '#main/core/feature.ts'
import { entityOf } from '#main/database/entity.ts'
import { accountsTable } from './accounts/accounts.table.ts'
import { campaignsTable } from './campaigns/campaigns.table.ts'
import { deletedEmailJob } from './deletedEmail.job.ts'
import { letterDraftsTable } from './letters/letters.table.ts'
import { savedBlocksTable } from './savedBlocks/savedBlocks.table.ts'
import { mailboxesJob } from './mailboxes/mailboxes.job.ts'
export { mailboxesJob }
import { mailboxesTable, mailboxFoldersTable, receivedTable } from './mailboxes/mailboxes.table.ts'
import { outboxJob } from './outbox/outbox.job.ts'
import { campaignTestsTable } from './variants/campaignTests.table.ts'
import { signInsTable } from './signIns/signIns.table.ts'
import { campaignAccountsTable } from './spread/campaignAccounts.table.ts'
import { warmUpChangesTable } from './warmUp/warmUps.table.ts'

export { campaignsTable } from './campaigns/campaigns.table.ts'
export { accountsWithoutPassword } from './accounts/accountCredentials.ts'
export { hasAccount } from './accounts/accounts.repository.ts'
export {
  createAutomatic,
  draftOf,
  makeAutomatic,
  releaseAutomatic,
  requireTurnable,
  takeBackAutomatic,
  setTopic,
  turnOnInside,
  type AutomaticDraft,
} from './automatic/automaticCampaigns.service.ts'
export {
  cancelMessage,
  holdAutomatic,
  queueAutomatic,
  turnOff,
  turnOnAgain,
  waitAgain,
  type Queueing,
} from './automatic/automaticQueue.ts'
export { missingField, placesOf } from './campaigns/campaignMessage.ts'
export { customKeysOf } from './campaigns/customMerge.ts'
export {
  countWaitingConfirmations,
  endConfirmations,
  holdConfirmations,
  moveConfirmations,
  queueConfirmation,
  type Asking,
} from './automatic/confirmations.service.ts'
export { markAsRestored } from './outbox/copies/restoredFolder.ts'
export { outboxAfterSalvage } from './outbox/copies/outboxAfterSalvage.ts'
export { joinLedgers } from './outbox/copies/ledgerJoinTask.ts'
export { knowsHandOvers } from './outbox/copies/movedLedger.ts'
export { outboxJob } from './outbox/outbox.job.ts'
export {
  isSentSql,
  isUndecidedSql,
  isUnfinishedSql,
  waitingStates,
} from './outbox/outbox.states.ts'
export { isShownCampaignSql } from './campaigns/campaignKinds.ts'
export { isActiveSql, statusSql as campaignStatusSql } from './campaigns/campaignStatus.ts'
export { campaignFigures, sandboxedMessages } from './campaigns/campaigns.repository.ts'
export { isHeard } from './mailboxes/mailboxes.repository.ts'
export {
  createCampaign,
  getCampaign,
  insertCampaign,
  prepareCampaign,
  type PreparedCampaign,
} from './campaigns/campaigns.service.ts'
export { keepClick } from './clicks/clicks.repository.ts'
export { noteWithdrawnByLink, recipientOfReference } from './deliveries/deliveries.repository.ts'

export const emailFeature: Feature = {
  name: 'email',
  tables: [
    entityOf(accountsTable),
    entityOf(campaignsTable),
    entityOf(campaignTestsTable),
    entityOf(mailboxesTable),
    entityOf(mailboxFoldersTable),
    entityOf(receivedTable),
    entityOf(letterDraftsTable),
    entityOf(savedBlocksTable),
    entityOf(signInsTable),
    entityOf(warmUpChangesTable),
    entityOf(campaignAccountsTable),
  ],
  jobs: [outboxJob, mailboxesJob, deletedEmailJob],
}
