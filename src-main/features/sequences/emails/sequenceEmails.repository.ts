// All SQL that reads the e-mails of sequences, with what became of them counted from rows.
import type { SequenceEmail } from '#shared/contract/sequences/sequences.contract.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import {
  campaignsTable,
  customKeysOf,
  isSentSql,
  isUnfinishedSql,
  missingField,
  placesOf,
} from '#main/features/email/email.feature.ts'
import { sequenceEmailsTable, type SequenceEmailRow } from './sequenceEmails.table.ts'

const count = (condition: string) =>
  `(SELECT coalesce(sum(count), 0) FROM outbox_totals WHERE outbox_totals.campaign_id = campaigns.id AND ${condition})`
const ofCampaign = campaignsTable.select(
  'automaticOn',
  'status',
  'name',
  'subject',
  'preheader',
  'html',
  'text',
  'blocks',
)
const shown = rowOf({
  campaignId: integer(),
  stepKey: text(),
  ...ofCampaign.columns,
  sent: integer(),
  waiting: integer(),
})

/** In the order in which they were made; those of steps that are gone are left out. */
export function emailsOf(database: Database, sequenceId: number): SequenceEmail[] {
  const customKeys = customKeysOf(database)
  return database
    .all(
      shown,
      `SELECT emails.campaign_id AS campaignId, emails.step_key AS stepKey, ${ofCampaign.list('campaigns')},
         ${count(isSentSql)} AS sent, ${count(isUnfinishedSql())} AS waiting
       FROM sequence_emails AS emails JOIN campaigns ON campaigns.id = emails.campaign_id
       WHERE emails.sequence_id = ? AND emails.state = 'used' ORDER BY emails.id`,
      [sequenceId],
    )
    .map(({ automaticOn, status, preheader, html, text, blocks, ...email }) => {
      const written = { subject: email.subject, preheader, html, text, blocks }
      const places = [...new Set(placesOf(written, customKeys).left.map(({ name }) => name))]
      return {
        ...email,
        isOn: automaticOn === true,
        isPaused: status === 'paused',
        isComplete: places.length === 0 && missingField(written) === null,
        places,
      }
    })
}

const named = rowOf({ id: integer(), name: text() })

/** Null for a campaign that no sequence uses. */
export const sequenceOfCampaign = (database: Database, campaignId: number) =>
  database.first(
    named,
    `SELECT sequences.id AS id, sequences.name AS name FROM sequence_emails AS emails JOIN sequences ON sequences.id = emails.sequence_id
     WHERE emails.campaign_id = ? AND emails.state = 'used' AND sequences.deleted_at IS NULL`,
    [campaignId],
  )

const onOnly = rowOf({ stepKey: text() })

/** Steps whose message may be queued now. */
export const stepsThatSend = (database: Database, sequenceId: number): ReadonlySet<string> =>
  new Set(
    database
      .all(
        onOnly,
        `SELECT step_key AS stepKey FROM sequence_emails JOIN campaigns ON campaigns.id = campaign_id
         WHERE sequence_id = ? AND sequence_emails.state = 'used' AND automatic_on = 1 AND campaigns.status IN ('automatic', 'paused')`,
        [sequenceId],
      )
      .map(({ stepKey }) => stepKey),
  )

const listSql = `SELECT ${sequenceEmailsTable.list()} FROM sequence_emails WHERE sequence_id = ? AND state <> 'over' ORDER BY id`

export const getEmailsForUpdate = (
  transaction: Transaction,
  sequenceId: number,
): Promise<SequenceEmailRow[]> => transaction.all(sequenceEmailsTable, listSql, [sequenceId])

/** The same outside a write. */
export const getEmails = (database: Database, sequenceId: number): SequenceEmailRow[] =>
  database.all(sequenceEmailsTable, listSql, [sequenceId])

/** E-mails of steps that are gone, of which nothing waits any more. */
export const emptiedEmails = (database: Database): SequenceEmailRow[] =>
  database.all(
    sequenceEmailsTable,
    `SELECT ${sequenceEmailsTable.list()} FROM sequence_emails WHERE state = 'leaving' AND NOT EXISTS (SELECT 1 FROM outbox_totals
       WHERE outbox_totals.campaign_id = sequence_emails.campaign_id AND count > 0 AND ${isUnfinishedSql('outbox_totals.state')})`,
  )

export const isEmptied = async (transaction: Transaction, campaignId: number): Promise<boolean> =>
  (await transaction.count(
    `SELECT count(*) AS n FROM outbox_totals WHERE campaign_id = ? AND count > 0 AND ${isUnfinishedSql()}`,
    [campaignId],
  )) === 0
