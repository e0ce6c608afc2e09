// Where a thing to do today is settled, and how pressing it is.
import type { Todo } from '#shared/contract/dashboard.contract.ts'
import { pathWith } from '../../ui/charts/figureRows.ts'

/** @param quietSince moment before which a qualified lead's last contact must lie */
export function todoTarget({ kind, id }: Todo, quietSince: string): string {
  switch (kind) {
    case 'tasks_due':
      return '/crm/tasks'
    case 'uncertain':
      return '/email/outbox'
    case 'account_blocked':
      return '/email/accounts'
    case 'relay_error':
    case 'confirmations_waiting':
      return '/funnels/relay'
    case 'retention_due':
      return '/crm/retention'
    case 'quiet_leads':
      return pathWith('/crm', { status: 'qualified', quietSince, sort: 'createdAt' })
    default:
      return id === null ? '/email' : `/email/campaigns/${id}`
  }
}

/** What stops mail or visits from arriving comes before what merely waits. */
export const isUrgent = ({ kind }: Todo): boolean =>
  [
    'uncertain',
    'account_blocked',
    'relay_error',
    'confirmations_waiting',
    'campaign_missed',
  ].includes(kind)
