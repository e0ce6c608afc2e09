// What stands in the way of the data folder and needs a person: damage, what was kept and cannot be read
// any more, and a place that others write to.
import type { Troubles } from '#shared/contract/system.contract.ts'
import type { Services } from '#main/core/services.ts'
import { backupsIn } from '#main/database/backups.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { lacksProviderKey } from '#main/features/assistant/assistant.feature.ts'
import { accountsWithoutPassword } from '#main/features/email/email.feature.ts'
import { hasLostRelay } from '#main/features/funnels/funnels.feature.ts'
import { sharedFolderOf } from './sharedFolder.ts'

export async function readTroubles(services: Services): Promise<Troubles> {
  const damage = services.damage.found()
  const accounts = await accountsWithoutPassword(services)
  return {
    damage:
      damage === null
        ? null
        : { since: toTimestamp(damage.at), backups: backupsIn(services.host.dataFolder) },
    passwords: [
      ...accounts.map(({ id, name }) => ({ kind: 'account' as const, id, name })),
      ...((await lacksProviderKey(services)) ? [{ kind: 'assistant' as const }] : []),
      ...((await hasLostRelay(services)) ? [{ kind: 'relay' as const }] : []),
    ],
    sharedFolder: sharedFolderOf(services.host.dataFolder),
  }
}
