// The check of a funnel as it stands, with what only the application knows: whether a relay takes
// its forms and an account sends its mail.
import type { z } from 'zod'
import { apiError } from '#main/platform/apiError.ts'
import { blockingProblems, type FunnelCheck } from '#shared/contract/funnelChecks.ts'
import type { Services } from '#main/core/services.ts'
import { listFields } from '#main/features/crm/crm.feature.ts'
import { hasAccount } from '#main/features/email/email.feature.ts'
import { funnelEmailsOf } from '#main/features/sequences/sequences.feature.ts'
import { getSettings } from '#main/features/settings/settings.feature.ts'
import { checkFunnel } from './funnelCheck.ts'
import { hasImage } from './images.repository.ts'
import { readFunnel } from '../funnels.repository.ts'

/** @throws 422 while visitors would lose by what is published */
export async function refuseUnready(services: Services, id: number): Promise<void> {
  const found = (await checkOf(services, id)).find(({ problem }) =>
    blockingProblems.includes(problem),
  )
  if (found === undefined) return
  const reason =
    found.problem === 'form_without_identity' ? 'form_without_identity' : 'promise_without_email'
  throw apiError('UNPROCESSABLE', reason, 'The funnel cannot be published as it is.', {
    field: 'pages',
  })
}

/** @throws 404 */
export async function checkOf(
  services: Services,
  id: number,
): Promise<z.infer<typeof FunnelCheck>[]> {
  const whole = readFunnel(services.database, id)
  const hasRelay = (await services.relay.pairing()) !== null
  const keys = new Set(listFields(services.database).map(({ key }) => key))
  return checkFunnel(whole, {
    hasRelay,
    hasAccount: hasAccount(services.database),
    emails: funnelEmailsOf(services.database, id),
    business: getSettings(services),
    hasImage: (image) => hasImage(services.database, image),
    hasCustomField: (key) => keys.has(key),
  })
}
