// A message as it goes over the wire: its commands, and its bytes in two parts, between which the
// point of no return is written down.

export type Envelope = { from: string; to: string }

export type SmtpMessage = {
  envelope: Envelope
  /** Bytes of the message as the server counts them. */
  size: number
  /** Its own beginning, which travels while the disk is being written. */
  head: Buffer
  /** What it shares with others, all but its end: it leaves before anything is written down. */
  shared: Buffer | null
  /** The last bytes and the final dot. */
  tail: Buffer
}

/** Bytes of a message that are held back until its hand-over is durable. */
const heldBack = 256

const finalDot = Buffer.from('\r\n.\r\n', 'latin1')

/**
 * @param content the message; its second piece, where it has one, has lines that begin with no dot
 * @throws if an address could say more than an address to a server
 */
export function smtpMessage(envelope: Envelope, content: readonly Buffer[]): SmtpMessage {
  const [own = Buffer.alloc(0), shared = null] = content
  // Addresses were checked long before; here is the last place where one could become a command.
  for (const address of [envelope.from, envelope.to])
    // eslint-disable-next-line no-control-regex
    if (address === '' || /[\u0000-\u0020<>\u007f]/.test(address))
      throw new Error(`${JSON.stringify(address)} cannot be named to a server.`)
  const stuffed = dotStuffed(own)
  const size = own.length + (shared?.length ?? 0)
  if (shared === null) {
    const cut = Math.max(0, stuffed.length - heldBack)
    return { envelope, size, head: stuffed.subarray(0, cut), shared, tail: ended(stuffed, cut) }
  }
  const cut = Math.max(0, shared.length - heldBack)
  return {
    envelope,
    size,
    head: stuffed,
    shared: shared.subarray(0, cut),
    tail: ended(shared, cut),
  }
}

function ended(content: Buffer, cut: number): Buffer {
  const end = content.subarray(-2).toString('latin1') === '\r\n' ? finalDot.subarray(2) : finalDot
  return Buffer.concat([content.subarray(cut), end])
}

const dot = 0x2e

/** A line that begins with a dot gets another one (RFC 5321, 4.5.2). Nearly no message has one. */
function dotStuffed(content: Buffer): Buffer {
  const pieces: Buffer[] = []
  let from = 0
  if (content[0] === dot) pieces.push(Buffer.from('.'))
  for (;;) {
    const at = content.indexOf('\n.', from, 'latin1')
    if (at < 0) break
    pieces.push(content.subarray(from, at + 1), Buffer.from('.'))
    from = at + 1
  }
  if (pieces.length === 0) return content
  pieces.push(content.subarray(from))
  return Buffer.concat(pieces)
}

/** What a server offers, from its answer to EHLO. */
export type SmtpExtensions = {
  /** Commands may be sent without waiting for the reply to the one before (RFC 2920). */
  pipelining: boolean
  utf8: boolean
  /** True if sizes may be announced. */
  size: boolean
  /** Bytes of the largest message taken; 0 for no limit that is known. */
  maxSize: number
}

export function extensionsOf(ehloReply: string): SmtpExtensions {
  const size = /^250[ -]SIZE(?:[ =](\d+))?[ \t\r]*$/im.exec(ehloReply)
  return {
    pipelining: /^250[ -]PIPELINING\b/im.test(ehloReply),
    utf8: /^250[ -]SMTPUTF8\b/im.test(ehloReply),
    size: size !== null,
    maxSize: Number(size?.[1] ?? 0),
  }
}

export function mailCommand({ envelope, size }: SmtpMessage, offered: SmtpExtensions): string {
  const parameters = [
    ...(offered.utf8 && !isAscii(envelope.from + envelope.to) ? ['SMTPUTF8'] : []),
    ...(offered.size ? [`SIZE=${size}`] : []),
  ]
  return `MAIL FROM:<${envelope.from}>${parameters.map((one) => ` ${one}`).join('')}\r\n`
}

export const recipientCommand = ({ envelope }: SmtpMessage) => `RCPT TO:<${envelope.to}>\r\n`

// eslint-disable-next-line no-control-regex
export const isAscii = (text: string) => /^[\u0000-\u007f]*$/.test(text)
