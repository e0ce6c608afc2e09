// At the start: calls the application left behind are marked as such, and what was kept long enough
// is forgotten.
import type { Job } from '#main/core/services.ts'
import { forgetOldCalls } from './provider/assistantSettings.service.ts'

export const assistantJob: Job = {
  name: 'assistant',
  async start(services) {
    const { database } = services
    if (database.query(`SELECT 1 FROM ai_calls WHERE outcome = 'running' LIMIT 1`).length > 0) {
      await database.write(['assistant'], (transaction) =>
        transaction.sql(`UPDATE ai_calls SET outcome = 'interrupted' WHERE outcome = 'running'`),
      )
    }
    await forgetOldCalls(services)
    // Calls under way end with their callers.
    return async () => undefined
  },
}
