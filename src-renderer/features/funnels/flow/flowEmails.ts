// The e-mails of a funnel in its flow: cards that hang below the step whose form starts them, in
// the order in which they are sent.
import type { Edge, Node } from '@vue-flow/core'
import type { FunnelEmail } from '#shared/contract/funnelEmails.ts'
import type { FunnelPage } from '#shared/contract/funnelPages.ts'
import type { Place } from './flowGraph.ts'
import type { FunnelProblem } from '../funnels.queries.ts'

export type EmailStep = {
  email: FunnelEmail
  problem: FunnelProblem['problem'] | null
  isSelected: boolean
}
export type EmailNode = Node<EmailStep>

const cardHeight = 78
/** Below a step's card, which grows by a line a problem; in pixels. */
const belowStep = 246
const problemHeight = 24

type Drawing = {
  emails: FunnelEmail[]
  pages: FunnelPage[]
  problems: FunnelProblem[]
  selectedId: number | null
}

/** The step an e-mail hangs on: the one it names, else the first with a form, else the first. */
export function stepOf(email: Pick<FunnelEmail, 'pageId'>, pages: FunnelPage[]): FunnelPage | null {
  const ordered = pages.toSorted((one, other) => one.position - other.position)
  const withForm = ordered.find(({ blocks }) => blocks.some(({ kind }) => kind === 'form'))
  return ordered.find(({ id }) => id === email.pageId) ?? withForm ?? ordered[0] ?? null
}

type Hanging = { email: FunnelEmail; step: FunnelPage; row: number; before: FunnelEmail | null }

function hanging({ emails, pages }: Pick<Drawing, 'emails' | 'pages'>): Hanging[] {
  const last = new Map<number, { email: FunnelEmail; row: number }>()
  return emails.flatMap((email) => {
    const step = stepOf(email, pages)
    if (step === null) return []
    const before = last.get(step.id) ?? null
    const row = before === null ? 0 : before.row + 1
    last.set(step.id, { email, row })
    return [{ email, step, row, before: before?.email ?? null }]
  })
}

const nodeId = (email: Pick<FunnelEmail, 'id'>) => `email-${email.id}`

export function emailNodes(drawing: Drawing): EmailNode[] {
  const { problems, selectedId } = drawing
  return hanging(drawing).map(({ email, step, row }) => {
    const lines = problems.filter(
      ({ pageId, emailId }) => pageId === step.id && emailId === undefined,
    ).length
    return {
      id: nodeId(email),
      type: 'email',
      // Held by its step, so that it moves with it.
      parentNode: String(step.id),
      position: { x: 0, y: belowStep + lines * problemHeight + row * cardHeight },
      draggable: false,
      connectable: false,
      data: {
        email,
        problem: problems.find(({ emailId }) => emailId === email.id)?.problem ?? null,
        isSelected: email.id === selectedId,
      },
    }
  })
}

export function emailEdges(
  drawing: Pick<Drawing, 'emails' | 'pages'>,
  label: (subject: string) => string,
): Edge[] {
  return hanging(drawing).map(({ email, step, before }) => ({
    id: `${nodeId(email)}-line`,
    source: before === null ? String(step.id) : nodeId(before),
    target: nodeId(email),
    ...(before === null ? { sourceHandle: 'emails' } : {}),
    type: 'straight',
    ariaLabel: label(email.subject || email.name),
    style: { stroke: 'var(--border-strong)', strokeWidth: 1.5, strokeDasharray: '4 4' },
    selectable: false,
  }))
}

/**
 * Where the cards are, so that the first look at the flow takes them in: as places of steps, which
 * are taller.
 */
export function placesWithEmails(
  places: Map<number, Place>,
  drawing: Pick<Drawing, 'emails' | 'pages'>,
): Map<number, Place> {
  const all = new Map(places)
  for (const { email, step, row } of hanging(drawing)) {
    const place = places.get(step.id)
    if (place !== undefined) all.set(-email.id, { x: place.x, y: place.y + (row + 1) * cardHeight })
  }
  return all
}

export type DelayUnit = 'minutes' | 'hours' | 'days'
const minutesIn: Record<DelayUnit, number> = { minutes: 1, hours: 60, days: 24 * 60 }

/** A delay in the largest unit that says it in whole numbers. */
export function readDelay(minutes: number): { count: number; unit: DelayUnit } {
  const unit =
    (['days', 'hours'] as const).find((name) => minutes > 0 && minutes % minutesIn[name] === 0) ??
    'minutes'
  return { count: minutes / minutesIn[unit], unit }
}

/** At most half a year, as the contract has it. */
export const toMinutes = (count: number, unit: DelayUnit): number =>
  Math.min(180 * minutesIn.days, Math.max(0, Math.round(count)) * minutesIn[unit])
