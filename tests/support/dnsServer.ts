// A name server on loopback that knows a few records, for tests of what a domain announces.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'

type Answer =
  | { type: 'MX'; priority: number; exchange: string }
  | { type: 'SRV'; priority: number; weight: number; port: number; name: string }
/** Records by name. `silent` lets a question wait for ever. */
export type Zone = Record<string, Answer[] | 'silent'>

const typeNumbers = { MX: 15, SRV: 33 }

export type DnsServer = {
  /** `address:port`, as resolvers take it. */
  address: string
  /** Every question, as `TYPE name`, in order. */
  questions: string[]
  stop(): Promise<void>
}

export async function startDnsServer(zone: Zone): Promise<DnsServer> {
  const socket = createSocket('udp4')
  const questions: string[] = []
  socket.on('message', (message, from) => {
    const { name, type, end } = questionOf(message)
    questions.push(`${type === 15 ? 'MX' : type === 33 ? 'SRV' : type} ${name}`)
    const known = zone[name]
    if (known === 'silent') return
    const answers = (known ?? []).filter((answer) => typeNumbers[answer.type] === type)
    const header = Buffer.alloc(12)
    message.copy(header, 0, 0, 2)
    header.writeUInt16BE(known === undefined ? 0x8183 : 0x8180, 2)
    header.writeUInt16BE(1, 4)
    header.writeUInt16BE(answers.length, 6)
    const records = answers.map((answer) => recordOf(answer))
    socket.send(
      Buffer.concat([header, message.subarray(12, end), ...records]),
      from.port,
      from.address,
    )
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions,
    async stop() {
      const closed = once(socket, 'close')
      socket.close()
      await closed
    },
  }
}

function questionOf(message: Buffer): { name: string; type: number; end: number } {
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

function recordOf(answer: Answer): Buffer {
  const data =
    answer.type === 'MX'
      ? Buffer.concat([numbers(answer.priority), nameBytes(answer.exchange)])
      : Buffer.concat([
          numbers(answer.priority, answer.weight, answer.port),
          nameBytes(answer.name),
        ])
  // A pointer to the name asked for, class IN, a minute to live.
  const head = Buffer.concat([
    numbers(0xc00c, typeNumbers[answer.type], 1, 0, 60),
    numbers(data.length),
  ])
  return Buffer.concat([head, data])
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
