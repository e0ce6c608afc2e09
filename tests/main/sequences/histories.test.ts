// Random sequences with random histories: kills, answers, bounces, refusals, wins, deletions, changes
// of the steps. Everybody is where the naive model says, and no step was done twice.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import * as states from '#main/features/email/outbox/outbox.states.ts'
import { planOf } from '#main/features/sequences/steps/stepPlan.ts'
import { look, newPerson, type Lead, type Person } from '../../support/sequences/sequenceModel.ts'
import { createSequenceApp, type SequenceApp } from '../../support/sequences/sequenceApp.ts'

const hour = 60 * 60_000

/** Steps without keys: they are numbered in the order in which they stand. */
type Shape =
  | { kind: 'wait'; amount: number }
  | { kind: 'send' | 'task' | 'tag' | 'stop' }
  | { kind: 'branch'; about: 'lead' | 'replied'; then: Shape[]; otherwise: Shape[] }
const simple = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), amount: fc.nat(30) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('send' as const, 'task', 'tag') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stop' as const) }) },
)
const firstShapes = () => shapes(2).filter((list) => list.length > 0)
const shapes = (depth: number): fc.Arbitrary<Shape[]> =>
  depth === 0
    ? fc.array(simple, { maxLength: 3 })
    : fc.array(
        fc.oneof(
          { weight: 5, arbitrary: simple },
          {
            weight: 1,
            arbitrary: fc.record({
              kind: fc.constant('branch' as const),
              about: fc.constantFrom('lead' as const, 'replied'),
              then: shapes(depth - 1),
              otherwise: shapes(depth - 1),
            }),
          },
        ),
        { maxLength: 5 },
      )

const nth = fc.nat(5)
const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('add' as const), nth }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('pass' as const), hours: fc.nat(40) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('deliver' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('reply' as const, 'bounce', 'refuse', 'win', 'delete', 'restore'),
      nth,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('off' as const, 'on') }) },
)
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never

let at: SequenceApp
beforeEach(async () => void (at = await createSequenceApp({ engine: false })))
afterEach(() => at.app.close())
const now = () => at.app.host.clock.now()
const database = () => at.app.services.database

async function stepsOf(list: Shape[], count = { n: 0 }): Promise<SequenceStep[]> {
  const steps: SequenceStep[] = []
  for (const shape of list) {
    const key = `s${(count.n += 1)}`
    if (shape.kind === 'wait')
      steps.push({ kind: 'wait', key, amount: shape.amount, unit: 'hours', notBefore: null })
    else if (shape.kind === 'send')
      steps.push({ kind: 'send', key, campaignId: await at.message(key) })
    else if (shape.kind === 'task') steps.push({ kind: 'task', key, title: key, dueInDays: 0 })
    else if (shape.kind === 'tag') steps.push({ kind: 'tag', key, add: [key], remove: [] })
    else if (shape.kind === 'stop') steps.push({ kind: 'stop', key })
    else if (shape.kind === 'branch') {
      const filter = { all: [{ field: 'company', op: 'isFilled' as const }] }
      const question =
        shape.about === 'lead' ? { about: 'lead' as const, filter } : { about: 'replied' as const }
      const then = await stepsOf(shape.then, count)
      const otherwise = await stepsOf(shape.otherwise, count)
      steps.push({ kind: 'branch', key, question, then, otherwise })
    }
  }
  return steps
}

/** Everything that is queued and may leave is handed over and accepted, by the engine's statements. */
async function deliver(): Promise<void> {
  await database().write([], async (transaction) => {
    const rows = await transaction.sql<{ id: number }>(
      `SELECT outbox.id FROM outbox WHERE ${states.isQueuedSql} ORDER BY id`,
    )
    for (const { id } of rows) {
      await states.applyTransition(transaction, states.claim, now(), 'l', id)
      await states.applyTransition(transaction, states.handOver, now(), 0, id, 'l')
      const handed = await transaction.count(
        `SELECT count(*) AS n FROM outbox WHERE id = ? AND state = 'handing_over'`,
        [id],
      )
      if (handed === 1) await states.applyTransition(transaction, states.accept, '', now(), id, 'l')
      else await states.applyTransition(transaction, states.putBack, id, 'l')
    }
  })
}

class World {
  readonly leads: { id: number; lead: Lead }[] = []
  readonly people = new Map<number, Person>()
  isOn = true
  /** Moments after which nobody wrote to a lead any more. */
  readonly quietFrom = new Map<number, number>()
  readonly sequenceId: number
  readonly steps: SequenceStep[]
  readonly replyEnds: boolean
  constructor(sequenceId: number, steps: SequenceStep[], replyEnds: boolean) {
    this.sequenceId = sequenceId
    this.steps = steps
    this.replyEnds = replyEnds
  }

  sentTo(leadId: number): { id: number; sentAt: number }[] {
    return database().query(
      `SELECT id, sent_at AS sentAt FROM outbox WHERE lead_id = ? AND sent_at IS NOT NULL ORDER BY id DESC`,
      [leadId],
    )
  }

  async apply(change: Change, steps = this.steps): Promise<void> {
    const client = at.client()
    const some = 'nth' in change ? this.leads[change.nth % this.leads.length] : undefined
    const person = some === undefined ? undefined : this.people.get(some.id)
    switch (change.kind) {
      case 'pass':
        at.app.host.clock.advance(change.hours * hour)
        return
      case 'deliver':
        return deliver()
      case 'kill':
        return at.app.reopen()
      case 'on':
      case 'off':
        this.isOn = change.kind === 'on'
        await client.sequences.update({ id: this.sequenceId, isOn: this.isOn })
        return
    }
    if (some === undefined) return
    const { id, lead } = some
    switch (change.kind) {
      case 'add': {
        const { added } = await client.sequences.add({ id: this.sequenceId, ids: [id] })
        const comes = lead.isThere && person === undefined && !(lead.hasAddress && lead.isRefused)
        expect(added).toBe(comes ? 1 : 0)
        if (comes) this.people.set(id, newPerson(id, steps, now()))
        return
      }
      case 'win':
        if (!lead.isThere) return
        await client.crm.leads.update({ id, status: 'won' })
        lead.isWon = true
        return this.quiet(id)
      case 'refuse':
        if (!lead.hasAddress) return
        await client.email.suppressions.add({
          entries: `lead${id}@exemple.example`,
          reason: 'unsubscribed',
        })
        lead.isRefused = true
        return this.quiet(id)
      case 'delete':
        if (!lead.isThere) return
        await client.crm.leads.delete({ id })
        lead.isThere = false
        return
      case 'restore':
        if (lead.isThere) return
        try {
          await client.crm.leads.restore({ id })
          lead.isThere = true
        } catch {
          // Too long ago.
        }
        return
      case 'reply':
      case 'bounce':
        return this.heard(change.kind, id, person)
    }
  }

  async heard(kind: 'reply' | 'bounce', id: number, person: Person | undefined): Promise<void> {
    const [message] = this.sentTo(id)
    if (message === undefined || person === undefined) return
    await database().write([], async (transaction) => {
      if (kind === 'reply') {
        await states.applyTransition(transaction, states.noteReply, now(), message.id)
        await states.applyTransition(transaction, states.cancelFollowing, id, now())
        person.hasReplied = true
        if (person.isSending && person.sentAt === null) person.isCancelled = true
      } else {
        await states.applyTransition(
          transaction,
          states.noteBounce,
          ...([now(), 'hard', '', message.id, 'hard'] as const),
        )
        person.hasBounced = true
      }
    })
    if (kind === 'bounce' || this.replyEnds) this.quiet(id)
  }

  quiet(id: number): void {
    if (!this.quietFrom.has(id)) this.quietFrom.set(id, now())
  }

  /** What the messages became, for the model. */
  noteSent(): void {
    for (const person of this.people.values()) {
      if (!person.isSending || person.sentAt !== null) continue
      const sent = this.sentTo(person.lead)[0]
      const done = person.done.filter((key) => planOf(this.steps).get(key)?.step.kind === 'send')
      if (this.sentTo(person.lead).length === done.length && sent !== undefined)
        person.sentAt = sent.sentAt
    }
  }
}

async function newWorld(list: Shape[], replyEnds: boolean): Promise<World> {
  const steps = await stepsOf(list)
  const { id, steps: kept } = await at.running({
    ...{ steps, exits: { reply: replyEnds, won: true, filter: null } },
  })
  const world = new World(id, kept, replyEnds)
  for (let index = 0; index < 6; index += 1) {
    const [hasAddress, isLarge] = [index !== 5, index % 2 === 0]
    const made = await at.client().crm.leads.create({
      firstName: `Lead ${index}`,
      ...(isLarge ? { company: 'Exemple' } : {}),
    })
    const email = hasAddress ? `lead${made.id}@exemple.example` : null
    await at.client().crm.leads.update({ id: made.id, email })
    const lead = { hasAddress, isRefused: false, isWon: false, isThere: true, isLarge }
    world.leads.push({ id: made.id, lead })
  }
  return world
}

/** What holds whatever was changed: nothing twice, nobody written to after they left, all explained. */
async function holds(world: World): Promise<void> {
  const rows = database().query<Record<string, number | string | null>>(
    `SELECT people.*, outbox.state AS messageState FROM sequence_people AS people LEFT JOIN outbox ON outbox.id = outbox_id`,
  )
  const { steps } = await at.client().sequences.get({ id: world.sequenceId })
  const plan = planOf(steps)
  for (const row of rows) {
    expect(row['state'] === 'ended').toBe(row['reason'] !== null)
    if (row['state'] === 'waiting') {
      expect(plan.has(String(row['step_key']))).toBe(true)
      expect(row['due_at']).not.toBeNull()
      if (world.isOn) expect(Number(row['due_at'])).toBeGreaterThan(now())
    }
    if (row['state'] === 'sending' && world.isOn)
      expect(['queued', 'claimed', 'handing_over']).toContain(row['messageState'])
  }
  expect(
    database().query(
      `SELECT 1 FROM tasks GROUP BY lead_id, title HAVING count(*) > 1
       UNION ALL SELECT 1 FROM outbox GROUP BY campaign_id, lead_id HAVING count(*) > 1`,
    ),
  ).toEqual([])
  for (const [id, from] of world.quietFrom)
    for (const { sentAt } of world.sentTo(id)) expect(sentAt).toBeLessThanOrEqual(from)
}

describe('a random history of a sequence', () => {
  it('leaves everybody where the naive model says', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        firstShapes(),
        fc.boolean(),
        fc.array(change, { minLength: 10, maxLength: 30 }),
        async (list, replyEnds, changes) => {
          await at.app.close()
          at = await createSequenceApp({ engine: false })
          const world = await newWorld(list, replyEnds)
          for (const one of changes) {
            await world.apply(one)
            world.noteSent()
            // What left is seen later: the next wait counts from when it did.
            if (one.kind === 'deliver') continue
            await at.sweep()
            if (world.isOn)
              for (const { id, lead } of world.leads) {
                const person = world.people.get(id)
                if (person !== undefined) look(person, lead, now(), replyEnds)
              }
            await holds(world)
            const told = await at.client().sequences.people({ id: world.sequenceId, limit: 200 })
            for (const person of world.people.values()) {
              const shown = told.items.find(({ id }) => id === rowOfLead(person.lead))
              const done = shown?.done.map(({ stepKey, result }) =>
                result === null ? stepKey : `${stepKey} ${result}`,
              )
              expect([one.kind, person.lead, shown?.end, done]).toEqual([
                one.kind,
                person.lead,
                person.end,
                person.done,
              ])
            }
          }
        },
      ),
      { numRuns: Number(process.env['SEQUENCE_RUNS'] ?? 8), ...emptySeed() },
    )
  })
})

/** Takes out, adds, and moves steps, at any depth of the first level. */
const edit = fc.record({
  kind: fc.constantFrom('takeOut' as const, 'insert', 'turn'),
  nth: fc.nat(8),
})
type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never

function edited(steps: SequenceStep[], { kind, nth }: Edit, count: number): SequenceStep[] {
  const at = steps.length === 0 ? 0 : nth % steps.length
  // A sequence that is on is never without steps.
  if (kind === 'takeOut') return steps.length > 1 ? steps.toSpliced(at, 1) : steps
  const [step] = steps.slice(at, at + 1)
  if (kind === 'turn' && step !== undefined) return [...steps.toSpliced(at, 1).toReversed(), step]
  const key = `new${count}`
  const added: SequenceStep =
    nth % 2 === 0
      ? { kind: 'task', key, title: key, dueInDays: 0 }
      : { kind: 'wait', key, amount: nth, unit: 'hours', notBefore: null }
  return steps.toSpliced(at, 0, added)
}

describe('steps that change in the middle of random histories', () => {
  it(
    'are done at most once for each, and everybody has a place',
    { timeout: 240_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          firstShapes(),
          fc.array(fc.oneof({ weight: 1, arbitrary: change }, { weight: 1, arbitrary: edit }), {
            minLength: 10,
            maxLength: 30,
          }),
          async (list, changes) => {
            await at.app.close()
            at = await createSequenceApp({ engine: false })
            const world = await newWorld(list, true)
            let { steps } = world
            let isDoneBefore = new Set<string>()
            for (const [index, one] of changes.entries()) {
              if (isEdit(one)) {
                const wanted = edited(steps, one, index)
                ;({ steps } = await at.client().sequences.update({
                  ...{ id: world.sequenceId, steps: wanted },
                }))
              } else await world.apply(one, steps)
              await at.sweep()
              await holds(world)
              const done = new Set(
                database()
                  .query<{ person_id: number; step_key: string }>('SELECT * FROM sequence_steps')
                  .map((row) => `${row.person_id} ${row.step_key}`),
              )
              // What was done is never forgotten, whatever is changed.
              expect([...isDoneBefore].filter((step) => !done.has(step))).toEqual([])
              isDoneBefore = done
            }
          },
        ),
        { numRuns: Number(process.env['SEQUENCE_RUNS'] ?? 8), ...emptySeed() },
      )
    },
  )
})

const isEdit = (one: Change | Edit): one is Edit =>
  one.kind === 'takeOut' || one.kind === 'turn' || one.kind === 'insert'

const emptySeed = () =>
  process.env['SEQUENCE_SEED'] === undefined ? {} : { seed: Number(process.env['SEQUENCE_SEED']) }
const rowOfLead = (leadId: number): number =>
  database().count('SELECT id AS n FROM sequence_people WHERE lead_id = ?', [leadId])
