// The links of messages that are measured: the address itself, the desktop's signature under it, and what
// the desktop sealed for itself. The relay leads to nothing but an address that is signed, and reads no more.

/** Longer addresses stay as they are, in characters. */
export const maxMeasuredAddress = 2_000

const pattern = /^([A-Za-z0-9_-]{1,2800})\.([A-Za-z0-9_-]{86})\.([A-Za-z0-9_-]{16,300})$/

/** Each part is base64url. `address`: where it leads. `sealed`: whose message and which link it is. */
export type MeasuredLink = { address: string; signature: string; sealed: string }

export const measuredLinkToken = ({ address, signature, sealed }: MeasuredLink): string =>
  `${address}.${signature}.${sealed}`

/** Null for a token that was never one, or was cut. */
export function partsOfMeasuredLink(token: string): MeasuredLink | null {
  const [, address, signature, sealed] = pattern.exec(token) ?? []
  return address === undefined || signature === undefined || sealed === undefined
    ? null
    : { address, signature, sealed }
}
