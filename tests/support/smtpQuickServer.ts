// A mail server that costs next to nothing, so that a bench measures the sender: it offers
// PIPELINING, and writes each message down before it answers.
import { createServer, type Server, type Socket } from 'node:net'

/**
 * @param arrived is told each message before its final dot is answered
 * @param delay milliseconds before a final dot is answered
 */
export function quickServer(
  arrived: (recipient: string, raw: Buffer) => void,
  delay = 0,
  connected: () => void = () => undefined,
): Server {
  return createServer((socket) => {
    connected()
    new QuickConversation(socket, arrived, delay)
  })
}

const endOfMessage = '\r\n.\r\n'

class QuickConversation {
  readonly #socket: Socket
  readonly #arrived: (recipient: string, raw: Buffer) => void
  readonly #delay: number
  #recipient = ''
  #pending: Buffer = Buffer.alloc(0)
  /** Where to look on for the end of the message; null between messages. */
  #searchedTo: number | null = null
  #isWaiting = false

  constructor(socket: Socket, arrived: (recipient: string, raw: Buffer) => void, delay: number) {
    this.#socket = socket
    this.#arrived = arrived
    this.#delay = delay
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
      this.#advance()
    })
    socket.write('220 quick ESMTP\r\n')
  }

  /** Answers all that can be answered, in one piece. */
  #advance(): void {
    this.#socket.cork()
    while (!this.#isWaiting && (this.#searchedTo === null ? this.#command() : this.#content()));
    this.#socket.uncork()
  }

  /** @returns false if the command is not complete */
  #command(): boolean {
    const end = this.#pending.indexOf('\r\n')
    if (end < 0) return false
    const text = this.#pending.toString('latin1', 0, end)
    this.#pending = this.#pending.subarray(end + 2)
    this.#answer(text)
    return true
  }

  #answer(text: string): void {
    const verb = text.slice(0, 4).toUpperCase()
    if (verb === 'RCPT') this.#recipient = /<([^>]*)>/.exec(text)?.[1] ?? ''
    if (verb === 'DATA') this.#searchedTo = 0
    if (verb === 'EHLO')
      this.#socket.write('250-quick\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n')
    else if (verb === 'DATA') this.#socket.write('354 Go ahead\r\n')
    else if (verb === 'QUIT') this.#socket.end('221 Bye\r\n')
    else this.#socket.write('250 2.0.0 Ok\r\n')
  }

  /** @returns false if the message is not complete */
  #content(): boolean {
    const end = this.#pending.indexOf(endOfMessage, this.#searchedTo ?? 0, 'latin1')
    if (end < 0) {
      this.#searchedTo = Math.max(0, this.#pending.length - endOfMessage.length)
      return false
    }
    this.#arrived(this.#recipient, this.#pending.subarray(0, end))
    this.#pending = this.#pending.subarray(end + endOfMessage.length)
    this.#searchedTo = null
    if (this.#delay === 0) this.#socket.write('250 2.0.0 Ok: queued\r\n')
    else this.#answerLater()
    return true
  }

  #answerLater(): void {
    this.#isWaiting = true
    setTimeout(() => {
      this.#isWaiting = false
      this.#socket.write('250 2.0.0 Ok: queued\r\n')
      this.#advance()
    }, this.#delay)
  }
}
