// What an address says of its mail server: found in the built-in table, in the records of its
// domain, or guessed, and where it was found.
import { z } from 'zod'
import { Address } from '../common.ts'
import { securityModes } from '../emailAccounts.ts'
import { SignInProviderId } from './signIn.ts'

/** A text in both languages of the interface. */
const InBothLanguages = z.object({ fr: z.string(), en: z.string() })

/**
 * How one signs in there. `app_password`: a password made for this one program. `admin_consent`:
 * only where an administrator allows passwords. `no_password`: the provider takes none from a
 * program. `service_key`: a key of the sending service. `bridge`: a program of the provider's on
 * this computer. `closed`: nobody else's program can send there.
 */
export const signInWays = [
  'password',
  'app_password',
  'admin_consent',
  'no_password',
  'service_key',
  'bridge',
  'closed',
] as const

/** Where settings come from; `guess` was found nowhere. */
export const discoveryOrigins = ['table', 'mx', 'srv', 'autoconfig', 'guess'] as const

export const providerKinds = ['mailbox', 'sendingService'] as const

export const MailProvider = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(providerKinds),
})
export type MailProvider = z.infer<typeof MailProvider>

const DiscoveredServer = z.object({
  host: z.string(),
  port: z.int(),
  security: z.enum(securityModes),
  /** Null where only the provider's pages say what it is. */
  user: z.string().nullable(),
})

/** Messages at most; null where it is not known. Never invented. */
export const SendingLimits = z.object({
  perMinute: z.int().nullable(),
  perHour: z.int().nullable(),
  perDay: z.int().nullable(),
})
export type SendingLimits = z.infer<typeof SendingLimits>

export const DiscoverAccountInput = z.strictObject({
  email: Address,
  /** The sending service that delivers for the address, by its id in the list of providers. */
  provider: z.string().max(40).optional(),
  /**
   * False answers from the built-in table alone, without the network. True asks the DNS, and then
   * the domain's own web server, about the domain: neither address nor password goes out.
   */
  lookUp: z.boolean().default(false),
})

export const AccountDiscovery = z.object({
  provider: MailProvider.nullable(),
  foundBy: z.enum(discoveryOrigins),
  /** The record or the file that said so; for the table, the source of its entry. */
  evidence: z.string(),
  smtp: DiscoveredServer.nullable(),
  imap: DiscoveredServer.nullable(),
  limits: SendingLimits,
  /** Whose limits these are: a plan, an age of the contract. */
  limitsOf: InBothLanguages.nullable(),
  signIn: z.enum(signInWays),
  /** On whose page one can sign in instead of a password (OAuth 2); null where that is not known. */
  signInProvider: SignInProviderId.nullable(),
  /** Where the provider explains it, or makes the password. Never opened by itself. */
  help: z.string().nullable(),
  note: InBothLanguages.nullable(),
  /** When the entry of the table was last compared with its source; null outside the table. */
  checkedOn: z.string().nullable(),
  /** False for an entry from memory, which nobody compared with the provider's pages. */
  isChecked: z.boolean(),
  /** What was asked on the network, in order; empty without it. */
  steps: z.array(
    z.object({
      kind: z.enum(['mx', 'srv', 'autoconfig']),
      place: z.string(),
      outcome: z.enum(['found', 'nothing', 'failed']),
      /** Why it failed; empty else. */
      detail: z.string(),
    }),
  ),
})
export type AccountDiscovery = z.infer<typeof AccountDiscovery>
