// E-mails of a funnel turned on one by one, and several changes at once of one of them.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { until } from '../../support/mailApp.ts'
import { createFunnelMail, type FunnelMail } from '../../support/funnelMail.ts'
import { errorReasonOf } from '../../support/testApp.ts'

let mail: FunnelMail
const day = 24 * 60
beforeEach(async () => {
  mail = await createFunnelMail()
})
afterEach(() => mail.app.close())
const emails = () => mail.app.client.funnels.emails
const funnelEmails = async () =>
  (await mail.app.client.funnels.get({ id: mail.funnelId })).emails.map(
    ({ delayMinutes, isOn, pageId }) => [delayMinutes, isOn, pageId],
  )

/** Complete, off. */
async function written(subject: string, delayMinutes: number) {
  const { id: campaignId } = await mail.app.client.email.campaigns.create({
    ...{ name: subject, subject, html: '<p>Merci</p>', fromEmail: 'shop@business.example' },
  })
  return emails().create({ id: mail.funnelId, campaignId, delayMinutes })
}
const subjects = async () =>
  (await mail.app.client.email.sandbox.list({ limit: 200 })).items.map(({ subject }) => subject)

it('one that was never on holds up nobody where another is turned on', async () => {
  await written('Jamais', 0)
  const second = await written('Second', day)
  await emails().update({ id: second.id, isOn: true })
  await mail.form('zoe@exemple.example').then(mail.apply)
  await mail.sweep()
  await mail.pass(day)
  await until(async () => (await subjects()).length === 1, 'the second')
  expect(await subjects()).toEqual(['Second'])
})

it('a change that is refused changes nothing, whatever else it asks for', async () => {
  const first = await mail.email()
  const second = await written('Second', day)
  await mail.form('zoe@exemple.example').then(mail.apply)
  const was = await funnelEmails()
  const asked = { id: second.id, isOn: true }
  await mail.email({ delayMinutes: 2 * day })
  const withThird = await funnelEmails()
  expect(withThird).toHaveLength(was.length + 1)
  expect(await errorReasonOf(emails().update({ ...asked, delayMinutes: 3 * day }))).toBe(
    'sequence_under_way',
  )
  expect(await funnelEmails()).toEqual(withThird)
  const { sequence } = first
  const { steps } = await mail.app.client.sequences.get({ id: sequence.id })
  await mail.app.client.sequences.update({
    id: sequence.id,
    steps: [...steps, { kind: 'tag', key: 'tagged', add: ['vu'], remove: [] }],
  })
  const before = await funnelEmails()
  for (const more of [{ delayMinutes: 2 * day }, { pageId: mail.pageId }])
    expect(await errorReasonOf(emails().update({ ...asked, ...more }))).toBe('sequence_not_plain')
  expect(await funnelEmails()).toEqual(before)
})

it('one that somebody still waits for moves to no other form; one that nobody waits for does', async () => {
  const first = await mail.email()
  const second = await mail.email({ delayMinutes: day })
  const page = mail.pageId
  await mail.form('zoe@exemple.example').then(mail.apply)
  const was = await funnelEmails()
  expect(await errorReasonOf(emails().update({ id: second.id, pageId: page }))).toBe(
    'sequence_under_way',
  )
  expect(await funnelEmails()).toEqual(was)
  await until(async () => (await subjects()).length === 1, 'the first')
  await mail.sweep()
  expect(await emails().update({ id: first.id, pageId: page })).toMatchObject({ pageId: page })
  await mail.pass(day)
  await until(async () => (await subjects()).length === 2, 'the second')
  await mail.sweep()
  // The last one that was there: what it leaves behind holds nobody for ever.
  await emails().update({ id: second.id, pageId: page })
  const { items } = await mail.app.client.sequences.list({ limit: 10 })
  expect(items.map(({ start }) => start)).toEqual([
    { kind: 'form', funnelId: mail.funnelId, pageId: page },
  ])
  expect(await funnelEmails()).toEqual([
    [0, true, page],
    [day, true, page],
  ])
})
