// One cut in the HTML of a message, by position.
import type { RemovedMarkup } from '#shared/contract/campaigns.ts'

export type HtmlEdit = {
  start: number
  end: number
  /** What stands there afterwards. */
  put: string
  reason: RemovedMarkup['reason']
  /** Not told: the end tag of one that is told already, or a thing that stays in other signs. */
  isPartner: boolean
}
