// Packs a move's file and takes one apart, in a thread: streamed, sealed, compared with what was read.
import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { damageError } from '#main/database/damage/fileLook.ts'
import { damageOf } from '#main/database/damage/sqliteCheck.ts'
import { sqliteDriver, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { hashOf, syncFolder } from '#main/platform/files/durableFiles.ts'
import { keepPrivate } from '#main/platform/files/privateFile.ts'
import { createSealedFile, unsealed } from '#main/platform/sealing/sealedFile.ts'
import { SealError } from '#main/platform/sealing/sealHeader.ts'
import type { PackInput } from '../backupTask.ts'
import {
  AnyHead,
  longestHead,
  moveEntries,
  moveFormat,
  MoveHead,
  type MovedContent,
  type MoveEntry,
} from './moveFile.ts'

type Told = (bytes: number) => void

/** Under its name once it was opened again and every part is what was put in. */
export async function pack(input: PackInput, told: Told): Promise<void> {
  const unfinished = `${input.target}.new`
  const ledger = join(dirname(input.database), 'ledger.db')
  try {
    // After the database: whoever it says was written to is known to the ledger.
    if (existsSync(input.ledger)) await copyLedger(input.ledger, ledger)
    const sources = sourcesOf(input, existsSync(ledger) ? ledger : null)
    const head: MoveHead = { ...input.head, ...toldBy(input.database), entries: [] }
    for (const { name, source } of sources)
      head.entries.push({ name, bytes: lengthOf(source), sha256: await hashOfSource(source) })
    await writePacked(unfinished, input.passphrase, head, sources, told)
    await readPacked(unfinished, input.passphrase, told, () => null)
    renameSync(unfinished, input.target)
    syncFolder(dirname(input.target))
  } finally {
    rmSync(unfinished, { force: true })
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(ledger + end, { force: true })
  }
}

async function copyLedger(source: string, target: string): Promise<void> {
  keepPrivate(target, { make: true })
  const connection = new sqliteDriver(source, { readonly: true, timeout: 10_000 })
  try {
    connection.exec('BEGIN')
    connection.prepare('SELECT count(*) FROM sqlite_schema').get()
    await connection.backup(target)
    connection.exec('COMMIT')
  } finally {
    connection.close()
  }
  const copy = new sqliteDriver(target)
  try {
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
  // It decides on the other computer who was written to.
  const damage = damageOf(target, 'whole')
  if (damage !== null) throw damageError(`the ledger: ${damage}`)
}

/** A path, or the content itself. */
type Source = { path: string } | { content: Buffer }

const sourcesOf = (
  { secrets, installKey, database }: PackInput,
  ledger: string | null,
): { name: MoveEntry; source: Source }[] => [
  { name: 'secrets.json', source: { content: Buffer.from(secrets) } },
  { name: 'install.key', source: { content: Buffer.from(installKey) } },
  ...(ledger === null ? [] : [{ name: 'ledger.db' as const, source: { path: ledger } }]),
  { name: 'main.db', source: { path: database } },
]

const lengthOf = (source: Source): number =>
  'path' in source ? statSync(source.path).size : source.content.length

const hashOfSource = async (source: Source): Promise<string> =>
  'path' in source
    ? await hashOf(source.path)
    : createHash('sha256').update(source.content).digest('hex')

/** What the copy itself says. */
function toldBy(path: string): Pick<MoveHead, 'schema' | 'lastChangeAt'> {
  const connection = new sqliteDriver(path, { readonly: true })
  try {
    const schema = connection
      .prepare<[], string>('SELECT name FROM migrations ORDER BY id')
      .pluck()
      .all()
    const moments = ['leads', 'campaigns', 'funnels'].map((table) => lastChange(connection, table))
    const lastChangeAt = Math.max(0, ...moments)
    return { schema, lastChangeAt: lastChangeAt === 0 ? null : lastChangeAt }
  } finally {
    connection.close()
  }
}

const lastChange = (connection: SqliteConnection, table: string): number =>
  Number(connection.prepare(`SELECT max(updated_at) FROM ${table}`).pluck().get() ?? 0)

async function writePacked(
  path: string,
  passphrase: string,
  head: MoveHead,
  sources: { source: Source }[],
  told: Told,
): Promise<void> {
  const writer = await createSealedFile(path, passphrase)
  try {
    const text = Buffer.from(JSON.stringify(head))
    const length = Buffer.alloc(4)
    length.writeUInt32BE(text.length)
    writer.write(length)
    writer.write(text)
    for (const { source } of sources)
      if ('content' in source) writer.write(source.content)
      else
        for await (const chunk of createReadStream(source.path, { highWaterMark: 1024 * 1024 })) {
          const part = chunk as Buffer
          writer.write(part)
          told(part.length)
        }
    writer.finish()
  } finally {
    writer.close()
  }
}

/** Where an entry goes; null: it is read and compared only. */
type Sink = { write(part: Buffer): void; end(): void }

/**
 * Reads all of it: nothing in it counts before its end was reached.
 * @throws SealError
 */
async function readPacked(
  path: string,
  passphrase: string,
  told: Told,
  sinkFor: (name: MoveEntry) => Sink | null,
): Promise<MoveHead> {
  const parts = unsealed(path, passphrase)
  let rest: Buffer = Buffer.alloc(0)
  const more = async (): Promise<boolean> => {
    const { value, done } = await parts.next()
    if (done === true) return false
    told(value.length)
    rest = rest.length === 0 ? value : Buffer.concat([rest, value])
    return true
  }
  try {
    while (rest.length < 4) if (!(await more())) throw notOurs()
    const length = rest.readUInt32BE(0)
    if (length > longestHead) throw notOurs()
    while (rest.length < 4 + length) if (!(await more())) throw notOurs()
    const head = readHead(rest.subarray(4, 4 + length).toString('utf8'))
    rest = rest.subarray(4 + length)
    for (const { name, bytes, sha256 } of head.entries) {
      const hash = createHash('sha256')
      const sink = sinkFor(name)
      try {
        for (let left = bytes; left > 0;) {
          if (rest.length === 0 && !(await more())) throw cut()
          const part = rest.subarray(0, left)
          rest = rest.subarray(part.length)
          left -= part.length
          hash.update(part)
          sink?.write(part)
        }
      } finally {
        sink?.end()
      }
      if (hash.digest('hex') !== sha256)
        throw new SealError('damaged', `${name} is not what was put in.`)
    }
    if (rest.length > 0 || (await more()))
      throw new SealError('damaged', 'It goes on after its end.')
    return head
  } finally {
    await parts.return(undefined)
  }
}

const notOurs = () => new SealError('foreign', 'It is sealed, and no move.')
const cut = () => new SealError('damaged', 'It was cut short.')

function readHead(text: string): MoveHead {
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    throw notOurs()
  }
  const any = AnyHead.safeParse(found)
  if (!any.success) throw notOurs()
  if (any.data.format > moveFormat)
    throw new SealError(
      'newer',
      `Its format is ${any.data.format}, this version reads ${moveFormat}.`,
    )
  const head = MoveHead.safeParse(found)
  const names = head.data?.entries.map(({ name }) => name) ?? []
  const isComplete =
    new Set(names).size === names.length &&
    moveEntries.every((name) => name === 'ledger.db' || names.includes(name))
  if (!head.success || !isComplete) throw new SealError('damaged', 'Its head is not complete.')
  return head.data
}

/** @param room exists, and holds the databases afterwards; secrets never touch the disk */
export async function unpack(
  source: string,
  room: string,
  passphrase: string,
  told: Told,
): Promise<MovedContent> {
  const inMemory = new Map<MoveEntry, Buffer[]>()
  const head = await readPacked(source, passphrase, told, (name) => {
    if (name === 'main.db' || name === 'ledger.db') return fileSink(join(room, name))
    const parts: Buffer[] = []
    inMemory.set(name, parts)
    return { write: (part) => void parts.push(Buffer.from(part)), end: () => undefined }
  })
  const text = (name: MoveEntry) => Buffer.concat(inMemory.get(name) ?? []).toString('utf8')
  return { head, secrets: text('secrets.json'), installKey: text('install.key') }
}

function fileSink(path: string): Sink {
  const file = openSync(path, 'w', 0o600)
  return {
    write(part) {
      for (let at = 0; at < part.length;) at += writeSync(file, part, at)
    },
    end() {
      fsyncSync(file)
      closeSync(file)
    },
  }
}
