// On what a business may write to a person, and how it came to know.

/** `consent`: the person agreed; `customer`: bought something alike; `interest`: about their profession. */
export const legalBases = ['consent', 'customer', 'interest'] as const
export type LegalBasis = (typeof legalBases)[number]

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
