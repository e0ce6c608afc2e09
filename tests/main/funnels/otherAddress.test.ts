// A person who refused is written to at no address of his: neither the one he has by now nor one
// that is entered later.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readRelayKeys } from '#main/relay/relayKeys.ts'
import { sealToken } from '#main/relay/relayTokens.ts'
import { createFunnelMail, eventId, type FunnelMail } from '../../support/funnelMail.ts'
import { until } from '../../support/mailApp.ts'

let mail: FunnelMail
beforeEach(async () => void (mail = await createFunnelMail()))
afterEach(() => mail.app.close())

const old = 'zoe@ancien.example'
const current = 'zoe@nouveau.example'
const list = async () =>
  (await mail.app.client.email.suppressions.list({})).items.map(({ value, reason, viaAddress }) => [
    value,
    reason,
    viaAddress,
  ])
async function unsubscribe(): Promise<void> {
  const [row] = mail.app.services.database.query<{ reference: string }>(
    'SELECT reference FROM outbox ORDER BY id LIMIT 1',
  )
  const token = sealToken(
    await readRelayKeys(mail.app.host.secrets),
    'unsubscribe',
    row?.reference ?? '',
  )
  await mail.applyEvent({
    id: eventId(),
    at: mail.app.host.clock.now(),
    kind: 'unsubscribe',
    token,
  })
}
/** Somebody who was written to at the old address. */
async function written(): Promise<number> {
  await mail.email()
  await mail.form(old).then(mail.apply)
  await until(() => mail.app.rows()[0]?.state === 'sent')
  return (await mail.app.client.crm.leads.list({})).items[0]?.id ?? 0
}
const change = (id: number, email: string | null) => mail.app.client.crm.leads.update({ id, email })
async function reached(): Promise<number> {
  return (await mail.app.client.email.campaigns.audience({ recipients: {} })).recipients
}

describe('an unsubscription by a message to a former address', () => {
  it('refuses both, each by its name and with its reason, and nobody is written to', async () => {
    const id = await written()
    await change(id, current)
    expect(await reached()).toBe(1)
    await unsubscribe()
    await unsubscribe()
    expect(await list()).toEqual([
      [current, 'unsubscribed', old],
      [old, 'unsubscribed', null],
    ])
    expect(await reached()).toBe(0)
    // His own new agreement counts.
    mail.app.host.clock.advance(1_000)
    await mail.form(current).then(mail.apply)
    expect(await list()).toEqual([[old, 'unsubscribed', null]])
    expect(await reached()).toBe(1)
  })

  it('is not weakened by what stands against the new address, nor lifted by an earlier agreement', async () => {
    const id = await written()
    await change(id, current)
    await mail.app.client.email.suppressions.add({ entries: current, reason: 'complaint' })
    await unsubscribe()
    expect(await list()).toEqual([
      [old, 'unsubscribed', null],
      [current, 'complaint', null],
    ])
  })
})

describe('an address that is entered after a refusal', () => {
  it.each(['unsubscribed', 'refused', 'complaint', 'manual', 'imported'] as const)(
    'is refused as well: %s',
    async (reason) => {
      const { id } = await mail.app.client.crm.leads.create({ email: old })
      await mail.app.client.email.suppressions.add({ entries: old, reason })
      await change(id, current)
      expect(await list()).toContainEqual([current, reason, old])
      expect(await reached()).toBe(0)
    },
  )

  it('is not where only the old one did not exist', async () => {
    const { id } = await mail.app.client.crm.leads.create({ email: old })
    await mail.app.client.email.suppressions.add({ entries: old, reason: 'hard_bounce' })
    await change(id, current)
    expect(await reached()).toBe(1)
  })

  it('is, even where the lead had none in between', async () => {
    const id = await written()
    await unsubscribe()
    await change(id, null)
    await change(id, current)
    expect(await list()).toContainEqual([current, 'unsubscribed', old])
  })
})
