// Commands and replies on a connection that is open, secured and logged in: what is written in one
// turn of the event loop leaves in one piece, and every reply goes to whoever waits for it.
import type { Socket } from 'node:net'

export type SmtpReply = {
  code: number
  /** All lines, code included, without their line ends. */
  text: string
}

/** The connection is of no more use; `reply` is what the server said last, where it said why. */
export class ConversationEnded extends Error {
  override name = 'ConversationEnded'
  readonly reply: SmtpReply | null
  /** What the server said that nobody had asked for yet. */
  readonly outOfTurn: SmtpReply | null
  constructor(message: string, reply: SmtpReply | null = null, outOfTurn: SmtpReply | null = null) {
    super(message)
    this.reply = reply
    this.outOfTurn = outOfTurn
  }
}

type Waiting = {
  /** Milliseconds, from when this reply is the next one due. */
  limit: number
  resolve: (reply: SmtpReply) => void
  reject: (error: ConversationEnded) => void
}

/** Far more than any reply: it only stops a server that never completes one. */
const maxReplyLength = 1024 * 1024
/** How long the other side may take to close after our goodbye, in milliseconds. */
const closeWait = 1_000

export class SmtpConversation {
  readonly #socket: Socket
  readonly #waiting: Waiting[] = []
  #lines: string[] = []
  #rest = ''
  #ended: ConversationEnded | null = null
  #timer: NodeJS.Timeout | null = null
  #deadline = 0
  #corked = false

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.on('error', (error) => this.#end(new ConversationEnded(error.message)))
    socket.on('close', () => this.#closedByServer())
    // A socket that closed between the login and this line says so no more.
    if (socket.destroyed) this.#end(new ConversationEnded('The connection was closed.'))
  }

  /** Null while the connection can be used. */
  get ended(): ConversationEnded | null {
    return this.#ended
  }

  write(data: string | Buffer): void {
    if (this.#ended !== null) return
    if (!this.#corked) {
      this.#corked = true
      this.#socket.cork()
      process.nextTick(() => {
        this.#corked = false
        this.#socket.uncork()
      })
    }
    this.#socket.write(data)
  }

  /**
   * Writes a piece and waits until it has left this machine.
   * @param limit milliseconds the other side may take nothing
   * @throws ConversationEnded
   */
  send(data: Buffer, limit: number): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) return reject(this.#ended)
      const timer = setTimeout(
        () => this.close(`Nothing was taken within ${Math.round(limit / 1000)} s.`),
        limit,
      )
      this.#socket.write(data, (error) => {
        clearTimeout(timer)
        const why = error?.message ?? 'The connection was closed.'
        if (error == null && this.#ended === null) resolve()
        else reject(this.#ended ?? new ConversationEnded(why))
      })
    })
  }

  /**
   * The next reply nobody waits for yet.
   * @param limit milliseconds the server may take, absolute: one that drips a byte now and then is
   * never inactive
   * @throws ConversationEnded
   */
  reply(limit: number): Promise<SmtpReply> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) return reject(this.#ended)
      this.#waiting.push({ limit, resolve, reject })
      if (this.#waiting.length === 1) this.#startWaiting(limit)
    })
  }

  /** Says goodbye; for a conversation in which nothing is under way. */
  quit(): void {
    if (this.#ended !== null) return
    this.#end(new ConversationEnded('The connection was closed.'), () => {
      this.#socket.end('QUIT\r\n')
      setTimeout(() => this.#socket.destroy(), closeWait).unref()
    })
  }

  /** Drops the connection: whoever waits for a reply is told. */
  close(why = 'The connection was closed.'): void {
    this.#end(new ConversationEnded(why))
  }

  #startWaiting(limit: number): void {
    this.#deadline = performance.now() + limit
    this.#timer ??= setTimeout(() => this.#checkDeadline(), limit)
  }

  #checkDeadline(): void {
    this.#timer = null
    const [next] = this.#waiting
    if (next === undefined) return
    const left = this.#deadline - performance.now()
    if (left <= 0) this.close(`No answer within ${Math.round(next.limit / 1000)} s.`)
    else this.#timer = setTimeout(() => this.#checkDeadline(), left)
  }

  #read(chunk: Buffer): void {
    // As bytes: a character of several bytes may be cut between two chunks.
    this.#rest += chunk.toString('latin1')
    for (;;) {
      const end = this.#rest.indexOf('\n')
      if (end < 0) break
      const line = this.#rest.slice(0, end).replace(/\r$/, '')
      this.#rest = this.#rest.slice(end + 1)
      this.#readLine(line)
      if (this.#ended !== null) return
    }
    const length = this.#lines.reduce((sum, line) => sum + line.length, this.#rest.length)
    if (length > maxReplyLength) this.close('A reply had no end.')
  }

  #readLine(line: string): void {
    this.#lines.push(line)
    if (/^\d{3}-/.test(line)) return
    const text = decoded(this.#lines.join('\n'))
    this.#lines = []
    const code = /^(\d{3})(?: |$)/.exec(line)?.[1]
    if (code === undefined) this.close(`The server said something that is no reply: ${text}`)
    else this.#deliver({ code: Number(code), text })
  }

  #deliver(reply: SmtpReply): void {
    const waiting = this.#waiting.shift()
    const [next] = this.#waiting
    if (next !== undefined) this.#startWaiting(next.limit)
    waiting?.resolve(reply)
    // 421 closes the connection, whatever it answers: what was said behind that only finds it closed.
    // And a reply to nothing means that nobody knows where the conversation stands: that to a
    // message which was not finished is no acceptance.
    if (reply.code === 421)
      this.#end(
        waiting === undefined
          ? new ConversationEnded(reply.text, reply)
          : new ConversationEnded('The connection was closed.'),
      )
    else if (waiting === undefined)
      this.#end(
        new ConversationEnded(
          `The server answered before the end of the message: ${reply.text}`,
          ...([null, reply] as const),
        ),
      )
  }

  #closedByServer(): void {
    // A refusal is one without its line end, too; an acceptance is not.
    if (this.#lines.length === 0 && /^[45]\d{2} ./.test(this.#rest)) this.#readLine(this.#rest)
    this.#end(new ConversationEnded('The connection was closed.'))
  }

  #end(why: ConversationEnded, leave: () => void = () => this.#socket.destroy()): void {
    if (this.#ended !== null) return
    this.#ended = why
    if (this.#timer !== null) clearTimeout(this.#timer)
    leave()
    for (const waiting of this.#waiting.splice(0)) waiting.reject(why)
  }
}

/** Replies are UTF-8 in most cases, and any bytes in the rest. */
function decoded(bytes: string): string {
  // eslint-disable-next-line no-control-regex
  if (/^[\u0000-\u007f]*$/.test(bytes)) return bytes
  const text = Buffer.from(bytes, 'latin1').toString('utf8')
  return text.includes('\ufffd') ? bytes : text
}
