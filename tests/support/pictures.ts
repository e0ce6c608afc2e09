// Pictures for tests, made byte by byte: as small as they can be, and as hostile.
import { crc32, deflateSync } from 'node:zlib'

function pngChunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** A grey PNG. @param noise bytes that make its content another */
export function pngPicture(width = 3, height = 2, noise = 0): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc(height * (width + 1), noise % 256)
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** A lossless WebP of three by two points, as small as it can be. */
export function webpPicture(): Buffer {
  const body = Buffer.concat([
    Buffer.from('WEBPVP8L', 'latin1'),
    Buffer.from('0a0000002f024000000000000000', 'hex'),
  ])
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}

/** A PNG that only says how large it is. */
export function pngThatSays(width: number, height: number): Buffer {
  const picture = pngPicture()
  picture.writeUInt32BE(width, 16)
  picture.writeUInt32BE(height, 20)
  return picture
}

/** A GIF of so many frames, each as large as the whole. */
export function gifPicture(width = 3, height = 2, frames = 1, more = Buffer.alloc(0)): Buffer {
  const screen = Buffer.alloc(7)
  screen.writeUInt16LE(width, 0)
  screen.writeUInt16LE(height, 2)
  const frame = Buffer.alloc(10)
  frame[0] = 0x2c
  frame.writeUInt16LE(width, 5)
  frame.writeUInt16LE(height, 7)
  frame[9] = 0x80
  const drawn = Buffer.concat([frame, Buffer.from('000000ffffff0202440100', 'hex')])
  return Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    screen,
    more,
    ...Array.from({ length: frames }, () => drawn),
    Buffer.from(';', 'latin1'),
  ])
}

/** A JPEG whose EXIF says where it was taken. */
export function jpegPicture(): Buffer {
  const exif = Buffer.concat([
    Buffer.from('Exif\0\0MM\0*', 'latin1'),
    Buffer.from('00000008000101120003000000010001000000000000', 'hex'),
    Buffer.from('GPS 48.8566 N'),
  ])
  const length = Buffer.alloc(2)
  length.writeUInt16BE(exif.length + 2)
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000ffe1', 'hex'),
    length,
    exif,
    Buffer.from(
      'ffc00011080002000303012200021101031101ffda000c03010002110311003f00aabbccffd9',
      'hex',
    ),
  ])
}

export const fileOf = (content: Buffer | string, name: string): File =>
  new File([typeof content === 'string' ? content : new Uint8Array(content)], name)
