// The French messages. They decide which keys exist.
import { analytics } from './analytics.ts'
import { common } from './common.ts'
import { crm } from './crm.ts'
import { dashboard } from './dashboard.ts'
import { email } from './email.ts'
import { errors } from './errors.ts'
import { funnels } from './funnels.ts'
import { settings } from './settings.ts'

export const messages = { ...common, analytics, dashboard, crm, email, funnels, settings, errors }

type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> }
export type Messages = Texts<typeof messages>
