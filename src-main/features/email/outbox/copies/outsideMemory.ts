// What this user's machine remembers of a data folder, outside it: where it was, how often it was
// started, and every message that was handed over. Putting an older folder back does not put it back.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openConnection } from '#main/database/sqliteConnection.ts'
import type { Remembered } from './folderHistory.ts'
import { openLedger, type Ledger } from '../outbox.ledger.ts'

export type OutsideMemory = {
  read(): Remembered | null
  note(remembered: Remembered): void
  /** Everything remembered that the folder's own ledger lacks becomes known to it. */
  teach(ledgerFile: string): void
  ledger: Ledger
  close(): void
}

const schema = `CREATE TABLE IF NOT EXISTS folder (id TEXT PRIMARY KEY NOT NULL, starts INTEGER NOT NULL, folder TEXT NOT NULL) WITHOUT ROWID`

/**
 * @param id of the data folder
 * @throws where the place cannot be written
 */
export function openOutsideMemory(place: string, id: string): OutsideMemory {
  mkdirSync(place, { recursive: true, mode: 0o700 })
  const path = join(place, `${id}.db`)
  const ledger = openLedger(path)
  const connection = openConnection(path)
  // The folder's own ledger is the one that must not lose a row in a power cut.
  connection.pragma('synchronous = NORMAL')
  connection.exec(schema)
  const find = connection.prepare<[string], Remembered>(
    'SELECT id, starts, folder FROM folder WHERE id = ?',
  )
  const note = connection.prepare(
    'INSERT OR REPLACE INTO folder (id, starts, folder) VALUES (?, ?, ?)',
  )
  return {
    read: () => find.get(id) ?? null,
    note: (remembered) => void note.run(remembered.id, remembered.starts, remembered.folder),
    teach(ledgerFile) {
      connection.prepare('ATTACH DATABASE ? AS own').run(ledgerFile)
      try {
        connection.exec(`INSERT INTO own.handed_over SELECT * FROM main.handed_over WHERE true
          ON CONFLICT (message_id) DO UPDATE SET outcome = excluded.outcome, handed_at = excluded.handed_at
            WHERE own.handed_over.handed_at < excluded.handed_at`)
      } finally {
        connection.exec('DETACH DATABASE own')
      }
    },
    ledger,
    close() {
      connection.close()
      ledger.close()
    },
  }
}

/** The folder's ledger, with everything it is told repeated outside it, right behind. */
export function rememberedOutside(
  own: Ledger,
  outside: Ledger,
  failed: (error: unknown) => void,
): Ledger {
  let behind: (() => void)[] = []
  const repeat = (entry: () => void) => void behind.push(entry)
  // The folder's own ledger keeps the promise; this one only knows a copy again.
  function repeatAll(): void {
    try {
      if (behind.length > 0) outside.commit(behind)
    } catch (error) {
      failed(error)
    }
    behind = []
  }
  return {
    ...own,
    commit(entries) {
      behind = []
      own.commit(entries)
      repeatAll()
    },
    enter(messageId, recipientHash, now) {
      const isEntered = own.enter(messageId, recipientHash, now)
      if (isEntered) repeat(() => outside.enter(messageId, recipientHash, now))
      return isEntered
    },
    settle(messageId, outcome) {
      own.settle(messageId, outcome)
      repeat(() => outside.settle(messageId, outcome))
    },
    allowOnceMore(messageId) {
      const isAllowed = own.allowOnceMore(messageId)
      if (isAllowed) repeat(() => outside.allowOnceMore(messageId))
      return isAllowed
    },
    close() {
      repeatAll()
      own.close()
    },
  }
}
