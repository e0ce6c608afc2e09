// Binds the contract of the application itself to functions; no logic.
import { procedures } from '#main/core/procedures.ts'
import { pipelineStats } from '#main/features/crm/crm.feature.ts'
import type { UpdateState } from '#shared/contract/system/updates.ts'
import type { Host } from '#main/platform/host.ts'
import { readCondition } from './condition.service.ts'
import { readDesktop, startWithComputer } from './desktop.service.ts'
import { streamChanges } from './changes.ts'
import { loadDemoData } from './demoData.ts'
import { readTroubles } from './troubles.service.ts'

const updatesOf = ({ updates }: Host): UpdateState =>
  updates?.state() ?? {
    left: 'not_packaged',
    ...{ checkedAt: null, isChecking: false, problem: null, offered: null },
  }

export const systemProcedures = {
  health: procedures.system.health.handler(({ context }) => ({
    status: 'ok' as const,
    name: 'WeBox Marketing',
    version: context.host.version,
  })),
  condition: procedures.system.condition.handler(({ context }) => readCondition(context)),
  about: procedures.system.about.handler(({ context: { host, database } }) => ({
    version: host.version,
    host: host.kind,
    dataFolder: host.dataFolder,
    hasLeads: pipelineStats(database).totalLeads > 0,
  })),
  troubles: procedures.system.troubles.handler(({ context }) => readTroubles(context)),
  updates: procedures.system.updates.handler(({ context }) => updatesOf(context.host)),
  lookForUpdates: procedures.system.lookForUpdates.handler(async ({ context: { host } }) => {
    await host.updates?.look()
    return updatesOf(host)
  }),
  opening: {
    waiting: procedures.system.opening.waiting.handler(({ context: { host } }) => ({
      count: host.opening?.count() ?? 0,
    })),
    next: procedures.system.opening.next.handler(
      ({ context: { host } }) => host.opening?.next() ?? null,
    ),
  },
  desktop: {
    state: procedures.system.desktop.state.handler(({ context }) => readDesktop(context)),
    startWithComputer: procedures.system.desktop.startWithComputer.handler(({ context, input }) =>
      startWithComputer(context, input.isOn),
    ),
  },
  changes: procedures.system.changes.handler(({ context, signal }) =>
    streamChanges(context.changes, signal),
  ),
  loadDemoData: procedures.system.loadDemoData.handler(({ context }) => loadDemoData(context)),
}
