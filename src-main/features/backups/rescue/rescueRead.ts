// What was read of a damaged database, in the kinds of things a person knows.
import type { Salvage, SalvagedTable } from '#main/database/rescue/salvage.ts'
import { countedTables, type CountedTable } from '#shared/contract/backups/backupCounts.ts'
import type { ReadRows, RescueRead } from '#shared/contract/backups/rescue.ts'

const nothing: ReadRows = { read: 0, lost: 0 }

const rowsOf = ({ read, refused, unread }: SalvagedTable): ReadRows => ({
  read,
  lost: unread === null ? null : refused + unread,
})

const added = (one: ReadRows, other: ReadRows): ReadRows => ({
  read: one.read + other.read,
  lost: one.lost === null || other.lost === null ? null : one.lost + other.lost,
})

export function readOf({ tables }: Salvage): RescueRead {
  const isTold = (name: string) => countedTables.some((told) => told === name)
  const of = (name: CountedTable) => {
    const table = tables.find((one) => one.name === name)
    return table === undefined ? nothing : rowsOf(table)
  }
  return {
    tables: {
      ...{ leads: of('leads'), interactions: of('interactions'), tasks: of('tasks') },
      ...{ campaigns: of('campaigns'), outbox: of('outbox'), funnels: of('funnels') },
      suppressions: of('suppressions'),
    },
    others: tables
      .filter(({ name }) => !isTold(name))
      .map(rowsOf)
      .reduce(added, nothing),
    isWhole: tables.every(({ refused, unread }) => refused === 0 && unread === 0),
  }
}
