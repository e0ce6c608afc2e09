// A no that comes late, comes twice or has a stronger reason; an address that was changed; a
// message taken back at the last moment.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { createClaims } from '#main/features/email/outbox/outbox.claim.ts'
import { readRelayKeys } from '#main/relay/relayKeys.ts'
import { sealToken } from '#main/relay/relayTokens.ts'
import { createFunnelMail, eventId, type FunnelMail } from '../../support/funnelMail.ts'
import { until } from '../../support/mailApp.ts'

let mail: FunnelMail
beforeEach(async () => {
  mail = await createFunnelMail()
})
afterEach(() => mail.app.close())

const zoe = 'zoe@exemple.example'
const refusals = async () =>
  (await mail.app.client.email.suppressions.list({})).items.map(
    ({ value, reason }) => `${value} ${reason}`,
  )
const states = () => mail.app.rows().map(({ email, state }) => `${email} ${state}`)
const now = () => mail.app.host.clock.now()
async function refuse(at: number): Promise<void> {
  const [row] = mail.app.services.database.query<{ reference: string }>(
    'SELECT reference FROM outbox ORDER BY id LIMIT 1',
  )
  const token = sealToken(
    await readRelayKeys(mail.app.host.secrets),
    'unsubscribe',
    row?.reference ?? '',
  )
  await mail.applyEvent({ id: eventId(), at, kind: 'unsubscribe', token })
}
async function tick(at: number): Promise<void> {
  const { event, opened } = await mail.form(zoe)
  await mail.applyEvent({ ...event, at }, opened)
}

describe('a refusal', () => {
  it.each(['manual', 'complaint', 'hard_bounce', 'imported'] as const)(
    'for a reason no tick lifts takes the place of the person’s own: %s',
    async (reason) => {
      await mail.email()
      await mail.form(zoe, { consent: false }).then(mail.apply)
      expect(await refusals()).toEqual([`${zoe} refused`])
      await mail.app.client.email.suppressions.add({ entries: zoe, reason })
      mail.app.host.clock.advance(1_000)
      await tick(now())
      expect(await refusals()).toEqual([`${zoe} ${reason}`])
      await until(() => mail.app.rows()[0]?.state === 'suppressed', 'the welcome to be held back')
    },
  )

  it('gives no weaker reason to one that is there', async () => {
    for (const reason of ['complaint', 'unsubscribed', 'manual', 'refused'] as const)
      await mail.app.client.email.suppressions.add({ entries: zoe, reason })
    expect(await refusals()).toEqual([`${zoe} complaint`])
  })

  it('told again counts from its last time: an agreement from before that, which comes late, lifts nothing', async () => {
    await mail.app.stopEngine()
    await mail.email()
    await mail.form(zoe).then(mail.apply)
    const start = now()
    mail.app.host.clock.advance(10_000)
    await refuse(start + 1_000)
    await refuse(start + 3_000)
    await tick(start + 2_000)
    expect(await refusals()).toEqual([`${zoe} unsubscribed`])
    await tick(start + 4_000)
    expect(await refusals()).toEqual([])
  })
})

describe('a box', () => {
  it('that no form showed was not ticked', async () => {
    await mail.email()
    const wordless = 'a'.repeat(64)
    await mail.app.services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO consent_wordings (hash, write_text, measure_text, double_opt_in, first_shown_at) VALUES (?, ' ', '', 0, 0)`,
        [wordless],
      ),
    )
    await mail.form(zoe, { wordingHash: wordless }).then(mail.apply)
    expect(await refusals()).toEqual([`${zoe} refused`])
    expect(states()).toEqual([])
  })
})

describe('a message that is cancelled', () => {
  it('while a server has not taken it stays so when the e-mail is turned on again', async () => {
    const email = await mail.email()
    await mail.app.stopEngine()
    await mail.form(zoe).then(mail.apply)
    const connection = openConnection(mail.app.services.database.path)
    expect(createClaims(connection, 'test').claim([email.campaignId], 0, now(), 1)).toMatchObject([
      { email: zoe },
    ])
    connection.close()
    await mail.app.client.email.campaigns.cancel({ id: email.campaignId })
    await mail.app.client.funnels.emails.update({ id: email.id, isOn: true })
    mail.app.startEngine()
    await mail.settled()
    expect(states()).toEqual([`${zoe} cancelled`])
  })
})

describe('an address', () => {
  it('that was put in the place of the one that confirmed is not written to', async () => {
    await mail.app.close()
    mail = await createFunnelMail({ doubleOptIn: true })
    await mail.email()
    const { event, opened } = await mail.form(zoe)
    await mail.applyEvent(event, opened)
    const [lead] = (await mail.app.client.crm.leads.list({})).items
    await mail.app.client.crm.leads.update({ id: lead?.id ?? 0, email: 'autre@exemple.example' })
    const token = sealToken(await readRelayKeys(mail.app.host.secrets), 'confirm', event.id)
    await mail.applyEvent({ id: eventId(), at: now(), kind: 'confirm', token })
    expect(
      mail.app.services.database.query('SELECT email FROM outbox WHERE confirms IS NULL'),
    ).toEqual([])
  })
})

describe('accounts that take turns', () => {
  it('leave none of their campaigns waiting behind another', async () => {
    await mail.app.stopEngine()
    const [first, second] = [await mail.email(), await mail.email({ pageId: mail.pageId })]
    for (let person = 0; person < 6; person += 1)
      await mail.form(`p${person}@exemple.example`).then(mail.apply)
    const other = await mail.email({ pageId: null })
    for (let person = 0; person < 6; person += 1)
      await mail.form(`q${person}@exemple.example`).then(mail.apply)
    const connection = openConnection(mail.app.services.database.path)
    const claims = createClaims(connection, 'test')
    const claimed: (number | undefined)[] = []
    for (let turn = 0; turn < 4; turn += 1) {
      const [row] = claims.claim([first.campaignId, second.campaignId], 1, now(), 1)
      claimed.push(row?.campaignId)
      claims.claim([other.campaignId], 2, now(), 1)
    }
    connection.close()
    expect(new Set(claimed)).toEqual(new Set([first.campaignId, second.campaignId]))
  })
})
