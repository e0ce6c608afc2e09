// The thread that looks through all leads for duplicates, so that the window never waits for it.
import { integer, longText, optional, text } from '#main/database/columnKinds.ts'
import { openReader, prepareRead } from '#main/database/sqliteConnection.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { runTask } from '#main/platform/taskThread.ts'
import type { PhoneCountry } from '#shared/rules/phoneNumber.ts'
import { comparedLead } from './comparedLead.ts'
import { createDuplicateSearch, groupsOf, pairKey, type DuplicateGroup } from './findDuplicates.ts'

export type DuplicatesTask = { databasePath: string; country: PhoneCountry }
/** Null where it was cancelled. */
export type DuplicatesResult = { groups: DuplicateGroup[]; isComplete: boolean } | null

const leadRow = rowOf({
  id: integer(),
  firstName: optional(text()),
  lastName: optional(text()),
  company: optional(text()),
  email: optional(text()),
  phone: optional(text()),
  contactPoints: longText(),
  otherData: longText(),
})
const leadSql = `SELECT id, first_name AS firstName, last_name AS lastName, company, email, phone,
  contact_points AS contactPoints, other_data AS otherData FROM leads`
const differentRow = rowOf({ one: integer(), other: integer() })

const leadsAtOnce = 2_000

function find(
  { databasePath, country }: DuplicatesTask,
  isCancelled: () => boolean,
): DuplicatesResult {
  const connection = openReader(databasePath)
  try {
    // One state of the file: what is found is there.
    connection.exec('BEGIN')
    const next = prepareRead(connection, leadRow, `${leadSql} WHERE id > ? ORDER BY id LIMIT ?`)
    const byId = prepareRead(connection, leadRow, `${leadSql} WHERE id = ?`)
    const search = createDuplicateSearch()
    for (let after = 0; !isCancelled();) {
      const rows = next.all(after, leadsAtOnce)
      for (const row of rows) search.add(comparedLead(row, country))
      if (rows.length < leadsAtOnce) break
      after = rows.at(-1)?.id ?? after
    }
    const { pairs, isComplete } = search.pairs((id) => {
      const row = byId.first(id)
      return row === null ? null : comparedLead(row, country)
    }, isCancelled)
    if (isCancelled()) return null
    const different = prepareRead(
      connection,
      differentRow,
      'SELECT lead_a AS one, lead_b AS other FROM different_leads',
    )
    const known = new Set(different.all().map(({ one, other }) => pairKey(one, other)))
    return { groups: groupsOf(pairs, known), isComplete }
  } finally {
    connection.close()
  }
}

await runTask<DuplicatesTask, DuplicatesResult>((task, { isCancelled }) =>
  Promise.resolve(find(task, isCancelled)),
)
