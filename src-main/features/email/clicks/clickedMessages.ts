// The messages behind a figure of clicks.
import type { ClickChoice } from '#shared/contract/email/clicks.ts'
import type { SqlValue } from '#main/database/database.ts'
import { isMeasuredSql } from '../outbox/outbox.states.ts'

type Asked = { clicks?: ClickChoice; link?: string }

export const isAboutClicks = ({ clicks, link }: Asked): boolean =>
  clicks !== undefined || link !== undefined

/** On a row of `outbox`. A link alone means whoever opened it. */
export function clickedCondition({ clicks, link }: Asked): {
  sql: string
  parameters: SqlValue[]
} {
  if (clicks === 'measured' && link === undefined) return { sql: isMeasuredSql, parameters: [] }
  const [ofLink, parameters] = link === undefined ? ['', []] : [' AND link = ?', [link]]
  const opened = (by: string) =>
    `${isMeasuredSql} AND EXISTS (SELECT 1 FROM clicks WHERE clicks.outbox_id = outbox.id${ofLink}${by})`
  const byPerson = opened(' AND automatic IS NULL')
  return clicks === 'programs'
    ? { sql: `(${opened('')} AND NOT (${byPerson}))`, parameters: [...parameters, ...parameters] }
    : { sql: `(${byPerson})`, parameters }
}
