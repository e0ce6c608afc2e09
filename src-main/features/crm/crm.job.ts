// What the CRM does by itself: imports cut short are marked, what was deleted or only looked at is
// forgotten, planned meetings become contacts, and scores follow time where a last contact grows old.
import type { Job } from '#main/core/services.ts'
import { describeError } from '#main/platform/log.ts'
import { endInterruptedChanges, forgetOldChanges } from './changes/bulkEdit.service.ts'
import { stopRunningChanges } from './changes/runningChanges.ts'
import { forgetDeletedFields } from './customFields/customFields.service.ts'
import { stopLooking } from './duplicates/duplicates.service.ts'
import { removeOldExports } from './export/leadExport.service.ts'
import { failInterruptedImports } from './import/imports.repository.ts'
import { removeLeftUploads, removeOldUploads } from './import/importUploads.ts'
import { forgetDeletedLeads, forgetUnusedTags } from './leads/leads.service.ts'
import { stopWideReads } from './reading/wideReads.ts'
import { learnWhenDue, stopLearning } from './scoring/scoring.service.ts'
import { cleanErasedIndex } from './personalData/erasedIndex.ts'
import { askedNow, forgetKeeps } from './retention/retention.service.ts'
import { lookForDue, stopLookingForDue } from './retention/retentionWalk.ts'
import { stopRecount } from './scoring/scoreRules.service.ts'
import { recallRefusals } from './personalData/erasedRefusals.repository.ts'
import { bringScoresUpToDate } from './leads/scoreAging.service.ts'

const hour = 60 * 60 * 1000

type Running = { timer: NodeJS.Timeout; underWay: Promise<void> }

export const crmJob: Job = {
  name: 'crm',
  async start(services) {
    await endInterruptedChanges(services)
    const cutOff = await failInterruptedImports(services.database, services.host.clock.now())
    await removeLeftUploads(services, cutOff)
    let isStopping = false
    await removeOldExports(services, 0)
    const tick = () => {
      run.underWay = run.underWay
        .then(() => forgetDeletedLeads(services))
        .then(() => removeOldUploads(services))
        .then(() => removeOldExports(services))
        .then(() => cleanErasedIndex(services))
        .then(() => recallRefusals(services))
        .then(() => forgetUnusedTags(services))
        .then(() => forgetDeletedFields(services))
        .then(() => forgetOldChanges(services))
        .then(() => forgetKeeps(services))
        .then(() => (isStopping ? undefined : lookForDue(services, askedNow(services))))
        .then(() => (isStopping ? undefined : bringScoresUpToDate(services)))
        .then(() => (isStopping ? undefined : learnWhenDue(services)))
        .catch((error: unknown) =>
          services.host.log('error', 'The hourly work of the CRM failed.', describeError(error)),
        )
    }
    const run: Running = {
      timer: setInterval(tick, hour).unref(),
      underWay: Promise.resolve(),
    }
    tick()
    return async () => {
      clearInterval(run.timer)
      isStopping = true
      stopLookingForDue(services)
      await stopLearning(services)
      await stopRunningChanges(services)
      await stopWideReads(services)
      await stopRecount(services)
      await stopLooking(services)
      await run.underWay
      // What was under way may have begun another one.
      await stopRecount(services)
    }
  },
}
