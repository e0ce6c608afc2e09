// Sign-ins of accounts and mailboxes on a provider's page. Tokens rest in the secret store.
import { flag, id, longText, moment, optional, text } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import type { SignIn, SignInProviderId } from '#shared/contract/email/signIn.ts'
import type { LeftAccess } from '#shared/contract/email/signIns.ts'

export const signInsTable = defineTable({
  name: 'mail_sign_ins',
  columns: {
    id: id(),
    provider: text<SignInProviderId>(),
    issuer: text(),
    address: optional(text()),
    canSend: flag(),
    canRead: flag(),
    validUntil: optional(moment()),
    endedReason: optional(text<NonNullable<SignIn['ended']>['reason']>()),
    endedDetail: optional(longText()),
    endedAt: optional(moment()),
    /** Access that may still be open at the provider, and why; null where it is none, or was seen to. */
    leftAccess: optional(text<LeftAccess['access']>()),
    createdAt: moment(),
    updatedAt: moment(),
  },
})
export type SignInRow = RowOfTable<typeof signInsTable>
