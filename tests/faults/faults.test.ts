// The kill plan, short, and some of the copies and servers out of step; and the proof that each can fail:
// with a protection taken out, the same run finds what is broken. `npm run faults` is all of them.
import { describe, expect, it } from 'vitest'
import { runCopyFault } from './copyFaults.ts'
import { breaches, runKillPlan } from './killPlan.ts'
import { runStepFault } from './stepFaults.ts'

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

describe('a data folder put back behind a sender that was killed', () => {
  const plan = { messages: 24, fault: 'folder_back' } as const

  it('sends nothing by itself, and nobody twice once it is let go on', async () => {
    const report = await runCopyFault({ ...plan, mutation: null })
    expect(report.problems).toEqual([])
    expect(report.kills).toBe(2)
  })

  it('would reach people twice if nothing were remembered outside of it', async () => {
    const { problems } = await runCopyFault({ ...plan, mutation: 'forgetful' })
    expect(problems).toEqual([expect.stringContaining('more than one copy')])
  })
})

describe('a server out of step', () => {
  const plan = { messages: 30, fault: 'unasked', pipelining: true } as const

  it('makes nobody sent who was not reached', async () => {
    expect((await runStepFault({ ...plan, mutation: null })).problems).toEqual([])
  })

  it('would, if what nobody had asked for were taken for an answer', async () => {
    const { problems } = await runStepFault({ ...plan, mutation: 'unasked' })
    expect(problems).toContain('1 messages are called sent but never arrived')
  })
})
