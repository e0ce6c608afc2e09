// Reads a folder from where it was left, a piece at a time. Each piece waits until what it means is
// written down, so that a reading that is cut off goes on behind the last one.
import { OddAnswerError, type ImapReader, type MessageHead } from '#main/mail/imap/imapReader.ts'
import { describeError } from '#main/platform/log.ts'
import { foundMessage } from './foundMessage.ts'
import { mayConcernUs, type KnownMail } from './mayConcernUs.ts'
import type { FolderPlace, FoundMessage, ReadPiece } from './readingMessages.ts'

/** Messages whose headers are asked for at once, and that are looked at whole at once. */
const headsAtOnce = 250
const wholeAtOnce = 8

export type Sweeping = {
  reader: ImapReader
  known: KnownMail
  /** Resolves once the piece is written down. */
  apply(piece: ReadPiece): Promise<void>
  /** Says that there is work under way. */
  alive(): void
  log(message: string, details: Record<string, unknown>): void
  /** Ask for the beginning of all headers, in answers of known size. */
  isCareful: boolean
}

/** @returns the place behind the last message of the folder */
export async function sweepFolder(
  sweeping: Sweeping,
  path: string,
  before: FolderPlace | undefined,
): Promise<FolderPlace> {
  const uidValidity = await sweeping.reader.examine(path)
  // Numbered anew: the folder is read from its beginning, and what was done is not done again.
  const lastUid = before?.uidValidity === uidValidity ? before.lastUid : 0
  let place: FolderPlace = { path, uidValidity, lastUid }
  const uids = await sweeping.reader.uidsAfter(lastUid)
  for (let from = 0; from < uids.length; from += headsAtOnce)
    place = await sweepSlice(sweeping, place, uids.slice(from, from + headsAtOnce))
  if (uids.length === 0) await sweeping.apply({ place, read: 0, found: [] })
  return place
}

async function sweepSlice(
  sweeping: Sweeping,
  place: FolderPlace,
  uids: number[],
): Promise<FolderPlace> {
  const { known, apply } = sweeping
  const heads = await headsOf(sweeping, uids)
  sweeping.alive()
  const worth = heads.filter(({ headers }) => mayConcernUs(headers, known))
  let at = place
  let read = 0
  const countTo = (uid: number) => {
    const upTo = uids.filter((one) => one <= uid).length
    const more = upTo - read
    read = upTo
    return more
  }
  for (let from = 0; from < worth.length; from += wholeAtOnce) {
    const some = worth.slice(from, from + wholeAtOnce)
    const found = await lookAt(sweeping, some)
    at = { ...at, lastUid: some.at(-1)?.uid ?? at.lastUid }
    await apply({ place: at, read: countTo(at.lastUid), found })
  }
  const last = uids.at(-1) ?? at.lastUid
  if (at.lastUid === last && read > 0) return at
  at = { ...at, lastUid: last }
  await apply({ place: at, read: countTo(last), found: [] })
  return at
}

/** @throws OddAnswerError where the server has messages and does not give them */
async function headsOf({ reader, isCareful }: Sweeping, uids: number[]): Promise<MessageHead[]> {
  const heads = await reader.heads(uids, isCareful)
  const given = new Set(heads.map(({ uid }) => uid))
  const missing = uids.filter((uid) => !given.has(uid))
  // Deleted meanwhile, or kept back.
  const kept = missing.length === 0 ? [] : await reader.present(missing)
  const again = kept.length === 0 ? [] : await reader.heads(kept, true)
  if (again.length < kept.length)
    throw new OddAnswerError('The server names messages that it does not give.')
  return [...heads, ...again].sort((a, b) => a.uid - b.uid)
}

async function lookAt(sweeping: Sweeping, heads: MessageHead[]): Promise<FoundMessage[]> {
  const { reader, log } = sweeping
  const receivedAt = new Map(heads.map((head) => [head.uid, head.receivedAt]))
  const found: FoundMessage[] = []
  for (const { uid, source } of await reader.sources(heads.map(({ uid }) => uid))) {
    sweeping.alive()
    const at = receivedAt.get(uid) ?? Date.now()
    try {
      found.push(await foundMessage(uid, source, at))
    } catch (error) {
      // One message that cannot be read keeps none behind it from being read.
      log('A message could not be read.', { uid, ...describeError(error) })
    }
  }
  return found
}
