// What counts as a contact that came from the person. A message of ours is none, whatever becomes of it:
// delivered, opened, bounced, answered by a program. Nor is a wish to hear no more, which would keep
// somebody longer for having asked to be left alone.
import type { OwnContactKind } from '#shared/contract/crm/retention.ts'
import { isInForceSql } from '../consents/standing.ts'

type Source = {
  table: string
  /** SQL of the kind and the moment of a row. */
  kind: string
  at: string
  is: string
}
const kind = (name: OwnContactKind): string => `'${name}'`

/** Each is found by an index of the lead and the moment. */
const sources: readonly Source[] = [
  {
    table: 'received_messages',
    kind: kind('reply'),
    at: 'received_at',
    is: `kind = 'reply'`,
  },
  {
    table: 'funnel_events',
    kind: `iif(kind = 'form', ${kind('form')}, ${kind('sale')})`,
    at: 'at',
    // A refund is the business's act; a sale that was removed never was.
    is: `kind IN ('form', 'sale') AND removed_at IS NULL`,
  },
  {
    table: 'interactions',
    kind: `iif(type = 'call', ${kind('call')}, ${kind('meeting')})`,
    at: 'occurred_at',
    // Two people take part in these. Who wrote an e-mail or a note is not known of lines typed by hand.
    is: `type IN ('call', 'meeting') AND occurred_at <= (SELECT now FROM asked)`,
  },
  {
    table: 'consent_events',
    kind: `iif(method = 'form', ${kind('form')}, ${kind('consent')})`,
    at: 'at',
    // Forms of funnels that are gone by now left these lines only.
    is: `method IN ('form', 'confirmation') AND ${isInForceSql}`,
  },
]

/** True for a row of `leads` with such a contact since `asked.before`; needs a table `asked`. */
export const hasOwnContactSql = sources
  .map(
    ({ table, at, is }) =>
      `EXISTS (SELECT 1 FROM ${table} WHERE ${table}.lead_id = leads.id AND ${table}.${at} >= (SELECT before FROM asked) AND ${is})`,
  )
  .join(' OR ')

/** The last of each lead of a JSON list, bound once a source; needs a table `asked`. */
export const lastOwnContactsSql = `SELECT leadId, kind, max(at) AS at FROM (${sources
  .map(
    ({ table, kind, at, is }) =>
      `SELECT lead_id AS leadId, ${kind} AS kind, ${at} AS at FROM ${table} WHERE lead_id IN (SELECT value FROM json_each(?)) AND ${is}`,
  )
  .join(' UNION ALL ')}) GROUP BY leadId`
export const ownContactSources = sources.length
