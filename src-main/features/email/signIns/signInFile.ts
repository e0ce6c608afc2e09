// How the table of providers to sign in with is written in resources/mail/signIns.json. Each entry says
// where it is from, and when it was read there.
import { z } from 'zod'
import file from '#resources/mail/signIns.json' with { type: 'json' }
import { readOnce } from '#main/platform/resourceText.ts'

const Endpoint = z.url({ protocol: /^https$/ })

const SignInEntry = z.strictObject({
  id: z.enum(['microsoft', 'google']),
  name: z.string().min(2),
  /** `{tenant}` stands for the tenant that its tokens name. */
  issuer: z.string().startsWith('https://'),
  authorizationEndpoint: Endpoint,
  tokenEndpoint: Endpoint,
  deviceEndpoint: Endpoint.nullable(),
  revocationEndpoint: Endpoint.nullable(),
  scopes: z.strictObject({ send: z.string(), read: z.string(), always: z.array(z.string()) }),
  parameters: z.record(z.string(), z.string()),
  /** Mail servers that may be handed its tokens: no others. */
  servers: z.array(z.string().regex(/^[a-z0-9.-]+$/)).min(1),
  /** Of this application; one that ends in `.invalid` says that it is not set. */
  clientId: z.string().min(1),
  clientSecret: z.string().nullable(),
  registrationPage: Endpoint,
  accessPage: Endpoint,
  source: z.strictObject({
    text: z.string().min(10),
    kind: z.enum(['read', 'remembered']),
    date: z.iso.date(),
  }),
})
export type SignInEntry = z.infer<typeof SignInEntry>

export const SignInsFile = z.strictObject({ providers: z.array(SignInEntry) })

export const readSignIns = readOnce(SignInsFile, file)
