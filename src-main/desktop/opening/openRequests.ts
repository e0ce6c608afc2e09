// What is to be opened waits here until a page takes it: the data may still be brought up to date, be
// rescued, or have no window.
import type { OpenRequest } from '#shared/contract/system/opening.ts'
import type { OpenSource } from '#main/platform/host.ts'
import { viewOfLink } from '#shared/rules/opening/appLinks.ts'
import type { Given } from './commandLine.ts'
import { readGivenFile } from './givenFile.ts'

/** More at once is a mistake, or somebody's attempt to fill the memory. */
const maxWaiting = 20
/** What is shown of a name or link, in characters. */
const maxName = 80

export type OpenRequests = OpenSource & {
  add(given: readonly Given[]): void
  /** Calls back when something is added. */
  subscribe(listener: () => void): void
  /** What nobody took, as arguments of another start. */
  left(): string[]
}

/** @param read of an absolute path, once the page asks */
export function createOpenRequests(
  read: (path: string) => Promise<OpenRequest> = readGivenFile,
): OpenRequests {
  const waiting: Given[] = []
  const listeners: (() => void)[] = []
  return {
    add(given) {
      const room = Math.max(0, maxWaiting - waiting.length)
      waiting.push(...given.slice(0, room))
      const [first] = given.slice(room)
      // Said once, whatever comes.
      if (first !== undefined && !waiting.some(isTooMany))
        waiting.push({ kind: 'refused', reason: 'too_many', name: nameOf(first) })
      if (given.length > 0) for (const listener of listeners) listener()
    },
    subscribe: (listener) => void listeners.push(listener),
    // Files first: behind a link nothing but links is believed.
    left: () => [
      ...waiting.filter(({ kind }) => kind === 'file').map(nameOf),
      ...waiting.filter(({ kind }) => kind === 'link').map(nameOf),
    ],
    count: () => waiting.length,
    async next() {
      const given = waiting.shift()
      if (given === undefined) return null
      const request = await requestOf(given, read)
      return request.kind === 'refused' ? { ...request, name: shown(request.name) } : request
    },
  }
}

const isTooMany = (given: Given) => given.kind === 'refused' && given.reason === 'too_many'
const nameOf = (given: Given): string =>
  given.kind === 'file' ? given.path : given.kind === 'link' ? given.link : given.name

async function requestOf(
  given: Given,
  read: (path: string) => Promise<OpenRequest>,
): Promise<OpenRequest> {
  if (given.kind === 'file') return read(given.path)
  if (given.kind === 'refused') return given
  const path = viewOfLink(given.link)
  return path === null
    ? { kind: 'refused', reason: 'link_unknown', name: given.link }
    : { kind: 'view', path }
}

/** One line of readable signs; signs that would turn the text around are taken out, too. */
function shown(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
  return line.length > maxName ? `${line.slice(0, maxName)}…` : line
}
