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

type Kept = { messages: Set<number>; isForAll: boolean; detail: Set<string>; people: Person[] }
export type Person = { id: number; email: string }

export const levelOf = (finding: FindingName): Finding['level'] =>
  isAmong(blockingFindings, finding)
    ? 'blocking'
    : isAmong(warningFindings, finding)
      ? 'warning'
      : 'hint'

const isAmong = (names: readonly FindingName[], name: FindingName) => names.includes(name)

export class FindingList {
  readonly #kept = new Map<FindingName, Kept>()

  /** @param person null for what is the same in all messages */
  add(finding: FindingName, about: string, person: Person | null = null): void {
    const kept = this.#kept.get(finding) ?? {
      ...{ messages: new Set(), isForAll: false, detail: new Set(), people: [] },
    }
    this.#kept.set(finding, kept)
    if (about !== '' && kept.detail.size < firstWords) kept.detail.add(about)
    if (person === null) kept.isForAll = true
    else if (!kept.messages.has(person.id)) {
      kept.messages.add(person.id)
      if (kept.people.length < firstPeople) kept.people.push(person)
    }
  }

  /** The worst first. */
  all(): Finding[] {
    return findings.flatMap((finding) => {
      const kept = this.#kept.get(finding)
      if (kept === undefined) return []
      const messages = kept.isForAll ? null : kept.messages.size
      const { detail, people } = kept
      return [{ finding, level: levelOf(finding), messages, detail: [...detail], people }]
    })
  }
}
