// Binds the contract of the application itself to functions; no logic.
import { procedures } from '#main/core/procedures.ts'
import { pipelineStats } from '#main/features/crm/crm.feature.ts'
import { readCondition } from './condition.service.ts'
import { streamChanges } from './changes.ts'
import { loadDemoData } from './demoData.ts'
import { readTroubles } from './troubles.service.ts'

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
  changes: procedures.system.changes.handler(({ context, signal }) =>
    streamChanges(context.changes, signal),
  ),
  loadDemoData: procedures.system.loadDemoData.handler(({ context }) => loadDemoData(context)),
}
