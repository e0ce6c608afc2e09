// The page on which topics are left one by one: looking changes nothing, a box that is ticked leaves, one
// click leaves what the message is about.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RelayTopics } from '#shared/contract/relayProtocol.ts'
import { preferencesPath } from '#shared/rules/relayPages.ts'
import { sealToken } from '#main/relay/relayTokens.ts'
import { htmlObjections } from '../support/htmlObjections.ts'
import { openRelay, type OpenedRelay } from '../support/relayOpened.ts'

const offers = 'aaaaaaaa'
const tips = 'bbbbbbbb'
const told: RelayTopics = {
  language: 'fr',
  business: 'Atelier <Zoé>',
  topics: [
    { key: offers, name: 'Promotions' },
    { key: tips, name: 'Conseils "du" <b>mois</b>' },
  ],
}

let relay: OpenedRelay
let token: string
let seen = 0
beforeAll(async () => {
  relay = await openRelay({ publish: false })
  token = sealToken(relay.keys, 'unsubscribe', 'lead 12 campaign 3')
})
beforeEach(async () => {
  await relay.client.tellTopics(told)
  seen = (await relay.events()).length
})
afterAll(() => relay.close())

const address = (topic: string | null) => `${relay.url}${preferencesPath(token, topic)}`
const look = async (topic: string | null) => (await fetch(address(topic))).text()
const post = (topic: string | null, body: URLSearchParams | string, type?: string) =>
  fetch(address(topic), {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: type === undefined ? {} : { 'content-type': type },
  })
const asked = async () => {
  const events = (await relay.events()).slice(seen)
  return events.map((event) =>
    event.kind === 'preferences' ? { leaves: event.leaves, all: event.all } : event.kind,
  )
}
const ticked = (html: string) =>
  [...html.matchAll(/<input type="checkbox"[^>]*name="(\w+)" value="(\w+)"( checked)?>/g)].map(
    ([, name, value, isTicked]) => `${name} ${value}${isTicked === undefined ? '' : ' ticked'}`,
  )

describe('the page of topics', () => {
  it('shows them in the business’s language, with what the link is about ticked', async () => {
    const html = await look(offers)
    expect(html).toContain('<html lang="fr">')
    expect(ticked(html)).toEqual([`leave ${offers} ticked`, `leave ${tips}`, 'all yes'])
    expect(ticked(await look(null))).toEqual([`leave ${offers}`, `leave ${tips}`, 'all yes ticked'])
    // A topic that is not listed any more leaves everything as the nearest choice.
    expect(ticked(await look('cccccccc')).at(-1)).toBe('all yes ticked')
    expect(html).not.toContain('<b>mois')
    expect(html).not.toContain('<script')
    expect(htmlObjections(html)).toEqual([])
    await relay.client.tellTopics({ ...told, language: 'en' })
    expect(await look(offers)).toContain('No longer receive')
  })

  it('changes nothing by being looked at, nor with no box ticked', async () => {
    await look(offers)
    await fetch(address(null), { method: 'HEAD' })
    const answer = await post(offers, new URLSearchParams({ form: 'topics' }))
    expect(answer.status).toBe(422)
    expect(ticked(await answer.text()).some((box) => box.endsWith('ticked'))).toBe(false)
    expect(await asked()).toEqual([])
  })

  it('leaves what is ticked, once each, or everything', async () => {
    const some = new URLSearchParams({ form: 'topics' })
    for (const key of [tips, offers, tips, 'no key', '']) some.append('leave', key)
    const answer = await post(offers, some)
    expect(await answer.text()).toContain('<li>Promotions</li>')
    some.set('all', 'yes')
    expect(await (await post(null, some)).text()).toContain('désabonné')
    expect(await asked()).toEqual([
      { leaves: [tips, offers], all: false },
      { leaves: [tips, offers], all: true },
    ])
  })
})

describe('one click (RFC 8058)', () => {
  it('leaves the topic of the message, or everything where it has none', async () => {
    const click = 'List-Unsubscribe=One-Click'
    const multipart =
      '--xyz\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--xyz--\r\n'
    const answers = [
      await post(tips, click, 'application/x-www-form-urlencoded'),
      await post(tips, multipart, 'multipart/form-data; boundary=xyz'),
      await post(null, click, 'application/x-www-form-urlencoded'),
      await post(null, ''),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(answers.every(({ headers }) => headers.get('set-cookie') === null)).toBe(true)
    const one = { leaves: [tips], all: false }
    const all = { leaves: [], all: true }
    expect(await asked()).toEqual([one, one, all, all])
  })

  it('is taken while no desktop is paired, and the topics of the one before are gone', async () => {
    await relay.client.unpair()
    expect((await post(tips, 'List-Unsubscribe=One-Click')).status).toBe(200)
    expect(await look(offers)).toContain('Voulez-vous ne plus recevoir ces messages')
    await relay.client.pair(relay.url, relay.parts.pairing.code() ?? '')
    // Without topics the page asks as it always did, and means everything.
    await post(offers, new URLSearchParams({ form: 'topics', all: 'yes' }))
    expect(await asked()).toEqual([
      { leaves: [tips], all: false },
      { leaves: [], all: true },
    ])
  })
})

it('says that a link was cut, and stores nothing', async () => {
  for (const path of [
    preferencesPath(token.slice(0, -3), offers),
    preferencesPath(token, 'NOT-A-KEY'),
    '/p/short',
  ])
    expect((await fetch(`${relay.url}${path}`, { method: 'POST' })).status).toBe(404)
  expect((await fetch(`${relay.url}/p/${token}/${offers}/more`)).status).toBe(404)
  expect(await asked()).toEqual([])
})

describe('telling the relay', () => {
  it('happens once, and again where something differs; links lead to the page from then on', async () => {
    const access = async () => (await relay.client.access())?.hasTopics
    await relay.client.tellTopics(told)
    expect(await relay.client.tellTopics(told)).toBe(false)
    expect(await access()).toBe(true)
    expect(await relay.client.tellTopics({ ...told, topics: [] })).toBe(true)
    expect(await access()).toBe(false)
    // A relay that was never told of any is told of none: it may not know the call.
    await relay.client.unpair()
    await relay.client.pair(relay.url, relay.parts.pairing.code() ?? '')
    expect(await relay.client.tellTopics({ ...told, topics: [] })).toBe(false)
  })
})
