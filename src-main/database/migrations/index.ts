// The migrations in the order they run. A migration is never edited once released.
import { Leads0001 } from './0001-leads.ts'
import { Email0002 } from './0002-email.ts'
import { Funnels0003 } from './0003-funnels.ts'
import { Relay0004 } from './0004-relay.ts'
import { Analytics0011 } from './0011-analytics.ts'

export const migrations = [Leads0001, Email0002, Funnels0003, Relay0004, Analytics0011]
