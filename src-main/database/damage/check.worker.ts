// The thread that checks a whole database without writing to it.
import { runTask } from '#main/platform/taskThread.ts'
import type { CheckInput, CheckResult } from './checkTask.ts'
import { damageOf } from './sqliteCheck.ts'

await runTask<CheckInput, CheckResult>(async ({ path }) => ({ damage: damageOf(path, 'whole') }))
