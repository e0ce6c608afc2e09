// Parts of a sequence whose filter lost what it asks for, or whose form is gone. Nobody is taken in by
// such a start, nobody passes such a branch, and with such an exit nobody moves at all: it might be the
// one that says stop.
import { allSteps } from '#shared/contract/sequences/sequenceSteps.ts'
import type { Database } from '#main/database/database.ts'
import { hasFilterProblem } from '#main/features/crm/crm.feature.ts'
import type { SequenceRow } from '../sequences.table.ts'

/** `start`, `exits`, or the key of a branch. */
export function brokenParts(
  database: Database,
  { start, exits, steps }: Pick<SequenceRow, 'start' | 'exits' | 'steps'>,
): string[] {
  const branches = allSteps(steps).flatMap((step) =>
    step.kind === 'branch' &&
    step.question.about === 'lead' &&
    hasFilterProblem(database, { filter: step.question.filter })
      ? [step.key]
      : [],
  )
  const isStartBroken =
    (start.kind === 'filter' && hasFilterProblem(database, { filter: start.filter })) ||
    (start.kind === 'segment' && hasFilterProblem(database, { segment: start.segmentId })) ||
    (start.kind === 'form' && !hasForm(database, start))
  return [
    ...(isStartBroken ? ['start'] : []),
    ...(hasFilterProblem(database, { filter: exits.filter ?? undefined }) ? ['exits'] : []),
    ...branches,
  ]
}

const hasForm = (
  database: Database,
  { funnelId, pageId }: { funnelId: number; pageId: number | null },
): boolean =>
  database.count(
    `SELECT count(*) AS n FROM funnels WHERE id = ? AND (? IS NULL OR EXISTS (SELECT 1 FROM funnel_pages WHERE funnel_id = funnels.id AND id = ?))`,
    [funnelId, pageId, pageId],
  ) > 0
