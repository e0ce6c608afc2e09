// The kill plan, short; and the proof that it can fail: with a recovery that resends, the same run
// finds people written to twice.
import { describe, expect, it } from 'vitest'
import { breaches, runKillPlan } from './killPlan.ts'

const plan = { messages: 300, kills: 5, connections: 3, seed: 20_261_122 }

describe('a campaign whose sender is killed again and again', () => {
  it('reaches nobody twice and loses nobody', async () => {
    const report = await runKillPlan({ ...plan, mutate: 'none' })
    expect(breaches(report)).toEqual([])
    expect(report.kills).toBe(plan.kills)
    // Several rows at once: the batches claimed ahead were hit as well.
    expect(report.mostClaimed).toBeGreaterThan(1)
  })

  it('would reach people twice if what was under way were simply sent again', async () => {
    const report = await runKillPlan({ ...plan, mutate: 'requeue' })
    expect(report.duplicates).toBeGreaterThan(0)
    expect(breaches(report)).not.toEqual([])
  })

  it('would reach people twice if the final dot left before the hand-over was durable', async () => {
    const report = await runKillPlan({ ...plan, mutate: 'early' })
    expect(report.duplicates).toBeGreaterThan(0)
  })

  it('would count attempts that were none if rows only claimed were not put back', async () => {
    const report = await runKillPlan({ ...plan, mutate: 'count' })
    expect(report.overcounted).toBeGreaterThan(0)
  })
})
