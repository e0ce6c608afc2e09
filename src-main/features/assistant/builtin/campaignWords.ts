// What the campaigns' texts consist of, in resources/writer/campaigns.json. `‹vous|tu›` parts the
// French registers; placeholders: see wording.ts.
import { z } from 'zod'
import campaigns from '#resources/writer/campaigns.json' with { type: 'json' }
import { campaignTypes, tones } from '#shared/contract/generation.contract.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { localisedText, readInLanguage, writtenText } from '#main/platform/resourceText.ts'
import { audienceKinds, goalKinds } from './briefKinds.ts'
import { placeholders } from './wording.ts'

const Text = localisedText({ placeholders })
const OptionalText = localisedText({ placeholders, canBeEmpty: true })
const CampaignType = z.enum(campaignTypes)
const Tone = z.enum(tones)
const Goal = z.enum(goalKinds)
const Alternatives = z.array(writtenText({ placeholders })).min(3)

export const CampaignWordsFile = z.strictObject({
  /** What it is called in the list, after its topic. */
  typeName: z.record(CampaignType, Text),
  /** Where what is to be filled in stands. */
  places: z.strictObject({
    button: localisedText({ placeholders: ['label'] }),
    message: Text,
    subject: Text,
    preheader: Text,
    settings: Text,
  }),
  greeting: z.record(Tone, Text),
  /** The first paragraphs, by type and tone: one of several. */
  opening: z.record(CampaignType, z.record(Tone, z.array(Text).min(1))),
  /** Heading and text below the opening: one of several. */
  main: z.record(CampaignType, z.array(z.strictObject({ title: Text, text: Text })).min(1)),
  /** Two or three columns. */
  points: z.record(
    CampaignType,
    z
      .array(z.strictObject({ title: Text, text: Text }))
      .min(2)
      .max(3),
  ),
  /** A tinted box of lines, where the type has one. */
  panel: z.partialRecord(CampaignType, z.array(Text)),
  audience: z.record(z.enum(audienceKinds), Text),
  action: z.record(Goal, z.array(z.strictObject({ lead: Text, label: Text })).min(1)),
  /**
   * In place of an action while nobody has said where its button would lead: any message can be
   * answered.
   */
  answer: z.record(Goal, Text),
  closing: z.record(Tone, Text),
  signature: z.record(Tone, Text),
  /** The same where the name of the business is not known. */
  unsigned: z.record(Tone, OptionalText),
  /**
   * Three a type and more: the first that is chosen is the subject, the next two its alternatives.
   * Each language has its own, in its own number.
   */
  subjects: z.record(
    CampaignType,
    z.record(Tone, z.strictObject({ fr: Alternatives, en: Alternatives })),
  ),
  preheader: z.record(CampaignType, z.record(Tone, Text)),
})

export const wordsOf = readInLanguage(CampaignWordsFile, campaigns)

/** How a button is named where it is missing. */
export const buttonPlace = (label: string, language: Language): string =>
  wordsOf(language).places.button.replace('{label}', () => label)
