// The relay's kill plan, short; and the proof that it can fail: with the cursor apart from what it
// stands for, events are lost or doubled.
import { describe, expect, it } from 'vitest'
import { moments, relayBreaches, runRelayKillPlan, victims } from './faults/relayKillPlan.ts'

describe('relay and desktop killed again and again', () => {
  it('lose nothing that was answered and apply nothing twice', async () => {
    const report = await runRelayKillPlan({
      points: 10,
      seed: 20_261_122,
      mutate: 'none',
      at: moments,
      who: victims,
    })
    expect(relayBreaches(report)).toEqual([])
    expect(Object.values(report.kills).reduce((sum, kills) => sum + kills, 0)).toBe(10)
  })

  it('would lose events if the cursor were written first', async () => {
    expect(
      (
        await runRelayKillPlan({
          points: 4,
          seed: 4,
          mutate: 'cursor_first',
          at: ['commit'],
          who: ['desktop'],
        })
      ).lost,
    ).not.toEqual([])
  })

  it('would apply events twice if it were written last', async () => {
    expect(
      (
        await runRelayKillPlan({
          points: 4,
          seed: 4,
          mutate: 'cursor_last',
          at: ['commit'],
          who: ['desktop'],
        })
      ).twice,
    ).not.toEqual([])
  })
})
