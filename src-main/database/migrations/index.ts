// The migrations in the order they run. A migration is never edited once released.
import { Leads0001 } from './0001-leads.ts'
import { Email0002 } from './0002-email.ts'

export const migrations = [Leads0001, Email0002]
