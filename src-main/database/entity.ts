// What TypeORM knows of a table, made from its one definition. Apart from it, so that worker threads
// read tables without loading TypeORM.
import { EntitySchema, type EntitySchemaColumnOptions, type EntitySchemaOptions } from 'typeorm'
import type { Columns, RowOf } from './columnKinds.ts'
import { columnName, type Table } from './defineTable.ts'

/** For a feature's list of tables, and through it for the test that compares them with migrations. */
export function entityOf<C extends Columns>({ definition }: Table<C>): EntitySchema<RowOf<C>> {
  const { name, columns, ...rest } = definition
  return new EntitySchema<RowOf<C>>({ name, columns: entityColumns<C>(columns), ...rest })
}

function entityColumns<C extends Columns>(columns: C): EntitySchemaOptions<RowOf<C>>['columns'] {
  const entries = Object.entries(columns).map(([name, column]) => {
    const options: EntitySchemaColumnOptions = {
      type: column.type,
      name: columnName(name),
      nullable: column.isOptional,
      ...(column.isPrimary ? { primary: true } : {}),
      ...(column.isGenerated ? { generated: 'increment' as const } : {}),
      ...(column.default === undefined ? {} : { default: column.default }),
    }
    return [name, options]
  })
  // TypeORM asks for one option a property of the row; these are made from the same names.
  return Object.fromEntries(entries) as EntitySchemaOptions<RowOf<C>>['columns']
}
