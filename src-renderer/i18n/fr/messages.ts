// The French messages of the frame and the first page; those of other pages are in pageTexts.ts.
// Together they decide which keys exist.
import type { pageTexts } from './pageTexts.ts'
import { assistant } from './assistant.ts'
import { common } from './common.ts'
import { crm } from './crm/crm.ts'
import { filters } from './crm/crmFilters.ts'
import { dashboard } from './dashboard.ts'
import { emailElsewhere } from './email/emailElsewhere.ts'
import { emailStarts } from './email/emailStarts.ts'
import { emailFiles } from './email/emailFiles.ts'
import { emailCampaigns } from './email/emailCampaigns.ts'
import { emailLetters } from './email/emailLetters.ts'
import { emailMailboxes } from './email/emailMailboxes.ts'
import { emailSignIns } from './email/emailSignIns.ts'
import { emailSending } from './email/emailSending.ts'
import { frenchFailures as errors } from '#shared/failures/failureSentences.fr.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import { funnels } from './funnels.ts'
import { generation } from './generation.ts'
import { settings } from './settings.ts'
import { startup } from './startup.ts'
import { tasks, timeline } from './tasks.ts'

export const messages = {
  ...common,
  assistant,
  dashboard,
  crm,
  email: {
    ...emailCampaigns,
    ...emailSending,
    ...emailLetters,
    ...emailElsewhere,
    ...emailFiles,
    ...emailStarts,
    ...emailMailboxes,
    ...emailSignIns,
  },
  filters,
  funnels,
  generation,
  leadField: leadFieldWords.fr.names,
  // A copy: the user's own names are put over these, and not over ours.
  stages: { ...leadFieldWords.fr.stages },
  settings,
  startup,
  tasks,
  timeline,
  errors,
}

type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> }
export type FirstMessages = Texts<typeof messages>
export type PageTexts = Texts<typeof pageTexts>
export type Messages = FirstMessages & PageTexts
