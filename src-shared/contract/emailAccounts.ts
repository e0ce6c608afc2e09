// Sending accounts as they are entered, shown and checked.
import { z } from 'zod'
import { Address, GivenTimestamp, Id, Timestamp } from './common.ts'
import { AttemptId, SignIn } from './email/signIn.ts'
import { line } from '../rules/valueSchemas.ts'

export const securityModes = ['tls', 'starttls', 'none'] as const

export const Hostname = line(253).refine(
  (value) => /^[A-Za-z0-9:]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/.test(value),
  'not a host name',
)

/** Why a server could not be used, more exactly than its trouble. */
export const smtpCauses = [
  'host_unknown',
  'offline',
  'port_closed',
  'unreachable',
  'silent',
  'dropped',
  'wrong_encryption',
  'no_starttls',
  'certificate_self_signed',
  'certificate_name',
  'certificate_expired',
  'certificate_unknown',
  'certificate_changed',
  'no_password',
  'no_login_offered',
  'login_wrong',
  'login_app_password',
  'login_disabled',
  'login_too_often',
  'sign_in_ended',
  'sign_in_refused',
  'sign_in_client',
] as const
const SmtpCause = z.enum(smtpCauses)
export type SmtpCause = z.infer<typeof SmtpCause>

/** A certificate as a server showed it. */
export const ShownCertificate = z.object({
  /** SHA-256 of the certificate: 32 bytes in hexadecimal, parted by colons. */
  fingerprint: z.string(),
  subject: z.string(),
  issuer: z.string(),
  validUntil: Timestamp,
})
export type ShownCertificate = z.infer<typeof ShownCertificate>

const accountFields = {
  name: line(120).refine((value) => value !== '', 'a name is needed'),
  host: Hostname,
  port: z.int().min(1).max(65_535),
  /** `none` is taken for a loopback host only. */
  security: z.enum(securityModes),
  user: line(320).nullable(),
  fromName: line(120),
  fromEmail: Address,
  /** Messages at most in any minute, hour and day, counted from the attempt log; null for no limit. */
  maxPerMinute: z.int().min(1).max(60_000),
  maxPerHour: z.int().min(1).max(1_000_000).nullable(),
  maxPerDay: z.int().min(1).max(1_000_000).nullable(),
  maxConnections: z.int().min(1).max(20),
  /** SHA-256 of a certificate that the user trusts although nobody vouches for it; null for none. */
  trustedCertificate: z
    .string()
    .regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/)
    .nullable(),
}

export const Password = z.string().min(1).max(1_000)

/** A sign-in that was done takes the place of a password; null goes back to one. */
export const signInAttempt = { signInAttempt: AttemptId.nullable().optional() }

export const EmailAccountDraft = z.strictObject({
  ...accountFields,
  ...signInAttempt,
  user: accountFields.user.default(null),
  fromName: accountFields.fromName.default(''),
  maxPerMinute: accountFields.maxPerMinute.default(60),
  maxPerHour: accountFields.maxPerHour.default(null),
  maxPerDay: accountFields.maxPerDay.default(null),
  maxConnections: accountFields.maxConnections.default(2),
  trustedCertificate: accountFields.trustedCertificate.default(null),
  password: Password.nullable().optional(),
})

export const EmailAccountChange = z.strictObject({
  id: Id,
  ...z.strictObject({ ...accountFields, password: Password.nullable() }).partial().shape,
  ...signInAttempt,
})

export const EmailAccount = z.object({
  id: Id,
  name: z.string(),
  host: z.string(),
  port: z.int(),
  security: z.enum(securityModes),
  user: z.string().nullable(),
  hasPassword: z.boolean(),
  /** Null where it logs in by a password, or not at all. */
  signIn: SignIn.nullable(),
  fromName: z.string(),
  fromEmail: z.string(),
  maxPerMinute: z.int(),
  maxPerHour: z.int().nullable(),
  maxPerDay: z.int().nullable(),
  /** Messages that left in the last 60 minutes and in the last 24 hours. */
  used: z.object({ lastHour: z.int(), lastDay: z.int() }),
  maxConnections: z.int(),
  trustedCertificate: z.string().nullable(),
  /** True if its provider does not let this server write for the address: see `mailProviders.ts`. */
  isForeignAddress: z.boolean(),
  /**
   * Why nothing leaves through this account now, in the server's words; null if it works or was
   * not tried.
   */
  blocked: z
    .object({
      reason: z.string(),
      cause: z.enum(smtpCauses).nullable(),
      reply: z.string(),
      since: Timestamp,
    })
    .nullable(),
})
export type EmailAccount = z.infer<typeof EmailAccount>

export const AccountTrouble = z.enum([
  'network',
  'refused',
  'certificate',
  'security',
  'login',
  'rate',
  'quota',
  'suspended',
  'relay',
])
export type AccountCheckTrouble = z.infer<typeof AccountTrouble>

export const AccountCheck = z.object({
  ok: z.boolean(),
  /** The server's own words, or the network's. */
  reply: z.string(),
  encrypted: z.boolean(),
  authenticated: z.boolean(),
  /** What stands in the way, where it is known; the next step follows from it. */
  trouble: AccountTrouble.nullable(),
  cause: SmtpCause.nullable(),
  /** What the server showed where its certificate is not trusted. */
  certificate: ShownCertificate.nullable(),
})

export const ForecastInput = z.strictObject({
  id: Id,
  messages: z.int().min(1).max(1_000_000),
  /** When the first of them may leave; left out for now. */
  from: GivenTimestamp.optional(),
})

export const AccountForecast = z.object({
  /** Messages of other campaigns that leave before them. */
  waiting: z.int(),
  /** At the earliest, by the limits of the account; null where that cannot be told. */
  finishedAt: Timestamp.nullable(),
})
