// Load on an HTTP server over plain sockets: a client that costs little, so that the server is what
// is measured.
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

export type Asked = { method: 'GET' | 'POST'; path: string; body?: string }
export type Load = { perSecond: number; latencies: number[]; statuses: Map<number, number> }

type Connection = { ask(bytes: string): Promise<number>; close(): void }

export function requestBytes({ method, path, body = '' }: Asked): string {
  const type =
    method === 'POST'
      ? `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`
      : ''
  return `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Mozilla/5.0 bench\r\n${type}\r\n${body}`
}

async function open(port: number): Promise<Connection> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) =>
    socket.once('connect', resolve).once('error', reject),
  )
  let status = 0
  /** Bytes of the body still to come. The relay and Node write a head in one piece. */
  let left = 0
  let settle: { resolve: (status: number) => void; reject: (error: Error) => void } | null = null
  socket.on('data', (chunk: Buffer) => {
    if (left > 0) left -= chunk.length
    else {
      const end = chunk.indexOf('\r\n\r\n')
      const head = chunk.toString('latin1', 0, end + 2)
      status = Number(head.slice(9, 12))
      left = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0) - (chunk.length - end - 4)
    }
    if (left === 0) settle?.resolve(status)
  })
  socket.on('close', () => settle?.reject(new Error('The server closed the connection.')))
  socket.on('error', (error) => settle?.reject(error))
  return {
    ask: (bytes) =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject }
        socket.write(bytes, 'latin1')
      }),
    close: () => void socket.destroy(),
  }
}

/**
 * As many as it can: each connection asks again as soon as it was answered. The requests are dealt
 * out to them.
 */
export async function loadFully(
  port: number,
  asked: Asked[],
  connections: number,
  milliseconds: number,
): Promise<Load> {
  const opened = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const latencies: number[] = []
  const statuses = new Map<number, number>()
  const began = performance.now()
  await Promise.all(
    opened.map(async (connection, index) => {
      const bytes = requestBytes(asked[index % asked.length] as Asked)
      while (performance.now() - began < milliseconds)
        await timed(connection, bytes, latencies, statuses)
    }),
  )
  const seconds = (performance.now() - began) / 1000
  for (const connection of opened) connection.close()
  return { perSecond: latencies.length / seconds, latencies, statuses }
}

/** A fixed pace, whether the server keeps up or not; latency counts from when a request was due. */
export async function loadAtPace(
  port: number,
  asked: Asked,
  perSecond: number,
  milliseconds: number,
): Promise<Load> {
  const bytes = requestBytes(asked)
  const idle = await Promise.all(Array.from({ length: 64 }, () => open(port)))
  const latencies: number[] = []
  const statuses = new Map<number, number>()
  const running: Promise<void>[] = []
  const began = performance.now()
  for (let sent = 0; sent < (perSecond * milliseconds) / 1000;) {
    const due = Math.floor(((performance.now() - began) * perSecond) / 1000)
    for (; sent < due; sent += 1) {
      const at = began + (sent * 1000) / perSecond
      running.push(
        (async () => {
          const connection = idle.pop() ?? (await open(port))
          await timed(connection, bytes, latencies, statuses, at)
          idle.push(connection)
        })(),
      )
    }
    await delay(1)
  }
  await Promise.all(running)
  const seconds = (performance.now() - began) / 1000
  for (const connection of idle) connection.close()
  return { perSecond: latencies.length / seconds, latencies, statuses }
}

async function timed(
  connection: Connection,
  bytes: string,
  latencies: number[],
  statuses: Map<number, number>,
  since = performance.now(),
): Promise<void> {
  const status = await connection.ask(bytes)
  latencies.push(performance.now() - since)
  statuses.set(status, (statuses.get(status) ?? 0) + 1)
}
