// The checks of two versions as one: what only one of them has is said of it.
import { isDeepStrictEqual } from 'node:util'
import type { CampaignCheck, Finding } from '#shared/contract/email/campaignCheck.ts'

const order: readonly Finding['level'][] = ['blocking', 'warning', 'hint']

/** @param tested what stands in the way of the test itself */
export function bothVersions(
  versionA: CampaignCheck,
  versionB: CampaignCheck,
  tested: readonly Finding[],
): CampaignCheck {
  const isIn = (found: readonly Finding[], one: Finding) =>
    found.some((other) => isDeepStrictEqual(one, other))
  const ofA = versionA.findings.map((one) =>
    isIn(versionB.findings, one) ? one : { ...one, variant: 'A' as const },
  )
  const ofB = versionB.findings
    .filter((one) => !isIn(versionA.findings, one))
    .map((one) => ({ ...one, variant: 'B' as const }))
  const findings = [...tested, ...ofA, ...ofB].sort(
    (one, other) => order.indexOf(one.level) - order.indexOf(other.level),
  )
  return {
    ...versionA,
    findings,
    drawn: versionA.drawn + versionB.drawn,
    canBeSent: findings.every(({ level }) => level !== 'blocking'),
    htmlBytes: Math.max(versionA.htmlBytes, versionB.htmlBytes),
    messageBytes: Math.max(versionA.messageBytes, versionB.messageBytes),
    allBytes: Math.max(versionA.allBytes, versionB.allBytes),
  }
}
