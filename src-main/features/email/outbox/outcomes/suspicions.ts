// Answers that may be about the account, or about one recipient: which of the two, the next
// recipients tell.
import { domainOf } from '#shared/rules/emailAddress.ts'

/**
 * So many different recipients in a row, at more than one provider, with the same answer mean the
 * account; where all are at one provider, its own state is the likelier reason for longer.
 */
const inARow = { people: 3, domains: 2, peopleOfOneDomain: 10 }

export class Suspicions {
  /** By account: the answer, and who has met with it in a row. */
  readonly #met = new Map<number, { answer: string; people: Set<string>; domains: Set<string> }>()

  /** Counts a recipient's answer. @returns true once it is the account's */
  isConfirmed(accountId: number, email: string, answer: string): boolean {
    const before = this.#met.get(accountId)
    const met =
      before?.answer === answer
        ? before
        : { answer, people: new Set<string>(), domains: new Set<string>() }
    met.people.add(email)
    met.domains.add(domainOf(email))
    this.#met.set(accountId, met)
    return (
      met.people.size >= inARow.peopleOfOneDomain ||
      (met.people.size >= inARow.people && met.domains.size >= inARow.domains)
    )
  }

  /** Somebody was written to. */
  clear(accountId: number): void {
    this.#met.delete(accountId)
  }
}
