// What there is to know before a letter is written: whom it can go to, by which account, and what
// stands for its fields.
import type { LetterSheet } from '#shared/contract/email/letters.ts'
import type { FieldValues } from '#shared/rules/mergeFields/mergeFieldNames.ts'
import { footerText } from '#main/mail/messageFooter.ts'
import type { Services } from '#main/core/services.ts'
import type { Database } from '#main/database/database.ts'
import { settingsTable } from '#main/features/settings/settings.feature.ts'
import { lacksCredential } from '../accounts/accountCredentials.ts'
import { accountsTable, type AccountRow } from '../accounts/accounts.table.ts'
import {
  businessSettings,
  contentOf,
  selectSettingsSql,
  type BusinessSettings,
} from '../campaigns/campaignMessage.ts'
import { emptyCampaign } from '../campaigns/campaigns.service.ts'
import { customKeysOf, saidFields } from '../campaigns/customMerge.ts'
import { mergeValuesOf } from '../campaigns/recipients.ts'
import { draftOfLead } from './letterDrafts.service.ts'
import { accountsByUse, readAddresses, readingOf, readPerson } from './letters.repository.ts'

/** @throws 404 if there is no such lead */
export async function letterSheet(services: Services, leadId: number): Promise<LetterSheet> {
  const { database } = services
  const values = await letterValues(services, leadId)
  return {
    addresses: await readAddresses(readingOf(database), leadId),
    accounts: await accountsOf(services),
    values: Object.fromEntries(
      Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])),
    ),
    customKeys: [...customKeysOf(database)],
    draft: draftOfLead(database, leadId),
  }
}

/** What the fields of a letter stand for. @throws 404 if there is no such lead */
export async function letterValues(
  { database, host }: Pick<Services, 'database' | 'host'>,
  leadId: number,
): Promise<FieldValues> {
  const settings = settingsOf(database)
  const person = await readPerson(readingOf(database), leadId)
  return {
    ...mergeValuesOf(person, saidFields(database, settings.language, customKeysOf(database))),
    business_name: settings.businessName,
    business_address: settings.businessAddress,
    year: String(new Date(host.clock.now()).getFullYear()),
  }
}

const settingsOf = (database: Database): BusinessSettings =>
  businessSettings(database.all(settingsTable, selectSettingsSql))

/** All accounts, the one that wrote last first, then in the order they were added. */
export function usualAccounts(database: Database): AccountRow[] {
  const used = accountsByUse(database)
  const place = ({ id }: AccountRow) => (used.includes(id) ? used.indexOf(id) : used.length + id)
  return database
    .all(accountsTable, `SELECT ${accountsTable.list()} FROM email_accounts ORDER BY id`)
    .sort((one, other) => place(one) - place(other))
}

async function accountsOf(services: Services): Promise<LetterSheet['accounts']> {
  const { database, relay } = services
  const settings = settingsOf(database)
  const page = (await relay.access())?.url ?? null
  return Promise.all(
    usualAccounts(database).map(async (account) => {
      const { identity, fromName, fromEmail } = contentOf(emptyCampaign, account, settings)
      return {
        ...{ id: account.id, name: account.name, fromName, fromEmail },
        blockedReason: account.blockedReason,
        isPasswordMissing: await lacksCredential(services, account),
        footer: footerText(identity, { mailbox: fromEmail, page }).trim(),
      }
    }),
  )
}
