// The English messages: exactly the keys of the French ones.
import type { FirstMessages } from '../fr/messages.ts'
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
import { englishFailures as errors } from '#shared/failures/failureSentences.en.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import { funnels } from './funnels.ts'
import { generation } from './generation.ts'
import { settings } from './settings.ts'
import { startup } from './startup.ts'
import { tasks, timeline } from './tasks.ts'

export const messages: FirstMessages = {
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
  leadField: leadFieldWords.en.names,
  // A copy: the user's own names are put over these, and not over ours.
  stages: { ...leadFieldWords.en.stages },
  settings,
  startup,
  tasks,
  timeline,
  errors,
}
