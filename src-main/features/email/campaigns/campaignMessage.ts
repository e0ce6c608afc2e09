// What a campaign needs before it can be sent, and what it says, fixed together with who signs it.
import type { ForeignField } from '#shared/contract/campaigns.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { effectiveText, type MessageContent } from '#main/mail/messageContent.ts'
import { conditionsOf } from '#shared/blocks/mail/mailBlocks.ts'
import { hasIdleButton, markedMailText } from '#shared/blocks/mail/mailText.ts'
import {
  listOfPlaces,
  placesOfMessage,
  type MessagePlace,
  type Places,
} from '#shared/rules/placesToFill.ts'
import { fieldsOfMessage } from '#shared/rules/mergeFields/messageFields.ts'
import { cutFields } from '#shared/rules/mergeFields/textFields.ts'
import { hasContent } from '#main/mail/htmlBody.ts'
import { apiError } from '#main/platform/apiError.ts'
import type { AccountRow } from '../accounts/accounts.table.ts'
import type { CampaignRow } from './campaigns.table.ts'

/** The sender of messages that never leave, where nobody said who writes. */
const sandboxSender = 'sandbox@webox.invalid'

export type BusinessSettings = {
  language: Language
  businessName: string
  businessAddress: string
  businessEmail: string
}

export const selectSettingsSql = `SELECT name, value FROM settings WHERE name IN ('language', 'businessName', 'businessAddress', 'businessEmail')`

/** Settings from their rows; French where nobody chose a language. */
export function businessSettings(rows: { name: string; value: string }[]): BusinessSettings {
  const stored = new Map(rows.map((row): [string, unknown] => [row.name, JSON.parse(row.value)]))
  const text = (name: string) => {
    const value = stored.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  return {
    language: text('language') === 'en' ? 'en' : 'fr',
    businessName: text('businessName'),
    businessAddress: text('businessAddress'),
    businessEmail: text('businessEmail'),
  }
}

type Written = Pick<CampaignRow, 'subject' | 'preheader' | 'html' | 'text' | 'blocks'> &
  Partial<Pick<CampaignRow, 'fromName'>>

/** What is still to be filled in, where. @param customKeys of the custom fields there are */
export const placesOf = (written: Written, customKeys: ReadonlySet<string>): Places<MessagePlace> =>
  placesOfMessage(written, customKeys)

/** Fields of other programs, understood or not, and the links that refuse. */
export const foreignFieldsOf = (
  written: Written,
  customKeys: ReadonlySet<string>,
): ForeignField[] =>
  fieldsOfMessage(written, customKeys)
    .filter(({ isDoubtful }) => !isDoubtful)
    .map(({ written, field, part, blockKey }) => ({ written, field, part, blockKey }))

/** @throws 422 naming the places, where one is left: a message that goes to many is finished */
export function requireFilled(campaign: Written, customKeys: ReadonlySet<string>): void {
  const { left } = placesOf(campaign, customKeys)
  const field = left[0]?.part
  if (field !== undefined)
    throw apiError(
      'UNPROCESSABLE',
      'places_left',
      'Places in double brackets, or fields that are not known, are left to fill in.',
      { field: field === 'body' ? 'html' : field, detail: listOfPlaces(left) },
    )
}

/**
 * The first field without which a campaign cannot be sent, or null. A button that leads nowhere is
 * none to send.
 */
export function missingField(
  campaign: Omit<Written, 'preheader'>,
): 'subject' | 'html' | 'blocks' | null {
  if (campaign.subject.trim() === '') return 'subject'
  if (!hasContent(campaign.html) && effectiveText(campaign).trim() === '') return 'html'
  return campaign.blocks !== null && hasIdleButton(campaign.blocks) ? 'blocks' : null
}

/** Where a campaign names no sender, its account signs. */
export function contentOf(
  campaign: Written & Pick<CampaignRow, 'fromName' | 'fromEmail' | 'replyTo'>,
  account: Pick<AccountRow, 'fromName' | 'fromEmail'> | null,
  settings: BusinessSettings,
): MessageContent {
  const fromEmail =
    campaign.fromEmail ?? account?.fromEmail ?? (settings.businessEmail || sandboxSender)
  const fromName = campaign.fromName || (account?.fromName ?? '') || settings.businessName
  const conditions = campaign.blocks === null ? [] : conditionsOf(campaign.blocks.blocks)
  return {
    subject: campaign.subject,
    preheader: campaign.preheader,
    html: campaign.html,
    ...(campaign.blocks === null || conditions.length === 0
      ? { text: campaign.text }
      : { text: markedMailText(campaign.blocks), conditions }),
    fromName,
    fromEmail,
    replyTo: campaign.replyTo,
    // The lines it ends with are in the language it is written in, where that is known.
    identity: {
      language: campaign.blocks?.language ?? settings.language,
      name:
        settings.businessName ||
        cutFields(fromName, ({ reading }) => reading.kind !== 'doubtful').trim() ||
        fromEmail,
      address: settings.businessAddress,
    },
  }
}
