// A mail server in a process of its own, as a test wants it: polite, encrypted, rude or silent. It
// writes down each message before it answers, so that its log is the truth about what arrived.
import { openSync, readFileSync, writeSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { quickServer } from './smtpQuickServer.ts'

/**
 * What the scripted server does at a step. `drop` cuts the connection, `hang` never answers,
 * anything else is the answer.
 */
export type SinkRule = {
  at: 'banner' | 'ehlo' | 'mail' | 'rcpt' | 'data' | 'body' | 'dot'
  /** Only for recipients this matches. */
  recipient?: string
  answer: string
  /** How often it applies; always when left out. */
  times?: number
  /** The message arrived, whatever is answered to its final dot. */
  counts?: boolean
  /** Only once a connection has taken so many messages. */
  after?: number
}

export type SinkOptions = {
  /** `quick` costs a sender nearly no time of its own. */
  kind: 'polite' | 'scripted' | 'quick'
  logFile: string
  port?: number
  /** Where it listens; on the loopback where left out. */
  address?: string
  encryption?: 'none' | 'starttls' | 'tls'
  login?: { user: string; password: string }
  /** Takes access tokens of this authorisation server (XOAUTH2), and no passwords. */
  signIn?: { issuer: string }
  rules?: SinkRule[]
  /** Whether a scripted server takes commands ahead; all others do. */
  pipelining?: boolean
  /** Milliseconds before the final dot is answered. */
  slow?: number
  /** Keep the messages themselves, for tests that look into them. */
  keep?: boolean
}

export type SinkReport =
  { port: number } | { messages: SinkMessage[]; connections: number; clearText: string }
export type SinkMessage = { recipient: string; raw: string }

const options = JSON.parse(process.argv[2] ?? '{}') as SinkOptions
const log = openSync(options.logFile, 'a')
const messages: SinkMessage[] = []
let connections = 0
/** Everything clients said to the scripted server, to look for what must never be said in clear. */
let clearText = ''
let rules = options.rules ?? []

function writeDown(recipient: string, raw: Buffer): void {
  const head = raw.subarray(0, 4_000).toString('latin1')
  const messageId = /^message-id:\s*<([^>]+)>/im.exec(head)?.[1] ?? ''
  writeSync(log, `${JSON.stringify({ messageId, recipient })}\n`)
  if (options.keep) messages.push({ recipient, raw: raw.toString('latin1') })
}

const later = (milliseconds: number | undefined, work: () => void) =>
  void (milliseconds ? setTimeout(work, milliseconds) : work())

/** Who a token was given to, as its server says; null if it does not hold. */
async function tokenOwner(issuer: string, token: string): Promise<string | null> {
  const response = await fetch(`${issuer}/token/introspection`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('mail-server:mail-server')}` },
    body: new URLSearchParams({ token }),
  })
  const said = (await response.json()) as { active: boolean; scope?: string; username?: string }
  const isForMail = said.active && said.scope?.split(' ').includes('mail') === true
  return isForMail ? (said.username ?? null) : null
}

function politeServer() {
  const tls = new URL('../fixtures/tls/', import.meta.url)
  const encryption = options.encryption ?? 'none'
  return new SMTPServer({
    secure: encryption === 'tls',
    ...(encryption === 'none'
      ? {}
      : {
          key: readFileSync(new URL('key.pem', tls)),
          cert: readFileSync(new URL('certificate.pem', tls)),
        }),
    disabledCommands: [
      ...(encryption === 'starttls' ? [] : ['STARTTLS' as const]),
      ...(options.login || options.signIn ? [] : ['AUTH' as const]),
    ],
    authOptional: options.login === undefined && options.signIn === undefined,
    ...(options.signIn ? { authMethods: ['XOAUTH2'] } : {}),
    allowInsecureAuth: encryption === 'none',
    disableReverseLookup: true,
    onConnect(_session, done) {
      connections += 1
      done()
    },
    onAuth(auth, _session, done) {
      const refuse = () =>
        done(
          Object.assign(new Error('5.7.8 Authentication credentials invalid'), {
            responseCode: 535,
          }),
        )
      if (options.signIn !== undefined)
        void tokenOwner(options.signIn.issuer, auth.accessToken ?? '').then((owner) =>
          owner === auth.username ? done(null, { user: owner }) : refuse(),
        )
      else if (auth.username === options.login?.user && auth.password === options.login?.password)
        done(null, { user: auth.username })
      else refuse()
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
      stream.on('end', () => {
        for (const { address } of session.envelope.rcptTo) writeDown(address, Buffer.concat(chunks))
        later(options.slow, () => done(null, 'queued'))
      })
    },
  })
}

function ruleFor(at: SinkRule['at'], recipient: string, taken: number): string | null {
  return ruleAt(at, recipient, taken)?.answer ?? null
}

function ruleAt(at: SinkRule['at'], recipient: string, taken: number): SinkRule | null {
  const rule = rules.find(
    (one) =>
      one.at === at &&
      (one.times ?? 1) > 0 &&
      taken >= (one.after ?? 0) &&
      (one.recipient === undefined || new RegExp(one.recipient).test(recipient)),
  )
  if (rule === undefined) return null
  if (rule.times !== undefined) rule.times -= 1
  return rule
}

const endsConversation = (said: string) =>
  said === 'drop' || said === 'hang' || said.startsWith('421')

/** Speaks just enough SMTP by hand to be able to break off anywhere. */
function converse(socket: Socket): void {
  connections += 1
  let recipient = ''
  let taken = 0
  let body: Buffer | null = null
  let pending = Buffer.alloc(0)
  /** Nothing more is answered: commands that were sent ahead get no answer either. */
  let isOver = false
  socket.on('error', () => undefined)

  function answer(at: SinkRule['at'], usual: string): boolean {
    const said = ruleFor(at, recipient, taken) ?? usual
    if (said === 'drop') socket.destroy()
    else if (said !== 'hang') socket.write(`${said}\r\n`)
    if (said.startsWith('421')) socket.end()
    isOver ||= endsConversation(said)
    return said === usual
  }

  function command(text: string): void {
    const verb = text.slice(0, 4).toUpperCase()
    if (verb === 'EHLO')
      answer(
        'ehlo',
        [
          '250-sink',
          ...(options.login ? ['250-AUTH PLAIN'] : []),
          ...(options.pipelining ? ['250-PIPELINING'] : []),
          '250 8BITMIME',
        ].join('\r\n'),
      )
    else if (verb === 'AUTH') socket.write('235 2.7.0 Accepted\r\n')
    else if (verb === 'STAR') socket.write('502 5.5.1 Not implemented\r\n')
    else if (verb === 'MAIL') answer('mail', '250 2.1.0 Ok')
    else if (verb === 'RCPT') {
      recipient = /<([^>]*)>/.exec(text)?.[1] ?? ''
      answer('rcpt', '250 2.1.5 Ok')
    } else if (verb === 'DATA') {
      if (answer('data', '354 Go ahead')) body = Buffer.alloc(0)
    } else if (verb === 'QUIT') socket.end('221 Bye\r\n')
    else socket.write('250 Ok\r\n')
  }

  function takeBody(): boolean {
    const received = pending
    // Somebody who was refused sends nothing but the dot.
    if (received.toString('latin1', 0, 3) === '.\r\n') {
      pending = received.subarray(3)
      body = null
      socket.write('554 5.5.1 No valid recipients\r\n')
      return true
    }
    if (received.length > 0 && ruleFor('body', recipient, taken) === 'drop') {
      socket.destroy()
      return false
    }
    const end = received.indexOf('\r\n.\r\n')
    if (end < 0) return false
    const raw = received.subarray(0, end)
    pending = received.subarray(end + 5)
    body = null
    // What is refused did not arrive; what is answered late or never did.
    const rule = ruleAt('dot', recipient, taken)
    const said = rule?.answer ?? null
    if (
      rule?.counts === true ||
      said === null ||
      said === 'drop' ||
      said === 'hang' ||
      said.startsWith('2')
    )
      writeDown(recipient, raw)
    taken += 1
    isOver = said !== null && endsConversation(said)
    later(options.slow, () => {
      if (said === 'drop') socket.destroy()
      else if (said !== 'hang') socket.write(`${said ?? '250 2.0.0 Ok: queued'}\r\n`)
      if (said?.startsWith('421')) socket.end()
    })
    return true
  }

  socket.on('data', (chunk) => {
    clearText += chunk.toString('latin1').slice(0, 2_000)
    pending = Buffer.concat([pending, chunk as Buffer])
    while (!isOver) {
      if (body !== null) {
        if (!takeBody()) return
        continue
      }
      const end = pending.indexOf('\r\n')
      if (end < 0) return
      const text = pending.subarray(0, end).toString('latin1')
      pending = pending.subarray(end + 2)
      command(text)
    }
  })
  answer('banner', '220 sink ESMTP')
}

function report(address: ReturnType<Server['address']>): void {
  if (address !== null && typeof address === 'object')
    process.send?.({ port: address.port } satisfies SinkReport)
}

if (options.kind === 'polite') {
  const polite = politeServer()
  polite.on('error', () => undefined)
  const listening = polite.listen(options.port ?? 0, options.address ?? '127.0.0.1', () =>
    report(listening.address()),
  )
} else {
  const server =
    options.kind === 'scripted'
      ? createServer(converse)
      : quickServer(writeDown, options.slow, () => void (connections += 1))
  const listening = server.listen(options.port ?? 0, options.address ?? '127.0.0.1', () =>
    report(listening.address()),
  )
}

process.on('message', (asked: 'report' | SinkRule[]) => {
  if (asked !== 'report') rules = asked
  process.send?.({ messages, connections, clearText } satisfies SinkReport)
})
process.on('disconnect', () => process.exit(0))
