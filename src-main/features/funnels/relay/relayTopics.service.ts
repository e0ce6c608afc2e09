// The relay is told which topics can be left. One of an earlier version does not know the question: links
// of messages refuse everything there, as they always did.
import { maxTopics } from '#shared/rules/topics/topicKeys.ts'
import type { Services } from '#main/core/services.ts'
import { listTopics, topicNames } from '#main/features/crm/crm.feature.ts'
import { getSettings, languageOf } from '#main/features/settings/settings.feature.ts'
import { lastFailureSlot, toldOnce } from './toldOnce.ts'

const lastFailure = lastFailureSlot()
const lines = {
  old: 'The relay is of a version that knows no topics: update it.',
  failed: 'The relay could not be told the topics.',
}

/**
 * Part of each pull. What waits to be sent has the new links from then on. A failure is logged, and tried
 * again with the next pull: what waits at the relay, refusals too, is fetched all the same.
 */
export const tellTopics = (services: Services): Promise<void> =>
  toldOnce(services, lastFailure, lines, async () => {
    const topics = {
      language: languageOf(services),
      business: getSettings(services).businessName,
      topics: shownTopics(services),
    }
    if (await services.relay.tellTopics(topics)) await services.outbox.relayChanged()
  })

/**
 * A copy that was put back may have more than a page shows, and the relay takes: the ones that most is
 * about then. A link about another leaves everything as the nearest choice.
 */
function shownTopics(services: Services): { key: string; name: string }[] {
  const names = topicNames(services)
  if (names.length <= maxTopics) return names
  const { items } = listTopics(services)
  const shown = new Set(items.toSorted((one, other) => other.used - one.used).slice(0, maxTopics))
  return items.filter((topic) => shown.has(topic)).map(({ key, name }) => ({ key, name }))
}
