// Why an address or a domain is not written to.
export const suppressionReasons = [
  'unsubscribed',
  'refused',
  'hard_bounce',
  'complaint',
  'manual',
  'imported',
  /** Not to be written to before the person has agreed: a file said no more. */
  'unconfirmed',
] as const
export type SuppressionReason = (typeof suppressionReasons)[number]
