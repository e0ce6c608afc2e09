// The words all templates share: the two consents, the legal notice. Reviewed with care: these are
// kept as proof.
import { z } from 'zod'
import funnelPages from '#resources/texts/funnelPages.json' with { type: 'json' }
import { localisedText, readInLanguage } from '#main/platform/resourceText.ts'

export const FunnelPagesFile = z.strictObject({
  /** In place of the business's address while it is not known. */
  address: localisedText(),
  questions: localisedText(),
  /** To be written to. */
  consent: localisedText({ placeholders: ['business'] }),
  /** To be measured, apart. */
  measureConsent: localisedText({ placeholders: ['business'] }),
  legal: localisedText({ placeholders: ['contact'] }),
})

export const templateWords = readInLanguage(FunnelPagesFile, funnelPages)
