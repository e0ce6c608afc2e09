// The typed implementer features build their procedures on. With platform/apiError.ts the only door
// to the RPC library.
import { implement, type Implementer, type Router, type UnlaziedRouter } from '@orpc/server'
import { appContract, type AppContract } from '#shared/contract/index.ts'
import type { Services } from './services.ts'

// Named, because what the compiler infers has outgrown what it is willing to write down.
export const procedures: Implementer<AppContract, Services & Record<never, never>, Services> =
  implement(appContract).$context<Services>()

/** The procedures of a part of the contract: named for the same reason, where a feature has many. */
export type ProceduresOf<Part extends AppContract[keyof AppContract]> = UnlaziedRouter<
  Router<Part, Services>
>
