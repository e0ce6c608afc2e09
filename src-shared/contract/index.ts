// The whole contract: what the interface and the REST API can ask of the application.
import { analytics } from './analytics.contract.ts'
import { crm } from './crm.contract.ts'
import { dashboard } from './dashboard.contract.ts'
import { email } from './email.contract.ts'
import { funnels } from './funnels.contract.ts'
import { settings } from './settings.contract.ts'
import { system } from './system.contract.ts'

export const appContract = { dashboard, analytics, crm, email, funnels, settings, system }
