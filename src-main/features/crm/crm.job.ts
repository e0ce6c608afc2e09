// What the CRM does by itself: imports cut short are marked, what was deleted or only looked at is
// forgotten, planned meetings become contacts, and scores follow time where a last contact grows old.
import { setTimeout as delay } from 'node:timers/promises'
import type { Job, Services } from '#main/core/services.ts'
import { integer } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { describeError } from '#main/platform/log.ts'
import { failInterruptedImports } from './import/imports.repository.ts'
import { removeOldUploads } from './import/imports.service.ts'
import { datePlannedContacts } from './interactions/interactions.service.ts'
import { forgetDeletedLeads, forgetUnusedTags, rescoreLead } from './leads/leads.service.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
/**
 * Days after which a contact gives fewer points (see leadScore.ts), each looked at with two days of
 * room for a closed laptop.
 */
const agingSteps = [7, 30]
const leadsAtOnce = 200

type Running = { timer: NodeJS.Timeout; isStopping: boolean; underWay: Promise<void> }

export const crmJob: Job = {
  name: 'crm',
  async start(services) {
    await failInterruptedImports(services.database, services.host.clock.now())
    const tick = () => {
      run.underWay = run.underWay
        .then(() => forgetDeletedLeads(services))
        .then(() => removeOldUploads(services))
        .then(() => forgetUnusedTags(services))
        .then(() => datePlannedContacts(services))
        .then(() => rescoreAging(services, run))
        .catch((error: unknown) =>
          services.host.log('error', 'The hourly work of the CRM failed.', describeError(error)),
        )
    }
    const run: Running = {
      timer: setInterval(tick, hour).unref(),
      isStopping: false,
      underWay: Promise.resolve(),
    }
    tick()
    return async () => {
      run.isStopping = true
      clearInterval(run.timer)
      await run.underWay
    }
  },
}

const idOnly = rowOf({ id: integer() })

/**
 * Recomputes the scores of leads whose last contact passed a step since the last look. Due work
 * comes from the rows, not from timers.
 */
async function rescoreAging({ database, host }: Services, run: Running): Promise<void> {
  const now = host.clock.now()
  for (const days of agingSteps) {
    let after = 0
    while (!run.isStopping) {
      const rows = database.all(
        idOnly,
        'SELECT id FROM leads WHERE last_contact_at BETWEEN ? AND ? AND id > ? ORDER BY id LIMIT ?',
        [now - (days + 2) * day, now - days * day, after, leadsAtOnce],
      )
      if (rows.length === 0) break
      await database.write(['crm'], async (transaction) => {
        for (const { id } of rows) await rescoreLead(transaction, id, now, {})
      })
      after = rows.at(-1)?.id ?? after
      await delay(20)
    }
  }
}
