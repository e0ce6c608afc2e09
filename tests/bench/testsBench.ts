// How long the last `npm test` took, from the reports it left: nothing is run here.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { BenchRow } from './benchReport.ts'

const reports = fileURLToPath(new URL('../../.cache/test', import.meta.url))
/** What a report of vitest says of time, in milliseconds since 1970. */
const reportShape = z.object({
  startTime: z.number(),
  testResults: z.array(z.object({ endTime: z.number() })),
})

/** One row a test project, from the beginning of its run to the end of its last file. */
export function benchTests(): Promise<BenchRow[]> {
  const files = existsSync(reports)
    ? readdirSync(reports).filter((name) => name.endsWith('.json'))
    : []
  if (files.length === 0)
    console.log('  no report of `npm test` is there: its duration is not shown')
  return Promise.resolve(
    files.map((name) => {
      const path = join(reports, name)
      const { startTime, testResults } = reportShape.parse(JSON.parse(readFileSync(path, 'utf8')))
      const end = Math.max(startTime, ...testResults.map(({ endTime }) => endTime))
      const day = statSync(path).mtime.toISOString().slice(0, 10)
      return {
        name: `npm test, ${basename(name, '.json')} (${day})`,
        ...{
          leads: 0,
          value: (end - startTime) / 1000,
          unit: 's',
          ratio: null,
          target: '',
          ok: true,
        },
      }
    }),
  )
}
