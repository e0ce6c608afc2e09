// A topic left by writing: only the subject of our own header leaves one alone; free words refuse everything.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { classifyMail } from '#main/mail/incoming/classifyMail.ts'
import { applyPiece } from '../../../../src-main/features/email/mailboxes/effects/applyPiece.ts'
import { foundMessage } from '../../../../src-main/features/email/mailboxes/reading/foundMessage.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'

let app: MailApp
let offers = ''
let reference = ''
let read = 0
beforeEach(async () => {
  app = await createMailApp()
  await app.addLeads(1)
  offers = (await app.client.crm.topics.create({ name: 'Promotions' })).key
  const id = await app.addCampaign(null, { topic: offers })
  await app.client.email.campaigns.send({ id })
  await until(() => app.rows()[0]?.state === 'sent')
  // As if it had left by a server: nothing comes back of what the sandbox kept.
  await app.services.database.write([], (transaction) =>
    transaction.sql('UPDATE outbox SET account_id = 1, handed_at = 1'),
  )
  const [row] = app.services.database.query<{ reference: string }>('SELECT reference FROM outbox')
  reference = row?.reference ?? ''
})
afterEach(() => app.close())

async function hear(subject: string, body = ''): Promise<void> {
  read += 1
  const source = Buffer.from(
    `From: person1@people.example\r\nTo: shop@business.example\r\nMessage-ID: <in${read}@people.example>\r\nSubject: ${subject}\r\n\r\n${body}\r\n`,
  )
  const found = await foundMessage(read, source, app.host.clock.now())
  const place = { path: 'INBOX', uidValidity: '1', lastUid: read }
  await app.services.database.write([], (transaction) =>
    applyPiece(transaction, 1, { place, read: 1, found: [found] }, app.host.clock.now()),
  )
}
const left = async () =>
  (await app.client.crm.topics.ofLead({ id: 1 })).items
    .filter(({ leftAt }) => leftAt !== null)
    .map(({ name }) => name)
const refused = async () => (await app.client.email.suppressions.list({})).items.length

it('leaves the topic that the header’s address names, and nothing else', async () => {
  await hear(`Unsubscribe ${reference} ${offers}`)
  expect([await left(), await refused()]).toEqual([['Promotions'], 0])
  expect(app.services.database.count('SELECT count(withdrawn_at) AS n FROM outbox')).toBe(1)
})

it.each([
  ['without a topic', () => `unsubscribe ${reference}`, ''],
  ['with a topic that nobody knows', () => `unsubscribe ${reference} zzzzzzzz`, ''],
  ['in free words', () => 'Re: News', 'Please unsubscribe me from all of this.'],
])('refuses everything %s', async (_, subject, body) => {
  await hear(subject(), body)
  expect([await left(), await refused()]).toEqual([[], 1])
})

it('is told from other mail by its subject alone', async () => {
  const kindOf = async (subject: string) =>
    (await classifyMail(Buffer.from(`From: a@b.example\r\nSubject: ${subject}\r\n\r\nx\r\n`))).kind
  expect(await kindOf(`unsubscribe ${reference} ${offers}`)).toBe('unsubscribe')
  expect(await kindOf(`Notes ${reference} ${offers}`)).toBe('other')
})
