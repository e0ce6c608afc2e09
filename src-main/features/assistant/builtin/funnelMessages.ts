// What the messages of a funnel say to those who left an address: three a type of funnel, in
// resources/writer/funnelMessages.json.
import { z } from 'zod'
import funnelMessages from '#resources/writer/funnelMessages.json' with { type: 'json' }
import { funnelTypes, type FunnelType } from '#shared/contract/funnels.contract.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { localisedText, readInLanguage, type InLanguage } from '#main/platform/resourceText.ts'
import { goalKinds } from './briefKinds.ts'
import { placeholders } from './wording.ts'

const Text = localisedText({ placeholders })

/**
 * `{…}` as in wording.ts. `action` says what the button is for; without a label the message has
 * none.
 */
const MessageFile = z.strictObject({
  subject: Text,
  preheader: Text,
  title: Text,
  text: Text,
  label: Text.optional(),
  action: z.enum(goalKinds).optional(),
})
export const FunnelMessagesFile = z.record(
  z.enum(funnelTypes),
  z.tuple([MessageFile, MessageFile, MessageFile]),
)
export type FunnelMessage = InLanguage<z.infer<typeof MessageFile>>

const messages = readInLanguage(FunnelMessagesFile, funnelMessages)

export const funnelMessagesOf = (funnelType: FunnelType, language: Language): FunnelMessage[] =>
  messages(language)[funnelType]
