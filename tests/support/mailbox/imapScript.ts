// An IMAP server that lies: answers each command as a test scripts it, and breaks off where it is told to.
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** What is written for a command, `{tag}` being its tag. `drop` cuts the connection, `hang` says nothing. */
export type Answer = string | 'drop' | 'hang' | ((socket: Socket, tag: string) => void)
/** The first whose pattern fits a command, without its tag, answers it. */
export type Rule = [command: RegExp, answer: Answer]

export type ScriptedImap = {
  port: number
  /** Commands as they came, without tags. */
  said(): string[]
  connections(): number
  setRules(rules: Rule[]): void
  stop(): Promise<void>
}

const usual: Rule[] = [
  [/^CAPABILITY/, '* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n{tag} OK done\r\n'],
  [/^AUTHENTICATE|^LOGIN/, '{tag} OK in\r\n'],
  [/^NAMESPACE/, '* NAMESPACE (("" "/")) NIL NIL\r\n{tag} OK done\r\n'],
  [/^LIST/, '* LIST () "/" INBOX\r\n{tag} OK done\r\n'],
  [/^LSUB/, '{tag} OK done\r\n'],
  [
    /^(EXAMINE|SELECT)/,
    '* FLAGS ()\r\n* 1 EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\n* OK [UIDNEXT 2] ok\r\n{tag} OK [READ-ONLY] done\r\n',
  ],
  [/^UID SEARCH/, '* SEARCH 1\r\n{tag} OK done\r\n'],
  [/^LOGOUT/, '* BYE\r\n{tag} OK done\r\n'],
  [/./, '{tag} OK done\r\n'],
]

/** @param banner the greeting; `hang` never greets */
export async function startScriptedImap(
  given: Rule[],
  banner: string = '* OK ready\r\n',
): Promise<ScriptedImap> {
  let rules = given
  let connections = 0
  const commands: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    if (banner !== 'hang') socket.write(banner)
    let pending = ''
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1')
      for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
        const [tag = '', ...rest] = pending.slice(0, end).split(' ')
        pending = pending.slice(end + 2)
        const command = rest.join(' ')
        commands.push(command)
        const answer = [...rules, ...usual].find(([pattern]) => pattern.test(command))?.[1]
        if (answer === 'drop') socket.destroy()
        else if (typeof answer === 'function') answer(socket, tag)
        else if (answer !== undefined && answer !== 'hang')
          socket.write(answer.replaceAll('{tag}', tag), 'latin1')
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('There is no port.')
  return {
    port: address.port,
    said: () => commands,
    connections: () => connections,
    setRules: (next) => void (rules = next),
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
