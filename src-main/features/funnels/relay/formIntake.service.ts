// A form that a visitor sent: the lead, the proof of what was agreed to and refused, and whether
// the person may be written to.
import type { RelayEvent, SealedForm } from '#shared/contract/relayProtocol.ts'
import type { Transaction } from '#main/database/database.ts'
import {
  findWording,
  liftOwnRefusal,
  recordConsent,
  refuseWriting,
  takeInLead,
  type ConsentEntry,
  type Wording,
} from '#main/features/crm/crm.feature.ts'
import type { Queueing } from '#main/features/email/email.feature.ts'
import type { Log } from '#main/platform/log.ts'
import type { PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import { mailConfirmation } from './confirmations.service.ts'
import { queueEmails } from '../emails/funnelEmails.service.ts'
import { insertEvent, sourceName } from '../statistics/funnelEvents.repository.ts'
import { funnelsTable } from '../funnels.table.ts'
import { pagesTable } from '../pages/pages.table.ts'
import { formFieldNames, leadFields } from '#shared/leadFields/leadFields.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'

type FormEvent = Extract<RelayEvent, { kind: 'form' }>
type Place = {
  funnelName: string
  language: 'fr' | 'en'
  pageName: string
  tag: string
  isGone: boolean
}

/** Even where the funnel was deleted meanwhile: a person who wrote must not be lost. */
export async function applyForm(
  applying: Queueing & { log: Log },
  transaction: Transaction,
  event: FormEvent,
  opened: SealedForm | null,
): Promise<void> {
  if (opened === null) throw new Error('A form came without its content.')
  const { now, log } = applying
  const place = await placeOf(transaction, event, opened.blockKey)
  const subject =
    place.language === 'fr' ? `Formulaire : ${place.pageName}` : `Form: ${place.pageName}`
  const answer = {
    fields: opened.fields,
    labels: inputLabels(place.language),
    colon: place.language === 'fr' ? ' : ' : ': ',
    source: place.funnelName,
    tag: place.tag,
    subject,
    at: event.at,
  }
  const taken = await takeInLead(transaction, answer, now)
  if (taken === null)
    log('warn', 'A form held nothing that identifies a person.', { event: event.id })
  else await recordAnswers(transaction, event, opened, taken, applying)
  if (place.isGone) return
  await insertEvent(transaction, {
    eventId: event.id,
    kind: 'form',
    at: event.at,
    funnelId: event.funnelId,
    pageId: event.pageId,
    visitor: event.visitor,
    source: sourceName(event.source),
    leadId: taken?.leadId ?? null,
    reference: opened.reference || null,
  })
}

const inputLabels = (language: 'fr' | 'en'): Record<string, string> =>
  Object.fromEntries(
    formFieldNames.map((name) => [
      leadFields[name].form.input,
      leadFieldWords[language].formLabels[name],
    ]),
  )

async function placeOf(
  transaction: Transaction,
  { funnelId, pageId }: FormEvent,
  blockKey: string,
): Promise<Place> {
  const funnel = await funnelsTable.findForUpdate(transaction, { id: funnelId })
  const page = await pagesTable.findForUpdate(transaction, { id: pageId, funnelId })
  const isThisForm = (block: PageBlock) => block.kind === 'form' && block.key === blockKey
  const form = page === null ? undefined : page.blocks.find(isThisForm)
  return {
    funnelName: funnel?.name ?? '',
    language: funnel?.language ?? 'fr',
    pageName: page?.name ?? funnel?.name ?? '—',
    tag: form?.kind === 'form' ? form.tag : '',
    isGone: funnel === null,
  }
}

type Person = { leadId: number; email: string | null; isNew: boolean }
type Answer = { wants: boolean; measured: boolean; words: Wording | null }

/**
 * Writes down what each box said, and obeys it: agreed to, the funnel's e-mails are queued; to be
 * confirmed, the question is. An unticked box withdraws nothing that was agreed to before (that is
 * what the link in
 * every message is for), but a person who comes in by a form without agreeing is not written to.
 * Ticking lifts only the person's own
 * earlier no; with double opt-in it lifts nothing before the address has confirmed.
 */
async function recordAnswers(
  transaction: Transaction,
  event: FormEvent,
  opened: SealedForm,
  person: Person,
  queueing: Queueing,
): Promise<void> {
  const { now } = queueing
  const words = await findWording(transaction, opened.wordingHash)
  // A box without words was never shown: whoever sent a tick all the same made it up.
  const answer = {
    wants: opened.consent && words?.writeText.trim() !== '',
    measured: opened.measureConsent,
    words,
  }
  // Words that are not on record, as in a backup from before they were published, may have asked
  // for a confirmation: then it is asked for.
  const mustConfirm = answer.wants && (words?.doubleOptIn ?? true) && person.email !== null
  const agreed = answer.wants && !mustConfirm
  const suppressionId =
    !agreed && person.isNew && person.email !== null
      ? await refuseWriting(transaction, person.email, 'refused', '', event.at)
      : null
  const common = {
    eventId: event.id,
    leadId: person.leadId,
    email: person.email,
    method: 'form' as const,
    at: event.at,
    wordingHash: opened.wordingHash,
    funnelId: event.funnelId,
    pageId: event.pageId,
  }
  for (const entry of entriesOf(answer, mustConfirm)) {
    await recordConsent(
      transaction,
      { ...common, ...entry, suppressionId: entry.purpose === 'write' ? suppressionId : null },
      now,
    )
  }
  if (agreed && person.email !== null) {
    await liftOwnRefusal(transaction, person.email, event.at)
    await queueEmails(
      transaction,
      {
        funnelId: event.funnelId,
        pageId: event.pageId,
        leadId: person.leadId,
        email: person.email,
      },
      queueing,
    )
  }
  if (mustConfirm) {
    await transaction.sql(
      'INSERT INTO consent_confirmations (asked_event_id, lead_id, asked_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      [...[event.id, person.leadId, event.at]],
    )
    await mailConfirmation(transaction, event.id, queueing)
  }
}

/**
 * One entry a box that was shown. The box to be written to always leaves one: where it was missing,
 * nobody agreed.
 */
function entriesOf(
  { wants, measured, words }: Answer,
  mustConfirm: boolean,
): Pick<ConsentEntry, 'purpose' | 'action'>[] {
  const write = {
    purpose: 'write' as const,
    action: mustConfirm ? ('asked' as const) : wants ? ('granted' as const) : ('refused' as const),
  }
  const isMeasureShown = measured || (words !== null && words.measureText.trim() !== '')
  return isMeasureShown
    ? [write, { purpose: 'measure', action: measured ? 'granted' : 'refused' }]
    : [write]
}
