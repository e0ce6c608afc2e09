// A picture from the disk, made smaller: what the canvas is asked for keeps what is seen through.
import { afterEach, expect, test, vi } from 'vitest'
import { smallerPicture } from '../../../src-renderer/ui/smallerPicture.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/**
 * A browser that draws everything as wide as is said and half as high, and writes the kind it is asked
 * for. @param alpha of its last point: 255 lets nothing through
 */
function drawing(width = 2_400, alpha = 255) {
  vi.stubGlobal('createImageBitmap', () =>
    Promise.resolve({ width, height: width / 2, close: () => undefined }),
  )
  const place = {
    drawImage: () => undefined,
    getImageData: () => ({ data: [0, 0, 0, 255, 0, 0, 0, alpha] }),
  }
  const canvas = {
    ...{ width: 0, height: 0, getContext: () => place },
    toBlob: (done: (made: Blob) => void, type: string) => done(new Blob(['x'], { type })),
  }
  vi.spyOn(document, 'createElement').mockReturnValue(canvas as never)
}
const fileOf = (name: string, type: string) => new File(['x'.repeat(100)], name, { type })

test.each([
  ['photo.jpg', 'image/jpeg', 'photo.jpg'],
  ['logo.png', 'image/png', 'logo.png'],
])('%s stays what it is', async (name, type, smallerName) => {
  drawing()
  const { file, before, width } = await smallerPicture(fileOf(name, type))
  expect([file.name, file.type, before?.width, width]).toEqual([smallerName, type, 2_400, 1_200])
})

test.each([
  // Outlook shows no WebP; what is seen through stays so, which JPEG would make black.
  [2_400, 0, 'logo.png', 'image/png', 1_200, 2_400],
  [600, 0, 'logo.png', 'image/png', 600, undefined],
  [600, 255, 'logo.jpg', 'image/jpeg', 600, undefined],
])(
  'A WebP of %i pixels is made one that is shown',
  async (wide, alpha, name, type, width, before) => {
    drawing(wide, alpha)
    const made = await smallerPicture(fileOf('logo.webp', 'image/webp'))
    expect([made.file.name, made.file.type, made.width]).toEqual([name, type, width])
    expect(made.before?.width).toBe(before)
  },
)

test('A GIF, which may move, is not touched', async () => {
  drawing()
  const given = fileOf('film.gif', 'image/gif')
  expect((await smallerPicture(given)).file).toBe(given)
})
