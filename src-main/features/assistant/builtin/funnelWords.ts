// The few words the built-in writer adds to a funnel's template: resources/writer/funnels.json.
import { z } from 'zod'
import funnels from '#resources/writer/funnels.json' with { type: 'json' }
import type { Language } from '#shared/contract/settings.contract.ts'
import { localisedText, readInLanguage } from '#main/platform/resourceText.ts'
import { audienceKinds } from './briefKinds.ts'

export const FunnelWordsFile = z.strictObject({
  forWhom: localisedText(),
  audience: z.record(z.enum(audienceKinds), localisedText()),
  about: z.strictObject({
    topic: localisedText(),
    audience: localisedText(),
    goal: localisedText(),
  }),
  settings: localisedText(),
  message: localisedText({ placeholders: ['number'] }),
})

export const funnelWords = readInLanguage(FunnelWordsFile, funnels)

/** What a funnel's messages are called in the list, after its topic. */
export const messageName = (number: number, language: Language): string =>
  funnelWords(language).message.replace('{number}', () => String(number))
