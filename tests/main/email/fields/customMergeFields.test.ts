// Custom fields in messages: in HTML, text and subject, as people write them, with what is said where
// there is none; and a field that does not exist holds the campaign.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'

let mail: MailApp
const campaigns = () => mail.client.email.campaigns
const fields = () => mail.client.crm.customFields
let town = 0

beforeAll(async () => {
  mail = await createMailApp()
  town = (await fields().create({ name: 'Ville', key: 'town' })).id
  await fields().create({ name: 'Échéance', key: 'due', kind: 'date' })
  await fields().create({ name: 'Budget', key: 'budget', kind: 'money' })
  await fields().create({ name: 'Client pro', key: 'is_pro', kind: 'yesNo' })
  await fields().create({ name: 'Goûts', key: 'likes', kind: 'choices', options: ['Thé', 'Eau'] })
  await fields().create({ name: 'Mot', key: 'words', kind: 'longText' })
  await mail.client.crm.leads.create({
    ...{ firstName: 'Zoé', email: 'zoe@people.example' },
    custom: {
      ...{ town: '<b>Lyon</b> & co', due: '2026-02-01', budget: 1_234.5, is_pro: false },
      ...{ likes: ['Thé', 'Eau'], words: 'Une\nligne' },
    },
  })
  await mail.client.crm.leads.create({ firstName: 'Ali', email: 'ali@people.example' })
})
afterAll(() => mail.close())

async function sentTo(id: number) {
  await campaigns().send({ id })
  await until(async () => (await campaigns().get({ id })).status === 'completed', 'the campaign')
  const { items } = await mail.client.email.sandbox.list({})
  const messages = await Promise.all(
    items.map(({ id: message }) => mail.client.email.sandbox.get({ id: message })),
  )
  return (to: string) => messages.find((message) => message.to === to)
}

describe('a campaign', () => {
  it('says custom fields in subject, HTML and text, and the fallback where there is no value', async () => {
    const saved = await campaigns().create({
      name: 'a',
      subject: '{{ custom.town | chez vous }}',
      html:
        '<p>{{ custom.due | bientôt }}; {{ custom.budget }}; {{ Custom.IS_PRO | ? }}; {{ custom.likes }}; {{ custom.town | ici }}; {{ custom.words }}</p>' +
        '<a href="https://a.example/?v={{ custom.town }}">x</a>',
      text: 'Pour le {{ custom.due | bientôt }} à {{ custom.town | ici }}',
    })
    expect(saved.fields).toEqual([])
    expect((await campaigns().preview({ id: saved.id })).unknownFields).toEqual([])
    const to = await sentTo(saved.id)
    const [zoe, ali] = [to('zoe@people.example'), to('ali@people.example')]
    expect([zoe?.subject, ali?.subject]).toEqual(['<b>Lyon</b> & co', 'chez vous'])
    expect(zoe?.html).toContain(
      '<p>1 février 2026; 1\u202f234,50\u00a0€; non; Thé et Eau; &#60;b&#62;Lyon&#60;/b&#62; &#38; co; Une<br>ligne</p>',
    )
    expect(zoe?.html).toContain('?v=%3Cb%3ELyon%3C%2Fb%3E%20%26%20co"')
    expect(ali?.html).toContain('<p>bientôt; ; ?; ; ici; </p>')
    expect(zoe?.text).toContain('Pour le 1 février 2026 à <b>Lyon</b> & co')
    expect(ali?.text).toContain('Pour le bientôt à ici')
  })

  it('keeps no more of a person than the message speaks of', async () => {
    const { id } = await campaigns().create({ name: 'b', subject: 's', html: '{{ custom.due }}' })
    await sentTo(id)
    const [row] = mail.services.database.all(
      rowOf({ v: text() }),
      `SELECT merge_values AS v FROM outbox WHERE campaign_id = ? AND email = 'zoe@people.example'`,
      [id],
    )
    expect(JSON.parse(row?.v ?? '')).toMatchObject({ 'custom.due': '1 février 2026' })
    expect(row?.v).not.toContain('Lyon')
  })

  it('is held by a custom field that does not exist, by its own writing, until it does', async () => {
    const { id, fields: named } = await campaigns().create({
      name: 'c',
      subject: 'Bonjour {{ custom.sector | vous }}',
      html: '<p>x {{ custom.town }}</p>',
    })
    expect(named).toEqual([
      { written: '{{ custom.sector | vous }}', field: null, part: 'subject', blockKey: null },
    ])
    expect((await campaigns().preview({ id })).subject).toBe('Bonjour {{ custom.sector | vous }}')
    await expect(campaigns().send({ id })).rejects.toMatchObject({
      data: { reason: 'places_left', field: 'subject', detail: '{{ custom.sector | vous }}' },
    })
    await fields().create({ name: 'Secteur', key: 'sector' })
    expect((await sentTo(id))('ali@people.example')).toBeDefined()
  })

  it('that was planned is paused when its field is gone at its moment', async () => {
    const { id } = await campaigns().create({ name: 'd', subject: '{{ custom.town }}', html: 'x' })
    const scheduledAt = new Date(mail.host.clock.now() + 60_000).toISOString()
    await campaigns().schedule({ id, scheduledAt })
    await mail.services.database.write([], (transaction) =>
      transaction.sql('DELETE FROM custom_fields WHERE id = ?', [town]),
    )
    mail.host.clock.advance(61_000)
    await until(async () => (await campaigns().get({ id })).status === 'paused', 'the pause')
    expect((await campaigns().get({ id })).pauseReason).toBe('places_left')
  })

  it('cannot name its sender by a field of the recipient', async () => {
    const { id } = await campaigns().create({
      ...{ name: 'e', subject: 's', html: 'x', fromName: '{{ custom.due }}' },
    })
    await expect(campaigns().send({ id })).rejects.toMatchObject({
      data: { reason: 'places_left', field: 'fromName' },
    })
  })
})
