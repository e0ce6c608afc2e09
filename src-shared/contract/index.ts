// The whole contract: what the interface and the REST API can ask of the application.
import { ads } from './ads.contract.ts'
import { crm } from './crm.contract.ts'
import { dashboard } from './dashboard.contract.ts'
import { email } from './email.contract.ts'
import { funnels } from './funnels.contract.ts'
import { settings } from './settings.contract.ts'
import { system } from './system.contract.ts'
import { webox } from './webox.contract.ts'

export const appContract = { dashboard, crm, email, funnels, ads, webox, settings, system }
