// The pictures and attachments of a campaign: added from the disk, listed, taken out.
import { z } from 'zod'
import { fileKinds } from '../../rules/sending/messageFiles.ts'
import { contract, Id, Timestamp } from '../common.ts'

const filesPath = '/marketing/campaigns/{id}/files' as const

/** SHA-256 of a file's content. */
export const FileHash = z.string().regex(/^[0-9a-f]{64}$/)

const file = z.object({
  id: Id,
  kind: z.enum(fileKinds),
  name: z.string(),
  /** Media type: of a picture by its content, of an attachment by its name. */
  type: z.string(),
  bytes: z.int(),
  /** In pixels; null for an attachment. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** What stands in `src` of an `<img>` and in `url` of a block; null for an attachment. */
  address: z.string().nullable(),
  /** Whether it leaves with the message: a picture does where the message shows it. */
  isUsed: z.boolean(),
  createdAt: Timestamp,
})
// Named, because the compiler cannot write down the contract's type with all of it spelled out.
export interface CampaignFile extends z.infer<typeof file> {}
export const CampaignFile: z.ZodType<CampaignFile, CampaignFile> = file

const listed = z.object({
  items: z.array(CampaignFile),
  /** Bytes of the pictures the message shows, and of its attachments, as they lie on a disk. */
  pictureBytes: z.int(),
  attachmentBytes: z.int(),
})
export interface CampaignFiles extends z.infer<typeof listed> {}
export const CampaignFiles: z.ZodType<CampaignFiles, CampaignFiles> = listed

export const files = {
  list: contract
    .route({ method: 'GET', path: filesPath })
    .input(z.strictObject({ id: Id }))
    .output(CampaignFiles),
  /**
   * Over REST a form (multipart/form-data) with `file` and `kind`. A picture is a PNG, JPEG, GIF or
   * WebP file; one that the campaign has already is not kept twice.
   */
  add: contract
    .route({ method: 'POST', path: filesPath, successStatus: 201 })
    .input(z.strictObject({ id: Id, kind: z.enum(fileKinds).default('picture'), file: z.file() }))
    .output(CampaignFile),
  delete: contract
    .route({ method: 'DELETE', path: `${filesPath}/{fileId}`, successStatus: 204 })
    .input(z.strictObject({ id: Id, fileId: Id }))
    .output(z.void()),
  /** The content of a picture or attachment that some message has. */
  content: contract.input(z.strictObject({ hash: FileHash })).output(z.file()),
}
