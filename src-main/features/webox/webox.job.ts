// What moving in does by itself: imports cut short by the end of the application are marked at the
// next start, and waited for at the end.
import type { Job } from '#main/core/services.ts'
import { removeLeftUploads } from '#main/features/crm/crm.feature.ts'
import { failInterrupted } from './webox.repository.ts'
import { stopWebox } from './webox.service.ts'

export const weboxJob: Job = {
  name: 'webox',
  async start(services) {
    const cutOff = await failInterrupted(services.database, services.host.clock.now())
    await removeLeftUploads(services, cutOff)
    return () => stopWebox(services)
  },
}
