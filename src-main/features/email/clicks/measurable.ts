// Whether clicks can be measured at all: by a relay that knows how to lead on from links.
import type { Services } from '#main/core/services.ts'
import { apiError } from '#main/platform/apiError.ts'

type Asked = Pick<Services, 'relay'>

/** What keeps clicks from being measured; null: nothing does. */
export async function clicksObjection({
  relay,
}: Asked): Promise<'clicks_need_relay' | 'relay_too_old' | null> {
  const paired = await relay.pairing()
  if (paired === null) return 'clicks_need_relay'
  return paired.measures === true ? null : 'relay_too_old'
}

/** @throws 409 without a relay, or with one of an earlier version */
export async function requireMeasurable(services: Asked): Promise<void> {
  const reason = await clicksObjection(services)
  if (reason === null) return
  const words =
    reason === 'clicks_need_relay'
      ? 'No relay is paired with this application.'
      : 'The relay is of a version that cannot lead on from links: update it.'
  throw apiError('CONFLICT', reason, words, { field: 'measuresClicks' })
}
