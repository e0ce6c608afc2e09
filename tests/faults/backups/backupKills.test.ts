// The kills of backups and restores, short; `npm run faults:backups` is fifty of them.
import { expect, it } from 'vitest'
import { runBackupKills } from './backupKills.ts'

it('a kill in the middle of a backup or a restore leaves one good database and whole backups', async () => {
  const report = await runBackupKills(10, 20_261_129)
  expect(report.problems).toEqual([])
  expect(report.kills).toBe(10)
  expect(report.midway).toBeGreaterThan(0)
})
