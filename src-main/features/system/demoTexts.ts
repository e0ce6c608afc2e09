// What the demo data is made of, in resources/demo/demoData.json: people and companies as they are
// called everywhere, the rest in both languages.
import { z } from 'zod'
import demoData from '#resources/demo/demoData.json' with { type: 'json' }
import { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import { localisedText, readInLanguage, writtenText } from '#main/platform/resourceText.ts'

const Names = z.array(writtenText()).min(1)

export const DemoDataFile = z.strictObject({
  firstNames: Names,
  lastNames: Names,
  companies: Names,
  /** As often as leads shall have them. */
  statuses: z.array(LeadStatus).min(1),
  /** What leads are worth, in units of the currency. */
  values: z.array(z.number().min(0)).min(1),
  /** Where leads come from. */
  sources: z.array(localisedText()).min(1),
  interactions: z.array(localisedText()).min(1),
  campaign: z.strictObject({
    name: localisedText(),
    subject: localisedText(),
    preheader: localisedText(),
    html: localisedText(),
  }),
  /** Of the starter templates. */
  funnelTemplate: localisedText(),
  /** A message, and some days later another. */
  sequence: z.strictObject({
    name: localisedText(),
    emails: z.array(z.strictObject({ subject: localisedText(), html: localisedText() })).min(1),
  }),
})

export const demoTexts = readInLanguage(DemoDataFile, demoData)
export type DemoTexts = ReturnType<typeof demoTexts>
