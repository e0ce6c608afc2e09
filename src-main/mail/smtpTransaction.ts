// One message on a connection: its sender and recipient, its content, and exactly how far it got.
import { ConversationEnded, type SmtpConversation, type SmtpReply } from './smtpConversation.ts'
import { oneLine, SmtpError } from './smtpFailure.ts'
import {
  isAscii,
  mailCommand,
  recipientCommand,
  type SmtpExtensions,
  type SmtpMessage,
} from './smtpMessage.ts'
import type { SmtpStage } from './smtpReply.ts'
import type { SmtpTimeouts } from './smtpServer.ts'

/** What a transaction runs on. */
export type TransactionGround = {
  conversation: SmtpConversation
  offered: SmtpExtensions
  timeouts: SmtpTimeouts
}

/** Bytes of files that are written at once: a line that moves at all passes these within the time. */
const pieceLength = 256 * 1024

export class SmtpTransaction {
  readonly #ground: TransactionGround
  readonly #message: SmtpMessage
  /**
   * Resolves once the server has asked for the content and all but its last bytes were written.
   * @throws SmtpError
   */
  readonly invited: Promise<void>

  /** Begins at once. For a conversation in which no other transaction waits for its invitation. */
  constructor(ground: TransactionGround, message: SmtpMessage) {
    this.#ground = ground
    this.#message = message
    this.invited = this.#begin()
    // Whoever begins one ahead looks at it later; a failure until then is no accident.
    this.invited.catch(() => undefined)
  }

  /**
   * Writes the last bytes and the final dot: from here on the message may have arrived.
   * @returns the server's acceptance
   * @throws SmtpError
   */
  async finish(): Promise<string> {
    const { conversation, timeouts } = this.#ground
    // The end was not written and never will be: nothing arrived.
    if (conversation.ended !== null) throw endedAt(conversation.ended, 'content', false)
    conversation.write(this.#message.tail)
    const reply = await this.#answer(conversation.reply(timeouts.finalDot), 'content', true)
    if (hundreds(reply) === 2 && reply.code !== 221) return oneLine(reply.text)
    if (isRefusal(reply)) throw refused(reply, 'content', true)
    throw this.#outOfStep(reply, 'content', true)
  }

  async #begin(): Promise<void> {
    const { offered, conversation } = this.#ground
    if (offered.maxSize > 0 && this.#message.size > offered.maxSize)
      throw new SmtpError({
        stage: 'sender',
        handedOver: false,
        code: null,
        reply: `Message size larger than allowed ${offered.maxSize}`,
        problem: 'too_large',
      })
    // RFC 6531: such an address means nothing to a server that did not offer to read it.
    const { to } = this.#message.envelope
    if (!offered.utf8 && !isAscii(to))
      throw new SmtpError({
        stage: 'recipient',
        handedOver: false,
        code: null,
        reply: 'The server takes no addresses with letters beyond ASCII (SMTPUTF8).',
        problem: 'no_smtputf8',
      })
    await (offered.pipelining ? this.#askAtOnce() : this.#askOneByOne())
    conversation.write(this.#message.head)
    await this.#sendShared()
  }

  /**
   * Files take a slow line minutes: only once they have left is the end of the message near, and its
   * hand-over worth writing down.
   */
  async #sendShared(): Promise<void> {
    const { conversation, timeouts } = this.#ground
    const { shared } = this.#message
    if (shared === null) return
    for (let from = 0; from < shared.length; from += pieceLength)
      await conversation
        .send(shared.subarray(from, from + pieceLength), timeouts.finalDot)
        .catch((error: unknown) => {
          throw error instanceof ConversationEnded ? cutShort(error) : error
        })
  }

  async #askOneByOne(): Promise<void> {
    const { conversation, offered } = this.#ground
    const ask = async (command: string, stage: keyof typeof isExpected) => {
      conversation.write(command)
      const reply = await this.#answer(this.#reply(), stage, false)
      if (isRefusal(reply)) await this.#giveUp(refused(reply, stage, false))
      else if (!isExpected[stage](reply)) throw this.#outOfStep(reply, stage, false)
    }
    await ask(mailCommand(this.#message, offered), 'sender')
    await ask(recipientCommand(this.#message), 'recipient')
    await ask('DATA\r\n', 'data')
  }

  /** RFC 2920: three commands in one piece, and their three replies. */
  async #askAtOnce(): Promise<void> {
    const { conversation, offered } = this.#ground
    const commands = mailCommand(this.#message, offered) + recipientCommand(this.#message)
    conversation.write(`${commands}DATA\r\n`)
    const stages = ['sender', 'recipient', 'data'] as const
    const replies = stages.map(() => this.#reply())
    for (const reply of replies) reply.catch(() => undefined)
    let refusal: SmtpError | null = null
    for (const [index, stage] of stages.entries()) {
      const pending = replies[index] as Promise<SmtpReply>
      // The first refusal is the one that counts: what follows from it says nothing new.
      const reply = await this.#answer(pending, stage, false).catch((error: unknown) => {
        throw refusal ?? error
      })
      if (isRefusal(reply)) refusal ??= refused(reply, stage, false)
      else if (!isExpected[stage](reply)) throw this.#outOfStep(reply, stage, false)
      else if (stage === 'data' && refusal !== null) await this.#endEmpty(refusal)
    }
    if (refusal !== null) await this.#giveUp(refusal)
  }

  /** A server may ask for the content though it refused everybody: it gets none (RFC 2920, 3.1). */
  async #endEmpty(refusal: SmtpError): Promise<void> {
    this.#ground.conversation.write('.\r\n')
    const reply = await this.#reply().catch(() => {
      throw refusal
    })
    // It took nothing for nobody: not to be relied on any more.
    if (hundreds(reply) === 2) this.#ground.conversation.close()
  }

  /**
   * A reply that cannot be one to what was asked: from here on nobody knows which reply belongs to
   * what, so nothing is asked any more.
   */
  #outOfStep(reply: SmtpReply, stage: SmtpStage, handedOver: boolean): SmtpError {
    const why = `The server answered out of turn: ${reply.text}`
    this.#ground.conversation.close(why)
    return endedAt(new ConversationEnded(why), stage, handedOver)
  }

  /** After a refusal the conversation goes on, from its beginning. */
  async #giveUp(refusal: SmtpError): Promise<never> {
    const { conversation } = this.#ground
    if (conversation.ended === null) {
      conversation.write('RSET\r\n')
      const reply = await this.#reply().catch(() => null)
      if (reply !== null && hundreds(reply) !== 2) conversation.close()
    }
    throw refusal
  }

  #reply(): Promise<SmtpReply> {
    return this.#ground.conversation.reply(this.#ground.timeouts.command)
  }

  /** The reply, or why there is none. */
  #answer(reply: Promise<SmtpReply>, stage: SmtpStage, handedOver: boolean): Promise<SmtpReply> {
    return reply.catch((error: unknown) => {
      throw error instanceof ConversationEnded ? endedAt(error, stage, handedOver) : error
    })
  }
}

/** The failure of a message whose connection ended. */
export function endedAt(
  ended: ConversationEnded,
  stage: SmtpStage,
  handedOver: boolean,
): SmtpError {
  // What was said before the final dot was answered is no answer to it.
  const reply = handedOver ? null : ended.reply
  return new SmtpError({
    stage,
    handedOver,
    code: reply?.code ?? null,
    reply: oneLine(reply?.text ?? ended.message),
  })
}

/**
 * A server may have enough of a file before its end, and says so: that is about this message, and
 * no trouble of the line that would hold up all others.
 */
function cutShort(ended: ConversationEnded): SmtpError {
  const { outOfTurn } = ended
  return outOfTurn !== null && isRefusal(outOfTurn)
    ? refused(outOfTurn, 'content', false)
    : endedAt(ended, 'content', false)
}

/** RFC 5321, 4.3.2: DATA is answered by 354 and nothing else before the content. */
const isExpected = {
  sender: (reply: SmtpReply) => hundreds(reply) === 2,
  recipient: (reply: SmtpReply) => hundreds(reply) === 2,
  data: (reply: SmtpReply) => reply.code === 354,
}
/** Only these say that a message was not taken. */
const isRefusal = (reply: SmtpReply) => hundreds(reply) === 4 || hundreds(reply) === 5
const hundreds = (reply: SmtpReply) => Math.floor(reply.code / 100)

function refused(reply: SmtpReply, stage: SmtpStage, handedOver: boolean): SmtpError {
  return new SmtpError({ stage, handedOver, code: reply.code, reply: oneLine(reply.text) })
}
