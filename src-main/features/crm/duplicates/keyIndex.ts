// Which leads have a key in common, in twelve bytes a key: a million leads fit beside the rest. Two
// keys may share a number by chance, so whoever asks compares the leads themselves.

const shifts = 2 ** 32

/** A number below 2^53 for a text. */
function numberOf(key: string): number {
  let low = 0xdeadbeef
  let high = 0x41c6ce57
  for (let index = 0; index < key.length; index += 1) {
    const code = key.charCodeAt(index)
    low = Math.imul(low ^ code, 2654435761)
    high = Math.imul(high ^ code, 1597334677)
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  return (high >>> 11) * shifts + (low >>> 0)
}

export class KeyIndex {
  #numbers = new Float64Array(1024)
  #leads = new Uint32Array(1024)
  #length = 0

  add(key: string, lead: number): void {
    if (this.#length === this.#numbers.length) this.#grow()
    this.#numbers[this.#length] = numberOf(key)
    this.#leads[this.#length] = lead
    this.#length += 1
  }

  #grow(): void {
    const [numbers, leads] = [this.#numbers, this.#leads]
    this.#numbers = new Float64Array(numbers.length * 2)
    this.#leads = new Uint32Array(leads.length * 2)
    this.#numbers.set(numbers)
    this.#leads.set(leads)
  }

  /** Leads with a key in common, two at least, each once and in their order. */
  *groups(): Generator<number[]> {
    const [numbers, leads] = [this.#numbers, this.#leads]
    const order = new Uint32Array(this.#length).map((_, index) => index)
    order.sort((one, other) => (numbers[one] ?? 0) - (numbers[other] ?? 0))
    for (let from = 0; from < order.length;) {
      const number = numbers[order[from] ?? 0]
      let until = from + 1
      while (until < order.length && numbers[order[until] ?? 0] === number) until += 1
      if (until - from > 1) {
        const group = new Set<number>()
        for (let at = from; at < until; at += 1) group.add(leads[order[at] ?? 0] ?? 0)
        if (group.size > 1) yield [...group].toSorted((one, other) => one - other)
      }
      from = until
    }
  }
}
