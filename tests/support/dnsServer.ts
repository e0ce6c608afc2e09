// A name server on loopback that knows a few records, for tests of what a domain announces. Over
// UDP, and over TCP for answers that are too long.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

type Answer =
  | { type: 'MX'; priority: number; exchange: string }
  | { type: 'SRV'; priority: number; weight: number; port: number; name: string }
  /** In pieces of at most 255 bytes. */
  | { type: 'TXT'; pieces: (string | Buffer)[] }
  | { type: 'A'; address: string }
  | { type: 'AAAA'; address: string }
  | { type: 'CNAME'; name: string }
  | { type: 'SOA' }
/**
 * Records by name. `silent` lets a question wait for ever; `servfail` and `refused` answer with
 * that. A name that only stands above others is there, and has no records.
 */
export type Zone = Record<string, Answer[] | 'silent' | 'servfail' | 'refused'>

const typeNumbers = { A: 1, CNAME: 5, SOA: 6, MX: 15, TXT: 16, AAAA: 28, SRV: 33 }
const typeNames = new Map(Object.entries(typeNumbers).map(([name, number]) => [number, name]))

export type DnsServer = {
  /** `address:port`, as resolvers take it. */
  address: string
  /** Every question, as `TYPE name`, in order; those over TCP begin with `tcp `. */
  questions: string[]
  stop(): Promise<void>
}

/** @param truncates lets every answer over UDP say that it is too long */
export async function startDnsServer(
  zone: Zone,
  { truncates = false }: { truncates?: boolean } = {},
): Promise<DnsServer> {
  const socket = createSocket('udp4')
  const questions: string[] = []
  const answerTo = (message: Buffer, isTcp: boolean) => {
    const { name, type, end } = questionOf(message)
    questions.push(`${isTcp ? 'tcp ' : ''}${typeNames.get(type) ?? type} ${name}`)
    return answerOf(zone, message, { name, type, end }, truncates && !isTcp)
  }
  socket.on('message', (message, from) => {
    const answer = answerTo(message, false)
    if (answer !== null) socket.send(answer, from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  const open = new Set<Socket>()
  const server = createServer((connection) => {
    open.add(connection)
    connection.on('error', () => undefined)
    connection.on('data', (data) => {
      // One short question comes in one piece on this machine.
      const answer = answerTo(data.subarray(2), true)
      if (answer !== null) connection.write(Buffer.concat([numbers(answer.length), answer]))
    })
  })
  if (truncates) {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  return {
    address: `127.0.0.1:${port}`,
    questions,
    async stop() {
      const closed = once(socket, 'close')
      socket.close()
      for (const connection of open) connection.destroy()
      if (truncates) await new Promise((resolve) => server.close(resolve))
      await closed
    },
  }
}

type Question = { name: string; type: number; end: number }

function answerOf(zone: Zone, message: Buffer, question: Question, isCut: boolean): Buffer | null {
  const known = zone[question.name]
  if (known === 'silent') return null
  const isThere =
    known !== undefined || Object.keys(zone).some((name) => name.endsWith(`.${question.name}`))
  const code = known === 'servfail' ? 2 : known === 'refused' ? 5 : isThere ? 0 : 3
  const records = isCut ? [] : recordsFor(zone, question.name, question.type)
  const header = Buffer.alloc(12)
  message.copy(header, 0, 0, 2)
  header.writeUInt16BE((isCut ? 0x8380 : 0x8180) + code, 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(records.length, 6)
  return Buffer.concat([header, message.subarray(12, question.end), ...records])
}

/** An alias is followed as far as the zone knows it; in a circle, once around. */
function recordsFor(zone: Zone, asked: string, type: number): Buffer[] {
  const records: Buffer[] = []
  const seen = new Set<string>()
  for (let name = asked; !seen.has(name);) {
    seen.add(name)
    const known = zone[name]
    if (!Array.isArray(known)) return records
    const alias = known.find((answer) => answer.type === 'CNAME')
    if (alias === undefined || type === typeNumbers.CNAME) {
      const wanted = known.filter((answer) => typeNumbers[answer.type] === type)
      return [...records, ...wanted.map((answer) => recordOf(name, answer))]
    }
    records.push(recordOf(name, alias))
    name = alias.name
  }
  return records
}

function questionOf(message: Buffer): Question {
  const labels: string[] = []
  let at = 12
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return {
    name: labels.join('.').toLowerCase(),
    type: message.readUInt16BE(at + 1),
    end: at + 5,
  }
}

function recordOf(name: string, answer: Answer): Buffer {
  const data = dataOf(answer)
  // Class IN, a minute to live.
  const head = numbers(typeNumbers[answer.type], 1, 0, 60, data.length)
  return Buffer.concat([nameBytes(name), head, data])
}

function dataOf(answer: Answer): Buffer {
  switch (answer.type) {
    case 'MX':
      return Buffer.concat([numbers(answer.priority), nameBytes(answer.exchange)])
    case 'SRV':
      return Buffer.concat([
        numbers(answer.priority, answer.weight, answer.port),
        nameBytes(answer.name),
      ])
    case 'TXT':
      return Buffer.concat(
        answer.pieces.map((piece) => {
          const bytes = Buffer.from(piece)
          return Buffer.concat([Buffer.from([bytes.length]), bytes])
        }),
      )
    case 'A':
      return Buffer.from(answer.address.split('.').map(Number))
    case 'AAAA':
      return ipv6Bytes(answer.address)
    case 'CNAME':
      return nameBytes(answer.name)
    case 'SOA':
      return Buffer.concat([nameBytes('ns.example'), nameBytes('root.example'), Buffer.alloc(20)])
  }
}

function ipv6Bytes(address: string): Buffer {
  const [head = '', tail = ''] = address.split('::')
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
  const zeros = Array<number>(8 - groups(head).length - groups(tail).length).fill(0)
  return numbers(...groups(head), ...zeros, ...groups(tail))
}

const numbers = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, index) => bytes.writeUInt16BE(value, index * 2))
  return bytes
}

const nameBytes = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split('.')
      .filter((label) => label !== '')
      .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')])),
    Buffer.from([0]),
  ])
