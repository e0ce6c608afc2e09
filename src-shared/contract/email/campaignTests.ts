// What can be asked about the test of a campaign.
import { z } from 'zod'
import { Campaign } from '../campaigns.ts'
import { ById, contract, Id } from '../common.ts'
import { TestResult, TestSettings, Variant } from './campaignTest.ts'

const testPath = '/marketing/campaigns/{id}/test' as const

export const tests = {
  /**
   * Plans a test or changes its plan; what is left out stays. A new one begins with a copy of what the
   * campaign says as version B, which is then changed as a campaign under `test.variantId`.
   */
  plan: contract
    .route({ method: 'PUT', path: testPath })
    .input(z.strictObject({ id: Id, ...TestSettings.partial().shape }))
    .output(Campaign),
  /** Takes version B out. */
  remove: contract
    .route({ method: 'DELETE', path: testPath, successStatus: 204 })
    .input(ById)
    .output(z.void()),
  /** Takes that back. */
  restore: contract
    .route({ method: 'POST', path: `${testPath}/restore` })
    .input(ById)
    .output(Campaign),
  result: contract.route({ method: 'GET', path: testPath }).input(ById).output(TestResult),
  /** The user's word: who waits gets this version. Counts once. */
  decide: contract
    .route({ method: 'POST', path: `${testPath}/decide` })
    .input(z.strictObject({ id: Id, variant: Variant }))
    .output(TestResult),
}
