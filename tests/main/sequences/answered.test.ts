// A sequence the whole way: its message leaves through a real server, the answer comes into a real
// mailbox, and whoever answered, or cannot be reached, hears no more; the figures say so.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  hasDovecot,
  imapPassword,
  startDovecot,
  type Dovecot,
} from '../../support/mailbox/dovecot.ts'
import { deliveryReport, letter } from '../../support/mailbox/incomingMessages.ts'
import {
  createSequenceApp,
  send,
  wait,
  type SequenceApp,
} from '../../support/sequences/sequenceApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'

const day = 24 * 60 * 60_000
const isPossible = hasDovecot()

describe.skipIf(!isPossible)('a sequence whose people answer', () => {
  let dovecot: Dovecot
  let at: SequenceApp
  let sink: Sink
  beforeAll(async () => {
    dovecot = await startDovecot()
  })
  afterAll(() => dovecot.stop())
  beforeEach(async () => {
    at = await createSequenceApp()
    sink = await startSink(at.app.host.dataFolder, { kind: 'polite', keep: true })
  })
  afterEach(async () => {
    await sink.stop()
    await at.app.close()
  })

  it('stops for who answered and for whose message came back, and goes on for everybody else', async () => {
    const accountId = await at.app.addAccount(sink.port)
    const [lea, tom, zoe] = [await at.lead('Lea'), await at.lead('Tom'), await at.lead('Zoe')]
    const steps = [
      send('one', await at.message('Un', accountId)),
      wait('w', 3),
      send('two', await at.message('Deux', accountId)),
    ]
    const { id } = await at.running({ steps })
    await at.client().sequences.add({ id, ids: [lea, tom, zoe] })
    await at.settle()
    expect(
      sink
        .arrived()
        .map(({ recipient }) => recipient)
        .toSorted(),
    ).toEqual([...['lea@exemple.example', 'tom@exemple.example', 'zoe@exemple.example']])
    expect((await at.client().sequences.get({ id })).at).toEqual({ w: 3 })

    const { id: mailboxId } = await at.client().email.mailboxes.create({
      ...{ accountId, host: '127.0.0.1', port: dovecot.port, security: 'none' },
      ...{ user: 'sequence', password: imapPassword },
    })
    // Away for days with the application closed: the next message is due before the answers are read.
    at.app.host.clock.advance(4 * day)
    await at.sweep()
    expect((await at.client().sequences.get({ id })).at).toEqual({ two: 3 })
    const messageTo = (email: string) =>
      at.app.rows().find((row) => row.email === email)?.message_id ?? ''
    const from = 'lea@exemple.example'
    dovecot.deliver('sequence', letter({ from, inReplyTo: messageTo(from) }))
    const recipient = 'tom@exemple.example'
    dovecot.deliver('sequence', deliveryReport({ recipient, messageId: messageTo(recipient) }))
    expect(await at.client().email.mailboxes.sweep({ id: mailboxId })).toMatchObject({
      ...{ reply: 1, bounce: 1 },
    })
    await at.settle()

    expect(await at.where(id)).toEqual(['Lea replied', 'Tom bounced', 'Zoe finished'])
    expect(sink.arrived()).toHaveLength(4)
    expect(sink.arrived().at(-1)).toMatchObject({ recipient: 'zoe@exemple.example' })
    const { ended, underWay, emails } = await at.client().sequences.get({ id })
    expect({ ended, underWay }).toEqual({
      ...{ ended: { replied: 1, bounced: 1, finished: 1 }, underWay: 0 },
    })
    expect(emails.map(({ sent }) => sent)).toEqual([3, 1])
    const stats = await Promise.all(
      emails.map(
        async ({ campaignId }) => (await at.client().email.campaigns.get({ id: campaignId })).stats,
      ),
    )
    expect(stats).toMatchObject([
      { sent: 3, replied: 1, bounced: 1 },
      { sent: 1, replied: 0, bounced: 0 },
    ])
    const { items } = await at.client().crm.leads.timeline({
      ...{ id: lea, kinds: 'sequence_entered,sequence_left' },
    })
    expect(items).toMatchObject([
      { kind: 'sequence_left', sequenceName: 'Accueil', end: 'replied' },
      { kind: 'sequence_entered', by: 'hand' },
    ])
  })
})
