// Column types shared by the tables.
import type { EntitySchemaColumnOptions } from 'typeorm'

/** The row's own number, never reused. */
export const idColumn: EntitySchemaColumnOptions = {
  type: 'integer',
  primary: true,
  generated: 'increment',
}

/** A moment in milliseconds since 1970. */
export const momentColumn = (name: string): EntitySchemaColumnOptions => ({ type: 'bigint', name })

/** A moment that may be missing. */
export const optionalMomentColumn = (name: string): EntitySchemaColumnOptions => ({
  type: 'bigint',
  name,
  nullable: true,
})

export const textColumn = (name: string): EntitySchemaColumnOptions => ({ type: 'varchar', name })
export const optionalTextColumn = (name: string): EntitySchemaColumnOptions => ({
  type: 'varchar',
  name,
  nullable: true,
})

/** Milliseconds since 1970 as the contract wants it. */
export const toTimestamp = (moment: number): string => new Date(moment).toISOString()
export const toOptionalTimestamp = (moment: number | null): string | null =>
  moment === null ? null : toTimestamp(moment)
