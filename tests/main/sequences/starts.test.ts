// Who comes into a sequence by itself: whoever begins to be meant, once; and who sends a form.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { errorReasonOf } from '../../support/testApp.ts'
import {
  createSequenceApp,
  send,
  tag,
  wait,
  type SequenceApp,
} from '../../support/sequences/sequenceApp.ts'
import { createFunnelMail } from '../../support/funnelMail.ts'
import { sweepSequences } from '#main/features/sequences/engine/sweep.ts'

const day = 24 * 60 * 60_000

describe('a sequence that begins by a filter', () => {
  let at: SequenceApp
  beforeEach(async () => void (at = await createSequenceApp()))
  afterEach(() => at.app.close())
  const tagged = { all: [{ field: 'tags', op: 'hasTag' as const, value: 'neuf' }] }

  it('takes in whoever begins to be meant from when it was turned on, each once', async () => {
    const there = await at.lead('Avant', { tags: ['neuf'] })
    const { id } = await at.running({
      ...{ start: { kind: 'filter', filter: tagged }, steps: [tag('t', 'vu'), wait('w', 1)] },
    })
    const new1 = await at.lead('Apres', { tags: ['neuf'] })
    await at.sweep()
    expect(await at.where(id)).toEqual(['Avant already_there', 'Apres waits w'])
    await at.client().crm.leads.update({ id: new1, tags: [] })
    await at.client().crm.leads.update({ id: there, tags: [] })
    await at.sweep()
    await at.client().crm.leads.update({ id: new1, tags: ['neuf'] })
    await at.client().crm.leads.update({ id: there, tags: ['neuf'] })
    await at.sweep()
    expect(await at.where(id)).toEqual(['Avant already_there', 'Apres waits w'])
    // By hand whoever was only there may come in.
    expect(await at.client().sequences.add({ id, ids: [there, new1] })).toEqual({
      ...{ added: 1, already: 1, unreachable: 0 },
    })
  })

  it('takes in those who are there too where that is said, and after it was off as well', async () => {
    await at.lead('Avant', { tags: ['neuf'] })
    const { id } = await at.running({
      ...{ start: { kind: 'filter', filter: tagged }, steps: [wait('w', 1)] },
    })
    await at.client().sequences.update({ id, isOn: false })
    await at.lead('Pendant', { tags: ['neuf'] })
    await at.client().sequences.update({ id, isOn: true })
    await at.sweep()
    expect(await at.where(id)).toEqual(['Avant already_there', 'Pendant already_there'])
    await at.client().sequences.update({ id, isOn: false })
    await at.client().sequences.update({ id, isOn: true, takesThoseThere: true })
    await at.sweep()
    expect(await at.where(id)).toEqual(['Avant waits w', 'Pendant waits w'])
  })

  it('forgets many who were there in slices, and goes on with that after a stop', async () => {
    await at.app.addLeads(1_500)
    const filter = { all: [{ field: 'email', op: 'isFilled' as const }] }
    const { id } = await at.running({ start: { kind: 'filter', filter }, steps: [wait('w', 1)] })
    const { ended } = await at.client().sequences.get({ id })
    expect(ended).toEqual({ already_there: 1_500 })
    await at.client().sequences.update({ id, isOn: false })
    await at.client().sequences.update({ id, isOn: true, takesThoseThere: true })
    // Nothing was forgotten by the change itself.
    expect((await at.client().sequences.get({ id })).ended).toEqual(ended)
    await at.app.reopen()
    await at.sweep()
    expect(await at.client().sequences.get({ id })).toMatchObject({ underWay: 1_500, ended: {} })
    const late = await at.lead('Tard', { email: null, phone: '0601020304' })
    await at.client().sequences.update({ id, isOn: false })
    await at.client().crm.leads.update({ id: late, email: 'tard@exemple.example' })
    await at.client().sequences.update({ id, isOn: true })
    await at.sweep()
    expect((await at.client().sequences.get({ id })).ended).toEqual({ already_there: 1 })
  })

  it('saved again while it is on, takes in whoever began to be meant since the last look', async () => {
    const filter = { all: [{ op: 'hasTag' as const, value: 'neuf', field: 'tags' }] }
    const { id, steps } = await at.running({
      ...{ start: { kind: 'filter', filter: tagged }, steps: [wait('w', 1)] },
    })
    await at.lead('Apres', { tags: ['neuf'] })
    // The same start, written in another order, and an e-mail that is not ready.
    await at.client().sequences.update({
      ...{ id, isOn: true, start: { filter, kind: 'filter' }, steps: [...steps, send('m', null)] },
    })
    await at.sweep()
    expect(await at.where(id)).toEqual(['Apres waits w'])
  })

  it('takes in once whoever the same filter takes out', async () => {
    const { id } = await at.running({
      start: { kind: 'filter', filter: tagged },
      exits: { reply: true, won: true, filter: tagged },
      steps: [tag('t', 'vu')],
    })
    const lead = await at.lead('Apres', { tags: ['neuf'] })
    for (let look = 0; look < 3; look += 1) await at.sweep()
    expect(await at.where(id)).toEqual(['Apres left_filter'])
    expect(await at.done(id, lead)).toEqual([])
  })

  it('follows a segment as it is, and a day that comes', async () => {
    const { id: fieldId, key } = await at.client().crm.customFields.create({
      ...{ name: 'Anniversaire', kind: 'date' },
    })
    const segment = await at.client().crm.segments.create({
      name: 'Aujourd’hui',
      filter: { all: [{ field: `custom.${key}`, op: 'withinDays', value: 0 }] },
    })
    const { id } = await at.running({
      ...{ start: { kind: 'segment', segmentId: segment.id }, steps: [tag('t', 'fête')] },
    })
    await at.lead('Lea', { custom: { [key]: '2026-11-24' } })
    await at.sweep()
    expect(await at.where(id)).toEqual([])
    at.app.host.clock.advance(2 * day)
    await at.sweep()
    expect(await at.where(id)).toEqual(['Lea finished'])
    expect(await errorReasonOf(at.client().crm.segments.delete({ id: segment.id }))).toBe(
      'segment_in_use',
    )
    const filter = { all: [{ field: `custom.${key}`, op: 'isFilled' as const }] }
    await at.client().sequences.update({ id, exits: { reply: true, won: true, filter } })
    await at.client().sequences.update({ id, start: { kind: 'hand' } })
    await at.client().crm.segments.delete({ id: segment.id })
    expect(await errorReasonOf(at.client().crm.customFields.delete({ id: fieldId }))).toBe(
      'custom_field_in_use',
    )
    await at.client().sequences.delete({ id })
    await at.client().crm.customFields.delete({ id: fieldId })
  })
})

describe('a sequence that begins by a form', () => {
  it('takes in who agreed, in the transaction of the form, at the address that agreed', async () => {
    const mail = await createFunnelMail()
    const { client, host, services } = mail.app
    try {
      const campaign = await client.email.campaigns.create({
        ...{ name: 'Un', subject: 'Un', html: '<p>Merci</p>', fromEmail: 'shop@business.example' },
      })
      const { id } = await client.sequences.create({
        name: 'Accueil',
        start: { kind: 'form', funnelId: mail.funnelId, pageId: null },
        steps: [wait('w', 1), send('one', campaign.id)],
      })
      await mail.form('avant@exemple.example').then(mail.apply)
      await client.sequences.update({ id, isOn: true })
      await mail.form('zoe@exemple.example').then(mail.apply)
      await mail.form('zoe@exemple.example').then(mail.apply)
      await mail.form('non@exemple.example', { consent: false }).then(mail.apply)
      const { items } = await client.sequences.people({ id })
      expect(items).toMatchObject([{ email: 'zoe@exemple.example', state: 'waits' }])
      host.clock.advance(day)
      await sweepSequences(services)
      expect(mail.app.rows()).toMatchObject([{ email: 'zoe@exemple.example' }])
    } finally {
      await mail.app.close()
    }
  })
})
