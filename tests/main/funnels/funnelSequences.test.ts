// A funnel whose follow-ups are a sequence: changed under way, archived, copied, deleted and brought back.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBefore, day, minute, type Before } from '../../support/funnels/beforeSequences.ts'
import { live, messagesOf, settle } from '../../support/funnels/livedThrough.ts'
import { createFunnelMail, type FunnelMail } from '../../support/funnelMail.ts'
import { errorReasonOf } from '../../support/testApp.ts'

describe('a funnel under way', () => {
  let mail: FunnelMail
  beforeEach(async () => void (mail = await createFunnelMail()))
  afterEach(() => mail.app.close())
  const funnels = () => mail.app.client.funnels
  const get = () => funnels().get({ id: mail.funnelId })
  const sent = () =>
    messagesOf(mail.app)
      .filter(({ state }) => state === 'sent')
      .map(({ email, campaign }) => `${email} ${campaign}`)
  const pass = (days: number) => live(mail.app, mail.app.host.clock.now() + days * day)
  const zoe = 'zoe@exemple.example'
  const tom = 'tom@exemple.example'

  it('keeps the moment of whoever waits where a delay changes, and takes the new one for who comes', async () => {
    const first = await mail.email()
    const second = await mail.email({ delayMinutes: 2 * 1440 })
    await mail.form(zoe).then(mail.apply)
    await settle(mail.app)
    await funnels().emails.update({ id: second.id, delayMinutes: 4 * 1440 })
    await mail.form(tom).then(mail.apply)
    await pass(2)
    await settle(mail.app)
    const [a, b] = [first.campaignId, second.campaignId]
    expect(sent()).toEqual([`${zoe} ${a}`, `${tom} ${a}`, `${zoe} ${b}`])
    await pass(2)
    await settle(mail.app)
    expect(sent()).toHaveLength(4)
  })

  it('lets nobody be overtaken, nor moves e-mails of a sequence that does more', async () => {
    const first = await mail.email({ delayMinutes: 1440 })
    const second = await mail.email({ delayMinutes: 2 * 1440 })
    await mail.form(zoe).then(mail.apply)
    const late = { id: first.id, delayMinutes: 3 * 1440 }
    expect(await errorReasonOf(funnels().emails.update(late))).toBe('sequence_under_way')
    const { id } = second.sequence
    const { steps } = await mail.app.client.sequences.get({ id })
    const tagged = [...steps, { kind: 'tag' as const, key: 't', add: ['lu'], remove: [] }]
    await mail.app.client.sequences.update({ id, steps: tagged })
    expect(await errorReasonOf(funnels().emails.update({ ...late, delayMinutes: 60 }))).toBe(
      'sequence_not_plain',
    )
    expect(await errorReasonOf(funnels().emails.create({ id: mail.funnelId }))).toBe(
      'sequence_not_plain',
    )
    expect((await get()).emails.map(({ delayMinutes }) => delayMinutes)).toEqual([1440, 2880])
  })

  it('goes past an e-mail that was added and is not on, and past one that is taken out', async () => {
    const first = await mail.email()
    const added = await funnels().emails.create({ id: mail.funnelId, delayMinutes: 60 })
    const last = await mail.email({ delayMinutes: 2 * 1440 })
    const gone = await mail.email({ delayMinutes: 1440 })
    await mail.form(zoe).then(mail.apply)
    await settle(mail.app)
    await funnels().emails.delete({ id: gone.id })
    await pass(3)
    await settle(mail.app)
    expect(sent()).toEqual([`${zoe} ${first.campaignId}`, `${zoe} ${last.campaignId}`])
    expect((await get()).emails.map(({ id }) => id)).toEqual([first.id, added.id, last.id])
  })

  it('moves an e-mail to the sequence of another form, on as it was', async () => {
    const kept = await mail.email()
    const moved = await mail.email({ delayMinutes: 60 })
    const change = { id: moved.id, pageId: mail.pageId }
    expect(await funnels().emails.update(change)).toMatchObject({
      ...{ id: moved.id, pageId: mail.pageId, isOn: true, delayMinutes: 60 },
      campaignId: moved.campaignId,
    })
    await mail.form(zoe).then(mail.apply)
    await pass(1)
    expect(sent()).toEqual([`${zoe} ${kept.campaignId}`, `${zoe} ${moved.campaignId}`])
  })

  it('is copied and brought back with its sequences, which write to nobody until they are on', async () => {
    await mail.email()
    await mail.email({ delayMinutes: 1440 })
    await mail.form(zoe).then(mail.apply)
    await settle(mail.app)
    const copy = await funnels().duplicate({ id: mail.funnelId })
    expect(copy.emails.map(({ isOn, delayMinutes }) => [isOn, delayMinutes])).toEqual([
      [false, 0],
      [false, 1440],
    ])
    await funnels().delete({ id: mail.funnelId })
    expect(await mail.app.client.sequences.deleted()).toEqual([])
    const { emails } = await funnels().restore({ id: mail.funnelId })
    expect(emails.map(({ isOn, waiting }) => [isOn, waiting])).toEqual([
      [false, 0],
      [false, 1],
    ])
    await pass(3)
    expect(sent()).toHaveLength(1)
  })
})

describe('an owner who updates in the middle of follow-ups', () => {
  let before: Before
  beforeEach(async () => void (before = await createBefore()))
  afterEach(() => before.app.close())

  it('edits the second e-mail, archives the funnel and brings it back; nobody gets one twice or misses one', async () => {
    const now = before.app.host.clock.now()
    const { id: funnelId } = await before.funnel('Guide')
    const of = { funnelId, pageId: null, isOn: true }
    const emails = [
      await before.email({ ...of, delay: 0, subject: 'Un' }),
      await before.email({ ...of, delay: 2 * 1440, subject: 'Deux' }),
      await before.email({ ...of, delay: 5 * 1440, subject: 'Trois' }),
    ]
    for (const name of ['ada', 'ben']) {
      const email = `${name}@people.example`
      const { id } = await before.app.client.crm.leads.create({ firstName: name, email })
      for (const [index, one] of emails.entries())
        before.message({
          ...{ lead: id, email, of: one, formAt: now - minute },
          state: index === 0 ? 'sent' : 'queued',
        })
    }
    await before.update()
    const { client } = before.app
    const second = (await client.funnels.get({ id: funnelId })).emails[1]
    await client.funnels.emails.update({ id: second?.id ?? 0, isOn: false })
    await live(before.app, now + 2.5 * day)
    await client.email.campaigns.update({ id: second?.campaignId ?? 0, subject: 'Deux, corrigé' })
    await client.funnels.emails.update({ id: second?.id ?? 0, isOn: true })
    await settle(before.app)
    await client.email.suppressions.add({ entries: 'ben@people.example', reason: 'unsubscribed' })
    await client.funnels.update({ id: funnelId, isArchived: true })
    await live(before.app, now + 9 * day)
    expect(messagesOf(before.app)).toHaveLength(4)
    await client.funnels.update({ id: funnelId, isArchived: false })
    await live(before.app, now + 20 * day)
    const box = (await client.email.sandbox.list({ limit: 50 })).items.toReversed()
    expect(box.map(({ to, subject }) => `${to} ${subject}`)).toEqual([
      'ada@people.example Deux, corrigé',
      'ben@people.example Deux, corrigé',
      'ada@people.example Trois',
    ])
    const { items } = await client.sequences.people({ id: second?.sequence.id ?? 0, limit: 9 })
    expect(items.map(({ name, end }) => `${name} ${end}`).toSorted()).toEqual([
      'ada finished',
      'ben refused',
    ])
  })
})
