// A backup put back: the relay tells again what happened since, people get other numbers, and
// nobody may be written to twice or after a no.
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readRelayKeys } from '#main/relay/relayKeys.ts'
import { sealToken } from '#main/relay/relayTokens.ts'
import { createFunnelMail, eventId, type FunnelMail } from '../../support/funnelMail.ts'
import { restoreCopy, until } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'

let mail: FunnelMail
let sink: Sink
beforeEach(async () => {
  mail = await createFunnelMail()
  sink = await startSink(mail.app.host.dataFolder, { kind: 'polite', keep: true })
})
afterEach(async () => {
  await mail.app.close()
  await sink.stop()
})

const copy = () => join(mail.app.host.dataFolder, 'copy.db')
async function backUp(): Promise<void> {
  await mail.app.reopen(() => copyFileSync(join(mail.app.host.dataFolder, 'main.db'), copy()))
  mail.app.startEngine()
}
async function putBack(): Promise<void> {
  await mail.app.reopen(() => restoreCopy(mail.app.host.dataFolder, copy()))
  mail.app.startEngine()
}
const references = () =>
  mail.app.services.database
    .query<{ reference: string }>('SELECT reference FROM outbox ORDER BY id')
    .map((row) => row.reference)

describe('a message of a funnel', () => {
  it('is the same message for the same person under another number: not sent again, and its link refuses still', async () => {
    await mail.email({}, { accountId: await mail.app.addAccount(sink.port) })
    await backUp()
    // People entered by hand, whom the backup does not know.
    await mail.app.addLeads(3)
    const form = await mail.form('zoe@exemple.example')
    await mail.apply(form)
    await until(() => mail.app.rows()[0]?.state === 'sent', 'the welcome')
    const [reference = ''] = references()
    await putBack()
    await mail.apply(form)
    await until(() => mail.app.rows()[0]?.state === 'sent', 'the ledger to know it')
    expect(sink.arrived()).toHaveLength(1)
    expect(references()).toEqual([reference])
    const token = sealToken(await readRelayKeys(mail.app.host.secrets), 'unsubscribe', reference)
    await mail.applyEvent({
      id: eventId(),
      at: mail.app.host.clock.now(),
      kind: 'unsubscribe',
      token,
    })
    expect((await mail.app.client.email.suppressions.list({})).items).toMatchObject([
      { value: 'zoe@exemple.example', reason: 'unsubscribed' },
    ])
  })

  it('that is on no record any more refuses by its link all the same', async () => {
    const account = await mail.app.addAccount(sink.port)
    await mail.app.host.secrets.set(
      'relay-pairing',
      JSON.stringify({
        url: 'https://relais.example',
        relayKey: 'x',
        saleHook: { key: '', secret: '' },
      }),
    )
    await mail.app.services.outbox.relayChanged()
    await mail.app.addLeads(1)
    await backUp()
    const id = await mail.app.addCampaign(account)
    await mail.app.client.email.campaigns.send({ id })
    await until(() => sink.arrived().length === 1, 'the campaign')
    await putBack()
    expect(references()).toEqual([])
    const [message] = await sink.messages()
    const token =
      /https:\/\/relais\.example\/u\/([A-Za-z0-9_-]+)/.exec(message?.raw ?? '')?.[1] ?? ''
    await mail.applyEvent({
      id: eventId(),
      at: mail.app.host.clock.now(),
      kind: 'unsubscribe',
      token,
    })
    expect((await mail.app.client.email.suppressions.list({})).items).toMatchObject([
      { value: 'person1@people.example', reason: 'unsubscribed' },
    ])
    expect(mail.app.services.database.query('SELECT lead_id FROM consent_events')).toEqual([
      { lead_id: 1 },
    ])
  })

  it('is not begun by a tick whose words are not on record any more, before the address has confirmed', async () => {
    await mail.email()
    await mail.form('zoe@exemple.example', { wordingHash: 'f'.repeat(64) }).then(mail.apply)
    expect((await mail.app.client.email.suppressions.list({})).items).toMatchObject([
      { value: 'zoe@exemple.example', reason: 'refused' },
    ])
    expect(mail.app.services.database.query('SELECT action FROM consent_events')).toEqual([
      { action: 'asked' },
    ])
    expect(
      mail.app.services.database.query('SELECT count(*) AS n FROM outbox WHERE confirms IS NULL'),
    ).toEqual([{ n: 0 }])
  })
})
