// What a check of a domain comes to as a whole.
import {
  domainVerdicts,
  type DomainCheck,
  type DomainVerdict,
} from '#shared/contract/email/domainCheck.ts'

/** The gravest first; what is missing is for the user to add, and so as a whole to mend. */
const gravity: DomainVerdict[] = ['wrong', 'missing', 'improve', 'unchecked', 'right']

/** `right` only where every part is. */
export function verdictOf({ parts }: Pick<DomainCheck, 'parts'>): DomainVerdict {
  const gravest = gravity.find((verdict) => parts.some((part) => part.verdict === verdict))
  return gravest === 'missing' ? 'wrong' : (gravest ?? domainVerdicts[0])
}
