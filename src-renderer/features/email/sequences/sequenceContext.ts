// What the fields of a step are told besides the step: its sequence, and the way to its message.
import { inject, type InjectionKey, type Ref } from 'vue'
import type { Sequence } from '#shared/contract/sequences/sequences.contract.ts'

type SequenceContext = {
  emails: Ref<Sequence['emails']>
  isOn: Ref<boolean>
  /** Something is being saved. */
  isBusy: Ref<boolean>
  /** Saves what was changed, and opens the message of a step. */
  write: (stepKey: string) => void
  /** Turns on the message of one step of a sequence that is on. */
  turnOn: (stepKey: string) => void
  /** Turns it off again, to be changed: who comes to it waits. */
  turnOff: (stepKey: string) => void
}
export const sequenceContextKey: InjectionKey<SequenceContext> = Symbol('sequence')

export function useSequenceContext(): SequenceContext {
  const context = inject(sequenceContextKey)
  if (context === undefined) throw new Error('Steps are drawn inside a sequence only.')
  return context
}
