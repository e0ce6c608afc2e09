// The application itself: health, the change feed, demo data.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { contract, Id, Timestamp } from './common.ts'

/**
 * A part of the data that changed. The first element of a query key is its topic, so a topic is a
 * feature's name.
 */
export const topics = [
  'crm',
  'email',
  'funnels',
  'dashboard',
  'analytics',
  'ads',
  'assistant',
  'webox',
  'settings',
  'system',
] as const
export const Topic = z.enum(topics)
export type Topic = z.infer<typeof Topic>

/**
 * What stands in the way of the data folder and needs a person. `passwords`: what was kept and cannot
 * be read here any more, to be entered (a relay: paired) again.
 */
export const Troubles = z.object({
  damage: z
    .object({
      since: Timestamp,
      /** Copies that can take the place of `main.db`, newest first. */
      backups: z.array(z.string()),
    })
    .nullable(),
  passwords: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('account'), id: Id, name: z.string() }),
      z.object({ kind: z.literal('assistant') }),
      z.object({ kind: z.literal('relay') }),
    ]),
  ),
})
export type Troubles = z.infer<typeof Troubles>

export const system = {
  health: contract
    .route({ method: 'GET', path: '/health' })
    .output(z.object({ status: z.literal('ok'), name: z.string(), version: z.string() })),
  about: contract.output(
    z.object({
      version: z.string(),
      host: z.enum(['electron', 'local', 'test']),
      dataFolder: z.string(),
      hasLeads: z.boolean(),
    }),
  ),
  troubles: contract.output(Troubles),
  /**
   * One event a committed change, several topics at once; the first event (no topics) says the feed
   * is open.
   */
  changes: contract.output(eventIterator(z.object({ topics: z.array(Topic) }))),
  /**
   * Fills an empty application with demo leads and a draft campaign. Refused when there are leads.
   */
  loadDemoData: contract.output(z.object({ leads: z.int() })),
}
