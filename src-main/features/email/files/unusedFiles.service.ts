// Contents that nothing uses any more go: no campaign, no message that may still leave or be looked
// at, no saved block, no setting.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { restorablePeriod } from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { isUndecidedSql, isUnfinishedSql } from '../outbox/outbox.states.ts'

/** What was just added is not used yet: nobody has put it into a text. */
const grace = 60 * 60 * 1000

const hashed = rowOf({ hash: text() })
const version = rowOf({ id: integer() })

/**
 * Nothing of a version leaves, is in doubt or lies in the sandbox; and it is not the campaign's present one.
 * What another account signs is used as long as the version it stands for: rows name that one.
 */
const overVersionsSql = `SELECT DISTINCT message_files.message_version_id AS id FROM message_files
  LEFT JOIN signed_versions ON signed_version_id = message_files.message_version_id
  WHERE NOT EXISTS (SELECT 1 FROM sandbox_messages WHERE sandbox_messages.message_version_id = message_files.message_version_id)
    AND NOT EXISTS (SELECT 1 FROM message_versions JOIN campaigns ON campaigns.id = message_versions.campaign_id
      WHERE message_versions.id = coalesce(signed_versions.version_id, message_files.message_version_id)
        AND ((campaigns.message_version_id = message_versions.id AND (campaigns.deleted_at IS NULL OR campaigns.deleted_at >= ?))
          OR EXISTS (SELECT 1 FROM outbox WHERE outbox.campaign_id = campaigns.id
            AND outbox.message_version_id = message_versions.id AND (${isUnfinishedSql('outbox.state')} OR ${isUndecidedSql}))))`

const unusedSql = `SELECT hash FROM file_contents WHERE wanted_at < ?
  AND NOT EXISTS (SELECT 1 FROM campaign_files WHERE campaign_files.hash = file_contents.hash)
  AND NOT EXISTS (SELECT 1 FROM message_files WHERE message_files.hash = file_contents.hash)
  AND NOT EXISTS (SELECT 1 FROM saved_blocks WHERE instr(saved_blocks.blocks, file_contents.hash) > 0)
  AND NOT EXISTS (SELECT 1 FROM settings WHERE name = 'businessLogo' AND instr(value, file_contents.hash) > 0)`

/** Clears away what is unused, one file a write. */
export async function removeUnusedFiles({
  database,
  host,
}: Pick<Services, 'database' | 'host'>): Promise<void> {
  if (database.count('SELECT EXISTS (SELECT 1 FROM file_contents) AS n') === 0) return
  const now = host.clock.now()
  const gone = now - restorablePeriod
  const isThere = `SELECT 1 FROM campaigns WHERE campaigns.id = campaign_id AND (deleted_at IS NULL OR deleted_at >= ?)`
  const over = database.all(version, overVersionsSql, [gone]).map(({ id }) => id)
  await database.write([], async (transaction) => {
    await transaction.sql(`DELETE FROM campaign_files WHERE NOT EXISTS (${isThere})`, [gone])
    await transaction.sql(
      'DELETE FROM message_files WHERE message_version_id IN (SELECT value FROM json_each(?))',
      [JSON.stringify(over)],
    )
  })
  for (const { hash } of database.all(hashed, unusedSql, [now - grace])) {
    await database.write([], async (transaction) => {
      // Somebody may have taken it into use since.
      const still = await transaction.first(hashed, `${unusedSql} AND hash = ?`, [
        now - grace,
        hash,
      ])
      if (still === null) return
      await transaction.sql('DELETE FROM file_pieces WHERE hash = ?', [hash])
      await transaction.sql('DELETE FROM file_contents WHERE hash = ?', [hash])
    })
    await yieldToEventLoop()
  }
}
