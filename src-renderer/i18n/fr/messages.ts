// The French messages. They decide which keys exist.
import { assistant } from './assistant.ts'
import { accountSetup } from './accountSetup.ts'
import { ads } from './ads.ts'
import { analytics } from './analytics.ts'
import { backups } from './backups.ts'
import { blockEditor } from './blockEditor.ts'
import { common } from './common.ts'
import { crm } from './crm/crm.ts'
import { recentChanges } from './crm/recentChanges.ts'
import { duplicates } from './crm/crmDuplicates.ts'
import { crmExport } from './crm/crmExport.ts'
import { crmImport } from './crm/crmImport.ts'
import { personalData } from './personalData.ts'
import { crmBoard, outcome } from './crm/crmBoard.ts'
import { views } from './crm/crmViews.ts'
import { customFields } from './crm/crmFields.ts'
import { filters } from './crm/crmFilters.ts'
import { scoreRules } from './crm/crmScoreRules.ts'
import { scoring } from './crm/crmScoring.ts'
import { dashboard } from './dashboard.ts'
import { emailBlocks } from './email/emailBlocks.ts'
import { emailDryRun } from './email/emailDryRun.ts'
import { emailStarts } from './email/emailStarts.ts'
import { emailFiles } from './email/emailFiles.ts'
import { emailCampaigns } from './email/emailCampaigns.ts'
import { emailLetters } from './email/emailLetters.ts'
import { emailMailboxes } from './email/emailMailboxes.ts'
import { sequences } from './email/emailSequences.ts'
import { emailSending } from './email/emailSending.ts'
import { frenchFailures as errors } from '#shared/failures/failureSentences.fr.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import { funnels } from './funnels.ts'
import { generation } from './generation.ts'
import { settings } from './settings.ts'
import { startup } from './startup.ts'
import { tasks, timeline } from './tasks.ts'
import { webox } from './webox.ts'

export const messages = {
  ...common,
  accountSetup,
  ads,
  analytics,
  assistant,
  backups,
  blockEditor,
  dashboard,
  crm,
  crmExport,
  duplicates,
  recentChanges,
  crmImport,
  personalData,
  crmBoard,
  outcome,
  views,
  customFields,
  email: {
    ...emailCampaigns,
    ...emailSending,
    ...emailLetters,
    ...emailBlocks,
    ...emailFiles,
    ...emailDryRun,
    ...emailStarts,
    ...emailMailboxes,
  },
  filters,
  funnels,
  generation,
  scoreRules,
  scoring,
  leadField: leadFieldWords.fr.names,
  stages: leadFieldWords.fr.stages,
  sequences,
  settings,
  startup,
  tasks,
  timeline,
  webox,
  errors,
}

type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> }
export type Messages = Texts<typeof messages>
