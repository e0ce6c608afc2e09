// What can no longer be brought back of deleted campaigns, accounts and saved blocks goes, drafts of letters to people
// who are gone, and files that nothing uses, at start and every hour.
import type { Job } from '#main/core/services.ts'
import { describeError } from '#main/platform/log.ts'
import { purgeDeletedAccounts } from './accounts/deletedAccounts.service.ts'
import { purgeDeletedCampaigns } from './campaigns/deletedCampaigns.service.ts'
import { purgeDrafts } from './letters/letterDrafts.service.ts'
import { purgeSavedBlocks } from './savedBlocks/savedBlocks.service.ts'
import { purgeSignIns } from './signIns/signIns.service.ts'
import { removeUnusedFiles } from './files/unusedFiles.service.ts'

const hour = 60 * 60 * 1000

export const deletedEmailJob: Job = {
  name: 'deletedEmail',
  start(services) {
    let underWay: Promise<void> = Promise.resolve()
    const tick = () => {
      underWay = underWay
        .then(() => purgeDeletedCampaigns(services))
        .then(() => purgeDeletedAccounts(services))
        .then(() => purgeSignIns(services))
        .then(() => purgeDrafts(services))
        .then(() => purgeSavedBlocks(services))
        .then(() => removeUnusedFiles(services))
        .catch((error: unknown) =>
          services.host.log('error', 'Deleted e-mail data was not purged.', describeError(error)),
        )
    }
    const timer = setInterval(tick, hour).unref()
    tick()
    return Promise.resolve(async () => {
      clearInterval(timer)
      await underWay
    })
  },
}
