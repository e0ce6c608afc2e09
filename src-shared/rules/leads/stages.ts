// How the stages are called and in which order they stand: ours, or the names and the order of the
// user's own. What a stage means, and its key in filters, files and programs, never changes.
import { z } from 'zod'
import { leadFieldWords } from '../../leadFields/leadFieldWords.ts'
import {
  isOpenStage,
  LeadStatus,
  leadStatuses,
  openLeadStatuses,
} from '../../leadFields/leadStatus.ts'
import { foldText } from '../foldText.ts'
import { line } from '../valueSchemas.ts'

/** Characters of a name: it heads a column of the board. */
export const maxStageName = 40

/** A stage at its place; without a name of the user's own it has ours, in each language. */
export const StageSetting = z.strictObject({
  status: LeadStatus,
  name: line(maxStageName).nullable(),
})
export type StageSetting = z.infer<typeof StageSetting>

/** Our names in our order. */
export const usualStages: readonly StageSetting[] = leadStatuses.map((status) => ({
  status,
  name: null,
}))

/** What is called by no more than one name, in the language of the interface. */
export type StageNames = Record<LeadStatus, string>

export function stageNames(
  stages: readonly StageSetting[],
  language: keyof typeof leadFieldWords,
): StageNames {
  const own = stages.flatMap(({ status, name }) => (name === null ? [] : [[status, name] as const]))
  return { ...leadFieldWords[language].stages, ...Object.fromEntries(own) }
}

export const stageOrder = (stages: readonly StageSetting[]): LeadStatus[] =>
  stages.map(({ status }) => status)

export type StageProblem =
  | { reason: 'stages_incomplete' }
  | { reason: 'stage_name_missing'; status: LeadStatus }
  /** Two stages would be called alike, in one of the languages at least. */
  | { reason: 'stage_name_taken'; status: LeadStatus; name: string }

/** What stands against names and an order; null: nothing. */
export function stageProblem(stages: readonly StageSetting[]): StageProblem | null {
  const order = stageOrder(stages)
  const isWhole =
    new Set(order).size === leadStatuses.length && order.length === leadStatuses.length
  // Won and lost are where a lead's way ends: "further" and "back" are counted by the order.
  const isOpenFirst = order.slice(0, openLeadStatuses.length).every(isOpenStage)
  if (!isWhole || !isOpenFirst) return { reason: 'stages_incomplete' }
  const taken = new Map<string, LeadStatus>()
  for (const { status, name } of stages) {
    if (name !== null && foldText(name) === '') return { reason: 'stage_name_missing', status }
    for (const called of namesOf(status, name)) {
      const other = taken.get(foldText(called))
      if (other !== undefined && other !== status)
        return { reason: 'stage_name_taken', ...taker(stages, status, other), name: called }
      taken.set(foldText(called), status)
    }
  }
  return null
}

/** Without a name of its own a stage is called by ours, in either language. */
const namesOf = (status: LeadStatus, name: string | null): string[] =>
  name === null ? Object.values(leadFieldWords).map(({ stages }) => stages[status]) : [name]

/** Of two that are called alike the one whose name the user chose. */
const taker = (stages: readonly StageSetting[], one: LeadStatus, other: LeadStatus) => ({
  status: stages.some(({ status, name }) => status === one && name !== null) ? one : other,
})
