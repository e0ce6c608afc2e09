// Help with a lead: a summary with the next step, a draft of a reply, what a reply says. Answers
// are texts; nothing is saved or done here.
import { LeadSummary, ReplyClass, ReplyDraft } from '#shared/contract/assistant.contract.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import type { Services } from '#main/core/services.ts'
import { getLead, listInteractions } from '#main/features/crm/crm.feature.ts'
import { getSettings } from '#main/features/settings/settings.feature.ts'
import { apiError } from '#main/platform/apiError.ts'
import { getAssistantSettings } from './provider/assistantSettings.service.ts'
import { askObject } from './calls/askObject.ts'
import { answerOrPreview } from './calls/answerOrPreview.ts'
import { leadData, maxInteractions, withoutOffFields } from './leadData.ts'
import { startAsking } from './calls/modelCalls.service.ts'
import { quotedData } from './calls/quotedData.ts'

const languageNames: Record<Language, string> = { fr: 'French', en: 'English' }
type Asked = { preview: boolean }
const maxLength = 4_000

/** @throws 404; 409 without a provider, or where no field of a lead may be sent */
export async function summariseLead(
  services: Services,
  input: Asked & { id: number; language: Language },
  signal?: AbortSignal,
) {
  const asking = await startAsking(services, {
    task: 'lead_summary',
    maxOutputTokens: maxLength,
    signal,
    preview: input.preview,
  })
  const { leadFields } = getAssistantSettings(services)
  if (leadFields.length === 0)
    throw apiError('CONFLICT', 'ai_fields_off', 'No field of a lead may be sent.')
  const data = quotedData(
    'what is known about one customer of a small business',
    sentLead(services, input.id),
  )
  const instructions = [
    'You help the owner of a small business to remember where things stand with a customer.',
    `Write in ${languageNames[input.language]}: summary, a few plain sentences on what happened so far; nextStep, one sentence on what the owner could do next.`,
    'Use only what the data says. Where it says nothing, say that it is not known. Plain text: no links, no HTML, no markup.',
    data.rule,
  ].join('\n')
  return answerOrPreview(asking, () =>
    askObject(
      asking,
      { instructions, messages: [{ from: 'user', text: data.message }] },
      LeadSummary,
    ),
  )
}

/** @throws 404; 409 without a provider */
export async function draftReply(
  services: Services,
  input: Asked & { id: number; received: string; request: string; language: Language },
  signal?: AbortSignal,
) {
  const asking = await startAsking(services, {
    task: 'reply_draft',
    maxOutputTokens: maxLength,
    signal,
    preview: input.preview,
  })
  const { leadFields } = getAssistantSettings(services)
  const lead = getLead(services, input.id)
  const received = withoutOffFields(input.received, lead, leadFields)
  const data = quotedData(
    'a message that was received from a customer, and what is known about the customer',
    { received, customer: sentLead(services, input.id) },
  )
  const instructions = [
    'You draft e-mails for the owner of a small business, who reads and changes them before anything is sent.',
    `Write in ${languageNames[input.language]}: subject, and body as plain text with line breaks.`,
    'Promise nothing, name no price and no date that the data or the owner did not give. No links, no HTML, no markup.',
    data.rule,
  ].join('\n')
  const request =
    input.request.trim() === ''
      ? 'Draft a reply to the message.'
      : `Draft a reply to the message. The owner wants: ${withoutOffFields(input.request, lead, leadFields)}`
  const messages = [data.message, request].map((text) => ({ from: 'user' as const, text }))
  return answerOrPreview(asking, () => askObject(asking, { instructions, messages }, ReplyDraft))
}

/** @throws 409 without a provider */
export async function classifyReply(
  services: Services,
  input: Asked & { received: string },
  signal?: AbortSignal,
) {
  const asking = await startAsking(services, {
    task: 'reply_class',
    maxOutputTokens: 2_000,
    signal,
    preview: input.preview,
  })
  const data = quotedData('a message that was received in reply to an offer', {
    received: input.received,
  })
  const instructions = [
    'Say what a received message means for the sender of an offer.',
    'class: interested, later (interested, but not now), no (refuses or wants no more messages), out_of_office (an automatic absence notice), other.',
    'why: one short sentence in the language of the message. Plain text: no links, no HTML, no markup.',
    data.rule,
  ].join('\n')
  return answerOrPreview(asking, () =>
    askObject(
      asking,
      { instructions, messages: [{ from: 'user', text: data.message }] },
      ReplyClass,
    ),
  )
}

function sentLead(services: Services, id: number) {
  const lead = getLead(services, id)
  const { items } = listInteractions(services, { id, limit: maxInteractions })
  const sent = leadData(lead, items, getAssistantSettings(services).leadFields)
  // A name of the user's own says more than the key it stands for.
  const { stages } = getSettings(services)
  const own = stages.find(({ status }) => status === sent.status)?.name
  return own == null ? sent : { ...sent, status: own }
}
