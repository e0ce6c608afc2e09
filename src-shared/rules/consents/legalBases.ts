// On what a business may write to a person, and how it came to know.

/** `consent`: the person agreed; `customer`: bought something alike; `interest`: about their profession. */
export const legalBases = ['consent', 'customer', 'interest'] as const
export type LegalBasis = (typeof legalBases)[number]

/**
 * What the ledger says of a person: the ground that holds, `withdrawn` for who refused, `none` where
 * nothing is noted. What the list of refusals says besides is no part of it.
 */
export const basisAnswers = [...legalBases, 'withdrawn', 'none'] as const
export type BasisAnswer = (typeof basisAnswers)[number]

/** How something was given that the user notes by hand. */
export const consentChannels = [
  'in_person',
  'phone',
  'email',
  'paper',
  'website',
  'contract',
  'other',
] as const
export type ConsentChannel = (typeof consentChannels)[number]
