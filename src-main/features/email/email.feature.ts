// The door of e-mail: its tables and jobs, and what other features may use of it.
import type { Feature } from '#main/app/feature.ts'
import { accountsTable } from './accounts.table.ts'
import { campaignsTable } from './campaigns.table.ts'
import { outboxJob } from './outbox.job.ts'

export { statusSql as campaignStatusSql } from './campaignStatus.ts'
export { campaignFigures } from './campaigns.repository.ts'
export { createCampaign } from './campaigns.service.ts'
export { recipientOfReference } from './deliveries.repository.ts'

export const emailFeature: Feature = { name: 'email', tables: [accountsTable, campaignsTable], jobs: [outboxJob] }
