// Cards on their way to another stage: they stand there at once, until the leads have been read
// again or the move was refused.
import { shallowRef } from 'vue'
import type { ListedLead } from '#shared/contract/crm.contract.ts'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'

export type Move = { lead: ListedLead; to: LeadStatus }
export type Moves = ReadonlyMap<number, Move>

/** The leads of a column: what was read, without those that left it, after those that came. */
export function cardsOf(
  stage: LeadStatus,
  read: readonly ListedLead[],
  moves: Moves,
): ListedLead[] {
  const coming = [...moves.values()].filter(
    ({ lead, to }) => to === stage && !read.some(({ id }) => id === lead.id),
  )
  return [
    ...coming.map(({ lead, to }) => ({
      ...lead,
      status: to,
      stageSince: new Date().toISOString(),
    })),
    ...read.filter(({ id }) => (moves.get(id)?.to ?? stage) === stage),
  ]
}

/** How many more (or fewer) stand in a column than were counted, and their value. */
export function moved(stage: LeadStatus, moves: Moves): { count: number; value: number } {
  let [count, value] = [0, 0]
  for (const { lead, to } of moves.values()) {
    const change = Number(to === stage) - Number(lead.status === stage)
    count += change
    value += change * lead.estimatedValue
  }
  return { count, value }
}

/** The stage beside this one in their order; null beyond the ends. */
export function stageBeside(
  stage: LeadStatus,
  step: -1 | 1,
  order: readonly LeadStatus[],
): LeadStatus | null {
  return order[order.indexOf(stage) + step] ?? null
}

/**
 * @param store stores the move; false if it was refused
 * @param readAgain resolves once the leads have been read again
 */
export function useBoardMoves(
  store: (lead: ListedLead, to: LeadStatus) => Promise<boolean>,
  readAgain: () => Promise<unknown>,
) {
  const moves = shallowRef<Moves>(new Map())
  /** One after the other: the second of two quick moves of one card must not be stored first. */
  let before: Promise<unknown> = Promise.resolve()

  function put(lead: ListedLead, move: Move | null) {
    const next = new Map(moves.value)
    if (move === null) next.delete(lead.id)
    else next.set(lead.id, move)
    moves.value = next
  }
  async function finish(lead: ListedLead, move: Move) {
    const isStored = await store(lead, move.to)
    // A later move of the same card says where it stands now.
    if (isStored && moves.value.get(lead.id) === move) await readAgain().catch(() => undefined)
    if (moves.value.get(lead.id) === move) put(lead, null)
  }
  function move(lead: ListedLead, to: LeadStatus) {
    const known = moves.value.get(lead.id)
    if ((known?.to ?? lead.status) === to) return
    const next = { lead: known?.lead ?? lead, to }
    put(lead, next)
    before = before.then(() => finish(lead, next))
  }
  return { moves, move }
}
