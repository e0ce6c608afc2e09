// Reads a file that the system handed over. It is read and never run, and what is no plain file of
// contacts is not even opened.
import { constants } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import type { OpenRefusal, OpenRequest } from '#shared/contract/system/opening.ts'
import { isContactFile, maxContactFileBytes } from '#shared/rules/opening/contactFiles.ts'

/** @param path absolute */
export async function readGivenFile(path: string, maxBytes = maxContactFileBytes) {
  const name = basename(path)
  const refuse = (reason: OpenRefusal): OpenRequest => ({ kind: 'refused', reason, name })
  let handle: FileHandle | null = null
  try {
    const problem = problemOf(await stat(path), name, maxBytes)
    if (problem !== null) return refuse(problem)
    // What was put in its place since must not be waited for.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const later = await handle.stat()
    const laterProblem = problemOf(later, name, maxBytes)
    if (laterProblem !== null) return refuse(laterProblem)
    const content = await handle.readFile()
    const file = new File([content], name, { lastModified: later.mtimeMs })
    return { kind: 'file', file } satisfies OpenRequest
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    const isAbsent = ['ENOENT', 'ENOTDIR', 'ERR_INVALID_ARG_VALUE'].includes(String(code))
    return refuse(isAbsent ? 'file_absent' : 'file_denied')
  } finally {
    await handle?.close()
  }
}

type Found = { isDirectory(): boolean; isFile(): boolean; size: number }

function problemOf(found: Found, name: string, maxBytes: number): OpenRefusal | null {
  if (found.isDirectory()) return 'file_folder'
  // Pipes and devices have names, too.
  if (!found.isFile() || !isContactFile(name)) return 'file_kind'
  return found.size > maxBytes ? 'file_too_large' : null
}
