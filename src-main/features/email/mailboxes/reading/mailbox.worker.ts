// The thread that reads one mailbox: whatever its server sends is taken apart here, away from the window,
// and what it may mean is handed over piece by piece.
import { parentPort, workerData } from 'node:worker_threads'
import { openReader } from '#main/database/sqliteConnection.ts'
import { mailboxFailure } from '#main/mail/imap/imapFailure.ts'
import { ImapReader, readImapCertificate } from '#main/mail/imap/imapReader.ts'
import { createKnownMail } from './knownMail.ts'
import type {
  FolderPlace,
  FromReading,
  Located,
  ReadingData,
  ToReading,
} from './readingMessages.ts'
import { sweepFolder, type Sweeping } from './sweepFolder.ts'

const data = workerData as ReadingData
const { server, timing } = data
const say = (message: FromReading) => parentPort?.postMessage(message)

let applied: (() => void) | null = null
let news = new AbortController()
let isStopping = false
let reader: ImapReader | null = null

parentPort?.on('message', (message: ToReading) => {
  if (message.kind === 'applied') applied?.()
  else if (message.kind === 'sweep') news.abort()
  else {
    isStopping = true
    news.abort()
    reader?.drop()
  }
})

const sizeErrors = /TooLarge|TooMany|NESTING|ParserError/

async function open(): Promise<ImapReader> {
  return (reader = await ImapReader.open(server, timing.timeouts))
}

async function read(): Promise<void> {
  const database = openReader(data.databasePath)
  const known = createKnownMail(database)
  const places = new Map(data.places.map((place) => [place.path, place]))
  try {
    await open()
    for (;;) {
      await sweepAll(places, known)
      const staysOpen = !isStopping && reader?.offersIdle === true
      say({ kind: 'swept', staysOpen })
      if (!staysOpen) return
      await reader?.examine('INBOX')
      await reader?.waitForNews(timing.every, news.signal)
      if (isStopping) return
      news = new AbortController()
      say({ kind: 'alive' })
      if (reader?.isEnded !== false) await open()
    }
  } finally {
    database.close()
    await reader?.close()
  }
}

async function sweepAll(
  places: Map<string, FolderPlace>,
  known: ReturnType<typeof createKnownMail>,
): Promise<void> {
  const folders = (await reader?.folders()) ?? []
  for (const { kind, path } of folders) {
    if (kind === 'sent') continue
    places.set(path, await sweepSafely(places, known, path))
  }
  const sent = folders.find(({ kind }) => kind === 'sent')
  const sought = data.accountId === null ? [] : known.uncertain(data.accountId)
  if (sent === undefined || sought.length === 0 || reader === null) return
  await reader.examine(sent.path)
  const standing: number[] = []
  for (const { id, messageId } of sought) {
    say({ kind: 'alive' })
    if ((await reader.uidOf(messageId)) !== null) standing.push(id)
  }
  if (standing.length > 0) await applyAnd({ kind: 'standing', outboxIds: standing })
}

/** A message with more in its headers than a server may answer at once ends the connection: asked for in pieces. */
async function sweepSafely(
  places: Map<string, FolderPlace>,
  known: ReturnType<typeof createKnownMail>,
  path: string,
): Promise<FolderPlace> {
  const sweeping = (isCareful: boolean): Sweeping => {
    if (reader === null) throw new Error('There is no connection.')
    return {
      ...{ reader, known, isCareful },
      alive: () => say({ kind: 'alive' }),
      log: (message, details) => say({ kind: 'log', message, details }),
      async apply(piece) {
        await applyAnd({ kind: 'piece', piece })
        places.set(path, piece.place)
      },
    }
  }
  try {
    return await sweepFolder(sweeping(false), path, places.get(path))
  } catch (error) {
    const cause = reader?.endedBy ?? error
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    if (!sizeErrors.test(code)) throw error
    reader?.drop()
    await open()
    return sweepFolder(sweeping(true), path, places.get(path))
  }
}

function applyAnd(message: FromReading): Promise<void> {
  return new Promise((resolve) => {
    applied = resolve
    say(message)
  })
}

async function check(): Promise<void> {
  await open()
  await reader?.examine('INBOX')
  say({ kind: 'checked' })
  await reader?.close()
}

/** How often a message is looked for that is waited for, in milliseconds. */
const lookEvery = 3_000

/** Looks into the inbox and the folder for spam until the message is there, or time is up. */
async function locate(): Promise<void> {
  const { messageId, wait } = data.sought ?? { messageId: '', wait: 0 }
  const until = performance.now() + wait
  for (;;) {
    if (reader?.isEnded !== false) await open()
    const located = await lookFor(messageId)
    if (located !== null || performance.now() >= until) {
      say({ kind: 'located', located })
      return reader?.close()
    }
    await reader?.examine('INBOX')
    await reader?.waitForNews(Math.min(lookEvery, until - performance.now()), news.signal)
    if (isStopping) return
    say({ kind: 'alive' })
  }
}

async function lookFor(messageId: string): Promise<Located | null> {
  for (const { kind, path } of (await reader?.folders()) ?? []) {
    if (kind === 'sent' || reader === null) continue
    await reader.examine(path)
    const uid = await reader.uidOf(messageId)
    const [head] = uid === null ? [] : await reader.heads([uid], true)
    if (head !== undefined) return { folder: kind, headers: head.headers }
  }
  return null
}

const works = { check, read, locate }

async function run(): Promise<void> {
  try {
    await works[data.work]()
  } catch (error) {
    reader?.drop()
    if (isStopping) return
    const failure = mailboxFailure(reader?.endedBy ?? error)
    const isAsked = data.work === 'check' && failure.trouble === 'certificate'
    const certificate = isAsked ? await readImapCertificate(server, timing.timeouts) : null
    say({ kind: 'failed', failure, certificate })
  } finally {
    parentPort?.close()
  }
}

await run()
