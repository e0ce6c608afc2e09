// How the application and its files are, in one answer: for whoever watches it from outside.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { SystemHealth } from '#shared/contract/system.contract.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { keptDatabases, listBackups, readRescued } from '#main/features/backups/backups.feature.ts'
import { lastCheck } from './fileCheck.job.ts'

const sizeOf = (path: string): number | null =>
  statSync(path, { throwIfNoEntry: false })?.size ?? null

/** `attention` where something is damaged or failed; a disk that fills up is told by its bytes. */
export async function readCondition(services: Services): Promise<SystemHealth> {
  const { host, database, outbox, damage } = services
  const checked = await lastCheck(services)
  const found = damage.found()?.detail ?? checked?.damage ?? null
  const ledger = sizeOf(join(host.dataFolder, 'ledger.db'))
  const { items, failure, second, freeBytes } = await listBackups(services)
  const rescued = readRescued(services)
  const secondFailure = second?.failure ?? null
  const isFine = found === null && failure === null && secondFailure === null
  return {
    status: isFine ? 'ok' : 'attention',
    version: host.version,
    host: host.kind,
    database: {
      bytes: sizeOf(database.path) ?? 0,
      logBytes: sizeOf(`${database.path}-wal`) ?? 0,
      // Zero: no check came to its end since the application was cut off.
      checkedAt:
        checked === null || checked.checkedAt === 0 ? null : toTimestamp(checked.checkedAt),
      damage: found,
      wasCutOff: database.wasCutOff,
      rescued: rescued === null ? null : { ...rescued, at: toTimestamp(rescued.at) },
      keptAside: keptDatabases(services).map(({ path, bytes }) => ({ path, bytes })),
    },
    ledger: ledger === null ? null : { bytes: ledger },
    freeBytes,
    backups: {
      howMany: items.length,
      bytes: items.reduce((sum, { bytes }) => sum + bytes, 0),
      last: items[0] ?? null,
      ...{ failure, secondFailure },
    },
    sending: outbox.status().engine,
  }
}
