// Which token paints which pipeline stage, so that a stage has one colour everywhere.
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import type { ColourName } from './tokens.ts'

export const stageColours: Record<LeadStatus, ColourName> = {
  new: 'stageNew',
  contacted: 'stageContacted',
  qualified: 'stageQualified',
  proposal: 'stageProposal',
  negotiation: 'stageNegotiation',
  won: 'stageWon',
  lost: 'stageLost',
}

/** The CSS variable of a stage's colour. */
export const stageVariable = (status: LeadStatus) => `var(--stage-${status})`
