// The relay is told which topics can be left. One of an earlier version does not know the question: links
// of messages refuse everything there, as they always did.
import type { Services } from '#main/core/services.ts'
import { listTopics } from '#main/features/crm/crm.feature.ts'
import { getSettings, languageOf } from '#main/features/settings/settings.feature.ts'
import { RelayError } from '#main/relay/relayClient.ts'

/** Part of each pull. What waits to be sent has the new links from then on. */
export async function tellTopics(services: Services): Promise<void> {
  const topics = {
    language: languageOf(services),
    business: getSettings(services).businessName,
    topics: listTopics(services).items.map(({ key, name }) => ({ key, name })),
  }
  try {
    if (await services.relay.tellTopics(topics)) await services.outbox.relayChanged()
  } catch (error) {
    if (!(error instanceof RelayError && error.reason === 'protocol')) throw error
    services.host.log('info', 'The relay is of a version that knows no topics: update it.')
  }
}
