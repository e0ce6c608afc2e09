// On what the user says everybody in a file may be written to: a line of the consent ledger for each
// person, which goes when the import is taken back. A refusal on record stays.
import type { ImportBuckets, ImportChoices } from '#shared/contract/crm/imports.ts'
import { moment, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { prepareRead, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { addressesIn, type Consents } from '../import/importConsents.ts'
import type { Person } from '../import/people/importPeople.ts'
import type { FileRow } from '../import/importReader.ts'
import type { LeadStatements } from '../import/importStatements.ts'
import { lastDecisionSql } from './standing.ts'

type Options = {
  /** Null only counts. */
  importId: number | null
  now: number
  fileName: string
  legalBasis: NonNullable<ImportChoices['legalBasis']> | null
}
export type BasisNotes = {
  /** Call it once the person is written, and what the row itself says of refusing is noted. */
  note(row: FileRow, person: Person, isNew: boolean): void
  /** No row of the file is about this person: the import leaves them as they are. */
  leave(person: Person): void
}

const decision = rowOf({ action: text(), at: moment(), recordedAt: moment() })

/** What is on record of somebody, besides what the file says. */
function knownOf(connection: SqliteConnection, statements: LeadStatements, consents: Consents) {
  const lastDecision = prepareRead(
    connection,
    decision,
    lastDecisionSql('action, at, recorded_at AS recordedAt'),
  )
  const addressesOf = addressesIn(statements)
  /** A dead address says nothing of the person. */
  const standing = (person: Person) =>
    addressesOf(person).flatMap((address) => {
      const refusal = address === null ? undefined : statements.refusalOf.get(address)
      return address === null || refusal === undefined || refusal.reason === 'hard_bounce'
        ? []
        : [{ address, reason: refusal.reason, at: refusal.created_at }]
    })
  /** @returns addresses that only wait for the basis that is noted now; null where more stands against them */
  function waiting(row: FileRow, person: Person, isNew: boolean): string[] | null {
    if (row.consent !== 'none') return null
    const last = isNew || person.id === 0 ? null : lastDecision.first(person.id)
    const refusals = standing(person)
    if (last?.action !== 'not_given')
      return refusals.length > 0 || (last !== null && last.action !== 'granted') ? null : []
    // An earlier file came without one: nobody has said no, and nobody was asked.
    const isOfThatFile = ({ address, reason, at }: (typeof refusals)[number]) =>
      reason === 'unconfirmed' &&
      (at === last.at || at === last.recordedAt || consents.isShared(address))
    return refusals.every(isOfThatFile) ? refusals.map(({ address }) => address) : null
  }
  return { addressesOf, waiting }
}

/** Writes into the transaction that is open on the connection. */
export function createBasisNotes(
  connection: SqliteConnection,
  statements: LeadStatements,
  consents: Consents,
  buckets: ImportBuckets,
  { importId, now, fileName, legalBasis }: Options,
): BasisNotes {
  if (legalBasis === null) return { note: () => undefined, leave: () => undefined }
  const { basis, note = '' } = legalBasis
  const at = legalBasis.at === undefined ? now : Date.parse(legalBasis.at)
  const insert = connection.prepare(
    `INSERT INTO consent_events (event_id, lead_id, email, purpose, action, method, at, recorded_at, basis, note, origin, import_id)
     VALUES (?, ?, ?, 'write', ?, 'import', ?, ?, ?, ?, ?, ?)`,
  )
  /** Two rows may be about one person. */
  const seen = new Set<number>()
  const isFirst = (person: Person): boolean => {
    const key = person.id === 0 ? -person.number : person.id
    if (seen.has(key)) return false
    seen.add(key)
    return true
  }
  const known = knownOf(connection, statements, consents)
  function write(person: Person): void {
    if (importId === null) return
    const [email = null] = known.addressesOf(person).filter((address) => address !== null)
    const granted = basis === 'none' ? null : basis
    insert.run(
      `import ${importId} ${now} ${person.id}`,
      ...[person.id, email, granted === null ? 'not_given' : 'granted', at, now],
      ...[granted, note === '' ? null : note, fileName, importId],
    )
  }
  function noteNone(row: FileRow, person: Person): void {
    write(person)
    if (row.consent === 'none')
      consents.note({ ...row, address: row.lead.email ?? null, consent: 'unconfirmed' }, [person])
  }
  return {
    note(row, person, isNew) {
      if (!isFirst(person)) return
      // Whoever is here already keeps what holds for them: the file knows nothing of it.
      if (basis === 'none') return isNew ? noteNone(row, person) : undefined
      const waiting = known.waiting(row, person, isNew)
      buckets[waiting === null ? 'refusalKept' : 'basisNoted'] += 1
      if (waiting === null) return
      for (const address of waiting) consents.lift(address)
      write(person)
    },
    leave: (person) => void isFirst(person),
  }
}

/** @returns how many of the lines of an import that is being taken back went; call it until none does */
export function removeBasisLines(
  connection: SqliteConnection,
  importId: number,
  limit: number,
): number {
  return connection
    .prepare(
      'DELETE FROM consent_events WHERE id IN (SELECT id FROM consent_events WHERE import_id = ? LIMIT ?)',
    )
    .run(importId, limit).changes
}
