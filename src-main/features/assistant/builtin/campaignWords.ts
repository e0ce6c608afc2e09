// What the campaigns' texts consist of, in each language. `‹vous|tu›` parts the registers;
// placeholders: see wording.ts.
import type { CampaignType, Tone } from '#shared/contract/generation.contract.ts'
import type { AudienceKind, GoalKind } from './briefKinds.ts'

export type Words = {
  greeting: Record<Tone, string>
  /** What it is called in the list, after its topic. */
  typeName: Record<CampaignType, string>
  /** The first paragraphs, by type and tone: one of several. */
  opening: Record<CampaignType, Record<Tone, readonly string[]>>
  /** Heading and text below the opening: one of several. */
  main: Record<CampaignType, readonly { title: string; text: string }[]>
  /** Two or three columns. */
  points: Record<CampaignType, readonly (readonly [title: string, text: string])[]>
  /** A tinted box of lines, where the type has one. */
  panel: Partial<Record<CampaignType, readonly string[]>>
  audience: Record<AudienceKind, string>
  action: Record<GoalKind, readonly { lead: string; label: string }[]>
  /**
   * In place of an action while nobody has said where its button would lead: any message can be
   * answered.
   */
  answer: Record<GoalKind, string>
  closing: Record<Tone, string>
  signature: Record<Tone, string>
  /** The same where the name of the business is not known. */
  unsigned: Record<Tone, string>
  /**
   * Three a type and more: the first that is chosen is the subject, the next two its alternatives.
   */
  subjects: Record<CampaignType, Record<Tone, readonly string[]>>
  preheader: Record<CampaignType, Record<Tone, string>>
  /** Where what is to be filled in stands. */
  places: {
    button: (label: string) => string
    message: string
    subject: string
    preheader: string
    settings: string
  }
}
