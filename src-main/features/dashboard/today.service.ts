// What waits for a person today, the most urgent first. Each kind is counted up to a bound, so that
// a large database answers as fast.
import type { Todo } from '#shared/contract/dashboard.contract.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { Database, SqlValue } from '#main/database/database.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { campaignStatusSql, isUndecidedSql } from '#main/features/email/email.feature.ts'
import { dueTasks, peopleDue } from '#main/features/crm/crm.feature.ts'
import {
  confirmationsWithoutRelay,
  lastRelayError,
} from '#main/features/funnels/funnels.feature.ts'

const day = 24 * 60 * 60 * 1000
const maxCounted = 1_000
const maxNamed = 5

const namedRow = rowOf({ id: integer(), name: text() })
type Named = RowOfTable<typeof namedRow>
type Kind = Todo['kind']

/**
 * @param quietDays days without contact (or since arrival, without any) after which a qualified
 * lead is named
 */
export async function whatToDoToday(
  services: Services,
  quietDays: number,
): Promise<{ quietSince: string; items: Todo[] }> {
  const { database, host } = services
  const quietSince = host.clock.now() - quietDays * day
  const campaigns = (status: string, reason: string) =>
    named(
      database,
      `SELECT id, name FROM campaigns WHERE deleted_at IS NULL AND campaigns.status = '${status}' AND ${campaignStatusSql} = '${status}' AND ${reason} ORDER BY updated_at DESC`,
    )
  const { overdue, today } = await dueTasks(services)
  const items: Todo[] = [
    ...counted('tasks_due', overdue + today),
    ...counted('uncertain', countUpTo(database, `SELECT 1 FROM outbox WHERE ${isUndecidedSql}`)),
    ...list(
      'account_blocked',
      named(
        database,
        'SELECT id, name FROM email_accounts WHERE blocked_reason IS NOT NULL ORDER BY id',
      ),
    ),
    ...relayError(services),
    ...counted('confirmations_waiting', await confirmationsWithoutRelay(services, maxCounted + 1)),
    ...list('campaign_missed', campaigns('paused', `pause_reason = 'missed_schedule'`)),
    ...list(
      'campaign_paused',
      campaigns('paused', `coalesce(pause_reason, 'user') <> 'missed_schedule'`),
    ),
    ...counted(
      'quiet_leads',
      // Told which index: left alone, SQLite walks all qualified leads.
      countUpTo(
        database,
        `SELECT 1 FROM leads INDEXED BY leads_quiet WHERE status = 'qualified' AND coalesce(last_contact_at, created_at) < ?`,
        [quietSince],
      ),
    ),
    ...counted(
      'campaign_draft',
      countUpTo(
        database,
        `SELECT 1 FROM campaigns WHERE deleted_at IS NULL AND campaigns.status = 'draft'`,
      ),
    ),
    ...counted('retention_due', await peopleDue(services)),
  ]
  return { quietSince: toTimestamp(quietSince), items }
}

function countUpTo(database: Database, sql: string, parameters: SqlValue[] = []): number {
  return database.count(`SELECT count(*) AS n FROM (${sql} LIMIT ${maxCounted + 1})`, parameters)
}

function counted(kind: Kind, count: number): Todo[] {
  return count === 0
    ? []
    : [
        {
          kind,
          count: Math.min(count, maxCounted),
          isMore: count > maxCounted,
          id: null,
          name: null,
        },
      ]
}

const named = (database: Database, sql: string) =>
  database.all(namedRow, `${sql} LIMIT ${maxNamed + 1}`)

/** A few are named one by one; more are one line. */
function list(kind: Kind, rows: Named[]): Todo[] {
  if (rows.length > maxNamed) return [{ kind, count: maxNamed, isMore: true, id: null, name: null }]
  return rows.map(({ id, name }) => ({ kind, count: 1, isMore: false, id, name }))
}

function relayError(services: Pick<Services, 'database' | 'memory'>): Todo[] {
  const { database } = services
  const words = lastRelayError(services)
  const failed = countUpTo(database, `SELECT 1 FROM relay_events WHERE state = 'failed'`)
  if (words === null && failed === 0) return []
  return [
    {
      kind: 'relay_error',
      count: Math.min(failed, maxCounted),
      isMore: failed > maxCounted,
      id: null,
      name: words,
    },
  ]
}
