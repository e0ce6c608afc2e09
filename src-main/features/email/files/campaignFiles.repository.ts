// Which campaign has which files: the statements about it.
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { picturesIn, type FileKind } from '#shared/rules/sending/messageFiles.ts'

export const campaignFile = rowOf({
  id: integer(),
  kind: text<FileKind>(),
  hash: text(),
  name: text(),
  type: text(),
  bytes: integer(),
  width: optional(integer()),
  height: optional(integer()),
  createdAt: moment(),
})
export type CampaignFileRow = RowOfTable<typeof campaignFile>

/** Parameter: campaign. In the order in which they were added. */
export const selectCampaignFilesSql = `SELECT files.id, files.kind, files.hash, files.name, files.type, contents.bytes,
    iif(files.kind = 'picture', contents.width, NULL) AS width, iif(files.kind = 'picture', contents.height, NULL) AS height,
    files.created_at AS createdAt
  FROM campaign_files AS files JOIN file_contents AS contents ON contents.hash = files.hash
  WHERE files.campaign_id = ? ORDER BY files.id`

export const listCampaignFiles = (
  database: Pick<Database, 'all'>,
  campaignId: number,
): CampaignFileRow[] => database.all(campaignFile, selectCampaignFilesSql, [campaignId])

type NewFile = { campaignId: number; kind: FileKind; hash: string; name: string; type: string }

/** A picture that the campaign has already stays as it is. */
export async function insertCampaignFile(
  transaction: Transaction,
  { campaignId, kind, hash, name, type }: NewFile,
  now: number,
): Promise<void> {
  await transaction.sql(
    `INSERT INTO campaign_files (campaign_id, kind, hash, name, type, created_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (campaign_id, hash) WHERE kind = 'picture' DO NOTHING`,
    [campaignId, kind, hash, name, type, now],
  )
}

/** Parameters: campaign, now, hashes as JSON. The picture is known by its content, and by the name it has elsewhere. */
const adoptSql = `INSERT INTO campaign_files (campaign_id, kind, hash, name, type, created_at)
  SELECT ?, 'picture', hash, coalesce((SELECT name FROM campaign_files AS others WHERE others.hash = file_contents.hash AND kind = 'picture' ORDER BY id LIMIT 1),
      'image.' || replace(substr(picture_type, 7), 'jpeg', 'jpg')), picture_type, ?
  FROM json_each(?) AS shown JOIN file_contents ON hash = shown.value WHERE is_whole = 1 AND picture_type IS NOT NULL ORDER BY shown.key
  ON CONFLICT (campaign_id, hash) WHERE kind = 'picture' DO NOTHING`

/** Pictures that came with text from another campaign, or that are the business's own, become its own too. */
export async function adoptPictures(
  transaction: Transaction,
  campaignId: number,
  html: string,
  now: number,
): Promise<void> {
  const hashes = picturesIn(html)
  if (hashes.length > 0) await transaction.sql(adoptSql, [campaignId, now, JSON.stringify(hashes)])
}

/** A copy takes the attachments along; its pictures came with its text, and have their names here. */
export async function copyFiles(
  transaction: Transaction,
  from: number,
  to: number,
  now: number,
): Promise<void> {
  await transaction.sql(
    `INSERT INTO campaign_files (campaign_id, kind, hash, name, type, created_at)
     SELECT ?, kind, hash, name, type, ? FROM campaign_files WHERE campaign_id = ? AND kind = 'attachment' ORDER BY id`,
    [to, now, from],
  )
  await transaction.sql(
    `UPDATE campaign_files SET name = originals.name FROM campaign_files AS originals
     WHERE campaign_files.campaign_id = ? AND campaign_files.kind = 'picture'
       AND originals.campaign_id = ? AND originals.kind = 'picture' AND originals.hash = campaign_files.hash`,
    [to, from],
  )
}
