// What the system asked the application to open: a file that was double-clicked, a link of its own.
import { z } from 'zod'
import { contract } from '../common.ts'

/** Why something was not opened. */
export const openRefusals = [
  'file_absent',
  'file_denied',
  'file_folder',
  'file_too_large',
  'file_kind',
  'link_unknown',
  'too_many',
] as const
export type OpenRefusal = (typeof openRefusals)[number]

export const OpenRequest = z.discriminatedUnion('kind', [
  /** `path` of the interface: a view to be shown, nothing else. */
  z.object({ kind: z.literal('view'), path: z.string() }),
  z.object({ kind: z.literal('file'), file: z.file() }),
  /** `name` of a file, or what there is to see of a link. */
  z.object({ kind: z.literal('refused'), reason: z.enum(openRefusals), name: z.string() }),
])
export type OpenRequest = z.infer<typeof OpenRequest>

export const opening = {
  /** How much waits to be opened; changes come as the topic `system`. Always 0 in a browser. */
  waiting: contract.output(z.object({ count: z.int().nonnegative() })),
  /** Takes what came first out of what waits; null where nothing does. */
  next: contract.output(OpenRequest.nullable()),
}
