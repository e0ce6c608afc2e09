// How fast campaigns leave, measured over the last minute.

export type Speed = {
  count(campaignId: number): void
  /**
   * Messages per minute by campaign; campaigns of which nothing left in the last minute are absent.
   */
  perMinute(): Record<number, number>
}

const seconds = 60

export function createSpeed(monotonic: () => number = () => performance.now()): Speed {
  const counts = new Map<number, { since: number; bySecond: Map<number, number> }>()
  const nowInSeconds = () => Math.floor(monotonic() / 1000)
  return {
    count(campaignId) {
      const second = nowInSeconds()
      let own = counts.get(campaignId)
      if (!own) counts.set(campaignId, (own = { since: second, bySecond: new Map() }))
      own.bySecond.set(second, (own.bySecond.get(second) ?? 0) + 1)
    },
    perMinute() {
      const now = nowInSeconds()
      const rates: Record<number, number> = {}
      for (const [id, { since, bySecond }] of counts) {
        for (const second of bySecond.keys()) if (second <= now - seconds) bySecond.delete(second)
        const sum = [...bySecond.values()].reduce((total, count) => total + count, 0)
        if (sum === 0) counts.delete(id)
        else
          rates[id] = Math.round((sum * seconds) / Math.min(seconds, Math.max(1, now - since + 1)))
      }
      return rates
    },
  }
}
