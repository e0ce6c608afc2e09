// On the pages by which messages are refused, a button of its own: keep the messages, and stop measuring the
// links that are opened in them.
import type { RelayParts } from '../relayParts.ts'
import { isMeasuring } from './measuredLinks.ts'

/** Tells it from a mailbox provider's one click, and from the other forms of the page. */
const formMark = 'measuring'

/** Left out where nothing is measured. */
export const stopMeasuringForm = ({ store }: Pick<RelayParts, 'store'>) =>
  isMeasuring(store)
    ? {
        button: 'stopMeasuringButton' as const,
        values: [['form', formMark]] satisfies [string, string][],
      }
    : undefined

/** @returns false where this was not what was asked for */
export async function hasStoppedMeasuring(
  parts: RelayParts,
  body: URLSearchParams,
  token: string,
): Promise<boolean> {
  if (body.get('form') !== formMark) return false
  await parts.events.add((id, at) => ({ id, at, kind: 'stop_measuring', token }))
  return true
}
