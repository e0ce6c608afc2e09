// Which of the blocks that are for some people only a person is shown: asked in SQL together with what a
// message says of them, and written into their row of the outbox, as those values are. The CRM's own
// files are named here, not its door, as in recipients.ts.
import { text } from '#main/database/columnKinds.ts'
import { rowOf, type RowReader } from '#main/database/rowReader.ts'
import { meaningAt, meaningForUpdate, sqlOfTree } from '#main/features/crm/filters/filterMeaning.ts'
import type { Transaction } from '#main/database/database.ts'
import type { BlockCondition } from '#main/mail/messageContent.ts'
import type { MergeValues } from '#shared/rules/mergeFields/mergeFieldNames.ts'
import type { Variant } from '#shared/rules/sending/testSplit.ts'
import type { FilterPlace, SqlCondition } from './recipients.ts'

/**
 * By the version of a test, A where there is none, the keys of the blocks that a person is shown of it. Not
 * by the number of a fixed message: another one takes its place where another account signs it.
 */
type ShownOf = Partial<Record<Variant, string[]>>
/** What a row of the outbox keeps of its person. */
export type RowValues = MergeValues & { shownBlocks?: ShownOf }

/** Some words in SQL, and their parameters: the keys of the blocks a lead is shown, with spaces. */
export type ShownSql = { words: string; parameters: SqlCondition['parameters'] }

const nothing: ShownSql = { words: `''`, parameters: [] }

function shownBy(
  conditions: readonly BlockCondition[],
  sqlOf: (condition: BlockCondition) => SqlCondition,
): ShownSql {
  if (conditions.length === 0) return nothing
  const asked = conditions.map((condition) => ({ key: condition.key, ...sqlOf(condition) }))
  return {
    words: `concat_ws(' ', ${asked.map(({ where }) => `iif((${where}), ?, NULL)`).join(', ')})`,
    parameters: asked.flatMap(({ parameters, key }) => [...parameters, key]),
  }
}

/** On the table `leads`. @param conditions of a fixed message */
export function shownSql(
  conditions: readonly BlockCondition[] = [],
  { database, now }: FilterPlace,
): ShownSql {
  if (conditions.length === 0) return nothing
  const meaning = meaningAt(database, now)
  return shownBy(conditions, ({ filter }) => sqlOfTree(filter, meaning))
}

/** The same inside a write. */
export async function shownSqlForUpdate(
  transaction: Pick<Transaction, 'all'>,
  conditions: readonly BlockCondition[],
  now: number,
): Promise<ShownSql> {
  if (conditions.length === 0) return nothing
  const meaning = await meaningForUpdate(transaction, now)
  return shownBy(conditions, ({ filter }) => sqlOfTree(filter, meaning))
}

const shownColumn = rowOf({ shown: text() })
/** Reads the words of `shownSql` too, selected as `shown`. */
export const withShown = <Row>(reader: RowReader<Row>): RowReader<Row & { shown: string }> => ({
  names: [...reader.names, ...shownColumn.names],
  read: (raw) => ({ ...reader.read(raw), ...shownColumn.read(raw) }),
})
export const shownSet = (words: string): ReadonlySet<string> =>
  new Set(words.split(' ').filter((key) => key !== ''))

/** What is written into a row; nothing where a message has no such blocks. @param words by version */
export function shownValues(words: readonly (readonly [version: Variant, words: string])[]) {
  const told = words.filter(([, shown]) => shown !== '')
  if (told.length === 0) return {}
  const shownBlocks: ShownOf = Object.fromEntries(
    told.map(([version, shown]) => [version, [...shownSet(shown)]]),
  )
  return { shownBlocks }
}

/** @param row `variant` is null where its campaign tests nothing */
export const shownInRow = ({
  values: { shownBlocks = {} },
  variant,
}: {
  values: RowValues
  variant: Variant | null
}): ReadonlySet<string> => new Set(shownBlocks[variant ?? 'A'])
