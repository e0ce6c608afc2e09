// Pictures without what they say of their maker; cut short or absurdly large ones are refused.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanPicture } from '#main/platform/pictures/pictureBytes.ts'
import { readPicture } from '#main/platform/pictures/pictureFormat.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
)
/** EXIF of a telephone: orientation 6 (a quarter to the right), and where it was taken. */
const exif = Buffer.concat([
  Buffer.from('Exif\0\0MM\0*', 'latin1'),
  Buffer.from('00000008000101120003000000010006000000000000', 'hex'),
  Buffer.from('GPS 48.8566 N'),
])
const length = Buffer.alloc(2)
length.writeUInt16BE(exif.length + 2)
const jpeg = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000ffe1', 'hex'),
  ...[length, exif],
  Buffer.from('fffe0008secret'.replace('secret', Buffer.from('secret').toString('hex')), 'hex'),
  Buffer.from(
    'ffc00011080002000303012200021101031101ffda000c03010002110311003f00aabbccffd9',
    'hex',
  ),
])
const clean = (bytes: Buffer) => {
  const picture = readPicture(bytes)
  return picture === null ? null : cleanPicture(bytes, picture)
}

describe('a picture', () => {
  it('in JPEG keeps the way it is turned and nothing else of its EXIF', () => {
    const cleaned = clean(jpeg)
    expect(cleaned).toMatchObject({ width: 2, height: 3 })
    const text = cleaned?.content.toString('latin1') ?? ''
    expect(text).not.toMatch(/GPS|secret/)
    expect(text).toContain('Exif')
    // Cleaned again it is the same.
    expect(clean(cleaned?.content ?? Buffer.alloc(0))).toEqual(cleaned)
  })

  it('in PNG loses its words', () => {
    const words = Buffer.from('Comment\0GPS 48.8566 N')
    const size = Buffer.alloc(4)
    size.writeUInt32BE(words.length)
    const chunk = Buffer.concat([size, Buffer.from('tEXt'), words, Buffer.alloc(4)])
    const told = Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
    expect(clean(told)?.content).toEqual(png)
  })

  it.each([
    ['png', png],
    ['jpeg', jpeg],
  ])('in %s cut short anywhere is refused, and nothing crashes', (_, bytes) => {
    for (let cut = 0; cut < bytes.length - 1; cut += 1)
      expect(clean(bytes.subarray(0, cut))).toBeNull()
    const heads = fc.tuple(fc.nat(bytes.length), fc.uint8Array({ maxLength: 100 }))
    fc.assert(
      fc.property(heads, ([cut, tail]) => {
        clean(Buffer.concat([bytes.subarray(0, cut), tail]))
        return true
      }),
    )
  })

  it('that is absurdly large is refused', () => {
    const large = Buffer.from(png)
    large.writeUInt32BE(60_000, 16)
    expect(clean(large)).toBeNull()
  })
})
