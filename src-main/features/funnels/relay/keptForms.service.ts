// What can be done with a form that could not become a lead: made one after all, or set aside.
import type { KeptForm } from '#shared/contract/funnels/keptForms.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { apiError } from '#main/platform/apiError.ts'
import type { AskedCustomField } from '#shared/rules/leadFilter/customFieldShape.ts'
import { listFields } from '#main/features/crm/crm.feature.ts'
import { questionMark } from '#shared/rules/relayPages.ts'
import { inputLabels, takeInForm } from './formIntake.service.ts'
import {
  forgetForm,
  getKeptForm,
  problemOf,
  sealedForms,
  settleForm,
  waitingForms,
  type KeptFormRow,
} from './keptForms.repository.ts'

const topics: Topic[] = ['funnels', 'crm', 'email', 'dashboard']

export function listKeptForms({ database }: Pick<Services, 'database'>): { items: KeptForm[] } {
  const customFields = listFields(database)
  const sealed = sealedForms(database).map(({ at }) => ({
    ...{ id: null, at: toTimestamp(at), funnelId: null, funnelName: null, pageName: null },
    ...{ problem: 'sealed' as const, fields: [], consent: false },
  }))
  return {
    items: [...waitingForms(database).map((row) => toKeptForm(row, customFields)), ...sealed],
  }
}

function toKeptForm(
  { body, language, at, ...row }: KeptFormRow,
  customFields: readonly AskedCustomField[],
): KeptForm {
  const labels = inputLabels(language ?? 'fr', customFields)
  const { id, funnelId, funnelName, pageName, problem } = row
  return {
    ...{ id, funnelId, funnelName, pageName, problem },
    at: toTimestamp(at),
    fields: Object.entries(body.opened.fields).map(([name, value]) => ({
      name,
      label: labels[name] ?? name.replace(questionMark, ''),
      value,
    })),
    consent: body.opened.consent,
  }
}

/**
 * As if it had come with these answers, at the moment it came: consent, e-mails and figures follow.
 * @throws 404; 422 if it still cannot become a lead
 */
export async function resolveKeptForm(
  services: Services,
  { id, fields }: { id: number; fields: Record<string, string> },
): Promise<{ leadId: number }> {
  const { database, host, outbox } = services
  const installKey = await services.installKey()
  const leadId = await database.write(topics, async (transaction) => {
    const { body } = await getKeptForm(transaction, id)
    const opened = { ...body.opened, fields: { ...body.opened.fields, ...fields } }
    const problem = problemOf(opened.fields)
    const applying = { now: host.clock.now(), installKey }
    const { event } = body
    if (event.kind !== 'form') throw new Error('Only forms are kept.')
    const taken = problem === null ? await takeInForm(applying, transaction, event, opened) : null
    if (taken === null)
      throw problem === 'address'
        ? apiError('UNPROCESSABLE', 'address_invalid', 'This is no e-mail address.', {
            field: 'email',
          })
        : apiError('UNPROCESSABLE', 'lead_needs_identity', 'Nothing says who this is.')
    await forgetForm(transaction, id)
    return taken
  })
  outbox.wake()
  return { leadId }
}

/** @throws 404 */
export async function deleteKeptForm({ database, host }: Services, id: number): Promise<void> {
  await database.write(topics, async (transaction) => {
    await getKeptForm(transaction, id)
    await settleForm(transaction, id, host.clock.now())
  })
}

/** @throws 404 */
export async function restoreKeptForm({ database }: Services, id: number): Promise<void> {
  await database.write(topics, async (transaction) => {
    await getKeptForm(transaction, id, 'settled')
    await settleForm(transaction, id, null)
  })
}
