// Pictures and attachments of a campaign: taken from the disk, judged by their bytes, listed, taken
// out again.
import {
  contentIdOf,
  maxAttachmentsBytes,
  maxFilesPerCampaign,
  maxPictureBytes,
  pictureAddress,
  picturesIn,
  type FileKind,
} from '#shared/rules/sending/messageFiles.ts'
import type { BusinessLogo } from '#shared/contract/settings.contract.ts'
import type { CampaignFile, CampaignFiles } from '#shared/contract/email/campaignFiles.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { Database } from '#main/database/database.ts'
import {
  attachmentType,
  encodeFilesInSlices,
  type MessageFile,
  type MimeFiles,
} from '#main/mail/mimeFiles.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { cleanPicture } from '#main/platform/pictures/pictureBytes.ts'
import { readPicture } from '#main/platform/pictures/pictureFormat.ts'
import {
  getCampaignForUpdate,
  requireCampaign,
  requireEditable,
} from '../campaigns/campaigns.service.ts'
import { attachmentObjection, fileNameOf } from './attachmentRules.ts'
import {
  campaignFile,
  insertCampaignFile,
  listCampaignFiles,
  selectCampaignFilesSql,
  type CampaignFileRow,
} from './campaignFiles.repository.ts'
import {
  keepContent,
  notePicture,
  readContent,
  type PictureFacts,
} from './fileContents.repository.ts'

/** @throws 404 */
export function campaignFiles({ database }: Pick<Services, 'database'>, id: number): CampaignFiles {
  const { html } = requireCampaign(database, id)
  return filesOf(database, id, html)
}

/** @param html what the campaign says: a picture leaves with the message only where it shows it */
export function filesOf(database: Pick<Database, 'all'>, id: number, html: string): CampaignFiles {
  const shown = new Set(picturesIn(html))
  const items = listCampaignFiles(database, id).map((row) => toFile(row, shown))
  const bytesOf = (kind: FileKind) =>
    items.reduce((sum, file) => sum + (file.kind === kind && file.isUsed ? file.bytes : 0), 0)
  return { items, pictureBytes: bytesOf('picture'), attachmentBytes: bytesOf('attachment') }
}

/**
 * Takes a file in. Its content is kept once, however many campaigns have it.
 * @throws 404; 409 once the campaign has started; 413 and 422 saying what is wrong with the file
 */
export async function addCampaignFile(
  services: Services,
  { id, kind, file }: { id: number; kind: FileKind; file: File },
): Promise<CampaignFile> {
  const { database, host } = services
  requireEditable(requireCampaign(database, id))
  const name = fileNameOf(file.name)
  const taken =
    kind === 'picture' ? await readPictureFile(file, name) : await readAttachment(file, name)
  const { content, type, facts } = taken
  requireRoom(listCampaignFiles(database, id), kind, content.length)
  const hash = await keepContent(services, content)
  const added = await database.write(['email'], async (transaction) => {
    requireEditable(await getCampaignForUpdate(transaction, id))
    // Another file may have come in meanwhile.
    requireRoom(
      await transaction.all(campaignFile, selectCampaignFilesSql, [id]),
      kind,
      content.length,
    )
    if (facts !== null) await notePicture(transaction, hash, facts)
    const file = { campaignId: id, kind, hash, name, type }
    await insertCampaignFile(transaction, file, host.clock.now())
    const rows = await transaction.all(campaignFile, selectCampaignFilesSql, [id])
    return rows.findLast((row) => row.kind === kind && row.hash === hash)?.id
  })
  const found = campaignFiles(services, id).items.find((item) => item.id === added)
  if (found === undefined) throw unknownId('campaign', id)
  return found
}

/** @throws 404; 409 for a picture that the message still shows, or once the campaign has started */
export async function deleteCampaignFile(
  { database }: Pick<Services, 'database'>,
  { id, fileId }: { id: number; fileId: number },
): Promise<void> {
  await database.write(['email'], async (transaction) => {
    const campaign = await getCampaignForUpdate(transaction, id)
    requireEditable(campaign)
    const files = await transaction.all(campaignFile, selectCampaignFilesSql, [id])
    const file = files.find((one) => one.id === fileId)
    if (file === undefined) throw unknownId('file', fileId)
    if (file.kind === 'picture' && picturesIn(campaign.html).includes(file.hash))
      throw apiError('CONFLICT', 'picture_in_use', 'The message still shows this picture.')
    await transaction.sql('DELETE FROM campaign_files WHERE id = ?', [fileId])
  })
}

/** Any file by its content, as a picture where it is one. @throws 404 */
export async function fileContent(
  { database }: Pick<Services, 'database'>,
  hash: string,
): Promise<File> {
  const content = await readContent(database, hash)
  if (content === null) throw apiError('NOT_FOUND', 'unknown_id', 'There is no such file.')
  const picture = readPicture(content)
  // Whatever else it is, a browser is only to keep it.
  const type = picture === null ? 'application/octet-stream' : pictureType(picture.extension)
  return new File([content], hash, { type })
}

/** Keeps the business's logo, for campaigns to come. @throws 413 and 422 as for any picture */
export async function setBusinessLogo(
  services: Pick<Services, 'database' | 'host'>,
  file: File,
): Promise<BusinessLogo> {
  const { content, facts } = await readPictureFile(file, fileNameOf(file.name))
  const hash = await keepContent(services, content)
  const logo = { hash, width: facts?.width ?? 0, height: facts?.height ?? 0 }
  await services.database.write(['settings', 'email'], async (transaction) => {
    if (facts !== null) await notePicture(transaction, hash, facts)
    await transaction.sql(
      `INSERT INTO settings (name, value) VALUES ('businessLogo', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [JSON.stringify(logo)],
    )
  })
  return logo
}

/** The files as they leave with a message, for one that is sent at once. @param html what it says */
export async function encodedFilesOf(
  { database }: Pick<Services, 'database'>,
  id: number,
  html: string,
): Promise<MimeFiles | null> {
  const shown = new Set(picturesIn(html))
  const leaving = listCampaignFiles(database, id).filter(
    ({ kind, hash }) => kind === 'attachment' || shown.has(hash),
  )
  const files: MessageFile[] = []
  for (const { id: fileId, kind, hash, name, type } of leaving) {
    const content = await readContent(database, hash)
    // A test that goes without it would show a message that nobody gets.
    if (content === null) throw unknownId('file', fileId)
    files.push({ kind, contentId: contentIdOf(hash), name, type, content })
  }
  return encodeFilesInSlices(files, html.trim() !== '')
}

type Taken = { content: Uint8Array<ArrayBuffer>; type: string; facts: PictureFacts | null }

async function readPictureFile(file: File, name: string): Promise<Taken> {
  if (file.size > maxPictureBytes)
    throw apiError('PAYLOAD_TOO_LARGE', 'picture_too_large', 'The picture is larger than 5 MB.', {
      field: 'file',
      detail: name,
    })
  const bytes = Buffer.from(await file.arrayBuffer())
  const format = readPicture(bytes)
  if (format === null) {
    // Drawing programs write a comment before it.
    const isSvg = /<svg[\s/>]|<!doctype\s+svg/i.test(bytes.toString('latin1', 0, 1_000))
    throw apiError(
      'UNPROCESSABLE',
      isSvg ? 'picture_svg' : 'picture_unreadable',
      isSvg
        ? 'Mail programs do not show SVG pictures: export it as PNG.'
        : 'The file is no whole PNG, JPEG, GIF or WebP picture.',
      { field: 'file', detail: name },
    )
  }
  const picture = cleanPicture(bytes, format)
  if (picture === null)
    throw apiError(
      'UNPROCESSABLE',
      'picture_unreadable',
      'The picture is cut short, or too large to be shown.',
      {
        field: 'file',
        detail: `${name} (${format.width} × ${format.height})`,
      },
    )
  const { width, height } = picture
  const type = pictureType(format.extension)
  return { content: new Uint8Array(picture.content), type, facts: { type, width, height } }
}

const pictureType = (extension: string) => `image/${extension === 'jpg' ? 'jpeg' : extension}`

async function readAttachment(file: File, name: string): Promise<Taken> {
  if (file.size > maxAttachmentsBytes) throw attachmentsTooLarge(name)
  if (file.size === 0)
    throw apiError('UNPROCESSABLE', 'attachment_empty', 'The file is empty.', {
      field: 'file',
      detail: name,
    })
  const content = Buffer.from(await file.arrayBuffer())
  const objection = attachmentObjection(name, content)
  if (objection !== null)
    throw apiError(
      'UNPROCESSABLE',
      'attachment_refused',
      'Mailbox providers drop messages with such a file.',
      { field: 'file', detail: `${name} (${objection})` },
    )
  return { content, type: attachmentType(name), facts: null }
}

/** @throws where the campaign would have too many files, or too heavy attachments */
function requireRoom(rows: CampaignFileRow[], kind: FileKind, bytes: number): void {
  if (rows.length >= maxFilesPerCampaign)
    throw apiError('UNPROCESSABLE', 'files_too_many', 'The campaign has 100 files already.', {
      field: 'file',
    })
  const attached = rows.reduce((sum, row) => sum + (row.kind === 'attachment' ? row.bytes : 0), 0)
  if (kind === 'attachment' && attached + bytes > maxAttachmentsBytes) throw attachmentsTooLarge()
}

const attachmentsTooLarge = (name?: string): Error =>
  apiError('PAYLOAD_TOO_LARGE', 'attachments_too_large', 'Attachments may weigh 10 MB together.', {
    field: 'file',
    ...(name === undefined ? {} : { detail: name }),
  })

function toFile(row: CampaignFileRow, shown: ReadonlySet<string>): CampaignFile {
  const { hash, createdAt, ...file } = row
  return {
    ...file,
    address: row.kind === 'picture' ? pictureAddress(hash) : null,
    isUsed: row.kind === 'attachment' || shown.has(hash),
    createdAt: toTimestamp(createdAt),
  }
}
