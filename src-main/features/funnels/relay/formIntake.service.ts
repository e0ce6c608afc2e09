// A form that a visitor sent: the lead, the proof of what was agreed to and refused, and whether
// the person may be written to.
import type { RelayEvent, SealedForm } from '#shared/contract/relayProtocol.ts'
import type { Transaction } from '#main/database/database.ts'
import {
  findWording,
  listFieldsForUpdate,
  liftOwnRefusal,
  recallRefusal,
  recordConsent,
  refuseWriting,
  takeInLead,
  type ConsentEntry,
  type Wording,
} from '#main/features/crm/crm.feature.ts'
import type { Queueing } from '#main/features/email/email.feature.ts'
import type { FormBlock } from '#shared/blocks/page/form.ts'
import type { PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import { keepForm, problemOf } from './keptForms.repository.ts'
import { mailConfirmation } from './confirmations.service.ts'
import { queueEmails } from '../emails/funnelEmails.service.ts'
import { insertEvent, sourceName } from '../statistics/funnelEvents.repository.ts'
import { funnelsTable } from '../funnels.table.ts'
import { pagesTable } from '../pages/pages.table.ts'
import { formFieldNames, leadFields } from '#shared/leadFields/leadFields.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import type { AskedCustomField } from '#shared/rules/leadFilter/customFieldShape.ts'
import { customInputName, inputName } from '#shared/rules/relayPages.ts'

export type FormEvent = Extract<RelayEvent, { kind: 'form' }>
type Place = {
  funnelName: string
  language: 'fr' | 'en'
  pageName: string
  tag: string
  /** The questions that fill in custom fields, by the name of the input. */
  labels: Record<string, string>
  /** The form as it is now asks for a confirmation. */
  asksConfirmation: boolean
  isGone: boolean
}

/**
 * Even where the funnel was deleted meanwhile: a person who wrote must not be lost. What cannot
 * become a lead is kept whole, and counted nowhere until somebody made it one.
 */
export async function applyForm(
  applying: Queueing,
  transaction: Transaction,
  event: FormEvent,
  opened: SealedForm | null,
): Promise<void> {
  if (opened === null) throw new Error('A form came without its content.')
  const problem = problemOf(opened.fields)
  if (problem !== null) await keepForm(transaction, { event, opened, problem })
  else await takeInForm(applying, transaction, event, opened)
}

/** @returns the lead; null if nothing typed identifies a person */
export async function takeInForm(
  applying: Queueing,
  transaction: Transaction,
  event: FormEvent,
  opened: SealedForm,
): Promise<number | null> {
  const { now } = applying
  const place = await placeOf(transaction, event, opened.blockKey)
  const subject =
    place.language === 'fr' ? `Formulaire : ${place.pageName}` : `Form: ${place.pageName}`
  const answer = {
    fields: opened.fields,
    labels: {
      ...inputLabels(place.language, await listFieldsForUpdate(transaction)),
      ...place.labels,
    },
    language: place.language,
    colon: place.language === 'fr' ? ' : ' : ': ',
    source: place.funnelName,
    tag: place.tag,
    subject,
    at: event.at,
  }
  const taken = await takeInLead(transaction, answer, now)
  if (taken === null) return null
  // Before the answers: they may lift what the person refused before being erased.
  await recallRefusal(transaction, taken.email, applying.installKey)
  await recordAnswers(
    transaction,
    event,
    opened,
    { ...taken, asksConfirmation: place.asksConfirmation },
    applying,
  )
  if (place.isGone) return taken.leadId
  await insertEvent(transaction, {
    eventId: event.id,
    kind: 'form',
    at: event.at,
    funnelId: event.funnelId,
    pageId: event.pageId,
    visitor: event.visitor,
    source: sourceName(event.source),
    leadId: taken.leadId,
    reference: opened.reference || null,
  })
  return taken.leadId
}

/** What the history and the list of kept forms call an input. */
export const inputLabels = (
  language: 'fr' | 'en',
  customFields: readonly AskedCustomField[],
): Record<string, string> =>
  Object.fromEntries([
    ...formFieldNames.map((name) => [
      leadFields[name].form.input,
      leadFieldWords[language].formLabels[name],
    ]),
    ...customFields.map(({ key, name }) => [customInputName(key), name]),
  ])

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
    labels: form?.kind === 'form' ? customLabels(form) : {},
    asksConfirmation: form?.kind === 'form' && form.doubleOptIn,
    isGone: funnel === null,
  }
}

const customLabels = (form: FormBlock): Record<string, string> =>
  Object.fromEntries(
    form.fields.flatMap((asked) =>
      asked.customKey === undefined ? [] : [[inputName(asked), asked.label]],
    ),
  )

type Person = { leadId: number; email: string | null; isNew: boolean; asksConfirmation: boolean }
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
  // for a confirmation: then it is asked for. So it is where the form asks for one since.
  const mustConfirm =
    answer.wants &&
    ((words?.doubleOptIn ?? true) || person.asksConfirmation) &&
    person.email !== null
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
    await liftOwnRefusal(transaction, person.email, event.at, now)
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
  if (mustConfirm) await askToConfirm(transaction, event, person.leadId, queueing)
}

async function askToConfirm(
  transaction: Transaction,
  { id, at }: FormEvent,
  leadId: number,
  queueing: Queueing,
): Promise<void> {
  await transaction.sql(
    'INSERT INTO consent_confirmations (asked_event_id, lead_id, asked_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    [id, leadId, at],
  )
  await mailConfirmation(transaction, id, queueing)
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
    action: mustConfirm
      ? ('asked' as const)
      : wants
        ? ('granted' as const)
        : ('not_given' as const),
  }
  // Who asks to confirm an address does not know yet who ticked the boxes.
  const said = mustConfirm ? 'asked' : 'granted'
  const isMeasureShown = measured || (words !== null && words.measureText.trim() !== '')
  return isMeasureShown
    ? [write, { purpose: 'measure', action: measured ? said : 'not_given' }]
    : [write]
}
