// When a form was served, authenticated: programs answer within a second or with a form they kept
// for weeks, people do neither.
import { createHmac, timingSafeEqual } from 'node:crypto'

/** A person needs longer than this, in milliseconds. */
const minAge = 2_000
const maxAge = 24 * 60 * 60_000
/**
 * Pages served within this many milliseconds share a token, so that their bodies are made once.
 * Rounded down: nobody waits longer for it.
 */
const step = 250

export type FormTime = {
  token(funnelId: number, pageId: number): string
  judge(token: string, funnelId: number, pageId: number): 'ok' | 'too_soon' | 'too_late' | 'forged'
}

export function createFormTime(secret: Buffer, now: () => number): FormTime {
  const made = new Map<number, { at: number; token: string }>()
  const mac = (at: string, funnelId: number, pageId: number) =>
    createHmac('sha256', secret).update(`form ${at} ${funnelId} ${pageId}`).digest('base64url')
  return {
    token(funnelId, pageId) {
      const at = Math.floor(now() / step) * step
      const present = made.get(pageId)
      if (present?.at === at) return present.token
      const token = `${at.toString(36)}.${mac(at.toString(36), funnelId, pageId)}`
      made.set(pageId, { at, token })
      return token
    },
    judge(token, funnelId, pageId) {
      const [at, given, ...more] = token.split('.')
      if (
        at === undefined ||
        given === undefined ||
        more.length > 0 ||
        !/^[0-9a-z]{1,10}$/.test(at)
      )
        return 'forged'
      const expected = Buffer.from(mac(at, funnelId, pageId))
      const received = Buffer.from(given)
      if (received.length !== expected.length || !timingSafeEqual(received, expected))
        return 'forged'
      const age = now() - Number.parseInt(at, 36)
      return age < minAge ? 'too_soon' : age > maxAge ? 'too_late' : 'ok'
    },
  }
}
