// Whether SPF or DKIM will speak for the very domain of the address, which is what DMARC asks for.
import type { DkimLook } from './dkimLook.ts'
import { finding, type Looked } from './findingVerdicts.ts'
import type { SenderEntry } from './senderFile.ts'
import type { SpfLook } from './spfLook.ts'

/** One of the two is enough. What neither shows for sure stays open. */
export function lookAtAlignment(
  entry: SenderEntry | null,
  { isAllowed }: SpfLook,
  { hasKey }: DkimLook,
): Looked {
  const name = entry?.name ?? ''
  const isOwnPath = entry?.returnPath === 'service'
  // The envelope holds the address's own domain unless the service puts its own there.
  const spf = isOwnPath ? false : entry?.returnPath === 'unknown' ? null : isAllowed
  const code =
    spf === true
      ? hasKey === true
        ? 'aligned_both'
        : 'aligned_spf'
      : hasKey === true
        ? 'aligned_dkim'
        : spf === false && hasKey === false
          ? 'aligned_none'
          : 'aligned_open'
  return {
    findings: [finding(code), ...(isOwnPath ? [finding('aligned_own_return_path', { name })] : [])],
    ...{ found: [], records: [] },
  }
}
