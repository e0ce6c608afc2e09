// Who left a topic gets nothing about it, wherever that is asked; everything else still comes.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { join } from 'node:path'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { newAttempt } from '#main/features/email/outbox/outbox.attempt.ts'
import { createClaims } from '#main/features/email/outbox/outbox.claim.ts'
import { createHandOvers } from '#main/features/email/outbox/outbox.handOver.ts'
import { openLedger } from '#main/features/email/outbox/outbox.ledger.ts'
import { createQueueing } from '#main/features/email/outbox/outbox.queueing.ts'
import { createVersions } from '#main/features/email/outbox/outbox.versions.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'
import { errorReasonOf } from '../../../support/testApp.ts'

let app: MailApp
let offers = ''
let tips = ''
beforeEach(async () => {
  app = await createMailApp({ engine: false })
  await app.addLeads(3)
  offers = (await topics().create({ name: 'Promotions' })).key
  tips = (await topics().create({ name: 'Conseils' })).key
})
afterEach(() => app.close())

const topics = () => app.client.crm.topics
const states = () => app.rows().map(({ email, state, reason }) => [email, state, reason])
const person = (number: number) => `person${number}@people.example`

describe('a campaign about a topic', () => {
  it('counts, previews and checks without whoever left it', async () => {
    await topics().leave({ id: 1, topic: offers })
    const audience = (topic: string | null) =>
      app.client.email.campaigns.audience({ recipients: {}, topic })
    const all = { matching: 3, withoutEmail: 0, suppressed: 0 }
    expect(await audience(offers)).toEqual({ ...all, leftTopic: 1, recipients: 2 })
    expect(await audience(tips)).toEqual({ ...all, leftTopic: 0, recipients: 3 })
    expect(await audience(null)).toEqual({ ...all, leftTopic: 0, recipients: 3 })
    const id = await app.addCampaign(null, { topic: offers })
    const campaign = await app.client.email.campaigns.get({ id })
    expect([campaign.topic, campaign.stats.recipients]).toEqual([offers, 2])
    expect((await app.client.email.campaigns.preview({ id })).to).toBe(person(2))
    const check = await app.client.email.campaigns.check({ id })
    expect([check.drawn, check.audience.leftTopic]).toEqual([2, 1])
  })

  it('says of who left it that it was the topic, and that everything is refused where it is', async () => {
    await topics().leave({ id: 1, topic: offers })
    await topics().leave({ id: 2, topic: offers })
    await app.client.email.suppressions.add({ entries: person(2) })
    const id = await app.addCampaign(null, { topic: offers })
    await app.client.email.campaigns.send({ id })
    app.startEngine()
    await until(() => app.rows().filter(({ state }) => state === 'sent').length === 1)
    expect(states()).toEqual([
      [person(1), 'suppressed', 'topic'],
      [person(2), 'suppressed', 'address'],
      [person(3), 'sent', null],
    ])
  })

  it('asks again when it is claimed, and once more at the hand-over', async () => {
    await app.addLeads(1, 'late')
    const id = await app.addCampaign(await app.addAccount(2525), { topic: offers })
    await app.client.email.campaigns.send({ id })
    const now = app.host.clock.now()
    const connection = openConnection(app.services.database.path)
    const ledger = openLedger(join(app.host.dataFolder, 'ledger.db'))
    await topics().leave({ id: 3, topic: offers })
    createQueueing(connection, 'key', createVersions(connection)).slice(now)
    expect(states()[2]).toEqual([person(3), 'suppressed', 'topic'])
    await topics().leave({ id: 1, topic: offers })
    const claimed = createClaims(connection, 'test').claim([id], 1, now, 5)
    expect(claimed.map(({ email }) => email)).toEqual([person(2), 'late1@people.example'])
    expect(claimed[0]?.topic).toEqual({ key: offers, name: 'Promotions' })
    await topics().leave({ id: 2, topic: offers })
    const handOvers = createHandOvers(connection, ledger, 'key')
    const agreed = claimed.map((row) => {
      const attempt = newAttempt(row)
      handOvers.enter(attempt, now)
      return handOvers.handOver(attempt, now)
    })
    expect(agreed).toEqual([false, true])
    expect(states()[0]).toEqual([person(1), 'suppressed', 'topic'])
    ledger.close()
    connection.close()
  })

  it('refuses a topic that is not there, and keeps one that was deleted since', async () => {
    const [{ id: topicId } = { id: 0 }] = (await topics().list()).items.filter(
      ({ key }) => key === offers,
    )
    const id = await app.addCampaign(null, { topic: offers })
    await topics().leave({ id: 1, topic: offers })
    await topics().delete({ id: topicId })
    const unknown = app.client.email.campaigns.update({ id, topic: 'zzzzzzzz' })
    expect(await errorReasonOf(unknown)).toBe('unknown_topic')
    await app.client.email.campaigns.update({ id, topic: offers, subject: 'Autre' })
    expect((await app.client.email.campaigns.get({ id })).stats.recipients).toBe(2)
    const other = await app.addCampaign(null)
    expect(
      await errorReasonOf(app.client.email.campaigns.update({ id: other, topic: offers })),
    ).toBe('unknown_topic')
    const copy = await app.client.email.campaigns.duplicate({ id })
    expect(copy.topic).toBeNull()
    await topics().restore({ id: topicId })
    expect((await app.client.email.campaigns.duplicate({ id })).topic).toBe(offers)
  })
})

describe('the list of topics', () => {
  it('knows no two of one name, counts who left, and keeps that through a new name', async () => {
    const taken = topics().create({ name: ' promotions ' })
    expect(await errorReasonOf(taken)).toBe('topic_name_taken')
    await topics().leave({ id: 1, topic: offers })
    await app.addCampaign(null, { topic: offers })
    const [, one] = (await topics().list()).items
    expect([one?.name, one?.left, one?.used]).toEqual(['Promotions', 1, 1])
    const renamed = await topics().update({ id: one?.id ?? 0, name: 'Offres' })
    expect([renamed.key, renamed.left]).toEqual([offers, 1])
    const clash = topics().update({ id: one?.id ?? 0, name: 'CONSEILS' })
    expect(await errorReasonOf(clash)).toBe('topic_name_taken')
    await topics().delete({ id: one?.id ?? 0 })
    await topics().create({ name: 'Offres' })
    const back = topics().restore({ id: one?.id ?? 0 })
    expect(await errorReasonOf(back)).toBe('topic_name_taken')
  })

  it('holds thirty at most', async () => {
    for (let made = 2; made < 30; made += 1) await topics().create({ name: `Sujet ${made}` })
    expect(await errorReasonOf(topics().create({ name: 'Un de trop' }))).toBe('too_many_topics')
  })
})
