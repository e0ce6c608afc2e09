// A business made up from a seed: what happened in it, done through the real procedures, and noted
// down beside them as plain facts.
import { insertEvent } from '#main/features/funnels/statistics/funnelEvents.repository.ts'
import { leadStatuses, type LeadStatus } from '#shared/leadFields/leadStatus.ts'
import { createTestApp, type TestApp } from '../support/testApp.ts'

export const zones = [
  ...['Europe/Paris', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata', 'America/Havana'],
] as const

/** Moments are milliseconds since 1970; amounts whole cents. */
export type LeadFact = {
  id: number
  created: number
  source: string
  cents: number
  status: LeadStatus
  wonAt: number | null
  moves: { from: LeadStatus; to: LeadStatus; at: number; entered: number | null }[]
  isImported: boolean
}
export type SendFact = { lead: number; campaign: number; account: number; at: number }
export type EventFact = {
  kind: 'visit' | 'form' | 'sale'
  funnel: number
  page: number
  visitor: string
  lead: number | null
  cents: number
  isManual: boolean
  at: number
}
export type Facts = {
  leads: LeadFact[]
  sends: SendFact[]
  events: EventFact[]
  /** Names by number. */
  funnels: Map<number, string>
  now: number
}

export type Random = {
  /** A whole number from 0, below `count`. */
  below(count: number): number
  of<T>(list: readonly T[]): T
}

/** Park and Miller's generator: small, repeatable, good enough to make things up. */
export function createRandom(seed: number): Random {
  let state = (Math.abs(Math.trunc(seed)) % 2_147_483_646) + 1
  const below = (count: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % count
  }
  return { below, of: (list) => list[below(list.length)] as (typeof list)[number] }
}

const minute = 60_000
const day = 24 * 60 * minute
const sources = ['', 'Salon', 'Site', 'Bouche à oreille', 'F']
/** Around these the clocks of one of the zones change, or a year or a February ends. */
export const edges = [
  ...['2024-02-29T05:00Z', '2024-03-10T07:00Z', '2024-03-31T01:00Z', '2024-04-06T14:00Z'],
  ...['2024-09-28T14:00Z', '2024-10-27T01:00Z', '2024-11-03T05:00Z', '2024-11-03T06:00Z'],
  ...['2024-12-31T23:00Z', '2025-02-28T18:30Z', '2025-03-09T05:00Z', '2025-03-30T01:00Z'],
  ...['2025-10-26T00:00Z', '2025-11-02T04:30Z', '2025-11-02T05:30Z', '2025-12-31T11:00Z'],
  ...['2026-02-28T05:00Z', '2026-03-08T05:00Z', '2026-03-29T00:30Z', '2026-04-04T14:00Z'],
].map((moment) => Date.parse(moment))

export type Business = { app: TestApp; facts: Facts; random: Random }

/** @param steps how much happens between January 2024 and the end */
export async function makeBusiness(seed: number, steps: number): Promise<Business> {
  const app = await createTestApp()
  const random = createRandom(seed)
  const zone = random.of(zones)
  await app.client.settings.update({ timeZone: zone, currency: 'EUR' })
  const facts: Facts = { leads: [], sends: [], events: [], funnels: new Map(), now: 0 }
  const funnels: { id: number; pages: number[] }[] = []
  app.host.clock.set(Date.parse('2024-01-02T10:00Z'))
  for (const name of ['F', 'G']) {
    const funnel = await app.client.funnels.create({
      query: { template: 'webinar-replay-fr' },
      body: { name },
    })
    facts.funnels.set(funnel.id, name)
    funnels.push({ id: funnel.id, pages: funnel.pages.map(({ id }) => id) })
  }
  const moments = momentsOf(random, steps)
  for (const [index, at] of moments.entries()) {
    app.host.clock.set(at)
    await happen({ app, facts, random, funnels, zone, index })
  }
  facts.now = app.host.clock.now()
  return { app, facts, random }
}

/** Minutes by which the zones are ahead of universal time, in winter and in summer. */
const offsets = [60, 120, -300, -240, 720, 780, 330]

/** In order: some minutes around an edge, some around midnight of one of the zones, some anywhere. */
function momentsOf(random: Random, steps: number): number[] {
  const first = Date.parse('2024-01-03T00:00Z')
  const length = Date.parse('2026-05-20T00:00Z') - first
  const near = (at: number) => at + (random.below(241) - 120) * minute + random.below(minute)
  const midnight = () =>
    first + random.below(Math.floor(length / day)) * day - random.of(offsets) * minute
  const kinds = [
    () => near(random.of(edges)),
    () => near(midnight()),
    () => first + random.below(Math.floor(length / 1_000)) * 1_000,
  ]
  return Array.from({ length: steps }, () => random.of(kinds)()).toSorted(
    (one, other) => one - other,
  )
}

type Step = Omit<Business, 'facts'> & {
  facts: Facts
  funnels: { id: number; pages: number[] }[]
  zone: string
  index: number
}

async function happen(step: Step): Promise<void> {
  const { random, facts } = step
  const what = random.below(20)
  const lead = facts.leads.length === 0 ? undefined : random.of(facts.leads)
  if (what < 5 || lead === undefined) return create(step)
  if (what < 9) return move(step, lead, random.of([...leadStatuses, 'won', 'won', 'lost']))
  if (what === 9) return change(step, lead)
  if (what === 10) return remove(step, lead)
  if (what === 11) return importRows(step)
  if (what < 15) return send(step, lead)
  return visitFunnel(step, lead)
}

async function create({ app, facts, random, index }: Step): Promise<void> {
  const at = app.host.clock.now()
  const status = random.of<LeadStatus>([...leadStatuses, 'new', 'new', 'new'])
  const cents = random.below(100_000)
  const source = random.of(sources)
  const { id } = await app.client.crm.leads.create({
    ...{ firstName: `n${index}`, status, estimatedValue: cents / 100, source: source || null },
  })
  facts.leads.push({
    ...{ id, created: at, source, cents, status, moves: [], isImported: false },
    wonAt: status === 'won' ? at : null,
  })
}

async function move({ app }: Step, lead: LeadFact, to: LeadStatus): Promise<void> {
  if (to === lead.status) return
  const at = app.host.clock.now()
  await app.client.crm.leads.update({ id: lead.id, status: to })
  const entered = lead.moves.at(-1)?.at ?? (lead.isImported ? null : lead.created)
  lead.moves.push({ from: lead.status, to, at, entered })
  lead.status = to
  lead.wonAt = to === 'won' ? at : null
}

async function change({ app, random }: Step, lead: LeadFact): Promise<void> {
  lead.cents = random.below(100_000)
  lead.source = random.of(sources)
  await app.client.crm.leads.update({
    ...{ id: lead.id, estimatedValue: lead.cents / 100, source: lead.source || null },
  })
}

async function remove({ app, facts, random }: Step, lead: LeadFact): Promise<void> {
  await app.client.crm.leads.delete({ id: lead.id })
  if (random.below(2) === 0) await app.client.crm.leads.restore({ id: lead.id })
  else facts.leads.splice(facts.leads.indexOf(lead), 1)
}

/** What the clocks of a zone show, as a file would have it. */
function written(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  })
  return parts.format(at)
}
/** Where the clocks show a time twice, a file means the first. */
const meant = (at: number, zone: string): number =>
  written(at - 60 * minute, zone) === written(at, zone) ? at - 60 * minute : at

async function importRows({ app, facts, random, index, zone }: Step): Promise<void> {
  const now = app.host.clock.now()
  const ago = () => meant(Math.floor((now - (random.below(400) + 1) * day) / minute) * minute, zone)
  const rows = Array.from({ length: 3 }, (_, n) => {
    const status = random.of(['new', 'won', 'won', 'lost'] as const)
    const created = random.below(3) === 0 ? null : ago()
    const won = status === 'won' && random.below(4) > 0 ? ago() : null
    const cents = random.below(100_000)
    return {
      email: `i${index}-${n}@x.example`,
      status,
      created,
      won,
      cents,
      source: random.of(sources),
    }
  })
  const line = (row: (typeof rows)[number]) =>
    [
      ...[row.email, row.status, row.source, (row.cents / 100).toFixed(2)],
      ...[row.created, row.won].map((at) => (at === null ? '' : written(at, zone))),
    ].join(',')
  await app.client.crm.imports.run({
    file: new File(
      [['email,status,source,value,created at,won at', ...rows.map(line)].join('\n')],
      'f.csv',
    ),
  })
  for (const row of rows) {
    const [found] = app.services.database.query<{ id: number }>(
      'SELECT id FROM leads WHERE email = ?',
      [row.email],
    )
    const created = row.created ?? now
    facts.leads.push({
      ...{ id: found?.id ?? 0, created, source: row.source, cents: row.cents, status: row.status },
      wonAt: row.status === 'won' ? (row.won ?? created) : null,
      ...{ moves: [], isImported: true },
    })
  }
}

async function send({ app, facts, random, index }: Step, lead: LeadFact): Promise<void> {
  const at = app.host.clock.now()
  const fact = { lead: lead.id, campaign: random.below(3) + 1, account: random.of([0, 1, 1]), at }
  const isSent = random.below(4) > 0
  await app.services.database.write([], (transaction) =>
    transaction.sql(
      `INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, reason, next_attempt_at, sent_at, created_at)
       VALUES (?, ?, ?, ?, '', ?, 1, ?, '', '{}', ?, '', 0, ?, ?)`,
      [
        ...[fact.campaign, fact.lead, `k${index}`, `m${index}`, fact.account, `e${index}`],
        ...[isSent ? 'sent' : 'failed', isSent ? at : null, at],
      ],
    ),
  )
  if (isSent) facts.sends.push(fact)
}

async function visitFunnel(
  { app, facts, random, funnels, index }: Step,
  lead: LeadFact,
): Promise<void> {
  const at = app.host.clock.now()
  const funnel = random.of(funnels)
  const kind = random.of(['visit', 'visit', 'form', 'sale'] as const)
  const isManual = kind === 'sale' && random.below(2) === 0
  const fact: EventFact = {
    ...{ kind, funnel: funnel.id, page: random.of(funnel.pages), isManual, at },
    visitor: `v${random.below(40)}-${written(at, 'UTC').slice(0, 7)}`,
    lead: kind === 'form' ? lead.id : null,
    cents: kind === 'sale' ? random.below(50_000) : 0,
  }
  const event = {
    eventId: `${isManual ? 'manual-' : ''}e${index}`,
    ...{ kind, at, funnelId: fact.funnel, pageId: fact.page, source: '' },
    ...(kind === 'sale'
      ? { amountCents: fact.cents, currency: 'EUR' }
      : { visitor: fact.visitor, leadId: fact.lead }),
  }
  await app.services.database.write([], (transaction) => insertEvent(transaction, event))
  facts.events.push(fact)
}
