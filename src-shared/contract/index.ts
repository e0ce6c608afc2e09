// The whole contract: what the interface and the REST API can ask of the application.
import { assistant } from './assistant.contract.ts'
import { crm } from './crm.contract.ts'
import { dashboard } from './dashboard.contract.ts'
import { email } from './email.contract.ts'
import { funnels } from './funnels.contract.ts'
import { generation } from './generation.contract.ts'
import { settings } from './settings.contract.ts'
import { system } from './system.contract.ts'

export const appContract = { dashboard, crm, email, funnels, assistant, generation, settings, system }
