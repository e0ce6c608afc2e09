// The English messages: exactly the keys of the French ones.
import type { Messages } from '../fr/messages.ts'
import { analytics } from './analytics.ts'
import { common } from './common.ts'
import { crm } from './crm.ts'
import { dashboard } from './dashboard.ts'
import { email } from './email.ts'
import { errors } from './errors.ts'
import { funnels } from './funnels.ts'
import { settings } from './settings.ts'

export const messages: Messages = { ...common, analytics, dashboard, crm, email, funnels, settings, errors }
