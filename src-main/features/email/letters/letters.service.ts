// Letters: one message the user writes to one person, sent once, taken back while it waits, decided
// on where nobody knows whether it arrived.
import { randomUUID } from 'node:crypto'
import type { Delivery } from '#shared/contract/deliveries.ts'
import type { Letter } from '#shared/contract/email/letters.ts'
import { letterText, type LetterText } from '#shared/rules/mergeFields/letterText.ts'
import type { MessageContent } from '#main/mail/messageContent.ts'
import type { Services } from '#main/core/services.ts'
import type { Transaction } from '#main/database/database.ts'
import { settingsTable } from '#main/features/settings/settings.feature.ts'
import { apiError } from '#main/platform/apiError.ts'
import { requireCredential } from '../accounts/accountCredentials.ts'
import { tryAccountAgainSql } from '../accounts/accounts.repository.ts'
import type { AccountRow } from '../accounts/accounts.table.ts'
import { businessSettings, contentOf, selectSettingsSql } from '../campaigns/campaignMessage.ts'
import { emptyCampaign } from '../campaigns/campaigns.service.ts'
import { customKeysOf } from '../campaigns/customMerge.ts'
import { toDelivery } from '../deliveries/deliveries.repository.ts'
import {
  applyTransition,
  cancelLetter as cancelLetterSql,
  expire,
  leave,
  queueAgain,
} from '../outbox/outbox.states.ts'
import { keyOfLetter, letterIdentity, queueLetterRow } from './letterCarrier.ts'
import { removeDraft } from './letterDrafts.service.ts'
import { letterValues, usualAccounts } from './letterSheet.service.ts'
import {
  letterOfKey,
  nextResendNumber,
  readAddresses,
  readingOf,
  readLetter,
  type LetterRow,
} from './letters.repository.ts'

type Asked = {
  id: number
  subject: string
  text: string
  accountId?: number | undefined
  to?: string | undefined
  key?: string | undefined
}
const changed = ['email', 'crm', 'dashboard'] as const

/**
 * @throws 404 if there is no such lead; 409 if another letter left under this key; 422 where the
 * person, the account or the words do not allow it. Nothing was queued then
 */
export async function sendLetter(services: Services, asked: Asked): Promise<Delivery> {
  const { database, host } = services
  const installKey = await services.installKey()
  const key = asked.key ?? randomUUID()
  const written = await finalWords(services, asked)
  const known = await letterOfKey(readingOf(database), keyOfLetter(key))
  if (known !== null) return sameLetter(known, written)
  const account = await accountFor(services, asked.accountId)
  const row = await database.write(changed, async (transaction) => {
    const earlier = await letterOfKey(transaction, keyOfLetter(key))
    if (earlier !== null) return earlier
    const email = await addressFor(transaction, asked)
    const now = host.clock.now()
    const content = await contentFor(transaction, account, written)
    const letter = { key, leadId: asked.id, email, accountId: account.id, content }
    await queueLetterRow(transaction, letter, { installKey, now })
    await removeDraft(transaction, key)
    await transaction.sql(tryAccountAgainSql, [now, now, account.id])
    return letterOfKey(transaction, keyOfLetter(key))
  })
  if (row === null) throw new Error('No letter was queued.')
  services.outbox.wake()
  return sameLetter(row, written)
}

type Words = { subject: string; text: string }

/** Asked for twice it is one letter; other words under its name are not, and are not lost in silence. */
function sameLetter(row: LetterRow, { subject, text }: Words): Delivery {
  if (row.subject === subject && row.text === text) return toDelivery(row)
  throw apiError(
    'CONFLICT',
    'letter_sent_already',
    'A message of this key was sent with other words: the ones given here were not sent.',
  )
}

/** @throws 422 naming what is left to fill in, or missing */
async function finalWords(services: Services, asked: Asked): Promise<Words> {
  const values = await letterValues(services, asked.id)
  const keys = customKeysOf(services.database)
  const subject = letterText(asked.subject, values, keys)
  const text = letterText(asked.text, values, keys)
  requireWords('subject', subject)
  requireWords('text', text)
  return { subject: subject.text.trim(), text: text.text }
}

function requireWords(field: 'subject' | 'text', { text, left }: LetterText): void {
  if (text.trim() === '')
    throw apiError('UNPROCESSABLE', 'letter_empty', `The ${field} of the message is empty.`, {
      field,
    })
  if (left.length > 0)
    throw apiError(
      'UNPROCESSABLE',
      'letter_fields_left',
      'The message holds fields that nothing is known for, or places that are left to fill in.',
      { field, detail: left.join(', ') },
    )
}

/** @throws 422 without an account, or without its password */
async function accountFor(services: Services, wanted: number | undefined): Promise<AccountRow> {
  const accounts = usualAccounts(services.database)
  const account = accounts.find(({ id }) => wanted === undefined || id === wanted)
  if (account === undefined)
    throw apiError('UNPROCESSABLE', 'letter_without_account', 'There is no account to send with.', {
      field: 'accountId',
    })
  await requireCredential(services, account)
  return account
}

/** @throws 422 where the address is not the person's, or may not be written to */
async function addressFor(
  transaction: Transaction,
  { id, to }: Pick<Asked, 'id' | 'to'>,
): Promise<string> {
  const addresses = await readAddresses(transaction, id)
  const chosen =
    to === undefined
      ? (addresses.find(({ refusal }) => refusal === null) ?? addresses[0])
      : addresses.find(({ address }) => address === to)
  if (chosen === undefined)
    throw apiError(
      'UNPROCESSABLE',
      'letter_address',
      to === undefined ? 'This person has no address.' : `${to} is no address of this person.`,
      { field: 'to' },
    )
  if (chosen.refusal !== null)
    throw apiError(
      'UNPROCESSABLE',
      'letter_refused',
      `${chosen.address} is not written to: ${chosen.refusal.reason}.`,
      { field: 'to', detail: chosen.refusal.reason },
    )
  return chosen.address
}

async function contentFor(
  transaction: Transaction,
  account: AccountRow,
  words: Words,
): Promise<MessageContent> {
  const settings = businessSettings(await transaction.all(settingsTable, selectSettingsSql))
  return { ...contentOf(emptyCampaign, account, settings), ...words, isLetter: true }
}

/** @throws 404 */
export async function getLetter({ database }: Services, id: number): Promise<Letter> {
  const row = await readLetter(readingOf(database), id)
  const accountId = row.account_id === 0 ? null : row.account_id
  return { ...toDelivery(row), subject: row.subject ?? '', text: row.text ?? '', accountId }
}

/** @throws 404; 409 once a server may have it */
export async function cancelLetter({ database }: Services, id: number): Promise<Delivery> {
  return database.write(changed, async (transaction) => {
    await readLetter(transaction, id)
    const taken = await applyTransition(transaction, cancelLetterSql, id)
    if (taken.length === 0)
      throw apiError('CONFLICT', 'letter_left', 'This message no longer waits.')
    return toDelivery(await readLetter(transaction, id))
  })
}

/** @throws 404; 409 if nothing is to be decided about it */
export async function decideLetter(
  services: Services,
  { id, decision }: { id: number; decision: 'send_again' | 'leave' },
): Promise<Delivery> {
  const installKey = await services.installKey()
  const row = await services.database.write(changed, async (transaction) => {
    const letter = await readLetter(transaction, id)
    if (letter.state !== 'uncertain' || letter.reason === 'left')
      throw apiError('CONFLICT', 'letter_left', 'Nothing is to be decided about this message.')
    if (decision === 'leave') {
      await applyTransition(transaction, leave, id)
      return readLetter(transaction, id)
    }
    return sendAgain(transaction, letter, installKey, services.host.clock.now())
  })
  services.outbox.wake()
  return toDelivery(row)
}

/** As a new message, because the user said so; the one it stands for is nobody's present state. */
async function sendAgain(
  transaction: Transaction,
  { id, email, campaign_id: campaignId, message_id: messageId }: LetterRow,
  installKey: string,
  now: number,
): Promise<LetterRow> {
  const key = `again-${messageId}`
  const identity = letterIdentity(installKey, key, email, messageId)
  const resendNumber = await nextResendNumber(transaction, campaignId, email)
  await applyTransition(
    transaction,
    queueAgain,
    ...([resendNumber, keyOfLetter(key), identity.messageId, identity.reference, now, id] as const),
  )
  await applyTransition(transaction, expire, id)
  const row = await letterOfKey(transaction, keyOfLetter(key))
  if (row === null) throw new Error('No letter was queued again.')
  return row
}
