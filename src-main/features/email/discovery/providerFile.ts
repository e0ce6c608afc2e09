// How the table of mail providers is written in resources/mail/providers.json. Each entry says where
// it is from, and when it was read there.
import { z } from 'zod'
import providers from '#resources/mail/providers.json' with { type: 'json' }
import { providerKinds, signInWays } from '#shared/contract/email/accountDiscovery.ts'
import { localisedText, readOnce } from '#main/platform/resourceText.ts'

const Domain = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'not a domain in small letters')

/** `{domain}` stands for the domain of the address. */
const Host = z.union([
  z.ipv4(),
  z.string().regex(/^(?:\{domain\}|[a-z0-9-]+)(\.(?:\{domain\}|[a-z0-9-]+))+$/),
])

const Server = z.strictObject({
  host: Host,
  port: z.int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls']),
  /** What one signs in with: the whole address, what stands before the @, or a name of its own. */
  user: z.enum(['address', 'localPart', 'own']),
})

const Limit = z.int().min(1).nullable().default(null)

export const ProviderEntry = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{2,40}$/),
    name: z.string().min(2),
    kind: z.enum(providerKinds).default('mailbox'),
    /** Domains of addresses. */
    domains: z.array(Domain).default([]),
    /** Mail exchangers: those under them count, too. */
    mx: z.array(Domain).default([]),
    /** Null where it depends on the account, and `note` says where to read it. */
    smtp: Server.nullable().default(null),
    imap: Server.nullable().default(null),
    limits: z
      .strictObject({ perMinute: Limit, perHour: Limit, perDay: Limit })
      .default({ perMinute: null, perHour: null, perDay: null }),
    limitsOf: localisedText().nullable().default(null),
    signIn: z.enum(signInWays).default('password'),
    help: z
      .url({ protocol: /^https$/ })
      .nullable()
      .default(null),
    note: localisedText().nullable().default(null),
    source: z.strictObject({
      text: z.string().min(10),
      /** `remembered` was compared with nothing. */
      kind: z.enum(['read', 'remembered']),
      date: z.iso.date(),
    }),
  })
  .refine(
    ({ limits, limitsOf, source }) =>
      source.kind === 'read' ||
      (limitsOf === null && Object.values(limits).every((n) => n === null)),
    'a limit that was not read anywhere',
  )
  .refine(
    ({ kind, domains, mx }) => (kind === 'sendingService') === (domains.length + mx.length === 0),
    'a mailbox has domains or mail exchangers, a sending service has neither',
  )
export type ProviderEntry = z.infer<typeof ProviderEntry>

export const ProvidersFile = z
  .strictObject({ providers: z.array(ProviderEntry) })
  .refine((file) => {
    const names = file.providers.flatMap(({ id, domains, mx }) => [
      `id ${id}`,
      ...domains.map((domain) => `@${domain}`),
      ...mx.map((name) => `mx ${name}`),
    ])
    return new Set(names).size === names.length
  }, 'two entries claim the same id, domain or mail exchanger')

export const readProviders = readOnce(ProvidersFile, providers)
