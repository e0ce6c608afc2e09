// A sequence about a topic: whoever left it does not come in, leaves, and is told why.
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  createSequenceApp,
  send,
  wait,
  type SequenceApp,
} from '../../support/sequences/sequenceApp.ts'
import { errorReasonOf } from '../../support/testApp.ts'

let world: SequenceApp
let offers = ''
beforeEach(async () => {
  world = await createSequenceApp()
  offers = (await topics().create({ name: 'Promotions' })).key
})
afterEach(() => world.app.close())

const topics = () => world.client().crm.topics
const day = 24 * 3_600_000
const topicOf = async (id: number) => (await world.client().email.campaigns.get({ id })).topic

it('leaves out who left the topic, before they come in and on the way', async () => {
  const first = await world.message('Un')
  const second = await world.message('Deux')
  const steps = [send('a', first), wait('w', 1), send('b', second)]
  const { id } = await world.running({ topic: offers, steps })
  expect([await topicOf(first), await topicOf(second)]).toEqual([offers, offers])
  const [ada, ben, cid] = [
    await world.lead('Ada'),
    await world.lead('Ben'),
    await world.lead('Cid'),
  ]
  await topics().leave({ id: ada, topic: offers })
  const added = await world.client().sequences.add({ id, ids: [ada, ben, cid] })
  expect(added).toEqual({ added: 2, already: 0, unreachable: 1 })
  await world.settle()
  await topics().leave({ id: ben, topic: offers })
  // They are out at once, and not only when their next message is due.
  await world.sweep()
  expect(await world.where(id)).toEqual(['Ben left_topic', 'Cid waits w'])
  world.app.host.clock.advance(2 * day)
  await world.settle()
  expect(await world.where(id)).toEqual(['Ben left_topic', 'Cid finished'])
  expect(await world.sent()).toEqual([
    'ben@exemple.example Un',
    'cid@exemple.example Un',
    'cid@exemple.example Deux',
  ])
})

it('goes past a message that is held back for its own topic, and no further one', async () => {
  const campaignId = await world.message('Un')
  await world.client().email.campaigns.update({ id: campaignId, topic: offers })
  // Of a sequence about none, each e-mail keeps its own.
  const next = await world.message('Deux')
  const { id } = await world.running({ steps: [send('a', campaignId), send('b', next)] })
  expect(await topicOf(campaignId)).toBe(offers)
  const ada = await world.lead('Ada')
  await topics().leave({ id: ada, topic: offers })
  await world.client().sequences.add({ id, ids: [ada] })
  await world.settle()
  await world.settle()
  expect(await world.where(id)).toEqual(['Ada finished'])
  expect(await world.done(id, ada)).toEqual(['a not_done', 'b'])
  expect(await world.sent()).toEqual(['ada@exemple.example Deux'])
})

it('gives its topic to its e-mails, new ones too, and takes it back', async () => {
  const { id, emails } = await world
    .client()
    .sequences.create({ name: 'Accueil', topic: offers, steps: [send('a', null)] })
  const campaignId = emails[0]?.campaignId ?? 0
  expect(await topicOf(campaignId)).toBe(offers)
  await world.client().sequences.update({ id, topic: null })
  expect(await topicOf(campaignId)).toBeNull()
  const unknown = world.client().sequences.update({ id, topic: 'zzzzzzzz' })
  expect(await errorReasonOf(unknown)).toBe('unknown_topic')
})
