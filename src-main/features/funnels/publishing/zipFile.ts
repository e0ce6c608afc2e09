// A ZIP archive of files in memory: deflated where that helps, with UTF-8 names. Nothing more than
// a browser or an archiver needs.
import { crc32, deflateRawSync } from 'node:zlib'

export type ZipEntry = { path: string; content: Buffer }

const utf8Names = 0x0800
const versionNeeded = 20

/**
 * @param modifiedAt milliseconds since 1970, the same for all files, so that the same funnel gives
 * the same archive
 */
export function zipFile(entries: ZipEntry[], modifiedAt: number): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { path, content } of entries) {
    const name = Buffer.from(path, 'utf8')
    const deflated = deflateRawSync(content)
    const isSmaller = deflated.length < content.length
    const body = isSmaller ? deflated : content
    const common = commonFields({
      method: isSmaller ? 8 : 0,
      modifiedAt,
      crc: crc32(content),
      packed: body.length,
      size: content.length,
      name: name.length,
    })
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, body])
    directory.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02', 'latin1'),
        twoBytes(versionNeeded),
        common,
        centralFields(offset),
        name,
      ]),
    )
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  return Buffer.concat([...parts, central, endRecord(entries.length, central.length, offset)])
}

type Common = {
  method: number
  modifiedAt: number
  crc: number
  packed: number
  size: number
  name: number
}

/** The fields a file's own header and its line of the directory share. */
function commonFields({ method, modifiedAt, crc, packed, size, name }: Common): Buffer {
  const { date, time } = dosMoment(modifiedAt)
  return Buffer.concat([
    ...[versionNeeded, utf8Names, method, time, date].map(twoBytes),
    ...[crc, packed, size].map(fourBytes),
    ...[name, 0].map(twoBytes),
  ])
}

/** Comment, disk, attributes: none. Where the file begins. */
const centralFields = (offset: number): Buffer =>
  Buffer.concat([...[0, 0, 0].map(twoBytes), fourBytes(0), fourBytes(offset)])

const endRecord = (count: number, size: number, offset: number): Buffer =>
  Buffer.concat([
    Buffer.from('PK\x05\x06', 'latin1'),
    ...[0, 0, count, count].map(twoBytes),
    fourBytes(size),
    fourBytes(offset),
    twoBytes(0),
  ])

function twoBytes(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function fourBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** ZIP counts from 1980, in steps of two seconds. */
function dosMoment(moment: number): { date: number; time: number } {
  const at = new Date(Math.max(moment, Date.UTC(1980, 0, 1)))
  return {
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  }
}
