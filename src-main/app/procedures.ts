// The typed implementer features build their procedures on. With platform/refusal.ts the only door to the RPC library.
import { implement } from '@orpc/server'
import { appContract } from '#shared/contract/index.ts'
import type { Services } from './services.ts'

export const procedures = implement(appContract).$context<Services>()
