// A message as a stream that asks before it ends: the point of no return is written down before the
// final dot can leave.
import { Readable } from 'node:stream'

/** Makes the hand-over durable. False takes the message back: its end is never written. */
export type HandOver = () => Promise<boolean>

/** Taken back by us before the final dot. */
export class WithdrawnError extends Error {
  override name = 'WithdrawnError'
}

// Small, so that nearly all of the message travels while the disk is being written.
const lastChunk = 256

export function handOverStream(message: Buffer, handOver: HandOver): Readable {
  const cut = Math.max(0, message.length - lastChunk)
  let started = false
  let asked = false
  return new Readable({
    highWaterMark: 1,
    read() {
      if (!started && cut > 0) {
        started = true
        this.push(message.subarray(0, cut))
        return
      }
      if (asked) return
      asked = true
      handOver().then(
        (agreed) => {
          if (this.destroyed) return
          if (!agreed)
            this.destroy(new WithdrawnError('The message was taken back before its end.'))
          else {
            this.push(message.subarray(cut))
            this.push(null)
          }
        },
        (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
      )
    },
  })
}
