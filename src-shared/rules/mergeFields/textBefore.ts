// What stands before a field, as far as it decides what the field may be. It grows with the text that
// is read and forgets what is far, so that a text with many fields is read once.
import { anywhere, inAddress, type FieldPlace } from './fieldPlaces.ts'

/** An address that is read is looked at no further than this, in signs. */
export const maxRun = 2_000
/** Of an address in an attribute, whose beginning decides. */
const maxHead = 500
const begins = /(?:https?|ftp|mailto|tel|sms|whatsapp):|www\./gi
/** Longer than what an address can begin with. */
const overlap = 10
const parts = /[\s<>"\]]/

/** The end of a text that no space and no quote parts, as far as an address goes. */
export function lastRun(text: string): string {
  const near = text.slice(-maxRun)
  let from = near.length
  while (from > 0 && !parts.test(near.charAt(from - 1))) from -= 1
  return near.slice(from)
}

export class TextBefore {
  #run = ''
  /** Where an address begins in the run; -1 where none was found up to `#looked`. */
  #address = -1
  #looked = 0
  #head = ''
  #hasQuery = false

  /** @param piece what is read next, or a sign for a field */
  add(piece: string): void {
    const end = lastRun(piece)
    if (end.length < piece.length) this.#begin(end)
    else this.#run += end
    if (this.#run.length > 2 * maxRun) this.#forget(this.#run.length - maxRun)
    if (this.#head.length < maxHead)
      this.#head = (this.#head + piece.slice(0, 2 * maxHead)).trimStart().slice(0, maxHead)
    this.#hasQuery ||= piece.includes('?')
  }

  /** Where a field stands in a running text. */
  inText(medium: 'html' | 'text'): FieldPlace {
    if (this.#address < 0) this.#look()
    return this.#address < 0
      ? { ...anywhere, medium }
      : { ...anywhere, medium, kind: 'address', ...inAddress(this.#run.slice(this.#address)) }
  }

  /** Where a field stands in an address that is all there is before it. */
  inAddress(): Pick<FieldPlace, 'isFirst' | 'scheme' | 'isQuery'> {
    return { ...inAddress(this.#head), isQuery: this.#hasQuery }
  }

  #begin(run: string): void {
    this.#run = run
    this.#address = -1
    this.#looked = 0
  }

  #forget(signs: number): void {
    this.#run = this.#run.slice(signs)
    this.#looked = Math.max(0, this.#looked - signs)
    if (this.#address >= signs) this.#address -= signs
    else if (this.#address >= 0) {
      this.#address = -1
      this.#looked = 0
    }
  }

  #look(): void {
    begins.lastIndex = Math.max(0, this.#looked - overlap)
    this.#address = begins.exec(this.#run)?.index ?? -1
    this.#looked = this.#run.length
  }
}
