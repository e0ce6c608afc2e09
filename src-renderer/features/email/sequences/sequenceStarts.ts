// What a new sequence may begin with: nothing, or steps that are known to work, with the messages of
// their own to be finished.
import type { SequenceDraft } from '#shared/contract/sequences/sequences.contract.ts'
import type { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import { newKey } from '../../../blockEditor/blockTree.ts'
import { firstFilter } from './firstFilter.ts'
import type { CampaignStart } from '../campaigns/campaignStarts.ts'

type WithoutKey<S> = S extends unknown ? Omit<S, 'key'> : never
/** A step before it has its key; a message names the template it begins with. */
type Begun =
  | Exclude<WithoutKey<SequenceStep>, { kind: 'send' | 'branch' }>
  | { kind: 'send'; template: CampaignStart }
type Start = {
  begins: SequenceDraft['start']
  /** Left out, who answers or is won leaves. */
  exits?: SequenceDraft['exits']
  steps: (say: (key: string) => string) => Begun[]
}
const usualExits: SequenceDraft['exits'] = { reply: true, won: true, filter: null }

const workingDays = (amount: number): Begun => ({
  ...{ kind: 'wait', amount, unit: 'workingDays', notBefore: '09:00' },
})
const days = (amount: number): Begun => ({
  ...{ kind: 'wait', amount, unit: 'days', notBefore: '09:00' },
})
const send = (template: CampaignStart): Begun => ({ kind: 'send', template })
const inStage = (stage: LeadStatus): SequenceDraft['start'] => ({
  ...{ kind: 'filter', filter: firstFilter(stage) },
})

export const sequenceStarts = {
  blank: { begins: { kind: 'hand' }, steps: () => [] },
  welcome: {
    begins: inStage('new'),
    steps: () => [
      send('welcome'),
      workingDays(3),
      send('newsletter'),
      workingDays(5),
      send('offer'),
    ],
  },
  quote: {
    begins: inStage('proposal'),
    steps: (say) => [
      workingDays(5),
      send('letter'),
      workingDays(5),
      { kind: 'task', title: say('quoteTask'), dueInDays: 0 },
    ],
  },
  afterSale: {
    begins: inStage('won'),
    // Whoever comes in was won: that ends nothing here.
    exits: { ...usualExits, won: false },
    steps: () => [days(7), send('thanks'), days(30), send('review')],
  },
  asleep: {
    begins: {
      kind: 'filter',
      filter: { all: [{ field: 'lastContactAt', op: 'olderThanDays', value: 180 }] },
    },
    steps: (say) => [
      send('winback'),
      days(14),
      { kind: 'tag', add: [say('asleepTag')], remove: [] },
    ],
  },
} as const satisfies Record<string, Start>
export type SequenceStartName = keyof typeof sequenceStarts

/**
 * The draft of a start.
 * @param say a sentence of `sequences.starts.words`
 * @param write makes the message of a template; resolves to its campaign's number
 */
export async function draftOf(
  start: SequenceStartName,
  say: (key: string) => string,
  write: (template: CampaignStart) => Promise<number>,
): Promise<Pick<SequenceDraft, 'start' | 'exits' | 'steps'>> {
  const { begins, exits = usualExits, steps }: Start = sequenceStarts[start]
  const taken = new Set<string>()
  const made: SequenceStep[] = []
  // One after the other: they are numbered in the order in which they are sent.
  for (const step of steps(say)) {
    const key = newKey(taken)
    taken.add(key)
    made.push(
      step.kind === 'send'
        ? { kind: 'send', key, campaignId: await write(step.template) }
        : { ...step, key },
    )
  }
  return { start: begins, exits, steps: made }
}
