// Identifiers of events: they grow with time and never repeat, also when the clock is put back. So
// the last one seen is a cursor.
import { randomFillSync } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const timeDigits = 10
const randomDigits = 16

export type EventIds = {
  /** Greater than every identifier made or named before. */
  next(now: number): string
  /** Makes every later identifier greater than this one. */
  stayAbove(id: string): void
}

/**
 * The moment an identifier was made at, in milliseconds; later than the clock said where the clock
 * was put back.
 */
export function momentOf(id: string): number {
  let moment = 0
  for (let at = 0; at < timeDigits; at += 1) moment = moment * 32 + alphabet.indexOf(id.charAt(at))
  return moment
}

export function createEventIds(): EventIds {
  let moment = 0
  let prefix = digitsOfTime(0)
  const tail = new Uint8Array(randomDigits)
  const advance = () => {
    for (let at = randomDigits - 1; at >= 0; at -= 1) {
      const digit = tail[at] ?? 0
      if (digit < 31) {
        tail[at] = digit + 1
        return
      }
      tail[at] = 0
    }
    // Every number of this millisecond is used up: the next millisecond lends its own.
    begin(moment + 1)
  }
  const begin = (at: number) => {
    moment = at
    prefix = digitsOfTime(at)
    randomFillSync(tail)
    for (let digit = 0; digit < randomDigits; digit += 1) tail[digit] = (tail[digit] ?? 0) & 31
    // Room to count upwards within the millisecond.
    tail[0] = (tail[0] ?? 0) & 15
  }
  return {
    next(now) {
      if (now > moment) begin(now)
      else advance()
      let id = prefix
      for (let at = 0; at < randomDigits; at += 1) id += alphabet.charAt(tail[at] ?? 0)
      return id
    },
    stayAbove(id) {
      const at = momentOf(id)
      const present = prefix + [...tail].map((digit) => alphabet.charAt(digit)).join('')
      if (id <= present) return
      moment = at
      prefix = id.slice(0, timeDigits)
      for (let digit = 0; digit < randomDigits; digit += 1)
        tail[digit] = alphabet.indexOf(id.charAt(timeDigits + digit))
    },
  }
}

function digitsOfTime(moment: number): string {
  let rest = moment
  let digits = ''
  for (let at = 0; at < timeDigits; at += 1) {
    digits = alphabet.charAt(rest % 32) + digits
    rest = Math.floor(rest / 32)
  }
  return digits
}
