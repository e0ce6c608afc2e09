// Clicks on links of messages, of people who agreed that this is measured.
import { z } from 'zod'

/**
 * Why a click looks like a program's. `head`: it only asked whether the page is there. `prefetch`: a browser
 * fetched it before anybody asked. `program`: it calls itself one. `burst`: several links of one message
 * were opened within a second.
 */
export const automaticClicks = ['head', 'prefetch', 'program', 'burst'] as const
export const AutomaticClick = z.enum(automaticClicks)
export type AutomaticClick = z.infer<typeof AutomaticClick>
