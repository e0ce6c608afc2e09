// What a campaign needs before it can be sent, and what it says, fixed together with who signs it.
import type { MailTree } from '#shared/contract/mailBlocks.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { effectiveText, type MessageContent } from '#main/mail/messageContent.ts'
import { hasIdleButton } from '#shared/rules/mailText.ts'
import { hasContent } from '#main/mail/htmlBody.ts'
import type { AccountRow } from './accounts.table.ts'
import type { CampaignRow } from './campaigns.table.ts'

/** The sender of messages that never leave, where nobody said who writes. */
const sandboxSender = 'sandbox@webox.invalid'

export type BusinessSettings = { language: Language; businessName: string; businessAddress: string; businessEmail: string }

export const selectSettingsSql = `SELECT name, value FROM settings WHERE name IN ('language', 'businessName', 'businessAddress', 'businessEmail')`

/** Settings from their rows; French where nobody chose a language. */
export function businessSettings(rows: { name: string; value: string }[]): BusinessSettings {
  const stored = new Map(rows.map((row) => [row.name, JSON.parse(row.value) as unknown]))
  const text = (name: string) => (typeof stored.get(name) === 'string' ? (stored.get(name) as string).trim() : '')
  return {
    language: text('language') === 'en' ? 'en' : 'fr',
    businessName: text('businessName'),
    businessAddress: text('businessAddress'),
    businessEmail: text('businessEmail'),
  }
}

type Written = Pick<CampaignRow, 'subject' | 'html' | 'text' | 'blocks'>

/** What a template leaves for the user to write: `[[address of the guide]]`. */
export const leftToWrite = /\[\[[^[\]]+\]\]/

/** The first field without which a message may not go by itself, or null: nobody looks at it before it leaves. */
export function missingInAutomatic(campaign: Written): 'subject' | 'html' | 'blocks' | null {
  if (leftToWrite.test(campaign.subject)) return 'subject'
  return leftToWrite.test(campaign.html) || leftToWrite.test(campaign.text ?? '') ? 'html' : missingField(campaign)
}

/** The first field without which a campaign cannot be sent, or null. A button that leads nowhere is none to send. */
export function missingField(campaign: Written): 'subject' | 'html' | 'blocks' | null {
  if (campaign.subject.trim() === '') return 'subject'
  if (!hasContent(campaign.html) && effectiveText(campaign).trim() === '') return 'html'
  return campaign.blocks !== null && hasIdleButton(JSON.parse(campaign.blocks) as MailTree) ? 'blocks' : null
}

/** Where a campaign names no sender, its account signs. */
export function contentOf(campaign: Written & Pick<CampaignRow, 'preheader' | 'fromName' | 'fromEmail' | 'replyTo'>, account: Pick<AccountRow, 'fromName' | 'fromEmail'> | null, settings: BusinessSettings): MessageContent {
  const fromEmail = campaign.fromEmail ?? account?.fromEmail ?? (settings.businessEmail || sandboxSender)
  const fromName = campaign.fromName || (account?.fromName ?? '') || settings.businessName
  return {
    subject: campaign.subject,
    preheader: campaign.preheader,
    html: campaign.html,
    text: campaign.text,
    fromName,
    fromEmail,
    replyTo: campaign.replyTo,
    // The lines it ends with are in the language it is written in, where that is known.
    identity: { language: campaign.blocks === null ? settings.language : (JSON.parse(campaign.blocks) as MailTree).language, name: settings.businessName || fromName || fromEmail, address: settings.businessAddress },
  }
}
