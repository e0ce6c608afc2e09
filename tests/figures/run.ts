// npm run figures: sixty thousand random figures in five time zones against an independent count.
// Ends with 1 where one differs.
import { parseArgs } from 'node:util'
import { compareFigures } from './figuresPlan.ts'

const { values } = parseArgs({
  options: {
    figures: { type: 'string', default: '60000' },
    businesses: { type: 'string', default: '6' },
    steps: { type: 'string', default: '700' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})

const businesses = Number(values.businesses)
let compared = 0
process.stdout.write(`figures, seed ${values.seed}, ${businesses} businesses\n`)
const byZone: Record<string, number> = {}
const differences: string[] = []
for (let index = 0; index < businesses; index += 1) {
  const report = await compareFigures({
    seed: Number(values.seed) + index,
    steps: Number(values.steps),
    figures: Math.ceil(Number(values.figures) / businesses),
  })
  compared += report.compared
  process.stdout.write(`  business ${index + 1} of ${businesses}: ${report.compared} compared\n`)
  differences.push(...report.differences)
  for (const [zone, count] of Object.entries(report.byZone))
    byZone[zone] = (byZone[zone] ?? 0) + count
}
process.stdout.write(`  ${'compared'.padEnd(22)}${compared}\n`)
for (const [zone, count] of Object.entries(byZone))
  process.stdout.write(`  ${zone.padEnd(22)}${count}\n`)
for (const difference of differences) process.stdout.write(`DIFFERS: ${difference}\n`)
process.exitCode = differences.length === 0 ? 0 : 1
