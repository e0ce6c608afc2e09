// The page on which topics are left one by one. The desktop tells their names; who left which, the relay
// does not know: a box that is ticked leaves, and one that is not says nothing. Looking changes nothing.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { RelayTopics } from '#shared/contract/relayProtocol.ts'
import { judgeLink } from '#shared/rules/relay/linkChecksum.ts'
import { tokenPattern } from '#shared/rules/relayPages.ts'
import { isTopicKey, maxTopics } from '#shared/rules/topics/topicKeys.ts'
import { readBody, sendPage } from './answering.ts'
import type { RelayParts } from './relayParts.ts'
import type { RelayStore } from './relayStore.ts'
import { escapeHtml, languageOf, ownPage, topicsWords } from './relayTexts.ts'
import { hasStoppedMeasuring, stopMeasuringForm } from './measuring/stopMeasuring.ts'
import { whoAsks } from './whoAsks.ts'

const maxBodyBytes = 64 * 1024
const settingName = 'topics'
/** Tells our own page from a mailbox provider, which posts one click. */
const formMark = 'topics'

export const keepTopics = (store: RelayStore, topics: RelayTopics): void =>
  store.set(settingName, JSON.stringify(topics))

/** Null where the desktop told none. */
function readTopics(store: RelayStore): RelayTopics | null {
  const kept = store.setting(settingName)
  const topics = kept === null ? null : RelayTopics.parse(JSON.parse(kept))
  return topics === null || topics.topics.length === 0 ? null : topics
}

type Asked = { leaves: string[]; all: boolean }

/** @param topic the one of the message; null: it is about none */
export async function takePreferences(
  parts: RelayParts,
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  topic: string | null,
): Promise<void> {
  const topics = readTopics(parts.store)
  const language = topics?.language ?? languageOf(request.headers['accept-language'])
  const answer = (status: number, html: string) => sendPage(request, response, status, html)
  const link = tokenPattern.test(token) ? judgeLink(token) : 'damaged'
  if (link === 'damaged' || (topic !== null && !isTopicKey(topic)))
    return answer(404, ownPage(language, 'damagedLink'))
  const page = (chosen: string | null, message: 'topics' | 'nothingChosen') =>
    choicePage({ topics, language, other: stopMeasuringForm(parts) }, chosen, message)
  if (request.method !== 'POST') return answer(200, page(topic, 'topics'))
  if (!parts.mayGoOn('token', whoAsks(request, parts.isBehindProxy)))
    return answer(429, ownPage(language, 'tooMany'))
  const body = new URLSearchParams((await readBody(request, maxBodyBytes)).toString('utf8'))
  if (await hasStoppedMeasuring(parts, body, token))
    return answer(200, ownPage(language, 'measuringStopped'))
  const asked = readAsked(body, topic)
  if (asked === null) return answer(422, page(null, 'nothingChosen'))
  await parts.events.add((id, at) => ({ id, at, kind: 'preferences', token, ...asked }))
  if (asked.all) return answer(200, ownPage(language, 'unsubscribed'))
  const names = (topics?.topics ?? []).flatMap(({ key, name }) =>
    asked.leaves.includes(key) ? [name] : [],
  )
  answer(200, ownPage(language, 'topicsLeft', { items: names }))
}

/** Whatever one click says, somebody wants out. @returns null for our page with no box ticked */
function readAsked(body: URLSearchParams, topic: string | null): Asked | null {
  if (body.get('form') !== formMark)
    return { leaves: topic === null ? [] : [topic], all: topic === null }
  const leaves = [...new Set(body.getAll('leave').filter(isTopicKey))].slice(0, maxTopics)
  const all = body.has('all')
  return leaves.length === 0 && !all ? null : { leaves, all }
}

type Offered = {
  topics: RelayTopics | null
  language: RelayTopics['language']
  other: ReturnType<typeof stopMeasuringForm>
}

/** What the link is about is ticked: one press is enough. Without topics it asks as it always did. */
function choicePage(
  { topics, language, other }: Offered,
  topic: string | null,
  message: 'topics' | 'nothingChosen',
): string {
  if (topics === null) {
    const values: [string, string][] = [
      ['form', formMark],
      ['all', 'yes'],
    ]
    return ownPage(language, 'unsubscribe', {
      form: { button: 'unsubscribeButton', values },
      other,
    })
  }
  const words = topicsWords[language]
  const isListed = topics.topics.some(({ key }) => key === topic)
  const choices = [
    ...topics.topics.map(({ key, name }) => ({
      ...{ name: 'leave', value: key, html: escapeHtml(name), isTicked: key === topic },
    })),
    {
      ...{ name: 'all', value: 'yes', html: `<strong>${escapeHtml(words.all)}</strong>` },
      isTicked: message === 'topics' && !isListed,
    },
  ]
  const from = topics.business === '' ? [] : [words.from(topics.business)]
  return ownPage(language, message, {
    notes: from,
    form: { button: 'topicsButton', values: [['form', formMark]], choices, legend: words.legend },
    other,
  })
}
