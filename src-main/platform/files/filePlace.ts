// Whether a path still leads to the file that was opened there: folders are moved, replaced and
// deleted, and disks torn out, while what was opened goes on being written to, unseen.
import { statSync } from 'node:fs'

/** Some file systems number a file anew at each look, so that its birth counts with its number. */
type Identity = { disk: number; number: number; bornAt: number }

function identityOf(path: string): Identity | null {
  try {
    const { dev, ino, birthtimeMs } = statSync(path)
    return { disk: dev, number: ino, bornAt: birthtimeMs }
  } catch {
    return null
  }
}

/**
 * Remembers the file that is at a path now.
 * @returns says whether it is there still; always so where it could not be looked at in the first place
 */
export function watchPlace(path: string): () => boolean {
  const first = identityOf(path)
  return () => {
    if (first === null) return true
    const now = identityOf(path)
    if (now === null || now.disk !== first.disk) return false
    return now.number === first.number || now.bornAt === first.bornAt
  }
}
