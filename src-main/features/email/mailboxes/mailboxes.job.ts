// Reads the mailboxes while the application runs.
import type { Job } from '#main/core/services.ts'
import { keeperSlot, MailboxKeeper } from './mailboxKeeper.ts'

export const mailboxesJob: Job = {
  name: 'mailboxes',
  start(services) {
    const keeper = new MailboxKeeper(services)
    const slot = services.memory.of(keeperSlot)
    slot.keeper = keeper
    keeper.start()
    return Promise.resolve(async () => {
      slot.keeper = null
      await keeper.stop()
    })
  },
}
