// What a new campaign may begin with: a template, blocks, a plain letter, or HTML.
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import { defaultMailTheme } from '#shared/blocks/mail/mailTheme.ts'
import type { CampaignDraft } from '#shared/contract/campaigns.ts'
import type { MailTree } from '#shared/contract/mailTree.ts'
import type { Settings } from '#shared/contract/settings.contract.ts'
import { pictureAddress } from '#shared/rules/sending/messageFiles.ts'
import { escapeHtml } from '#shared/rules/mergeFields/fieldValues.ts'

export const campaignStarts = [
  'blocks',
  'newsletter',
  'offer',
  'invitation',
  'letter',
  'html',
] as const
export type CampaignStart = (typeof campaignStarts)[number]

const lastKey = 'webox.campaignStart'
/** What was chosen last on this computer; blocks at first. */
export function lastStart(): CampaignStart {
  const kept = localStorage.getItem(lastKey)
  return campaignStarts.find((start) => start === kept) ?? 'blocks'
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
  return { blocks: treeOf(start, given) }
}

type Built = Exclude<CampaignStart, 'html' | 'letter'>

function treeOf(start: Built, { language, words, business }: StartWords): MailTree {
  const parts = [...logoOf(business), ...bodies[start](partsWith(words))]
  const signed = [words('closing'), business.businessName].filter((line) => line !== '')
  const footer: Unkeyed = { kind: 'footer', text: signed.join('\n') }
  const accent = business.businessColour ?? defaultMailTheme.accent
  return {
    language,
    theme: { ...defaultMailTheme, accent },
    blocks: [...parts, footer].map((part, index) => ({ ...part, key: `start${index + 1}` })),
  }
}

type WithoutKey<B> = B extends unknown ? Omit<B, 'key'> : never
type Unkeyed = WithoutKey<MailBlock>

const partsWith = (words: StartWords['words']) => ({
  heading: (name: string, level: 1 | 2 = 1): Unkeyed => ({
    ...{ kind: 'heading', text: words(name), level },
  }),
  text: (name: string, look: 'plain' | 'lead' | 'panel' = 'plain'): Unkeyed => ({
    ...{ kind: 'text', text: words(name), look },
  }),
  button: (name: string): Unkeyed => ({ kind: 'button', label: words(name), link: '' }),
  picture: (): Unkeyed => ({ kind: 'image', url: '', alt: '', link: '' }),
  divider: (): Unkeyed => ({ kind: 'divider' }),
})

const bodies: Record<Built, (part: ReturnType<typeof partsWith>) => Unkeyed[]> = {
  blocks: ({ heading, text, button }) => [
    heading('heading'),
    ...[text('greeting', 'lead'), text('text'), button('more')],
  ],
  newsletter: ({ heading, text, button, picture, divider }) => [
    ...[heading('newsletter'), text('greeting', 'lead'), picture()],
    ...[heading('first', 2), text('text'), button('more'), divider()],
    ...[heading('second', 2), text('text'), divider(), text('news', 'panel')],
  ],
  offer: ({ heading, text, button, picture }) => [
    ...[heading('offer'), text('offerGreeting', 'lead'), picture()],
    ...[text('offerText'), text('until', 'panel'), button('offerButton')],
  ],
  invitation: ({ heading, text, button }) => [
    ...[heading('invitation'), text('greeting', 'lead'), text('where', 'panel')],
    ...[text('invitationText'), button('invitationButton')],
  ],
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
