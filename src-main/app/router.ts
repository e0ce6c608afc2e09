// All procedures in one router; forgetting one does not compile. What every call has in common is
// added here, once.
import { ORPCError, type Router, type UnlaziedRouter } from '@orpc/server'
import { assistantProcedures } from '#main/features/assistant/assistant.procedures.ts'
import { adsProcedures } from '#main/features/ads/ads.procedures.ts'
import { analyticsProcedures } from '#main/features/analytics/analytics.procedures.ts'
import { backupsProcedures } from '#main/features/backups/backups.procedures.ts'
import { crmProcedures } from '#main/features/crm/crm.procedures.ts'
import { dashboardProcedures } from '#main/features/dashboard/dashboard.procedures.ts'
import { emailProcedures } from '#main/features/email/email.procedures.ts'
import { funnelsProcedures } from '#main/features/funnels/funnels.procedures.ts'
import { generationProcedures } from '#main/features/assistant/generation.procedures.ts'
import { sequencesProcedures } from '#main/features/sequences/sequences.procedures.ts'
import { settingsProcedures } from '#main/features/settings/settings.procedures.ts'
import { systemProcedures } from '#main/features/system/system.procedures.ts'
import { weboxProcedures } from '#main/features/webox/webox.procedures.ts'
import { describeError } from '#main/platform/log.ts'
import { storageProblem } from '#main/platform/storageProblem.ts'
import type { AppContract } from '#shared/contract/index.ts'
import { procedures } from '../core/procedures.ts'
import type { Services } from '../core/services.ts'
import { asStorageError } from './storageErrors.ts'

/** Calls slower than this are logged by name, in milliseconds. */
const slow = 50

const watched = procedures.use(async ({ context, path, next }) => {
  const started = performance.now()
  try {
    return await context.reopening.pass(async (services) => await next({ context: services }))
  } catch (error) {
    const expected =
      error instanceof ORPCError || (error instanceof Error && error.name === 'AbortError')
    if (!expected)
      context.host.log('error', 'A procedure failed.', {
        procedure: path.join('.'),
        ...describeError(error),
      })
    if (storageProblem(error) === 'damaged') context.damage.report(String(error))
    throw asStorageError(error)
  } finally {
    const milliseconds = Math.round(performance.now() - started)
    if (milliseconds > slow)
      context.host.log('info', 'A procedure was slow.', { procedure: path.join('.'), milliseconds })
  }
})

export type AppRouter = UnlaziedRouter<Router<AppContract, Services>>
export const router: AppRouter = watched.router({
  assistant: assistantProcedures,
  analytics: analyticsProcedures,
  crm: crmProcedures,
  dashboard: dashboardProcedures,
  email: emailProcedures,
  funnels: funnelsProcedures,
  sequences: sequencesProcedures,
  generation: generationProcedures,
  ads: adsProcedures,
  webox: weboxProcedures,
  backups: backupsProcedures,
  settings: settingsProcedures,
  system: systemProcedures,
})
