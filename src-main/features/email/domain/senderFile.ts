// How the table of senders' DNS records is written in resources/mail/senderRecords.json: what each
// provider asks a domain to publish. Each entry says where it is from, and when it was read there.
import { z } from 'zod'
import senders from '#resources/mail/senderRecords.json' with { type: 'json' }
import { readOnce } from '#main/platform/resourceText.ts'

const Domain = z.string().regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/, 'not a domain in small letters')

export const SenderEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{2,40}$/),
  name: z.string().min(2),
  /** Servers of accounts: those under them count, too. */
  servers: z.array(Domain).min(1),
  /** Mail exchangers: those under them count, too. */
  mx: z.array(Domain).default([]),
  /** What the domain's SPF record has to include. */
  spf: Domain,
  /** Other names that let the same servers pass. */
  spfAlso: z.array(Domain).default([]),
  /**
   * Whose domain stands in the envelope, which SPF asks about: the address's (`kept`), or the
   * service's, with which SPF never speaks for the address's domain.
   */
  returnPath: z.enum(['kept', 'service', 'unknown']).default('kept'),
  dkim: z
    .strictObject({
      /** Names of keys, the usual ones. */
      selectors: z.array(z.string().regex(/^[a-z0-9-]+$/)),
      /** True if it uses no other names: without them there is no key. */
      isFixed: z.boolean().default(false),
      /** Where the names point to, for every domain alike; null where only the provider knows. */
      alias: z
        .string()
        .regex(/^\{selector\}(\.\{domain\}|\.[a-z0-9-]+)+$/)
        .nullable()
        .default(null),
    })
    .default({ selectors: [], isFixed: false, alias: null }),
  source: z.strictObject({
    text: z.string().min(10),
    /** `remembered` was compared with nothing. */
    kind: z.enum(['read', 'remembered']),
    date: z.iso.date(),
  }),
})
export type SenderEntry = z.infer<typeof SenderEntry>

export const SendersFile = z.strictObject({ senders: z.array(SenderEntry) }).refine((file) => {
  const names = file.senders.flatMap(({ id, servers, mx }) => [
    `id ${id}`,
    ...servers.map((name) => `server ${name}`),
    ...mx.map((name) => `mx ${name}`),
  ])
  return new Set(names).size === names.length
}, 'two entries claim the same id, server or mail exchanger')

const readSenders = readOnce(SendersFile, senders)

const isUnder = (name: string, parent: string): boolean =>
  name === parent || name.endsWith(`.${parent}`)

/** The most exact entry wins: `smtp.tem.scw.cloud` before `scw.cloud`. */
function best(name: string, of: (entry: SenderEntry) => string[]): SenderEntry | null {
  const wanted = name.toLowerCase().replace(/\.$/, '')
  let found: { entry: SenderEntry; length: number } | null = null
  for (const entry of readSenders().senders)
    for (const parent of of(entry))
      if (isUnder(wanted, parent) && parent.length > (found?.length ?? 0))
        found = { entry, length: parent.length }
  return found?.entry ?? null
}

export const senderOfServer = (host: string): SenderEntry | null =>
  best(host, ({ servers }) => servers)

export const senderOfExchanger = (exchanger: string): SenderEntry | null =>
  best(exchanger, ({ mx }) => mx)
