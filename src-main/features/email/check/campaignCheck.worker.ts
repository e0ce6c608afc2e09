// The thread that draws every message of a campaign before one leaves.
import { openReader } from '#main/database/sqliteConnection.ts'
import { runTask } from '#main/platform/taskThread.ts'
import { drawMessages, type DrawnMessages, type DrawTask } from './drawnMessages.ts'

await runTask<DrawTask, DrawnMessages>(async (task, { isCancelled }) => {
  const connection = openReader(task.databasePath)
  try {
    return drawMessages(connection, task, isCancelled)
  } finally {
    connection.close()
  }
})
