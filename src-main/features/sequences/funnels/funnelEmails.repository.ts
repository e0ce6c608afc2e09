// The e-mails of a funnel, read from the sequences that begin by its forms.
import type { FunnelEmail } from '#shared/contract/funnelEmails.ts'
import { integer, optional } from '#main/database/columnKinds.ts'
import type { Database } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { emailsOf } from '../emails/sequenceEmails.repository.ts'
import { sendSteps } from '../emails/sequenceEmails.service.ts'
import { sequencesTable, type SequenceRow } from '../sequences.table.ts'
import { isOfFunnelSql } from './funnelHold.ts'
import { delaysOf, isPlain } from './plainSteps.ts'
import { planOf } from '../steps/stepPlan.ts'

/** With the account it leaves through; null is the sandbox. */
export type FunnelEmailFacts = FunnelEmail & { accountId: number | null }

const sequencesSql = `SELECT ${sequencesTable.list()} FROM sequences WHERE ${isOfFunnelSql} ORDER BY id`
const known = rowOf({ id: integer(), campaignId: integer(), accountId: optional(integer()) })

/** The sequences of a funnel, the first made first. */
export const sequencesOfFunnel = (database: Database, funnelId: number): SequenceRow[] =>
  database.all(sequencesTable, sequencesSql, [funnelId])

/** In the order in which they are due. */
export const funnelEmailsOf = (database: Database, funnelId: number): FunnelEmailFacts[] =>
  sequencesOfFunnel(database, funnelId)
    .flatMap((sequence) => emailsIn(database, sequence))
    .toSorted((one, other) => one.delayMinutes - other.delayMinutes || one.id - other.id)

function emailsIn(database: Database, sequence: SequenceRow): FunnelEmailFacts[] {
  const { id, name, start, steps, isOn, isHeld } = sequence
  if (start.kind !== 'form') return []
  const { funnelId, pageId } = start
  const delays = delaysOf(steps)
  const people = waitingBefore(database, sequence)
  const skipped = new Set(
    sendSteps(steps)
      .filter(({ isSkipped }) => isSkipped === true)
      .map(({ key }) => key),
  )
  const rows = new Map(
    database
      .all(
        known,
        `SELECT emails.id AS id, campaign_id AS campaignId, campaigns.account_id AS accountId
         FROM sequence_emails AS emails JOIN campaigns ON campaigns.id = campaign_id WHERE sequence_id = ?`,
        [id],
      )
      .map((row) => [row.campaignId, row]),
  )
  return emailsOf(database, id).flatMap(({ stepKey, ...email }) => {
    const row = rows.get(email.campaignId)
    const delayMinutes = delays.get(stepKey)
    if (row === undefined || delayMinutes === undefined) return []
    return [
      {
        ...email,
        ...{ id: row.id, accountId: row.accountId, funnelId, pageId, delayMinutes, isHeld },
        isOn: isOn && email.isOn,
        waiting: email.waiting + (people.get(stepKey) ?? 0),
        sequence: {
          ...{ id, name, stepKey, isOn, isPlain: isPlain(steps) },
          isSkipped: skipped.has(stepKey),
        },
      },
    ]
  })
}

const at = rowOf({ n: integer() })

/** People who stand at a step that sends, or at the waits before it: by its key. */
function waitingBefore(database: Database, { id, steps }: SequenceRow): Map<string, number> {
  const plan = planOf(steps)
  const counts = new Map<string, number>()
  for (const key of plan.keys()) {
    let to: string | null = key
    while (to !== null && plan.get(to)?.step.kind === 'wait') to = plan.get(to)?.next ?? null
    if (to === null || plan.get(to)?.step.kind !== 'send') continue
    const row = database.first(
      at,
      `SELECT count(*) AS n FROM sequence_people WHERE sequence_id = ? AND step_key = ? AND state = 'waiting'`,
      [id, key],
    )
    counts.set(to, (counts.get(to) ?? 0) + (row?.n ?? 0))
  }
  return counts
}
