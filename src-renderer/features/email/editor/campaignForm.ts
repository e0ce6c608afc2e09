// A campaign as the editor holds it, and what still stands between it and sending.
import type { Campaign } from '#shared/contract/campaigns.ts'
import type { LeadFilter } from '#shared/contract/crm.contract.ts'
import type { MailTree } from '#shared/contract/mailTree.ts'
import { hasIdleButton } from '#shared/blocks/mail/mailText.ts'
import { isEmailAddress } from '#shared/rules/emailAddress.ts'
import { placesOfMessage } from '#shared/rules/placesToFill.ts'

export type CampaignForm = {
  name: string
  subject: string
  preheader: string
  html: string
  text: string
  /** Null if the HTML is written by itself. */
  blocks: MailTree | null
  fromName: string
  fromEmail: string
  replyTo: string
  accountId: number | null
  furtherAccountIds: number[]
  recipients: LeadFilter
  topic: string | null
  measuresClicks: boolean
}

export const campaignToForm = (campaign: Campaign): CampaignForm => ({
  name: campaign.name,
  subject: campaign.subject,
  preheader: campaign.preheader,
  html: campaign.html,
  text: campaign.text,
  blocks: campaign.blocks,
  fromName: campaign.fromName,
  fromEmail: campaign.fromEmail ?? '',
  replyTo: campaign.replyTo ?? '',
  accountId: campaign.accountId,
  furtherAccountIds: campaign.furtherAccountIds,
  recipients: campaign.recipients,
  topic: campaign.topic,
  measuresClicks: campaign.measuresClicks,
})

export const isAddressFine = (typed: string) => typed.trim() === '' || isEmailAddress(typed)

/**
 * Half an address or an empty name waits in the form; everything else may be saved as it stands.
 */
export function isFieldSavable(
  key: keyof CampaignForm,
  value: CampaignForm[keyof CampaignForm],
): boolean {
  if (key === 'name') return String(value).trim() !== ''
  return key === 'fromEmail' || key === 'replyTo' ? isAddressFine(String(value)) : true
}

export type Missing = 'name' | 'subject' | 'html' | 'blocks' | 'fromEmail' | 'replyTo' | 'places'

const hasText = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .trim() !== '' || /<img\b/i.test(html)

/**
 * What is missing, in the order of the form. The sandbox needs no sender.
 * @param customKeys of the custom fields there are
 */
export function missingParts(form: CampaignForm, customKeys: ReadonlySet<string>): Missing[] {
  const missing: Missing[] = []
  if (form.name.trim() === '') missing.push('name')
  if (form.subject.trim() === '') missing.push('subject')
  if (form.blocks === null ? !hasText(form.html) : form.blocks.blocks.length === 0)
    missing.push('html')
  if (form.blocks !== null && hasIdleButton(form.blocks)) missing.push('blocks')
  if (!isAddressFine(form.fromEmail) || (form.accountId !== null && form.fromEmail.trim() === ''))
    missing.push('fromEmail')
  if (!isAddressFine(form.replyTo)) missing.push('replyTo')
  if (placesOfMessage(form, customKeys).left.length > 0) missing.push('places')
  return missing
}
