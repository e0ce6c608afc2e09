// What a second start on a folder in use asks of the application that runs there.
import { z } from 'zod'

/** Where the local host is asked for a fresh sign-in link. */
export const joinPath = '/join'

/** What the running application leaves in its data folder, for the next start on it. */
export const RunningApplication = z.object({
  /** The host it runs in: only the local one can be joined from outside. */
  host: z.enum(['local', 'electron']),
  version: z.string(),
  /** Name of the computer: a shared or copied folder may hold another one's. */
  computer: z.string(),
  processId: z.int(),
  /** Port on 127.0.0.1; null where it has none. */
  port: z.int().nullable(),
  /** Known to who can read the folder, for as long as it runs. */
  secret: z.string(),
})
export type RunningApplication = z.infer<typeof RunningApplication>

/** Added to the path where a page for a browser is wanted. */
export const withPage = '?page'
/** Added where a window is wanted, or else a page. */
export const withWindow = '?window'

/**
 * `code` signs one browser in, once. `page` is the address of a file that leads a browser there; null
 * where none was wanted, or none could be written. Whoever answers writes it, because it stays to
 * take it away again. `shown` is true where a window came to the front instead.
 */
export const JoinAnswer = z.object({
  code: z.string(),
  version: z.string(),
  page: z.string().nullable().default(null),
  shown: z.boolean().default(false),
})
export type JoinAnswer = z.infer<typeof JoinAnswer>
