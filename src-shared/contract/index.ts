// The whole contract: what the interface and the REST API can ask of the application.
import { ads } from './ads.contract.ts'
import { assistant } from './assistant.contract.ts'
import { backups } from './backups/backups.contract.ts'
import { analytics } from './analytics.contract.ts'
import { crm } from './crm.contract.ts'
import { dashboard } from './dashboard.contract.ts'
import { email } from './email.contract.ts'
import { funnels } from './funnels.contract.ts'
import { generation } from './generation.contract.ts'
import { settings } from './settings.contract.ts'
import { sequences } from './sequences/sequences.contract.ts'
import { system } from './system.contract.ts'
import { webox } from './webox.contract.ts'

/** Named part by part, because written out as a whole it is longer than the compiler will print. */
export type AppContract = {
  dashboard: typeof dashboard
  crm: typeof crm
  email: typeof email
  funnels: typeof funnels
  analytics: typeof analytics
  ads: typeof ads
  webox: typeof webox
  assistant: typeof assistant
  generation: typeof generation
  backups: typeof backups
  sequences: typeof sequences
  settings: typeof settings
  system: typeof system
}

export const appContract: AppContract = {
  dashboard,
  crm,
  email,
  funnels,
  analytics,
  ads,
  webox,
  assistant,
  generation,
  backups,
  sequences,
  settings,
  system,
}
