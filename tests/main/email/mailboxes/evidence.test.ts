// What a message that came in may change, piece by piece, without a mail server: whose it is, and what
// happened before it.
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { createClaims } from '#main/features/email/outbox/outbox.claim.ts'
import type { SweepCounts } from '#shared/contract/email/mailboxes.ts'
import {
  freshFor,
  mailboxWasReadSql,
} from '../../../../src-main/features/email/mailboxes/mailboxGate.ts'
import { MailboxKeeper } from '../../../../src-main/features/email/mailboxes/mailboxKeeper.ts'
import {
  findMailbox,
  forgetFolders,
} from '../../../../src-main/features/email/mailboxes/mailboxes.repository.ts'
import { applyPiece } from '../../../../src-main/features/email/mailboxes/effects/applyPiece.ts'
import type { FoundMessage } from '../../../../src-main/features/email/mailboxes/reading/readingMessages.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'
import { startScriptedImap, type Rule } from '../../../support/mailbox/imapScript.ts'
import { errorReasonOf } from '../../../support/testApp.ts'

describe('what a message that came in may change', () => {
  let app: MailApp
  let campaignId = 0
  let automaticId = 0
  let made = 0

  beforeEach(async () => {
    app = await createMailApp({ engine: false })
    await app.addLeads(2)
    const accountId = await app.addAccount(25)
    campaignId = await app.addCampaign(accountId)
    automaticId = await app.addCampaign(accountId)
    await sql(`UPDATE campaigns SET status = 'sending' WHERE id = ?`, campaignId)
    await sql(
      `UPDATE campaigns SET status = 'automatic', automatic_on = 1 WHERE id = ?`,
      automaticId,
    )
  })
  afterEach(() => app.close())

  const sql = (statement: string, ...parameters: (string | number | null)[]) =>
    app.services.database.write([], (transaction) => transaction.sql(statement, parameters))
  const query = <Row>(statement: string) => app.services.database.query<Row>(statement)
  const now = () => app.host.clock.now()

  /** A message of ours, of which the server has had the beginning at least. @returns its Message-ID */
  async function message(more: Record<string, string | number | null> = {}): Promise<string> {
    made += 1
    const values = {
      ...{ campaign_id: campaignId, lead_id: 1, email: 'person1@people.example' },
      ...{
        domain: 'people.example',
        idem_key: `key-${made}`,
        message_id: `m${made}@business.example`,
      },
      ...{
        reference: `reference-${made}`,
        account_id: 1,
        message_version_id: 1,
        merge_values: '{}',
      },
      ...{
        state: 'sent',
        next_attempt_at: 0,
        handed_at: 1_000,
        created_at: 500,
        resend_number: made,
      },
      ...more,
    }
    const names = Object.keys(values)
    await sql(
      `INSERT INTO outbox (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      ...Object.values(values),
    )
    return values.message_id
  }

  const hear = (more: Partial<FoundMessage> & Pick<FoundMessage, 'kind'>) => {
    made += 1
    const found: FoundMessage = {
      ...{ uid: made, key: `id:in-${made}@mx.example`, bounces: [], about: [], references: [] },
      ...{ person: 'person1@people.example', asked: null, subject: 'Re: News', words: 'Private.' },
      ...{ askedTopic: null, receivedAt: 2_000, ...more },
    }
    const place = { path: 'INBOX', uidValidity: '1', lastUid: found.uid }
    return app.services.database.write([], (transaction) =>
      applyPiece(transaction, 1, { place, read: 1, found: [found] }, now()),
    )
  }
  const refused = () =>
    query<{ value: string }>('SELECT value FROM suppressions ORDER BY id').map(({ value }) => value)
  const states = () =>
    query<{ state: string }>('SELECT state FROM outbox ORDER BY id').map(({ state }) => state)

  it('keeps nothing of somebody who was erased and writes again', async () => {
    const about = [await message({ email: '', domain: '', lead_id: null, reference: 'erased-1' })]
    await hear({ kind: 'reply', about })
    await hear({ kind: 'auto_reply', about })
    await hear({ kind: 'unsubscribe', about, person: 'gone@people.example' })
    await hear({ kind: 'unsubscribe', about: [], asked: 'erased-1', person: null })
    await hear({ kind: 'complaint', about, person: null })
    expect(query('SELECT * FROM received_messages')).toEqual([])
    expect(refused()).toEqual([])
  })

  it('believes a complaint that blacks out whose it is, and none about somebody else', async () => {
    const about = [await message()]
    await hear({ kind: 'complaint', about, person: 'redactor@people.example' })
    await hear({ kind: 'complaint', about, person: 'person2@people.example' })
    expect(refused()).toEqual([])
    await hear({ kind: 'complaint', about, person: 'redacted-1f3c@provider.example' })
    expect(refused()).toEqual(['person1@people.example'])
  })

  it('lets an old answer end nothing that was queued after it', async () => {
    const about = [await message()]
    const waits = { campaign_id: automaticId, state: 'queued', handed_at: null, created_at: 5_000 }
    await message(waits)
    await hear({ kind: 'reply', about, receivedAt: 3_000 })
    expect(states()).toEqual(['sent', 'queued'])
    await hear({ kind: 'reply', about, receivedAt: 6_000 })
    expect(states()).toEqual(['sent', 'cancelled'])
  })

  it('takes a letter of the business itself for the word of nobody it wrote to', async () => {
    const about = [await message()]
    await sql(
      `INSERT INTO mailboxes (id, name, host, port, security, user, created_at, updated_at)
       VALUES (1, 'Box', '127.0.0.1', 143, 'none', 'Office@Business.example', 0, 0)`,
    )
    for (const person of ['shop@business.example', 'office@business.example'])
      for (const kind of ['reply', 'unsubscribe', 'auto_reply'] as const)
        await hear({ kind, about, person })
    expect(refused()).toEqual([])
    expect(query('SELECT kind FROM received_messages')).toEqual([])
    expect(query('SELECT replied_at FROM outbox')).toEqual([{ replied_at: null }])
    expect(query('SELECT id FROM interactions')).toEqual([])
  })

  it('hears a wish of the business about a message to itself', async () => {
    const about = [await message({ email: 'shop@business.example', lead_id: null })]
    await hear({ kind: 'unsubscribe', about, person: 'shop@business.example' })
    expect(refused()).toEqual(['shop@business.example'])
  })

  it('sends nothing again that is known to have arrived while it waited to be tried again', async () => {
    const about = [await message({ state: 'queued', attempts: 1 })]
    await message({ state: 'queued', handed_at: null })
    await hear({ kind: 'reply', about })
    expect(states()).toEqual(['sent', 'queued'])
  })

  it('hears a wish of a person whose message a restored backup knows nothing of', async () => {
    await hear({ kind: 'unsubscribe', asked: 'abcdefghijklmnop', person: 'person2@people.example' })
    await hear({ kind: 'unsubscribe', person: 'stranger@people.example' })
    expect(refused()).toEqual(['person2@people.example'])
  })

  it('hears what has the place of a message of another login', async () => {
    const about = [await message()]
    await hear({ kind: 'auto_reply', about, uid: 7 })
    await app.services.database.write([], (transaction) => forgetFolders(transaction, 1))
    await hear({ kind: 'reply', about, uid: 7 })
    expect(query('SELECT kind FROM received_messages ORDER BY id')).toEqual([
      { kind: 'auto_reply' },
      { kind: 'reply' },
    ])
  })

  it('stops a campaign at refusals of its sender, and once it goes on only at another', async () => {
    const status = () =>
      query<{ status: string }>(`SELECT status FROM campaigns WHERE id = ${campaignId}`)[0]?.status
    const report = async (bounceClass: 'sender' | 'soft') =>
      hear({
        ...{ kind: 'bounce', person: null, about: [await message()] },
        bounces: [
          {
            ...{ recipient: 'person1@people.example', class: bounceClass, isDelayed: false },
            diagnostic: '550 5.7.1 Rejected',
          },
        ],
      })
    for (let time = 1; time <= 4; time += 1) await report('sender')
    expect(status()).toBe('sending')
    await report('sender')
    expect(status()).toBe('paused')
    await sql(`UPDATE campaigns SET status = 'sending' WHERE id = ?`, campaignId)
    await report('soft')
    expect(status()).toBe('sending')
    await report('sender')
    expect(status()).toBe('paused')
  })

  it('takes the wish of who answers somebody else’s message as the wish of both', async () => {
    const about = [await message()]
    await hear({ kind: 'unsubscribe', about, person: 'person2@people.example' })
    expect(refused()).toEqual(['person2@people.example', 'person1@people.example'])
    expect(query('SELECT lead_id AS id FROM consent_events ORDER BY lead_id')).toEqual([
      { id: 1 },
      { id: 2 },
    ])
  })

  it.each(['one by one', 'with many'] as const)(
    'keeps the wish of somebody who was deleted %s, and could be brought back',
    async (how) => {
      const { crm } = app.client
      if (how === 'one by one') await crm.leads.delete({ id: 1 })
      else await crm.bulk.delete({ ids: [1] })
      await hear({ kind: 'unsubscribe', person: 'erson1@people.example' })
      expect(refused()).toEqual([])
      await hear({ kind: 'unsubscribe', person: 'person1@people.example' })
      expect(refused()).toEqual(['person1@people.example'])
    },
  )

  describe('before anything leaves', () => {
    const mayLeave = () =>
      app.services.database.count(
        `SELECT ${mailboxWasReadSql} AS n FROM campaigns WHERE id = ${campaignId}`,
        [now() - freshFor],
      ) === 1
    const readAt = (moment: number) =>
      sql('UPDATE mailboxes SET last_read_at = ? WHERE id = 1', moment)
    beforeEach(() =>
      sql(
        `INSERT INTO mailboxes (id, name, account_id, host, port, security, user, last_read_at, created_at, updated_at)
         VALUES (1, 'Box', 1, '127.0.0.1', 143, 'none', 'shop', 0, 0, 0)`,
      ),
    )

    it('counts a reading of a clock that was ahead as none', async () => {
      await readAt(now())
      expect(mayLeave()).toBe(true)
      await readAt(now() - freshFor - 1)
      expect(mayLeave()).toBe(false)
      await readAt(now() + 86_400_000)
      expect(mayLeave()).toBe(false)
    })

    it('awaits no message of a campaign that waits for its mailbox', async () => {
      await message({ state: 'queued', next_attempt_at: 7 })
      const connection = openConnection(app.services.database.path)
      const due = () => createClaims(connection, 'test').nextDue([campaignId], now())
      await readAt(now() - freshFor - 1)
      expect(due()).toBe(null)
      await readAt(now())
      expect(due()).toBe(7)
      connection.close()
    })

    it('lets a campaign go at the word of the user, whatever the clock said before', async () => {
      await readAt(now() + 86_400_000)
      await app.client.email.campaigns.sendUnread({ id: campaignId })
      expect(mayLeave()).toBe(true)
    })

    it('begins no reading of a mailbox whose settings are being changed', async () => {
      await sql('UPDATE mailboxes SET last_read_at = NULL')
      const keeper = new MailboxKeeper(app.services)
      await keeper.whileStill(1, () => {
        keeper.start()
        expect(keeper.isReading(1)).toBe(false)
        return Promise.resolve()
      })
      await keeper.stop()
    })

    it('reads a mailbox that is asked for during a change with what it was changed to', async () => {
      const empty: Rule[] = [[/^UID SEARCH/, '* SEARCH\r\n{tag} OK done\r\n']]
      const before = await startScriptedImap(empty)
      const after = await startScriptedImap(empty)
      const { id } = await app.client.email.mailboxes.create({
        ...{ accountId: null, host: '127.0.0.1', port: before.port, security: 'none' },
        ...{ user: 'box', password: 'secret' },
      })
      const box = findMailbox(app.services.database, id)
      if (box === null) throw new Error('There is no mailbox.')
      const keeper = new MailboxKeeper(app.services)
      const readings: Promise<SweepCounts>[] = []
      await keeper.whileStill(id, async () => {
        readings.push(keeper.sweep(box))
        await delay(20)
        await sql('UPDATE mailboxes SET port = ? WHERE id = ?', after.port, id)
      })
      await expect(readings[0]).resolves.toMatchObject({ read: 0 })
      expect([before.connections(), after.connections()]).toEqual([0, 1])
      await keeper.whileStill(id, async () => {
        readings.push(keeper.sweep(box))
        await sql('DELETE FROM mailboxes WHERE id = ?', id)
      })
      expect(await errorReasonOf(Promise.resolve(readings[1]))).toBe('unknown_id')
      await keeper.stop()
      await before.stop()
      await after.stop()
    })

    it('tries a mailbox again whose next try a clock that was ahead put far off', async () => {
      await sql(
        `UPDATE mailboxes SET trouble = 'network', retry_at = ?, last_tried_at = ? WHERE id = 1`,
        ...[now() + 86_400_000, now() + 86_000_000],
      )
      const keeper = new MailboxKeeper(app.services)
      keeper.start()
      // It has no password, which is seen as soon as it is tried.
      await until(
        () => query<{ trouble: string }>('SELECT trouble FROM mailboxes')[0]?.trouble === 'login',
        'another try',
      )
      await keeper.stop()
    })
  })

  it('reads again at once what was just read by a connection that is ending', async () => {
    const server = await startScriptedImap([[/^UID SEARCH/, '* SEARCH\r\n{tag} OK done\r\n']])
    const { id } = await app.client.email.mailboxes.create({
      ...{ accountId: null, host: '127.0.0.1', port: server.port, security: 'none' },
      ...{ user: 'box', password: 'secret' },
    })
    const mailbox = findMailbox(app.services.database, id)
    if (mailbox === null) throw new Error('There is no mailbox.')
    const keeper = new MailboxKeeper(app.services)
    await keeper.sweep(mailbox)
    await expect(keeper.sweep(mailbox)).resolves.toMatchObject({ read: 0 })
    await keeper.stop()
    await server.stop()
  })
})
