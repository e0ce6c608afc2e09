// What the CRM does by itself: imports cut short are marked, and scores follow time where a last contact grows old.
import { setTimeout as delay } from 'node:timers/promises'
import type { Job, Services } from '#main/app/services.ts'
import { failInterruptedImports } from './imports.repository.ts'
import { rescoreLead } from './leads.service.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
/** Days after which a contact gives fewer points (see leadScore.ts), each looked at with two days of room for a closed laptop. */
const agingSteps = [7, 30]
const leadsAtOnce = 200

let timer: NodeJS.Timeout | undefined
let stopping = false

export const crmJob: Job = {
  name: 'crm',
  async start(services) {
    stopping = false
    await failInterruptedImports(services.database, services.host.clock.now())
    const tick = () => void rescoreAging(services).catch((error: unknown) => services.host.log('error', 'Scores were not updated.', { error: String(error) }))
    timer = setInterval(tick, hour)
    timer.unref()
    tick()
  },
  async stop() {
    stopping = true
    clearInterval(timer)
  },
}

/** Recomputes the scores of leads whose last contact passed a step since the last look. Due work comes from the rows, not from timers. */
async function rescoreAging(services: Services): Promise<void> {
  const { database, host } = services
  const now = host.clock.now()
  for (const days of agingSteps) {
    let after = 0
    for (;;) {
      const rows = database.query<{ id: number }>(
        'SELECT id FROM leads WHERE last_contact_at BETWEEN ? AND ? AND id > ? ORDER BY id LIMIT ?',
        [now - (days + 2) * day, now - days * day, after, leadsAtOnce],
      )
      if (rows.length === 0 || stopping) break
      await database.write(['crm'], async (transaction) => {
        for (const { id } of rows) await rescoreLead(transaction, id, now, {})
      })
      after = rows.at(-1)?.id ?? after
      await delay(20)
    }
  }
}
