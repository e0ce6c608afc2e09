// What a new campaign may begin with: blocks, a plain letter, HTML, or a template.
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import { defaultMailTheme } from '#shared/blocks/mail/mailTheme.ts'
import type { CampaignDraft } from '#shared/contract/campaigns.ts'
import type { MailTree } from '#shared/contract/mailTree.ts'
import type { Settings } from '#shared/contract/settings.contract.ts'
import { pictureAddress } from '#shared/rules/sending/messageFiles.ts'
import { escapeHtml } from '#shared/rules/mergeFields/fieldValues.ts'
import { kindsOf } from '../../../blockEditor/blockKind.ts'
import {
  campaignTemplates,
  partsWith,
  type CampaignTemplate,
  type Unkeyed,
} from './campaignTemplates.ts'

/** To compose freely. */
const ownStarts = ['blocks', 'letter', 'html'] as const
export type CampaignStart = (typeof ownStarts)[number] | CampaignTemplate
/** As they are offered: texts of `email.starts`, and what stands below them. */
export const startGroups: readonly { name: 'own' | 'ready'; starts: readonly CampaignStart[] }[] = [
  { name: 'own', starts: ownStarts },
  { name: 'ready', starts: kindsOf(campaignTemplates) },
]
export const campaignStarts = startGroups.flatMap(({ starts }) => starts)

const lastKey = 'webox.campaignStart'
/** What was chosen last on this computer; null: nothing yet. */
export function lastStart(): CampaignStart | null {
  const kept = localStorage.getItem(lastKey)
  return campaignStarts.find((start) => start === kept) ?? null
}
export const rememberStart = (start: CampaignStart): void => localStorage.setItem(lastKey, start)

export type StartWords = {
  language: 'fr' | 'en'
  /** A sentence of `email.starts.words`. */
  words: (key: string) => string
  business: Pick<Settings, 'businessName' | 'businessLogo' | 'businessColour'>
}

const widestLogo = 180

/** The parts of a campaign that its beginning decides. */
export function startOf(
  start: CampaignStart,
  given: StartWords,
): Pick<CampaignDraft, 'html' | 'blocks' | 'subject'> {
  if (start === 'html') return {}
  const { words, business } = given
  if (start === 'letter')
    return {
      html: [words('greeting'), words('text'), words('closing'), business.businessName]
        .filter((line) => line !== '')
        .map((line) => `<p>${escapeHtml(line)}</p>`)
        .join('\n'),
    }
  if (start === 'blocks') return { blocks: treeOf(blocksOf(start, words), given) }
  return {
    subject: words(`${start}.title`),
    blocks: treeOf(blocksOf(start, words), given),
  }
}

/** Without logo and signature. */
export function blocksOf(
  start: Exclude<CampaignStart, 'letter' | 'html'>,
  words: StartWords['words'],
): Unkeyed[] {
  const parts = partsWith(start, words)
  if (start !== 'blocks') return campaignTemplates[start](parts)
  const { heading, greeting, text, button } = parts
  return [heading('.heading'), greeting(), text('.text'), button('.more')]
}

function treeOf(body: Unkeyed[], { language, words, business }: StartWords): MailTree {
  const signed = [words('closing'), business.businessName].filter((line) => line !== '')
  const footer: Unkeyed = { kind: 'footer', text: signed.join('\n') }
  const accent = business.businessColour ?? defaultMailTheme.accent
  return {
    language,
    theme: { ...defaultMailTheme, accent },
    blocks: withKeys([...logoOf(business), ...body, footer]),
  }
}

function withKeys(blocks: Unkeyed[]): MailBlock[] {
  let last = 0
  const key = () => `start${(last += 1)}`
  return blocks.map((block) =>
    block.kind === 'columns'
      ? {
          ...{ key: key(), kind: block.kind },
          columns: block.columns.map((column) => ({
            blocks: column.blocks.map((part) => ({ ...part, key: key() })),
          })),
        }
      : { ...block, key: key() },
  )
}

/** In pixels, as wide as it is or as a head has room for. */
function logoOf({ businessLogo, businessName }: StartWords['business']): Unkeyed[] {
  if (businessLogo === null) return []
  const { hash, width } = businessLogo
  const url = pictureAddress(hash)
  return [
    {
      ...{ kind: 'image', url, alt: businessName, link: '' },
      width: Math.max(20, Math.min(widestLogo, width)),
    },
  ]
}
