// Fifty kills of backups and restores, as a table. Ends with 1 where a promise is broken.
import { runBackupKills } from './backupKills.ts'

const [kills = '50', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2)
const { problems, ...figures } = await runBackupKills(Number(kills), Number(seed))
process.stdout.write(`kills of backups, seed ${seed}\n`)
for (const [name, value] of Object.entries(figures))
  process.stdout.write(`  ${name.padEnd(12)}${value}\n`)
for (const problem of problems) process.stdout.write(`BROKEN: ${problem}\n`)
process.exit(problems.length > 0 ? 1 : 0)
