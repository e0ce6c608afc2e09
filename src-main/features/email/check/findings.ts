// What a check found, like with like: how many messages each concerns, its first words and people.
import {
  blockingFindings,
  findings,
  warningFindings,
  type Finding,
  type FindingName,
} from '#shared/contract/email/campaignCheck.ts'

const firstPeople = 5
const firstWords = 8

type Kept = {
  messages: number
  /** Messages are looked at one by one: the last one counted tells whether it is another. */
  lastId: number | null
  isForAll: boolean
  detail: Set<string>
  people: Person[]
}
export type Person = { id: number; email: string }

const levelOf = (finding: FindingName): Finding['level'] =>
  isAmong(blockingFindings, finding)
    ? 'blocking'
    : isAmong(warningFindings, finding)
      ? 'warning'
      : 'hint'

/** Made of what is known of a person, where only some messages have it. */
const personal: readonly FindingName[] = ['link_broken', 'picture_missing']

/**
 * One person's wrong address is nothing the message could mend, and holds nobody else's up: it
 * weighs as an empty field does.
 * @param drawn messages that were looked at
 */
export const weighed = (found: readonly Finding[], drawn: number): Finding[] =>
  found.map((one) =>
    one.messages !== null && one.messages < drawn && isAmong(personal, one.finding)
      ? { ...one, level: 'warning' }
      : one,
  )

const isAmong = (names: readonly FindingName[], name: FindingName) => names.includes(name)

export class FindingList {
  readonly #kept = new Map<FindingName, Kept>()

  /** @param person null for what is the same in all messages */
  add(finding: FindingName, about: string, person: Person | null = null): void {
    const kept = this.#kept.get(finding) ?? {
      ...{ messages: 0, lastId: null, isForAll: false, detail: new Set(), people: [] },
    }
    this.#kept.set(finding, kept)
    if (about !== '' && kept.detail.size < firstWords) kept.detail.add(about)
    if (person === null) kept.isForAll = true
    else if (kept.lastId !== person.id) {
      kept.messages += 1
      kept.lastId = person.id
      if (kept.people.length < firstPeople) kept.people.push(person)
    }
  }

  /** The worst first. */
  all(): Finding[] {
    return findings.flatMap((finding) => {
      const kept = this.#kept.get(finding)
      if (kept === undefined) return []
      const messages = kept.isForAll ? null : kept.messages
      const { detail, people } = kept
      const told = { finding, level: levelOf(finding), variant: null }
      return [{ ...told, messages, detail: [...detail], people }]
    })
  }
}
