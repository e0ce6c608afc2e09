// The words of a line of activity: which sentence, with which values, leading where.
import type { Activity } from '#shared/contract/dashboard.contract.ts'
import { interactionTypes } from '#shared/contract/crm/interactions.ts'
import { leadStatuses } from '#shared/leadFields/leadStatus.ts'

type Words = (key: string, values?: Record<string, string>) => string

export function activityText(activity: Activity, t: Words): string {
  return t(`dashboard.activity.${activity.kind}`, {
    title: activity.title || t('dashboard.unnamed'),
    detail: detailOf(activity, t),
  })
}

export function activityTarget(activity: Activity): string | null {
  if (activity.leadId !== null) return `/crm?lead=${activity.leadId}`
  if (activity.campaignId !== null) return `/email/campaigns/${activity.campaignId}`
  if (activity.kind === 'suppression') return '/email/suppressions'
  return activity.kind === 'leads_imported' ? '/crm' : null
}

// A detail is a machine word for some kinds and a count or free text for others.
function detailOf({ kind, detail }: Activity, t: Words): string {
  if (detail === null) return ''
  if (kind === 'stage_changed' && leadStatuses.some((status) => status === detail))
    return t(`stages.${detail}`)
  if (kind === 'interaction' && interactionTypes.some((type) => type === detail))
    return t(`crm.interaction.${detail}`)
  if (kind === 'suppression') return t(`email.suppressionReason.${detail}`)
  return detail
}
