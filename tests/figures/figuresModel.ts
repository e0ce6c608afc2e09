// The figures counted again in the plainest way: loops over facts, days told by the clocks of a zone.
// It shares no code with what it is compared with.
import { leadStatuses, openLeadStatuses } from '#shared/leadFields/leadStatus.ts'
import type { Facts, LeadFact } from './randomBusiness.ts'

const hour = 3_600_000
const thirtyDays = 30 * 24 * hour
const clocks = new Map<string, { format: Intl.DateTimeFormat; days: Map<number, string> }>()

/** The date (`2026-11-22`) the clocks of a zone show. */
export function dayOf(at: number, zone: string): string {
  let clock = clocks.get(zone)
  if (clock === undefined) {
    const format = new Intl.DateTimeFormat('sv-SE', {
      ...{ timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' },
    })
    clocks.set(zone, (clock = { format, days: new Map() }))
  }
  let day = clock.days.get(at)
  if (day === undefined) clock.days.set(at, (day = clock.format.format(at)))
  return day
}

export type Span = { first: string; last: string; zone: string }
const isIn = (at: number | null, { first, last, zone }: Span): boolean => {
  if (at === null) return false
  const day = dayOf(at, zone)
  return day >= first && day <= last
}

const sum = (leads: LeadFact[]) => leads.reduce((total, { cents }) => total + cents, 0) / 100

export function periodFigures({ leads, sends }: Facts, span: Span) {
  const until = { ...span, first: '0000-00-00' }
  const there = leads.filter(({ created }) => isIn(created, until))
  const converted = there.filter(({ wonAt }) => isIn(wonAt, until))
  const won = leads.filter(({ wonAt }) => isIn(wonAt, span))
  const sent = sends.filter(({ at }) => isIn(at, span))
  return {
    arrived: leads.filter(({ created }) => isIn(created, span)).length,
    won: won.length,
    wonAmount: sum(won),
    sent: sent.filter(({ account }) => account !== 0).length,
    sandboxed: sent.filter(({ account }) => account === 0).length,
    standing: { leads: there.length, won: converted.length },
    conversion:
      there.length === 0 ? null : Math.round((converted.length / there.length) * 1000) / 10,
  }
}

export const sourceFigures = ({ leads }: Facts, span: Span) =>
  [...new Set(leads.map(({ source }) => source))].flatMap((source) => {
    const own = leads.filter((lead) => lead.source === source && isIn(lead.created, span))
    const won = own.filter(({ wonAt }) => wonAt !== null)
    return own.length === 0
      ? []
      : [
          {
            ...{ source: source || null, leads: own.length, value: sum(own), won: won.length },
            ...{ wonAmount: sum(won), winShare: won.length / own.length },
          },
        ]
  })

export const stageFigures = ({ leads }: Facts, span: Span) =>
  leadStatuses.map((status) => {
    const moves = leads
      .flatMap((lead) => lead.moves)
      .filter((move) => move.from === status && isIn(move.at, span))
    const place = leadStatuses.indexOf(status)
    const goingTo = (isMeant: (to: number) => boolean) =>
      moves.filter(({ to }) => to !== 'lost' && isMeant(leadStatuses.indexOf(to))).length
    const timed = moves.filter(({ at, entered }) => entered !== null && at >= entered)
    const spent = timed.reduce((total, { at, entered }) => total + at - (entered ?? 0), 0)
    return {
      ...{ status, left: moves.length, forward: goingTo((to) => to > place) },
      won: moves.filter(({ to }) => to === 'won').length,
      lost: moves.filter(({ to }) => to === 'lost').length,
      back: goingTo((to) => to < place),
      timed: timed.length,
      meanDays: timed.length === 0 ? null : spent / timed.length / (24 * hour),
    }
  })

/** The first quarter of an hour in which the clocks of a zone show a month or a later one. */
function startOfMonth(month: string, zone: string): number {
  let at = Date.parse(`${month}-01T00:00Z`) - 30 * hour
  while (dayOf(at, zone).slice(0, 7) < month) at += hour / 4
  return at
}

export function cohortFigures({ leads, now }: Facts, months: string[], zone: string) {
  return months.map((month) => {
    const followed = leads.filter(
      ({ created, wonAt }) =>
        dayOf(created, zone).startsWith(month) && (wonAt === null || wonAt >= created),
    )
    const [year = 0, number = 0] = month.split('-').map(Number)
    const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
    const lived = now - startOfMonth(next, zone)
    return {
      ...{ month, leads: followed.length },
      won: followed.filter(({ wonAt }) => wonAt !== null).length,
      shares: Array.from({ length: 12 }, (_, index) => {
        const within = (index + 1) * thirtyDays
        const won = followed.filter(
          ({ created, wonAt }) => wonAt !== null && wonAt - created < within,
        )
        return followed.length === 0 || lived < within ? null : won.length / followed.length
      }),
    }
  })
}

type Touch = { kind: string; ref: string; first: number; last: number }
const places = ['source', 'funnel', 'campaign']
const inOrder = (one: Touch, other: Touch) =>
  places.indexOf(one.kind) - places.indexOf(other.kind) || (one.ref < other.ref ? -1 : 1)

function touchesOf(lead: LeadFact, { sends, events, funnels }: Facts): Touch[] {
  const met = [
    { kind: 'source', ref: lead.source, at: lead.created },
    ...sends
      .filter((send) => send.lead === lead.id && send.account !== 0)
      .map((send) => ({ kind: 'campaign', ref: String(send.campaign), at: send.at })),
    ...events
      .filter((event) => event.kind === 'form' && event.lead === lead.id)
      .map((event) => ({ kind: 'funnel', ref: String(event.funnel), at: event.at })),
  ].filter(({ kind, at }) => kind === 'source' || at <= (lead.wonAt ?? 0))
  const touches: Touch[] = []
  for (const { kind, ref, at } of met) {
    const known = touches.find((touch) => touch.kind === kind && touch.ref === ref)
    if (known === undefined) touches.push({ kind, ref, first: at, last: at })
    else {
      known.first = Math.min(known.first, at)
      known.last = Math.max(known.last, at)
    }
  }
  // A lead whose source is a funnel that it answered has met one thing, not two.
  const isFunnel = touches.some(
    ({ kind, ref }) => kind === 'funnel' && funnels.get(Number(ref)) === lead.source,
  )
  return isFunnel ? touches.filter(({ kind }) => kind !== 'source') : touches
}

/** By kind and reference: wins it was met before, and its parts of what they are worth, in cents. */
export function attributionFigures(facts: Facts, span: Span) {
  const parts = new Map<string, { wins: number; first: number; last: number; linear: number }>()
  for (const lead of facts.leads.filter(({ wonAt }) => isIn(wonAt, span))) {
    const touches = touchesOf(lead, facts)
    const byFirst = touches.toSorted((one, other) => one.first - other.first || inOrder(one, other))
    const [latest] = touches.toSorted((one, other) => other.last - one.last || inOrder(other, one))
    const upTo = (count: number) => Math.trunc((lead.cents * count) / touches.length)
    for (const [index, touch] of byFirst.entries()) {
      const key = `${touch.kind} ${touch.ref}`
      const part = parts.get(key) ?? { wins: 0, first: 0, last: 0, linear: 0 }
      parts.set(key, {
        wins: part.wins + 1,
        first: part.first + (index === 0 ? lead.cents : 0),
        last: part.last + (touch === latest ? lead.cents : 0),
        linear: part.linear + upTo(index + 1) - upTo(index),
      })
    }
  }
  return parts
}

/** What a visitor does is dated by the visit; a lead counts once, when it first sent a form. */
export function funnelFigures({ events }: Facts, funnel: number, span: Span) {
  const own = events.filter((event) => event.funnel === funnel)
  const came = new Map<string, number>()
  for (const { kind, visitor, at } of own)
    if (kind !== 'sale' && !came.has(visitor)) came.set(visitor, at)
  const leads = new Map<number, number>()
  for (const { kind, lead, at } of own)
    if (kind === 'form' && lead !== null && !leads.has(lead)) leads.set(lead, at)
  const answered = new Set(own.filter(({ kind }) => kind === 'form').map(({ visitor }) => visitor))
  const sales = own.filter(({ kind, at }) => kind === 'sale' && isIn(at, span))
  const count = (moments: Iterable<number>) => [...moments].filter((at) => isIn(at, span)).length
  return {
    visitors: count(came.values()),
    answered: count([...answered].map((visitor) => came.get(visitor) ?? 0)),
    leads: count(leads.values()),
    sales: sales.length,
    revenue: sales.reduce((total, { cents }) => total + cents, 0) / 100,
  }
}

/** Closed leads that had passed each open stage, by what became of them. */
export const forecastFigures = ({ leads }: Facts) =>
  openLeadStatuses.map((status) => {
    const passed = leads.filter(({ moves }) => moves.some(({ from }) => from === status))
    const open = leads.filter((lead) => lead.status === status)
    return {
      ...{ status, leads: open.length, value: sum(open) },
      won: passed.filter((lead) => lead.status === 'won').length,
      lost: passed.filter((lead) => lead.status === 'lost').length,
    }
  })
