// Topics of messages: named, renamed, deleted and brought back; and which of them a person left.
import { randomBytes, randomUUID } from 'node:crypto'
import type { DeletedItem } from '#shared/contract/common.ts'
import type { LeadTopic, MailTopic } from '#shared/contract/crm/topics.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { foldText } from '#shared/rules/foldText.ts'
import { maxTopics } from '#shared/rules/topics/topicKeys.ts'
import { restorablePeriod, toDeletedItem } from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { integer, moment, text } from '#main/database/columnKinds.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { base32 } from '#main/mail/messageIdentity.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { addressesOfLead } from '../contactPoints/contactPoints.repository.ts'
import { mailTopicsTable, type MailTopicRow } from './mailTopics.table.ts'
import { leaveTopics, returnToTopic, topicsOfLead } from './topicRefusals.repository.ts'

const changed: Topic[] = ['crm', 'email', 'sequences']

const shown = rowOf({
  ...mailTopicsTable.select('id', 'key', 'name', 'createdAt', 'updatedAt').columns,
  left: integer(),
  used: integer(),
})
/** People who left it, known as leads; a person with several rows counts once. */
const leftSql = `SELECT count(*) FROM (
  SELECT lead_id AS id FROM topic_refusals WHERE topic = mail_topics.key
    AND EXISTS (SELECT 1 FROM leads WHERE leads.id = topic_refusals.lead_id)
  UNION SELECT leads.id FROM topic_refusals JOIN leads ON leads.email = topic_refusals.address WHERE topic = mail_topics.key
  UNION SELECT lead_addresses.lead_id FROM topic_refusals JOIN lead_addresses USING (address) WHERE topic = mail_topics.key)`
const usedSql = `(SELECT count(*) FROM campaigns WHERE topic = mail_topics.key AND deleted_at IS NULL AND variant_of IS NULL AND automatic_on IS NULL)
  + (SELECT count(*) FROM sequences WHERE topic = mail_topics.key AND deleted_at IS NULL)`
const shownSql = `SELECT id, key, name, created_at AS createdAt, updated_at AS updatedAt, (${leftSql}) AS left, ${usedSql} AS used
  FROM mail_topics WHERE deleted_at IS NULL`

const toTopic = ({ createdAt, updatedAt, ...row }: ReturnType<typeof shown.read>): MailTopic => ({
  ...row,
  createdAt: toTimestamp(createdAt),
  updatedAt: toTimestamp(updatedAt),
})

/** By name. */
export const listTopics = ({ database }: Pick<Services, 'database'>): { items: MailTopic[] } => ({
  items: database.all(shown, `${shownSql} ORDER BY folded(name), id`, []).map(toTopic),
})

const named = rowOf(mailTopicsTable.select('key', 'name').columns)

/** Without who left them, which takes counting. By name. */
export const topicNames = ({
  database,
}: Pick<Services, 'database'>): { key: string; name: string }[] =>
  database.all(
    named,
    'SELECT key, name FROM mail_topics WHERE deleted_at IS NULL ORDER BY folded(name), id',
    [],
  )

function getTopic(database: Database, id: number): MailTopic {
  const row = database.first(shown, `${shownSql} AND id = ?`, [id])
  if (row === null) throw unknownId('topic', id)
  return toTopic(row)
}

/** @throws 409 for a name that another topic has; 422 where there are as many as may be */
export async function createTopic(
  { database, host }: Services,
  { name }: { name: string },
): Promise<MailTopic> {
  const now = host.clock.now()
  const id = await database.write(changed, async (transaction) => {
    const present = await presentRows(transaction)
    refuseTaken(present, name, null)
    refuseTooMany(present)
    return mailTopicsTable.insert(transaction, {
      ...{ key: base32(randomBytes(5)), name, deletedAt: null },
      ...{ createdAt: now, updatedAt: now },
    })
  })
  return getTopic(database, id)
}

/** @throws 404; 409 for a name that another topic has */
export async function renameTopic(
  { database, host }: Services,
  { id, name }: { id: number; name: string },
): Promise<MailTopic> {
  await database.write(changed, async (transaction) => {
    const present = await presentRows(transaction)
    if (!present.some((row) => row.id === id)) throw unknownId('topic', id)
    refuseTaken(present, name, id)
    await mailTopicsTable.update(transaction, { id }, { name, updatedAt: host.clock.now() })
  })
  return getTopic(database, id)
}

/** What is about it stays so, and leaves out whoever left it. @throws 404 */
export async function deleteTopic({ database, host }: Services, id: number): Promise<void> {
  await database.write(changed, async (transaction) => {
    const row = await mailTopicsTable.findForUpdate(transaction, { id })
    if (row === null || row.deletedAt !== null) throw unknownId('topic', id)
    await mailTopicsTable.update(transaction, { id }, { deletedAt: host.clock.now() })
  })
}

/** @throws 404 if it was deleted too long ago, or never; 409 where its name is another's by now */
export async function restoreTopic({ database, host }: Services, id: number): Promise<MailTopic> {
  await database.write(changed, async (transaction) => {
    const row = await mailTopicsTable.findForUpdate(transaction, { id })
    const now = host.clock.now()
    if (row?.deletedAt == null || row.deletedAt < now - restorablePeriod)
      throw unknownId('deleted topic', id)
    const present = await presentRows(transaction)
    refuseTaken(present, row.name, id)
    refuseTooMany(present)
    // When it came back tells a copy of the data that knows it as deleted (see carriedRefusals.ts).
    await mailTopicsTable.update(transaction, { id }, { deletedAt: null, updatedAt: now })
  })
  return getTopic(database, id)
}

const deletedRow = rowOf({ id: integer(), name: text(), deletedAt: moment() })

/** Newest first. */
export const listDeletedTopics = ({ database, host }: Services): DeletedItem[] =>
  database
    .all(
      deletedRow,
      'SELECT id, name, deleted_at AS deletedAt FROM mail_topics WHERE deleted_at >= ? ORDER BY deleted_at DESC, id DESC',
      [host.clock.now() - restorablePeriod],
    )
    .map((row) => toDeletedItem(row, restorablePeriod))

/**
 * A message may be about it from now on.
 * @param key null: about none
 * @throws 422 for a topic that is not there
 */
export async function requireTopic(
  transaction: Pick<Transaction, 'count'>,
  key: string | null,
): Promise<void> {
  if (key === null) return
  const present = 'SELECT count(*) AS n FROM mail_topics WHERE key = ? AND deleted_at IS NULL'
  if ((await transaction.count(present, [key])) === 1) return
  throw apiError('UNPROCESSABLE', 'unknown_topic', 'There is no such topic.', { field: 'topic' })
}

/** @throws 404 if there is no such lead */
export function leadTopics(
  { database }: Pick<Services, 'database'>,
  id: number,
): { items: LeadTopic[] } {
  if (database.count('SELECT count(*) AS n FROM leads WHERE id = ?', [id]) === 0)
    throw unknownId('lead', id)
  return { items: topicsOfLead(database, id) }
}

type OfLead = { id: number; topic: string }

/** @throws 404 for a lead, 422 for a topic that is not there */
export async function leaveTopic(services: Services, { id, topic }: OfLead) {
  const now = services.host.clock.now()
  await services.database.write(changed, async (transaction) => {
    await requireLead(transaction, id)
    await requireTopic(transaction, topic)
    const [email = null] = await addressesOfLead(transaction, id)
    const event = { eventId: randomUUID(), leadId: id, email, at: now }
    await leaveTopics(transaction, { ...event, method: 'manual', topics: [topic] }, now)
  })
  return leadTopics(services, id)
}

/** Of no effect for a topic the person had not left. @throws 404 for a lead that is not there */
export async function comeBackToTopic(services: Services, { id, topic }: OfLead) {
  await services.database.write(changed, async (transaction) => {
    await requireLead(transaction, id)
    const event = { eventId: randomUUID(), leadId: id, topic }
    await returnToTopic(transaction, event, services.host.clock.now())
  })
  return leadTopics(services, id)
}

async function requireLead(transaction: Transaction, id: number): Promise<void> {
  if ((await transaction.countBy('leads', { id })) === 0) throw unknownId('lead', id)
}

const presentRows = (transaction: Transaction): Promise<MailTopicRow[]> =>
  transaction.all(
    mailTopicsTable,
    `SELECT ${mailTopicsTable.list()} FROM mail_topics WHERE deleted_at IS NULL`,
    [],
  )

function refuseTaken(present: readonly MailTopicRow[], name: string, own: number | null): void {
  if (present.some((row) => row.id !== own && foldText(row.name) === foldText(name)))
    throw apiError('CONFLICT', 'topic_name_taken', 'Another topic has this name.', {
      field: 'name',
    })
}

function refuseTooMany(present: readonly MailTopicRow[]): void {
  if (present.length >= maxTopics)
    throw apiError('UNPROCESSABLE', 'too_many_topics', `At most ${maxTopics} topics.`, {
      detail: String(maxTopics),
    })
}
