// The typed implementer features build their procedures on. With platform/refusal.ts the only door to the RPC library.
import { implement, type Implementer } from '@orpc/server'
import { appContract } from '#shared/contract/index.ts'
import type { Services } from './services.ts'

/** Named, because written out it is longer than the compiler will print. */
export const procedures: Implementer<typeof appContract, Services & Record<never, never>, Services> = implement(appContract).$context<Services>()
