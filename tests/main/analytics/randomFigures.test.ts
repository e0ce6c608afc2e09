// The short form of `npm run figures`: random figures in five time zones equal an independent count.
import { expect, it } from 'vitest'
import { compareFigures } from '../../figures/figuresPlan.ts'
import { zones } from '../../figures/randomBusiness.ts'

it('random figures of a random business equal a plain count in five time zones', async () => {
  const report = await compareFigures({ seed: 37, figures: 4_000, steps: 260 })
  expect(report.differences).toEqual([])
  expect(report.compared).toBeGreaterThanOrEqual(4_000)
  expect(Object.keys(report.byZone).sort()).toEqual([...zones].sort())
}, 240_000)
