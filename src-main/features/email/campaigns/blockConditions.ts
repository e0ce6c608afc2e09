// Conditions of blocks as people give them, refused where they cannot be asked.
import { conditionsOf } from '#shared/blocks/mail/mailBlocks.ts'
import type { MailTree } from '#shared/contract/mailTree.ts'
import type { Database } from '#main/database/database.ts'
import { problemInKnownFields } from '#main/features/crm/crm.feature.ts'
import { apiError } from '#main/platform/apiError.ts'

/**
 * A custom field that is gone is no mistake here: the message can still be written, is shown to
 * nobody there, and is held when it is to go to many.
 * @throws 422 that names the block, and says what is wrong with its condition
 */
export function refuseWrongConditions(
  database: Pick<Database, 'all'>,
  tree: Pick<MailTree, 'blocks'> | null | undefined,
): void {
  for (const { key, filter } of conditionsOf(tree?.blocks ?? [])) {
    const problem = problemInKnownFields(database, filter)
    if (problem === null) continue
    throw apiError('UNPROCESSABLE', 'filter_invalid', problem.sentence, {
      field: `blocks.${key}.when.${problem.path}`,
      detail: problem.sentence,
    })
  }
}
