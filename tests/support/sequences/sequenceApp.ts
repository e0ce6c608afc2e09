// Sequences on the real procedures, database and sending engine, swept when a test says so.
import type { Sequence } from '#shared/contract/sequences/sequences.contract.ts'
import type { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import { sweeping, sweepSequences } from '#main/features/sequences/engine/sweep.ts'
import { createMailApp, until, type MailApp } from '../mailApp.ts'

type Client = MailApp['client']
type Draft = Parameters<Client['sequences']['create']>[0]

export type SequenceApp = {
  app: MailApp
  client(): Client
  /** A complete message, a draft. @returns the campaign's number */
  message(subject?: string, accountId?: number | null): Promise<number>
  /** Made and turned on. */
  running(draft: Partial<Draft>): Promise<Sequence>
  lead(name: string, more?: Parameters<Client['crm']['leads']['create']>[0]): Promise<number>
  sweep(): Promise<void>
  /** Sweeps until the engine has nothing left that is due and nobody waits for a message. */
  settle(): Promise<void>
  /** `name: state step` of everybody in it, by the order in which they came. */
  where(id: number): Promise<string[]>
  /** What was done for somebody, by their lead: `key`, with its result. */
  done(id: number, leadId: number): Promise<string[]>
  /** Subjects that were sent, `to subject`, in their order. */
  sent(): Promise<string[]>
}

export const wait = (key: string, amount: number, more: Partial<WaitStep> = {}): SequenceStep => ({
  ...{ kind: 'wait', key, amount, unit: 'days', notBefore: null },
  ...more,
})
type WaitStep = Extract<SequenceStep, { kind: 'wait' }>
export const tag = (key: string, ...add: string[]): SequenceStep => ({
  ...{ kind: 'tag', key, add, remove: [] },
})
export const send = (key: string, campaignId: number | null): SequenceStep => ({
  ...{ kind: 'send', key, campaignId },
})

export async function createSequenceApp(
  options: Parameters<typeof createMailApp>[0] = {},
): Promise<SequenceApp> {
  const app = await createMailApp(options)
  const client = () => app.client
  const self: SequenceApp = {
    app,
    client,
    async message(subject = 'Bonjour {{ first_name }}', accountId = null) {
      const campaign = await client().email.campaigns.create({
        ...{ name: subject, subject, html: '<p>Merci</p>', fromEmail: 'shop@business.example' },
        accountId,
      })
      return campaign.id
    },
    async running(draft) {
      const { id } = await client().sequences.create({ name: 'Accueil', ...draft })
      return client().sequences.update({ id, isOn: true })
    },
    async lead(name, more = {}) {
      const draft = { firstName: name, email: `${name.toLowerCase()}@exemple.example`, ...more }
      return (await client().crm.leads.create(draft)).id
    },
    sweep: () => {
      // A look that took long rests; a test is not to wait for it, unless it said so itself.
      const { rests } = app.services.memory.of(sweeping)
      for (const [name, until] of rests) if (until !== Infinity) rests.delete(name)
      return sweepSequences(app.services)
    },
    async settle() {
      await self.sweep()
      await until(async () => {
        await self.sweep()
        const now = app.host.clock.now()
        const isWaiting = app.services.database.count(
          `SELECT EXISTS (SELECT 1 FROM outbox WHERE state IN ('claimed', 'handing_over') OR (state = 'queued' AND next_attempt_at <= ?
             AND campaign_id IN (SELECT id FROM campaigns WHERE status = 'automatic' AND automatic_on = 1))) AS n`,
          [now],
        )
        return isWaiting === 0
      }, 'the messages of sequences to leave')
      await self.sweep()
    },
    async where(id) {
      const { items } = await client().sequences.people({ id, limit: 200 })
      return items
        .toReversed()
        .map(({ name, state, stepKey, end }) =>
          [name, end ?? state, end === null ? stepKey : null]
            .filter((part) => part !== null && part !== '')
            .join(' '),
        )
    },
    async done(id, leadId) {
      const { items } = await client().sequences.people({ id, limit: 200 })
      const person = items.find((one) => one.leadId === leadId)
      return (person?.done ?? []).map(({ stepKey, result }) =>
        result === null ? stepKey : `${stepKey} ${result}`,
      )
    },
    async sent() {
      const { items } = await client().email.sandbox.list({ limit: 200 })
      return items.toReversed().map(({ to, subject }) => `${to} ${subject}`)
    },
  }
  return self
}
