// Where a rescue works: a folder of its own beside the data, of which a kill leaves nothing that counts.
import { join } from 'node:path'
import type { ClosedData } from '#main/core/reopening.ts'
import type { Services } from '#main/core/services.ts'
import type { Host } from '#main/platform/host.ts'

/** What a rescue has where no database is open. */
export type RescueGround = {
  host: Host
  openOther: ClosedData<Services>['openOther']
}

export const rescueRoom = (host: Host): string => join(host.dataFolder, 'rescuing')
