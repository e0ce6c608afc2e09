// The files of a message as MIME parts, encoded once for everybody who gets it.
import { detectMimeType } from 'nodemailer/lib/mime-funcs'
import MimeNode from 'nodemailer/lib/mime-node'
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { FileKind } from '#shared/rules/sending/messageFiles.ts'

export type MessageFile = {
  kind: FileKind
  /** Without angle brackets. */
  contentId: string
  name: string
  type: string
  content: Uint8Array
}

/** Hold characters base64 has not, so that no body can contain them. */
export const boundaries = {
  mixed: '=_webox_mixed',
  alternative: '=_webox_alternative',
  related: '=_webox_related',
} as const

/**
 * What follows the HTML of every message with these files, down to its last byte. It begins behind
 * the line end of the part before.
 */
export type MimeFiles = { hasPictures: boolean; hasAttachments: boolean; parts: Buffer }

/** The media type of an attachment, told by its name. */
export const attachmentType = (name: string): string => {
  const type = detectMimeType(/\.([^.]+)$/.exec(name.toLowerCase())?.[1])
  // As a part of its own each of these would be read as a part of the message.
  return /^(?:multipart|message)\//.test(type) ? 'application/octet-stream' : type
}

/** @returns null where there are no files */
export function encodeFiles(files: readonly MessageFile[], hasHtml = true): MimeFiles | null {
  const encoding = encodingOf(files, hasHtml)
  for (;;) {
    const step = encoding.next()
    if (step.done) return step.value
  }
}

/** The same, letting others have their turn meanwhile. */
export async function encodeFilesInSlices(
  files: readonly MessageFile[],
  hasHtml: boolean,
): Promise<MimeFiles | null> {
  const encoding = encodingOf(files, hasHtml)
  for (;;) {
    const step = encoding.next()
    if (step.done) return step.value
    await yieldToEventLoop()
  }
}

function* encodingOf(
  files: readonly MessageFile[],
  hasHtml: boolean,
): Generator<undefined, MimeFiles | null> {
  // Nothing shows a picture where there is no HTML.
  const pictures = hasHtml ? files.filter(({ kind }) => kind === 'picture') : []
  const attachments = files.filter(({ kind }) => kind === 'attachment')
  if (pictures.length + attachments.length === 0) return null
  const pieces: Buffer[] = []
  const add = (text: string) => pieces.push(Buffer.from(text, 'latin1'))
  const { related, alternative, mixed } = boundaries
  for (const file of pictures) {
    add(`--${related}\r\n${partHeaders(file)}\r\n\r\n`)
    yield* encoded(file.content, pieces)
  }
  if (pictures.length > 0) add(`--${related}--\r\n`)
  if (hasHtml) add(`--${alternative}--\r\n`)
  for (const file of attachments) {
    add(`--${mixed}\r\n${partHeaders(file)}\r\n\r\n`)
    yield* encoded(file.content, pieces)
  }
  if (attachments.length > 0) add(`--${mixed}--\r\n`)
  return {
    hasPictures: pictures.length > 0,
    hasAttachments: attachments.length > 0,
    parts: Buffer.concat(pieces),
  }
}

/** Names and types are the library's work: quoted, encoded and folded by it (RFC 2231, RFC 2047). */
function partHeaders({ kind, contentId, name, type }: MessageFile): string {
  const message = new MimeNode('multipart/mixed', {
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const node = message.createChild(type, { filename: name })
  node.setHeader('Content-Transfer-Encoding', 'base64')
  node.setHeader('Content-Disposition', kind === 'picture' ? 'inline' : 'attachment')
  if (kind === 'picture') node.setHeader('Content-Id', `<${contentId}>`)
  return node.buildHeaders()
}

const bytesALine = 57
const linesASlice = 8_000

/** Base64 in lines of 76 characters, appended slice by slice. */
function* encoded(content: Uint8Array, pieces: Buffer[]): Generator<undefined, void> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const slice = bytesALine * linesASlice
  for (let from = 0; from < bytes.length; from += slice) {
    pieces.push(lines(bytes.subarray(from, from + slice).toString('base64')))
    yield undefined
  }
}

function lines(base64: string): Buffer {
  const count = Math.ceil(base64.length / 76)
  const written = Buffer.allocUnsafe(base64.length + 2 * count)
  let at = 0
  for (let from = 0; from < base64.length; from += 76) {
    at += written.write(base64.slice(from, from + 76), at, 'latin1')
    written[at] = 0x0d
    written[at + 1] = 0x0a
    at += 2
  }
  return written
}
