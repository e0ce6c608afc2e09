// What a called program is told: which step of which sequence, and who the person is.
import type { Services } from '#main/core/services.ts'
import { getLead } from '#main/features/crm/crm.feature.ts'

export type Called = {
  leadId: number
  sequenceId: number
  sequenceName: string
  stepKey: string
  callKey: string
  createdAt: number
}

/** The person as the REST API shows them, but for notes, other data and scores. @throws 404 */
export function callBody(services: Services, called: Called): string {
  const { id, email, firstName, lastName, company, phone, jobTitle, source, status, tags, custom } =
    getLead(services, called.leadId)
  return JSON.stringify({
    event: 'sequence.step',
    id: called.callKey,
    at: new Date(called.createdAt).toISOString(),
    sequence: { id: called.sequenceId, name: called.sequenceName },
    step: called.stepKey,
    lead: {
      ...{ id, email, firstName, lastName, company, phone, jobTitle, source, status },
      ...{ tags, custom },
    },
  })
}
