// The reasons for losing that are offered: the user's own list, or ours.
import { z } from 'zod'
import type { LossReasons } from '#shared/contract/crm/lossReasons.ts'
import { foldText } from '#shared/rules/foldText.ts'
import {
  LossReasonSetting,
  lossReasonProblem,
  usualLossReasons,
} from '#shared/rules/leads/lossReasons.ts'
import type { Services } from '#main/core/services.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { keepSetting, keptSetting, languageOf } from '#main/features/settings/settings.feature.ts'
import { apiError } from '#main/platform/apiError.ts'

const settingName = 'lossReasons'
const usedReason = rowOf({ name: text(), leads: integer() })

/** More are counted in reports, and not listed here. */
const maxOthers = 200

/** In their order, and what leads say besides. Counted along the index of the field. */
export function listLossReasons({
  database,
  host,
}: Pick<Services, 'database' | 'host'>): LossReasons {
  const own = keptSetting({ database }, settingName, z.array(LossReasonSetting))
  const items = own ?? usualLossReasons(languageOf({ database, host }))
  const used = new Map<string, { name: string; leads: number }>()
  for (const { name, leads } of database.all(
    usedReason,
    'SELECT lost_reason AS name, count(*) AS leads FROM leads WHERE lost_reason IS NOT NULL GROUP BY lost_reason ORDER BY leads DESC, lost_reason',
  )) {
    const known = used.get(foldText(name))
    used.set(foldText(name), { name: known?.name ?? name, leads: (known?.leads ?? 0) + leads })
  }
  const listed = items.map(({ name, isArchived }) => {
    const key = foldText(name)
    const leads = used.get(key)?.leads ?? 0
    used.delete(key)
    return { name, isArchived, leads }
  })
  const others = [...used.values()].toSorted((one, other) => other.leads - one.leads)
  return { items: listed, others: others.slice(0, maxOthers), isOwn: own !== null }
}

/** @throws 422 for a reason without a name, or two of one name */
export async function setLossReasons(
  services: Services,
  items: readonly LossReasonSetting[],
): Promise<LossReasons> {
  const problem = lossReasonProblem(items)
  if (problem !== null)
    throw apiError(
      'UNPROCESSABLE',
      problem.reason,
      problem.reason === 'loss_reason_missing'
        ? 'A reason has no name: write one, or leave it out.'
        : 'Two reasons have this name.',
      { field: `items.${problem.at}.name`, detail: items[problem.at]?.name ?? '' },
    )
  await keepSetting(services, settingName, items)
  return listLossReasons(services)
}
