// What SQLite does for the statements that a reading asks for.
import { integer, text } from '#main/database/columnKinds.ts'
import type { Database } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'

const step = rowOf({ id: integer(), parent: integer(), notused: integer(), detail: text() })

/** Its steps, in their order, of all statements that `read` has many or one row of. */
export function plansOf(database: Database, read: (listening: Database) => unknown): string[] {
  const plans: string[] = []
  const listen = (statement: string, parameters: Parameters<Database['all']>[2]) => {
    const rows = database.all(step, `EXPLAIN QUERY PLAN ${statement}`, parameters)
    plans.push(...rows.map(({ detail }) => detail))
  }
  read({
    ...database,
    all: (reader, statement, parameters) => {
      listen(statement, parameters)
      return database.all(reader, statement, parameters)
    },
    first: (reader, statement, parameters) => {
      listen(statement, parameters)
      return database.first(reader, statement, parameters)
    },
  })
  return plans
}
