// A confirmation link acts once, and never against a no that came after the question it answers.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepWording } from '#main/features/crm/crm.feature.ts'
import { readRelayKeys } from '#main/relay/relayKeys.ts'
import { sealToken } from '#main/relay/relayTokens.ts'
import { createFunnelMail, eventId, type FunnelMail } from '../../support/funnelMail.ts'

let mail: FunnelMail
beforeEach(async () => {
  mail = await createFunnelMail({ doubleOptIn: true })
  await mail.email()
})
afterEach(() => mail.app.close())

const zoe = 'zoe@exemple.example'
const refusals = async () =>
  (await mail.app.client.email.suppressions.list({})).items.map(
    ({ value, reason }) => `${value} ${reason}`,
  )
const ledger = async () => {
  const [lead] = (await mail.app.client.crm.leads.list({})).items
  return (await mail.app.client.crm.leads.consents({ id: lead?.id ?? 0 })).items
    .map(({ action }) => action)
    .toReversed()
}
const later = () => mail.app.host.clock.advance(60_000)
const now = () => mail.app.host.clock.now()

async function ask(address = zoe): Promise<string> {
  later()
  const form = await mail.form(address)
  await mail.apply(form)
  return form.event.id
}
async function confirm(asked: string, at?: number): Promise<void> {
  later()
  const token = sealToken(await readRelayKeys(mail.app.host.secrets), 'confirm', asked)
  await mail.applyEvent({ id: eventId(), at: at ?? now(), kind: 'confirm', token })
}
/** By the link of a message: known by the address sealed in it. */
async function unsubscribe(address = zoe, at?: number): Promise<void> {
  later()
  const keys = await readRelayKeys(mail.app.host.secrets)
  const token = sealToken(keys, 'unsubscribe', `gone ${address}`)
  await mail.applyEvent({ id: eventId(), at: at ?? now(), kind: 'unsubscribe', token })
}

/** Words that ask for no confirmation. */
async function singleWords(): Promise<string> {
  const hash = 'a'.repeat(64)
  await mail.app.services.database.write([], (transaction) =>
    keepWording(
      transaction,
      { hash, writeText: 'J’accepte.', measureText: '', doubleOptIn: false },
      0,
    ),
  )
  return hash
}

describe('a confirmation link', () => {
  it('that was used lifts no unsubscription from after that', async () => {
    const asked = await ask()
    await confirm(asked)
    expect(await refusals()).toEqual([])
    await unsubscribe()
    await confirm(asked)
    expect(await refusals()).toEqual([`${zoe} unsubscribed`])
    expect(await ledger()).toEqual(['asked', 'granted', 'withdrawn'])
  })

  it('that was used is on record once, and starts its e-mails once', async () => {
    const asked = await ask()
    await confirm(asked)
    await confirm(asked)
    expect(await ledger()).toEqual(['asked', 'granted'])
  })

  it('that was never used lifts no unsubscription from after the question', async () => {
    const asked = await ask()
    await unsubscribe()
    await confirm(asked)
    expect(await refusals()).toEqual([`${zoe} unsubscribed`])
    expect(await ledger()).toEqual(['asked', 'withdrawn'])
    // The question alone was queued, and no welcome after it.
    expect(mail.app.rows()).toHaveLength(1)
  })

  it('lifts nothing the user entered as an unsubscription after the question', async () => {
    const asked = await ask()
    later()
    await mail.app.client.email.suppressions.add({ entries: zoe, reason: 'unsubscribed' })
    await confirm(asked)
    expect(await refusals()).toHaveLength(1)
    expect(await ledger()).toEqual(['asked'])
  })

  it('stays without effect where the user deleted the unsubscription from the list', async () => {
    const asked = await ask()
    await unsubscribe()
    for (const { id } of (await mail.app.client.email.suppressions.list({})).items)
      await mail.app.client.email.suppressions.delete({ id })
    await confirm(asked)
    expect(await ledger()).toEqual(['asked', 'withdrawn'])
  })

  it('does not answer for a person who unsubscribed meanwhile at another address', async () => {
    const asked = await ask()
    const [lead] = (await mail.app.client.crm.leads.list({})).items
    await mail.app.client.crm.leads.update({ id: lead?.id ?? 0, email: 'autre@exemple.example' })
    await unsubscribe('autre@exemple.example')
    await confirm(asked)
    expect(await ledger()).toEqual(['asked', 'withdrawn'])
  })

  it('lifts nothing where an agreement from before the unsubscription comes late', async () => {
    await ask()
    await unsubscribe()
    const { event, opened } = await mail.form(zoe, { wordingHash: await singleWords() })
    await mail.applyEvent({ ...event, at: now() - 30_000 }, opened)
    expect(await refusals()).toEqual([`${zoe} unsubscribed`])
  })

  it('of a question from after the unsubscription counts', async () => {
    await unsubscribe()
    const asked = await ask()
    await confirm(asked)
    expect(await ledger()).toContain('granted')
    expect(await refusals()).toEqual([])
  })

  it('counts where an older question was answered first, and the older one where the newer was not', async () => {
    const [first, second] = [await ask(), await ask()]
    await confirm(second)
    await confirm(first)
    expect(await ledger()).toEqual(['asked', 'asked', 'granted', 'granted'])
    expect(await refusals()).toEqual([])
  })
})
