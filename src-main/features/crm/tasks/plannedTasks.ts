// What is planned with a lead is to be done until it is held: each such interaction has a task, which
// follows it.
import { shortened } from '#shared/rules/shortened.ts'
import type { Services } from '#main/core/services.ts'
import type { Transaction } from '#main/database/database.ts'
import { dueColumns } from './taskDue.ts'
import { plannedWithoutTask, type PlannedInteraction } from './tasks.repository.ts'
import { tasksTable } from './tasks.table.ts'

const atOnce = 200

/** What the task of an interaction says: its subject, else the first line of what was noted. */
const titleOf = ({ subject, content }: PlannedInteraction): string =>
  shortened((subject ?? content?.trim().split('\n', 1)[0] ?? '').trim(), 200)

/**
 * Inside the write that adds, changes or brings back an interaction. Moved to a moment that is past,
 * it was held.
 */
export async function followInteraction(
  transaction: Transaction,
  interaction: PlannedInteraction,
  now: number,
): Promise<void> {
  const { id, leadId, type, occurredAt } = interaction
  const isPlanned = type !== 'note' && occurredAt > now
  const task = await tasksTable.findForUpdate(transaction, { interactionId: id })
  const title = titleOf(interaction)
  // A whole day is no moment of a meeting, so the zone is of no matter here.
  const due = dueColumns({ kind: 'moment', at: occurredAt }, 'UTC')
  if (task === null) {
    if (isPlanned)
      await tasksTable.insert(transaction, {
        ...{ title, leadId, interactionId: id, createdAt: now, updatedAt: now },
        ...due,
      })
    return
  }
  if (type === 'note' && task.doneAt === null)
    return tasksTable.delete(transaction, { id: task.id })
  const isMoved = task.dueAt !== occurredAt
  if (isPlanned)
    return tasksTable.update(
      transaction,
      { id: task.id },
      { title, doneAt: null, updatedAt: now, ...due },
    )
  await tasksTable.update(
    transaction,
    { id: task.id },
    {
      title,
      updatedAt: now,
      ...(task.doneAt === null && isMoved ? { ...due, doneAt: now } : {}),
    },
  )
}

/** Gives tasks to what was planned without one, by a file or by an earlier version. */
export async function bringPlannedUpToDate({
  database,
  host,
}: Pick<Services, 'database' | 'host'>): Promise<void> {
  for (;;) {
    const now = host.clock.now()
    const found = plannedWithoutTask(database, now, atOnce)
    if (found.length === 0) return
    await database.write(['crm', 'dashboard'], async (transaction) => {
      for (const interaction of found) await followInteraction(transaction, interaction, now)
    })
  }
}
