// Blocks that are for some people only: who is shown what, in HTML and in text, wherever a message is
// made: preview, dry run, campaign, both versions of a test, sequences.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import type { MailPart } from '#shared/blocks/mail/mailParts.ts'
import { defaultMailTheme } from '#shared/blocks/mail/mailTheme.ts'
import type { MailTree } from '#shared/contract/mailTree.ts'
import type { FilterTree } from '#shared/rules/leadFilter/filterTree.ts'
import { createSequenceApp, send, type SequenceApp } from '../../support/sequences/sequenceApp.ts'
import { until } from '../../support/mailApp.ts'

let at: SequenceApp
const campaigns = () => at.client().email.campaigns
beforeEach(async () => {
  at = await createSequenceApp()
  await at.client().crm.customFields.create({ name: 'Ville', key: 'town' })
  await at.lead('Zoe', { tags: ['vip'], status: 'qualified', custom: { town: 'Lyon' } })
  await at.lead('Ali')
})
afterEach(() => at.app.close())

const is = (field: string, op: 'is' | 'isFilled' | 'hasTag', value?: string): FilterTree => ({
  all: [{ field, op, ...(value === undefined ? {} : { value }) }],
})
const vip = is('tags', 'hasTag', 'vip')
const words = (key: string, said: string, when?: FilterTree): MailPart => ({
  ...{ key, kind: 'text', text: said, look: 'plain' },
  ...(when === undefined ? {} : { when }),
})
const tree = (...blocks: MailBlock[]): MailTree => ({
  ...{ language: 'fr', theme: defaultMailTheme, blocks },
})
const whole = tree(
  words('aaaa', 'Pour VIP {{ first_name }}', vip),
  words('bbbb', 'Pour tout le monde'),
  {
    ...{ key: 'cccc', kind: 'columns', when: is('status', 'is', 'qualified') },
    columns: [
      { blocks: [words('dddd', 'Pour client')] },
      { blocks: [words('eeee', 'Pour Lyon', is('custom.town', 'is', 'lyon'))] },
    ],
  },
  words('ffff', 'Pour inconnu', { none: [vip] }),
  words('gggg', 'Pour accord', is('legalBasis', 'is', 'consent')),
)
const create = (blocks: MailTree, more: object = {}) =>
  campaigns().create({ ...{ name: 'a', subject: 's', blocks }, ...more })
const said = ['Pour VIP', 'Pour tout le monde', 'Pour client', 'Pour Lyon', 'Pour inconnu']
const saidIn = (message: { html: string; text: string }) => {
  const [html, plain] = [message.html, message.text].map((part) =>
    said.filter((sentence) => part.includes(sentence)),
  )
  expect(plain).toEqual(html)
  const all = `${message.html}${message.text}`
  for (const mark of ['<!--when', '<!--end', '\u0001', '\u0002', '\u0003'])
    expect(all).not.toContain(mark)
  return html
}
const ofZoe = ['Pour VIP', 'Pour tout le monde', 'Pour client', 'Pour Lyon']
const ofAli = ['Pour tout le monde', 'Pour inconnu']

async function messagesOf(id: number) {
  await campaigns().send({ id })
  await until(async () => (await campaigns().get({ id })).status === 'completed', 'the campaign')
  return sent()
}
async function sent() {
  const { items } = await at.client().email.sandbox.list({})
  return Promise.all(items.map(({ id }) => at.client().email.sandbox.get({ id })))
}
const toWhom = <M extends { to: string }>(all: M[], name: string) => {
  const found = all.find(({ to }) => to.startsWith(name))
  if (found === undefined) throw new Error(`Nothing went to ${name}.`)
  return found
}

describe('a block with a condition', () => {
  it('is in the messages of those whom it means, and in no other', async () => {
    const { id } = await create(whole)
    const all = await messagesOf(id)
    expect(saidIn(toWhom(all, 'zoe'))).toEqual(ofZoe)
    expect(saidIn(toWhom(all, 'ali'))).toEqual(ofAli)
    expect(toWhom(all, 'ali').text).toMatch(/^Pour tout le monde\n\nPour inconnu\n/)
    // What decides is kept as it was when the message was queued, and no more of the person.
    const [row] = at.app.services.database.all(
      rowOf({ v: text() }),
      `SELECT merge_values AS v FROM outbox WHERE email LIKE 'zoe%'`,
    )
    expect(JSON.parse(row?.v ?? '')['shownBlocks']).toEqual({
      A: ['aaaa', 'cccc', 'eeee'],
    })
  })

  it('is previewed as a person gets it, and names what they do not get', async () => {
    const { id } = await create(whole)
    const { items } = await at.client().crm.leads.list({})
    const idOf = (name: string) => items.find(({ firstName }) => firstName === name)?.id ?? 0
    const zoe = await campaigns().preview({ id, leadId: idOf('Zoe') })
    const ali = await campaigns().preview({ id, leadId: idOf('Ali') })
    expect([saidIn(zoe), saidIn(ali)]).toEqual([ofZoe, ofAli])
    expect(zoe.hiddenBlocks).toEqual(['Pour inconnu', 'Pour accord'])
    expect(ali.hiddenBlocks).toHaveLength(4)
    // Of nobody in particular nothing can be asked: everything is shown.
    await campaigns().update({ id, recipients: { tag: 'nobody' } })
    expect(saidIn(await campaigns().preview({ id }))).toEqual(said)
  })

  it('is drawn in the dry run for each, which tells of empty messages and blocks for nobody', async () => {
    const { id } = await create(
      tree(
        words('aaaa', 'Pour VIP {{ company }}', vip),
        words('bbbb', 'x', is('jobTitle', 'isFilled')),
      ),
    )
    const { findings, canBeSent } = await campaigns().check({ id })
    const found = (name: string) => findings.find(({ finding }) => finding === name)
    expect(canBeSent).toBe(false)
    expect(found('nothing_shown')).toMatchObject({
      ...{ level: 'blocking', messages: 1, people: [{ email: 'ali@exemple.example' }] },
    })
    expect(found('block_for_nobody')).toMatchObject({ level: 'hint', detail: ['x'] })
    // Only who is shown the field misses its value.
    expect(found('field_empty')).toMatchObject({ messages: 1, detail: ['company'] })
    await campaigns().update({
      id,
      blocks: tree(words('aaaa', 'Bonjour'), words('bbbb', 'y', vip)),
    })
    expect((await campaigns().check({ id })).canBeSent).toBe(true)
  })

  it('that held the only way to refuse leaves one to whom it does not show', async () => {
    const { id } = await create(
      tree(words('aaaa', 'Bonjour'), words('bbbb', 'Ici : {{ unsubscribe }}', vip)),
    )
    const all = await messagesOf(id)
    const waysIn = (message: { html: string; text: string }) => [
      message.html.match(/href="mailto:[^"]*unsubscribe/g)?.length,
      message.text.match(/unsubscribe|désinscri/gi)?.length,
    ]
    expect(waysIn(toWhom(all, 'ali'))).toEqual(waysIn(toWhom(all, 'zoe')))
    expect(
      (await campaigns().check({ id: (await create(tree(words('cccc', 'a')))).id })).canBeSent,
    ).toBe(true)
  })

  it('is asked for each of two versions by itself', async () => {
    const { id } = await create(tree(words('aaaa', 'Pour VIP', vip), words('bbbb', 'b')))
    const { test } = await at.client().email.tests.plan({ id, share: 90 })
    await at.app.addLeads(18)
    const variantId = test?.variantId ?? 0
    await campaigns().update({
      id: variantId,
      subject: 'B',
      blocks: tree(words('aaaa', 'Pour inconnu', { none: [vip] }), words('bbbb', 'b')),
    })
    await campaigns().send({ id })
    const rows = () => at.app.rows().map(({ state }) => state)
    const isOver = () => rows().length === 20 && rows().every((state) => /sent|held/.test(state))
    await until(isOver, 'the test')
    await at.client().email.tests.decide({ id, variant: 'B' })
    await until(async () => (await sent()).length === 20, 'all messages')
    for (const message of await sent()) {
      const isZoe = message.to.startsWith('zoe')
      const expected = message.subject === 'B' ? !isZoe && 'Pour inconnu' : isZoe && 'Pour VIP'
      expect(saidIn(message)).toEqual(expected === false ? [] : [expected])
    }
  })

  it('is asked when a sequence writes to somebody', async () => {
    const { id: campaignId } = await create(whole, { fromEmail: 'shop@business.example' })
    const { items } = await at.client().crm.leads.list({})
    const { id } = await at.running({ steps: [send('one', campaignId)] })
    await at.client().sequences.add({ id, ids: items.map((lead) => lead.id) })
    await at.settle()
    await until(async () => (await sent()).length === 2, 'both messages')
    const all = await sent()
    expect(saidIn(toWhom(all, 'zoe'))).toEqual(ofZoe)
    expect(saidIn(toWhom(all, 'ali'))).toEqual(ofAli)
  })

  it('stays where what waits leaves through another account', async () => {
    const accountId = await at.app.addAccount(1, { fromEmail: 'shop@business.example' })
    const { id: campaignId } = await create(whole, { accountId })
    const { items } = await at.client().crm.leads.list({})
    const { id } = await at.running({ steps: [send('one', campaignId)] })
    await at.client().sequences.add({ id, ids: items.map((lead) => lead.id) })
    await at.sweep()
    expect(at.app.rows()).toHaveLength(2)
    await at.client().sequences.update({ id, isOn: false })
    await campaigns().update({ id: campaignId, accountId: null })
    await at.client().sequences.update({ id, isOn: true })
    await until(async () => (await sent()).length === 2, 'both messages')
    const all = await sent()
    expect(saidIn(toWhom(all, 'zoe'))).toEqual(ofZoe)
    expect(saidIn(toWhom(all, 'ali'))).toEqual(ofAli)
  })
})

describe('a condition', () => {
  it('that cannot be asked is refused with the block named, and changes nothing', async () => {
    const { id } = await create(whole)
    const wrong = tree(words('aaaa', 'x', is('nowhere', 'is', 'y')))
    await expect(campaigns().update({ id, blocks: wrong })).rejects.toMatchObject({
      data: { reason: 'filter_invalid', field: 'blocks.aaaa.when.all[0].field' },
    })
    expect((await campaigns().get({ id })).blocks).toEqual(whole)
  })

  it('on a field that is gone holds the campaign by its name, and shows the block to nobody', async () => {
    const lost = tree(
      words('aaaa', 'a'),
      words('bbbb', 'Pour Lyon', { none: [is('custom.gone', 'is', 'x')] }),
    )
    const { id } = await create(lost)
    await expect(campaigns().send({ id })).rejects.toMatchObject({
      data: { reason: 'places_left', detail: '{{ custom.gone }}' },
    })
    expect(saidIn(await campaigns().preview({ id }))).toEqual([])
    const { findings } = await campaigns().check({ id })
    expect(findings.find(({ finding }) => finding === 'places_left')?.detail).toEqual([
      '{{ custom.gone }}',
    ])
  })

  it('of a campaign that is planned keeps its custom field from being deleted', async () => {
    const { id } = await create(whole)
    const [field] = (await at.client().crm.customFields.list({})).items
    const scheduledAt = new Date(at.app.host.clock.now() + 3_600_000).toISOString()
    await campaigns().schedule({ id, scheduledAt })
    await expect(at.client().crm.customFields.delete({ id: field?.id ?? 0 })).rejects.toMatchObject(
      {
        data: { reason: 'custom_field_in_use', detail: 'a' },
      },
    )
  })

  it('goes when the message becomes free HTML: then everybody is shown everything', async () => {
    const { id } = await create(whole)
    const saved = await campaigns().update({ id, blocks: null })
    expect(saved.html).not.toContain('<!--when')
    const all = await messagesOf(id)
    expect(toWhom(all, 'ali').html).toContain('Pour VIP')
  })
})
