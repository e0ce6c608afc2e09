// The French texts that no first page needs: they are read behind it, or with the page that does.
import { campaignTests } from './email/campaignTests.ts'
import { accountSetup } from './accountSetup.ts'
import { ads } from './ads.ts'
import { analytics } from './analytics.ts'
import { backups } from './backups.ts'
import { blockEditor } from './blockEditor.ts'
import { crmBoard, outcome } from './crm/crmBoard.ts'
import { consents } from './crm/crmConsents.ts'
import { crmExport } from './crm/crmExport.ts'
import { crmImport } from './crm/crmImport.ts'
import { lossReasons } from './crm/crmLosses.ts'
import { retention } from './crm/crmRetention.ts'
import { stageSettings } from './crm/crmStages.ts'
import { customFields } from './crm/crmFields.ts'
import { desktop, opening } from './desktop.ts'
import { dryRun } from './email/emailDryRun.ts'
import { duplicates } from './crm/crmDuplicates.ts'
import { mailBlocks } from './email/mailBlocks.ts'
import { clicks } from './email/emailClicks.ts'
import { mailTopics } from './email/mailTopics.ts'
import { pictures } from './pictures.ts'
import { personalData } from './personalData.ts'
import { recentChanges } from './crm/recentChanges.ts'
import { rescue } from './rescue.ts'
import { scoreRules } from './crm/crmScoreRules.ts'
import { scoring } from './crm/crmScoring.ts'
import { sequences } from './email/emailSequences.ts'
import { spread } from './email/emailSpread.ts'
import { views } from './crm/crmViews.ts'
import { warmUp } from './email/emailWarmUp.ts'
import { webox } from './webox.ts'

export const pageTexts = {
  campaignTests,
  accountSetup,
  ads,
  analytics,
  backups,
  blockEditor,
  consents,
  crmBoard,
  crmExport,
  crmImport,
  customFields,
  desktop,
  dryRun,
  duplicates,
  lossReasons,
  mailBlocks,
  mailTopics,
  clicks,
  opening,
  outcome,
  personalData,
  pictures,
  recentChanges,
  rescue,
  retention,
  scoreRules,
  scoring,
  sequences,
  spread,
  stageSettings,
  views,
  warmUp,
  webox,
}
