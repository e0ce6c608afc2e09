// Names and order of the stages, as the user has set them.
import type { Stages } from '#shared/contract/crm/stages.ts'
import { stageProblem, type StageSetting } from '#shared/rules/leads/stages.ts'
import type { Services } from '#main/core/services.ts'
import { getSettings, saveStages, stageNamesOf } from '#main/features/settings/settings.feature.ts'
import { apiError } from '#main/platform/apiError.ts'

/** In their order, called as the interface calls them. */
export function listStages(services: Pick<Services, 'database' | 'host'>): Stages {
  const names = stageNamesOf(services)
  return {
    items: getSettings(services).stages.map(({ status, name }) => ({
      status,
      name: names[status],
      isOwnName: name !== null,
    })),
  }
}

/** @throws 422 for two stages of one name, one without any, or an order that lacks one */
export async function setStages(
  services: Services,
  stages: readonly StageSetting[],
): Promise<Stages> {
  const problem = stageProblem(stages)
  if (problem?.reason === 'stages_incomplete')
    throw apiError(
      'UNPROCESSABLE',
      problem.reason,
      'Name each of the seven stages once, the open ones before won and lost.',
      { field: 'items' },
    )
  if (problem?.reason === 'stage_name_missing')
    throw apiError(
      'UNPROCESSABLE',
      problem.reason,
      `The stage ${problem.status} has no name: write one, or null for the usual one.`,
      { field: problem.status },
    )
  if (problem !== null)
    throw apiError('UNPROCESSABLE', problem.reason, 'Two stages have this name.', {
      field: problem.status,
      detail: problem.name,
    })
  await saveStages(services, stages)
  return listStages(services)
}
