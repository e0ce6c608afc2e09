// The typed client of what is answered where the data cannot be opened; its calls last as long as they
// must.
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { rescueContract } from '#shared/contract/backups/rescue.ts'
import { connection } from './apiClient.ts'

export const rescueClient: ContractRouterClient<typeof rescueContract> = createORPCClient(
  connection.link,
)
