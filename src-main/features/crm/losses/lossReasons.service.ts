// The reasons for losing that are offered: the user's own list, or ours.
import { z } from 'zod'
import type {
  LossReasonDraft,
  LossReasons,
  SetLossReasons,
} from '#shared/contract/crm/lossReasons.ts'
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
import { runBulkChange } from '../changes/bulkEdit.service.ts'

const settingName = 'lossReasons'
const leadId = rowOf({ id: integer() })
const spelling = rowOf({ name: text() })
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

/**
 * The list, then what leads say of a reason that is called otherwise now. Whom each renaming means is
 * looked up before the first, so that two reasons may change names.
 * @throws 422 for a reason without a name, or two of one name; nothing is changed then
 */
export async function setLossReasons(
  services: Services,
  items: readonly LossReasonDraft[],
): Promise<SetLossReasons> {
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
  const renamed = items.flatMap(({ name, was }) =>
    was === undefined || foldText(was) === foldText(name)
      ? []
      : [{ from: was, to: name, ids: leadsThatSay(services, was) }],
  )
  await keepSetting(
    services,
    settingName,
    items.map(({ name, isArchived }) => ({ name, isArchived })),
  )
  const renames: SetLossReasons['renames'] = []
  for (const { from, to, ids } of renamed) {
    if (ids.length === 0) continue
    const chosen = {
      where: 'leads.id IN (SELECT value FROM json_each(?))',
      parameters: [JSON.stringify(ids)],
    }
    const { id, changed } = await runBulkChange(services, chosen, { lostReason: to })
    renames.push({ id, from, to, leads: changed })
  }
  return { ...listLossReasons(services), renames }
}

/** However they write it. Spellings are few, so that only these are folded, and not each lead's. */
function leadsThatSay({ database }: Pick<Services, 'database'>, reason: string): number[] {
  const key = foldText(reason)
  const spellings = database
    .all(spelling, 'SELECT DISTINCT lost_reason AS name FROM leads WHERE lost_reason IS NOT NULL')
    .filter(({ name }) => foldText(name) === key)
  return database
    .all(
      leadId,
      'SELECT id FROM leads WHERE lost_reason IN (SELECT value FROM json_each(?)) ORDER BY id',
      [JSON.stringify(spellings.map(({ name }) => name))],
    )
    .map(({ id }) => id)
}
