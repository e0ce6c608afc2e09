// What counts as a picture is told by its content; nothing a file holds can hang or crash the look.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPicture } from '#main/platform/pictures/pictureFormat.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
)
const jpeg = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffc00011080002000303012200021101031101ffd9',
  'hex',
)
const webp = Buffer.concat([
  Buffer.from('RIFF\x16\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00', 'latin1'),
  Buffer.from([0, 0, 0, 0, 2, 0, 0, 1, 0, 0]),
])

describe('a picture', () => {
  it.each([
    ['png', png],
    ['jpg', jpeg],
    ['webp', webp],
    ['gif', Buffer.from('GIF89a\x03\x00\x02\x00\x80\x00\x00', 'latin1')],
  ])('in %s is read with its size', (extension, bytes) => {
    expect(readPicture(bytes)).toEqual({ extension, width: 3, height: 2 })
  })

  it.each([
    [
      'SVG, which can hold scripts',
      '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>',
    ],
    ['BMP, which is not taken', 'BM\x1a\x00\x00\x00\x00\x00\x00\x00'],
    ['text', 'Bonjour'],
    ['nothing', ''],
  ])('is not %s', (_, text) => {
    expect(readPicture(Buffer.from(text, 'latin1'))).toBeNull()
  })

  it('cut short anywhere, or with any bytes after its first, is read or refused', () => {
    const heads = fc
      .constantFrom(png, jpeg, webp)
      .chain((bytes) =>
        fc
          .tuple(fc.nat(bytes.length), fc.uint8Array({ maxLength: 200 }))
          .map(([cut, tail]) => Buffer.concat([bytes.subarray(0, cut), tail])),
      )
    fc.assert(
      fc.property(heads, (bytes) => {
        const picture = readPicture(bytes)
        return picture === null || (picture.width > 0 && picture.height > 0)
      }),
    )
  })
})
