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

  it('in PNG keeps the way it is turned, and nothing else of its EXIF', () => {
    const told = exif.subarray(6)
    const size = Buffer.alloc(4)
    size.writeUInt32BE(told.length)
    const chunk = Buffer.concat([size, Buffer.from('eXIf'), told, Buffer.alloc(4)])
    const cleaned = clean(Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]))
    expect(cleaned).toMatchObject({ width: 2, height: 3 })
    const text = cleaned?.content.toString('latin1') ?? ''
    expect(text).not.toContain('GPS')
    expect(text).toContain('eXIf')
    expect(clean(cleaned?.content ?? Buffer.alloc(0))).toEqual(cleaned)
  })

  it('in JPEG may have filling before its markers', () => {
    const scan = jpeg.indexOf(Buffer.from('ffda', 'hex'))
    const filled = Buffer.concat([
      ...[jpeg.subarray(0, scan), Buffer.from('ffff', 'hex'), jpeg.subarray(scan)],
    ])
    expect(clean(filled)).toEqual(clean(jpeg))
  })

  it('in PNG loses its words', () => {
    const words = Buffer.from('Comment\0GPS 48.8566 N')
    const size = Buffer.alloc(4)
    size.writeUInt32BE(words.length)
    const chunk = Buffer.concat([size, Buffer.from('tEXt'), words, Buffer.alloc(4)])
    const told = Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
    expect(clean(told)?.content).toEqual(png)
  })

  it('loses what hides in parts that draw nothing', () => {
    const hidden = Buffer.from('<script>alert(1)</script>PK')
    const size = Buffer.alloc(4)
    size.writeUInt32BE(hidden.length)
    const chunk = Buffer.concat([size, Buffer.from('caBX'), hidden, Buffer.alloc(4)])
    expect(clean(Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]))?.content).toEqual(
      png,
    )
    // JFXX holds a small picture of what it was before it was cut, FPXR whatever somebody put there.
    const plain = Buffer.concat([jpeg.subarray(0, 20), jpeg.subarray(jpeg.indexOf('ffc0', 'hex'))])
    const segment = (marker: string, words: Buffer) => {
      const head = Buffer.from(`${marker}0000`, 'hex')
      head.writeUInt16BE(words.length + 2, 2)
      return Buffer.concat([head, words])
    }
    const told = ['ffe0', 'ffe2', 'ffee'].map((marker) => segment(marker, hidden))
    const kept = segment('ffe2', Buffer.from('ICC_PROFILE\0\x01\x01sRGB'))
    const made = Buffer.concat([plain.subarray(0, 20), kept, ...told, plain.subarray(20)])
    expect(clean(made)?.content).toEqual(
      Buffer.concat([plain.subarray(0, 20), kept, plain.subarray(20)]),
    )
    const webp = (more: Buffer[]) => {
      const body = Buffer.concat([
        Buffer.from('WEBPVP8L', 'latin1'),
        Buffer.from('0a0000002f0240000000000000000000'.slice(0, 28), 'hex'),
        ...more,
      ])
      const head = Buffer.from('RIFF\0\0\0\0', 'latin1')
      head.writeUInt32LE(body.length, 4)
      return Buffer.concat([head, body])
    }
    const words = Buffer.concat([Buffer.from('hide\x1c\0\0\0', 'latin1'), hidden, Buffer.alloc(1)])
    expect(clean(webp([words]))?.content).toEqual(webp([]))
  })

  it('of nothing but empty parts is refused, because it would take long to put together', () => {
    const empty = Buffer.concat([Buffer.alloc(4), Buffer.from('IDAT'), Buffer.alloc(4)])
    const many = Buffer.alloc(empty.length * 60_000, empty)
    expect(clean(Buffer.concat([png.subarray(0, 33), many, png.subarray(33)]))).toBeNull()
    const segments = Buffer.alloc(4 * 60_000, Buffer.from('ffdb0002', 'hex'))
    expect(clean(Buffer.concat([jpeg.subarray(0, 20), segments, jpeg.subarray(20)]))).toBeNull()
    const gif = Buffer.from('474946383961030002000000002c00000000030002008000', 'hex')
    const drawn = Buffer.from('0000ffffff0202440100', 'hex')
    const controls = Buffer.alloc(3 * 60_000, Buffer.from('21f900', 'hex'))
    const whole = Buffer.concat([gif, drawn, Buffer.from(';')])
    expect(clean(whole)).not.toBeNull()
    expect(clean(Buffer.concat([gif, drawn, controls, Buffer.from(';')]))).toBeNull()
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
