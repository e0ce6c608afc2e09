// Forms with a large file, kept on disk while they arrive. Read the usual way, a file stands in memory
// twice before anybody looks at it: 400 MB for one of 200.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, openAsBlob, rmSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'

/** From this size on a form goes over the disk, in bytes; so does one that does not say its size. */
const smallForm = 1024 * 1024
const limits = { fields: 100, files: 10, fieldSize: smallForm }

/** The names under which a request's body is read by whoever answers it, if it has been read already. */
type WithBody = IncomingMessage & { body?: PromiseLike<FormData> }

const isLargeForm = ({ headers }: IncomingMessage): boolean =>
  /^multipart\/form-data\b/i.test(headers['content-type'] ?? '') &&
  !(Number(headers['content-length'] ?? Infinity) < smallForm)

const folderOf = (dataFolder: string) => join(dataFolder, 'arriving')

/** What a process left behind that was killed. Only for who owns the folder. */
export const removeLeftForms = (dataFolder: string): void =>
  rmSync(folderOf(dataFolder), { recursive: true, force: true })

/**
 * Lets a large form of a request be read over the disk, once somebody asks for it.
 * @returns what is to be done once the call is answered
 */
export function keepFormOnDisk(request: WithBody, dataFolder: string): () => Promise<void> {
  if (!isLargeForm(request)) return () => Promise.resolve()
  const paths: string[] = []
  let form: Promise<FormData> | null = null
  const read = () => (form ??= readForm(request, folderOf(dataFolder), paths))
  // Whoever answers awaits a body that is there: nothing is read before, and nothing after a refusal.
  request.body = { then: (...args) => read().then(...args) }
  return async () => {
    await form?.catch(() => undefined)
    await Promise.all(paths.map((path) => rm(path, { force: true })))
  }
}

async function readForm(
  request: IncomingMessage,
  folder: string,
  paths: string[],
): Promise<FormData> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const parser = new Busboy({
    headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' },
    limits,
    isPartAFile: (_field, _type, fileName) => fileName !== undefined,
  })
  const parts: Promise<[name: string, value: string | File]>[] = []
  const stop = new AbortController()
  let fail: (reason: unknown) => void = () => undefined
  const failure = new Promise<never>((_, reject) => (fail = reject))
  failure.catch(() => undefined)
  const take = (part: Promise<[string, string | File]>): void => {
    part.catch(fail)
    parts.push(part)
  }
  parser.on('error', fail)
  for (const event of ['fieldsLimit', 'filesLimit'])
    parser.on(event, () => fail(new Error('The form has too many parts.')))
  parser.on('field', (name, value, isNameCut, isCut) => {
    if (isNameCut || isCut) fail(new Error('A field of the form is too long.'))
    take(Promise.resolve([name, value]))
  })
  parser.on('file', (field, stream, name, _encoding, type) => {
    const path = join(folder, randomUUID())
    paths.push(path)
    take(keepFile(stream, { path, name, type, signal: stop.signal }).then((file) => [field, file]))
  })
  const finished = once(parser, 'finish')
  finished.catch(() => undefined)
  const feed = async (): Promise<void> => {
    // Not piped: the limit on bodies throws from within the stream's events, which must reach us.
    for await (const chunk of request) if (!parser.write(chunk)) await once(parser, 'drain')
    parser.end()
    await finished
  }
  try {
    await Promise.race([feed(), failure])
    const form = new FormData()
    for (const [name, value] of await Promise.race([Promise.all(parts), failure]))
      form.append(name, value)
    return form
  } catch (error) {
    parser.destroy()
    stop.abort()
    await Promise.allSettled(parts)
    throw error
  }
}

type Kept = { path: string; name: string; type: string; signal: AbortSignal }

async function keepFile(stream: Readable, { path, name, type, signal }: Kept): Promise<File> {
  await pipeline(stream, createWriteStream(path, { mode: 0o600 }), { signal })
  return new File([await openAsBlob(path, { type })], name, { type })
}
