// Whether a data folder is where it was, as it was: judged from what its two databases and a memory
// outside it know of its starts. A copy of the folder takes its ledger along, so the folder alone
// cannot tell.

/** One of the three places that count the starts. */
export type Starts = { id: string; starts: number }
/** What is remembered outside the folder, for this user on this machine. */
export type Remembered = Starts & { folder: string }

export type FolderHistory = {
  /** In `main.db`; null if it has never been started with this count. */
  database: Starts | null
  /** In `ledger.db`. */
  ledger: Starts | null
  /** Null: nothing is known here; undefined: no memory can be kept on this machine. */
  outside: Remembered | null | undefined
  /** Real path of the folder. */
  folder: string
  /** Whether the folder remembered outside still holds an application's data. */
  isOtherFolderThere: boolean
  /** Whether this folder handed over messages that its ledger does not know. */
  hasSentMore: boolean
}

/**
 * Why what waits must not leave by itself: an older state was put back; the folder is a second one
 * beside another; it comes from elsewhere; its ledger does not belong to it.
 */
export type CopyReason = 'older' | 'second' | 'elsewhere' | 'ledger_missing'

/** @returns null if this is the folder as it was left, or a new one */
export function judgeFolder(history: FolderHistory): CopyReason | null {
  const { database, ledger, outside, folder } = history
  if (database === null) return ledger === null ? null : 'older'
  // The ledger is written first: it may be one start ahead after a crash, and never behind.
  if (ledger === null || ledger.id !== database.id || ledger.starts < database.starts)
    return 'ledger_missing'
  if (ledger.starts > database.starts + 1) return 'older'
  if (outside === undefined) return null
  if (outside === null) return 'elsewhere'
  if (outside.folder !== folder && history.isOtherFolderThere) return 'second'
  return outside.starts > ledger.starts || history.hasSentMore ? 'older' : null
}
