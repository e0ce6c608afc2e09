// A sending account as the form holds it, and the presets that fill in what is the same for
// everybody at a provider.
import type { EmailAccount, securityModes } from '#shared/contract/emailAccounts.ts'
import { isEmailAddress } from '#shared/rules/emailAddress.ts'
import type { AccountDraft } from './accounts.queries.ts'

type Security = (typeof securityModes)[number]
export type AccountForm = {
  name: string
  host: string
  port: number
  security: Security
  user: string
  /** Empty keeps the stored one: a password is never shown again. */
  password: string
  fromName: string
  fromEmail: string
  maxPerMinute: number
  /** Null for no limit. */
  maxPerHour: number | null
  maxPerDay: number | null
  maxConnections: number
}

export function accountToForm(account: EmailAccount | null): AccountForm {
  return {
    name: account?.name ?? '',
    host: account?.host ?? '',
    port: account?.port ?? 465,
    security: account?.security ?? 'tls',
    user: account?.user ?? '',
    password: '',
    fromName: account?.fromName ?? '',
    fromEmail: account?.fromEmail ?? '',
    maxPerMinute: account?.maxPerMinute ?? 60,
    maxPerHour: account?.maxPerHour ?? null,
    maxPerDay: account?.maxPerDay ?? null,
    maxConnections: account?.maxConnections ?? 2,
  }
}

export function formToAccount({ password, user, ...form }: AccountForm): AccountDraft {
  return {
    ...form,
    user: user.trim() === '' ? null : user.trim(),
    ...(password === '' ? {} : { password }),
  }
}

export const usualPort: Record<Security, number> = { tls: 465, starttls: 587, none: 25 }

export const isAccountReady = (form: AccountForm) =>
  form.name.trim() !== '' && form.host.trim() !== '' && isEmailAddress(form.fromEmail)
