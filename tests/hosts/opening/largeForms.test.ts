// Forms with a large file go over the disk, and leave nothing there: whole, cut off, damaged, too large.
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../../support/localHost.ts'

let host: LocalHostProcess
beforeAll(async () => void (host = await startLocalHost()))
afterAll(() => host.stop())

const folder = () => join(host.dataFolder, 'arriving')
const left = async () => (existsSync(folder()) ? await readdir(folder()) : [])
const people = (count: number) =>
  `E-mail;Prénom;Notes\n${Array.from({ length: count }, (_, at) => `p${at}@exemple.fr;Zoé;${'é'.repeat(200)}\n`).join('')}`
const path = '/api/marketing/leads/import'

function form(text: string, name: string, further: Record<string, string> = {}): FormData {
  const made = new FormData()
  for (const [key, value] of Object.entries(further)) made.append(key, value)
  made.append('file', new File([text], name, { type: 'text/csv' }))
  return made
}

/** Writes bytes to the server as they are. @returns what it answered until the connection ended */
async function speak(bytes: (Buffer | string)[], hangUp = false): Promise<string> {
  const { hostname, port } = new URL(host.url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  for (const part of bytes)
    if (!socket.destroyed && !socket.write(part))
      await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed])
  if (hangUp) socket.destroy()
  await closed
  return answer
}
const head = (length: string) =>
  [
    `POST ${path} HTTP/1.1`,
    `Host: ${new URL(host.url).host}`,
    `Authorization: Bearer ${host.token}`,
    'Content-Type: multipart/form-data; boundary=line',
    'Connection: close',
    length,
    '\r\n',
  ].join('\r\n')
const filePart =
  '--line\r\nContent-Disposition: form-data; name="file"; filename="gens.csv"\r\nContent-Type: text/csv\r\n\r\n'

describe('a form with a large file', () => {
  it('comes in whole, under its own name, with what stands beside it', async () => {
    const text = people(6_000)
    expect(Buffer.byteLength(text)).toBeGreaterThan(2_000_000)
    const { status, body } = await host.rest(
      'POST',
      '/marketing/leads/import',
      form(text, 'clients d’été.csv', {
        options: JSON.stringify({ forAll: { source: 'Salon d’été' } }),
      }),
    )
    expect([status, body]).toMatchObject([200, { total: 6_000, created: 6_000 }])
    const { body: found } = await host.rest('GET', '/marketing/leads?limit=1')
    expect(found).toMatchObject({ items: [{ source: 'Salon d’été', firstName: 'Zoé' }] })
    const { text: history } = await host.rest('GET', '/marketing/leads/1/timeline')
    expect(history).toContain('clients d’été.csv')
    await expect.poll(left).toEqual([])
  })

  it('is read where it does not say how long it is', async () => {
    const body = `${filePart}${people(10)}\r\n--line--\r\n`
    const chunk = `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`
    const answer = await speak([head('Transfer-Encoding: chunked'), chunk])
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    await expect.poll(left).toEqual([])
  })

  it.each([
    ['ends before its end', `${filePart}${people(3_000)}`],
    ['is none', 'x'.repeat(1_500_000)],
    ['has parts without a name', `--line\r\n\r\n${'x'.repeat(1_500_000)}\r\n--line--\r\n`],
  ])('is refused with a reason and changes nothing where it %s', async (_what, body) => {
    const before = await host.rest('GET', '/marketing/leads')
    const answer = await speak([head(`Content-Length: ${Buffer.byteLength(body)}`), body])
    expect(answer).toMatch(/^HTTP\/1\.1 4(00|22) /)
    expect(answer).toContain('"message"')
    expect((await host.rest('GET', '/marketing/leads')).body).toEqual(before.body)
    await expect.poll(left).toEqual([])
  })

  it('leaves nothing where the connection ends in the middle', async () => {
    await speak([head('Content-Length: 30000000'), filePart, people(9_000)], true)
    await expect.poll(left).toEqual([])
    expect((await host.rest('GET', '/marketing/leads?limit=1')).status).toBe(200)
  })

  it('is refused where it grows beyond the limit without having said so', async () => {
    const block = Buffer.alloc(1024 * 1024, 'x')
    const chunk = Buffer.concat([
      Buffer.from(`${block.length.toString(16)}\r\n`),
      block,
      Buffer.from('\r\n'),
    ])
    const answer = await speak([
      head('Transfer-Encoding: chunked'),
      `${filePart.length.toString(16)}\r\n${filePart}\r\n`,
      ...Array.from({ length: 220 }, () => chunk),
      '0\r\n\r\n',
    ])
    // Who is still sending may find the line dead before the answer is read.
    expect(answer).toMatch(/^(HTTP\/1\.1 413 |$)/)
    await expect.poll(left).toEqual([])
    expect((await host.rest('GET', '/marketing/leads?limit=1')).status).toBe(200)
  })

  it('with too many parts is refused', async () => {
    const parts = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`a${at}`, 'x']))
    const { status } = await host.rest(
      'POST',
      '/marketing/leads/import',
      form(people(6_000), 'gens.csv', parts),
    )
    expect(status).toBe(400)
    await expect.poll(left).toEqual([])
  })
})

it('what a killed process left of forms goes at the next start', async () => {
  await mkdir(folder(), { recursive: true })
  await writeFile(join(folder(), 'half'), 'x')
  const { dataFolder } = host
  host.child.kill('SIGKILL')
  await once(host.child, 'exit')
  host = await startLocalHost({ dataFolder })
  expect(await left()).toEqual([])
})
