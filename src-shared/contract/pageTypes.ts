// What a page of a funnel is for.
import { z } from 'zod'

export const pageTypes = [
  'optin',
  'vsl',
  'sales',
  'upsell',
  'downsell',
  'thank_you',
  'webinar',
] as const
/** A type as a client may write it: the words with a hyphen are as usual as ours. */
export const GivenPageType = z
  .enum([...pageTypes, 'opt-in', 'thank-you'])
  .transform((given) =>
    given === 'opt-in' ? 'optin' : given === 'thank-you' ? 'thank_you' : given,
  )
