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

/**
 * Messages by what is measured of them. `measured`: to somebody who agreed, and does still. `clicked`: that
 * person opened a link. `programs`: only what looks like a program did.
 */
export const clickChoices = ['measured', 'clicked', 'programs'] as const
export const ClickChoice = z.enum(clickChoices)
export type ClickChoice = z.infer<typeof ClickChoice>

/** Longest link, in characters: as it is written in a message. */
export const maxLink = 4_000

/** The links of a campaign's messages, the most opened first; those that nobody opened, too. */
export const CampaignLinks = z.object({
  items: z.array(
    z.object({
      /** As it is written, with its fields. */
      link: z.string(),
      /** People who opened it. */
      people: z.int(),
      /** Messages in which only what looks like a program did. */
      programs: z.int(),
    }),
  ),
  /** Further links, which are not listed. */
  others: z.int(),
})
export type CampaignLinks = z.infer<typeof CampaignLinks>
