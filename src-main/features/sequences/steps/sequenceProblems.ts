// What is wrong with a sequence as somebody writes it, refused before anything changes.
import { isDeepStrictEqual } from 'node:util'
import {
  allSteps,
  maxSequenceDepth,
  maxSequenceSteps,
  type SequenceStep,
} from '#shared/contract/sequences/sequenceSteps.ts'
import type { Database } from '#main/database/database.ts'
import { checkLeadFilter } from '#main/features/crm/crm.feature.ts'
import { apiError, atField, unknownId } from '#main/platform/apiError.ts'
import { refuseSharedCampaigns } from '../emails/sequenceEmails.service.ts'
import type { SequenceRow } from '../sequences.table.ts'
import { refuseWebhook } from '../calls/webhookAddress.ts'
import { brokenParts } from './brokenParts.ts'

type Written = Pick<SequenceRow, 'start' | 'exits' | 'steps'>

/**
 * Only what is given, and differs from before, is looked at: what was written then may have lost a
 * field, a segment or a form since, which is no reason to refuse the rest.
 * @throws 404 for a segment, funnel or page that is not there; 422 naming the step, or where a filter
 * is wrong
 */
export function refuseProblems(
  database: Database,
  given: Partial<Written>,
  before: Written | null = null,
): void {
  const written = withoutUnchanged(given, before)
  if (written.steps !== undefined) refuseSteps(database, written.steps, before?.steps ?? [])
  if (written.exits?.filter)
    at('exits', () => checkLeadFilter(database, { filter: written.exits?.filter ?? undefined }))
  const { start } = written
  if (start?.kind === 'filter')
    at('start', () => checkLeadFilter(database, { filter: start.filter }))
  if (start?.kind === 'segment') checkLeadFilter(database, { segment: start.segmentId })
  const isBroken =
    start?.kind === 'form' &&
    brokenParts(database, { start, exits: { reply: true, won: true, filter: null }, steps: [] })
      .length > 0
  if (isBroken) throw unknownId('funnel, or page of it,', start.pageId ?? start.funnelId)
}

function withoutUnchanged(
  { start, exits, steps }: Partial<Written>,
  before: Written | null,
): Partial<Written> {
  return {
    ...(start !== undefined && !isDeepStrictEqual(start, before?.start) ? { start } : {}),
    ...(exits !== undefined && !isDeepStrictEqual(exits, before?.exits) ? { exits } : {}),
    ...(steps === undefined ? {} : { steps }),
  }
}

/** @throws 422 for what is on, or is to be, and has nothing to do: whoever came in would be finished */
export function refuseEmpty({ steps }: Pick<Written, 'steps'>): void {
  if (steps.length > 0) return
  throw apiError('UNPROCESSABLE', 'sequence_empty', 'This sequence has no steps.', {
    field: 'steps',
  })
}

/** @throws 422 naming the part that lost what it asks for */
export function refuseBroken(database: Database, written: Written): void {
  const [part] = brokenParts(database, written)
  if (part === undefined) return
  const field = part === 'start' || part === 'exits' ? part : `steps.${part}`
  throw apiError('UNPROCESSABLE', 'sequence_broken', 'A part of it asks for what was deleted.', {
    field,
  })
}

function refuseSteps(
  database: Database,
  steps: readonly SequenceStep[],
  before: readonly SequenceStep[],
): void {
  const known = new Map(allSteps(before).map((step) => [step.key, step]))
  const all = allSteps(steps)
  if (all.length > maxSequenceSteps)
    throw invalid('steps', `A sequence has at most ${maxSequenceSteps} steps.`)
  if (depthOf(steps) > maxSequenceDepth)
    throw invalid('steps', `Branches stand in one another ${maxSequenceDepth} deep at most.`)
  const seen = new Set<string>()
  for (const step of all) {
    const field = `steps.${step.key}`
    if (seen.has(step.key)) throw invalid(field, `Two steps have the key ${step.key}.`)
    seen.add(step.key)
    if (step.kind === 'branch' && step.question.about === 'lead') {
      const { filter } = step.question
      const was = known.get(step.key)
      const isUnchanged = was?.kind === 'branch' && isDeepStrictEqual(was.question, step.question)
      if (!isUnchanged) at(field, () => checkLeadFilter(database, { filter }))
    }
    if (step.kind === 'webhook') refuseWebhook(step.url, step.evenIfPrivate, field)
    if (step.kind === 'tag' && step.add.length + step.remove.length === 0)
      throw invalid(field, 'A step that tags adds or removes at least one tag.')
  }
  refuseSharedCampaigns(steps)
}

const depthOf = (steps: readonly SequenceStep[]): number =>
  Math.max(
    0,
    ...steps.map((step) =>
      step.kind === 'branch' ? 1 + Math.max(depthOf(step.then), depthOf(step.otherwise)) : 0,
    ),
  )

const invalid = (field: string, detail: string): Error =>
  apiError('UNPROCESSABLE', 'sequence_invalid', detail, { field, detail })

function at(field: string, check: () => void): void {
  try {
    check()
  } catch (error) {
    throw atField(error, field)
  }
}
