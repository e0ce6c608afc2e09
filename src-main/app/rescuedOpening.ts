// Opens the data, and where that cannot be done asks the user over the page: until it is open, or the
// application is closed.
import type { ClosedData } from '#main/core/reopening.ts'
import type { Services } from '#main/core/services.ts'
import { openRescueDesk, type RescueDesk } from '#main/features/backups/backups.feature.ts'
import type { Host } from '#main/platform/host.ts'
import { StartupError, type Startup } from '#main/platform/startup.ts'
import type { RescueProblem } from '#shared/contract/backups/rescue.ts'
import { rescueRouter, type RescueRouter } from './rescueRouter.ts'

/** What a host serves the page until there is an application. */
export type RescueCalls = { router: RescueRouter; context: RescueDesk }

/** How a host lets the user be asked. */
export type RescueOffer = {
  serve(calls: RescueCalls): void
  /** Begins to close the application. */
  quit(): void
}

/**
 * @param offer absent: what cannot be opened is an error
 * @throws StartupError for what no page can do anything about, StartupStopped
 */
export async function openOrAsk<T>(
  open: () => Promise<T>,
  given: { host: Host; startup: Startup; openOther: ClosedData<Services>['openOther'] },
  offer: RescueOffer | undefined,
): Promise<T> {
  const { host, startup, openOther } = given
  for (;;) {
    try {
      return await open()
    } catch (error) {
      const problem = problemOf(error)
      if (offer === undefined || problem === null) throw error
      const { quit } = offer
      const desk = openRescueDesk({ host, openOther }, problem, { signal: startup.signal, quit })
      offer.serve({ router: rescueRouter, context: desk })
      startup.report({ kind: 'rescue', problem })
      await desk.ended
      startup.report({ kind: 'opening' })
    }
  }
}

function problemOf(error: unknown): RescueProblem | null {
  if (!(error instanceof StartupError)) return null
  const { problem, backup } = error
  if (problem === 'damaged' || problem === 'missing' || problem === 'newer') return problem
  // A copy is named where an update was under way.
  return problem === 'unexpected' && backup !== null ? 'update' : null
}
