// A picture from the disk, made smaller: what the canvas is asked for keeps what is seen through.
import { afterEach, expect, test, vi } from 'vitest'
import { smallerPicture } from '../../src-renderer/ui/smallerPicture.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** A browser that draws everything as 2,400 × 1,200 pixels, and writes the kind it is asked for. */
function drawing() {
  vi.stubGlobal('createImageBitmap', () =>
    Promise.resolve({ width: 2_400, height: 1_200, close: () => undefined }),
  )
  const canvas = {
    ...{ width: 0, height: 0, getContext: () => ({ drawImage: () => undefined }) },
    toBlob: (done: (made: Blob) => void, type: string) => done(new Blob(['x'], { type })),
  }
  vi.spyOn(document, 'createElement').mockReturnValue(canvas as never)
}
const fileOf = (name: string, type: string) => new File(['x'.repeat(100)], name, { type })

test.each([
  ['photo.jpg', 'image/jpeg', 'photo.jpg'],
  ['logo.png', 'image/png', 'logo.png'],
  // It may be seen through, which JPEG would make black.
  ['logo.webp', 'image/webp', 'logo.webp'],
])('%s stays what it is', async (name, type, smallerName) => {
  drawing()
  const { file, before, width } = await smallerPicture(fileOf(name, type))
  expect([file.name, file.type, before?.width, width]).toEqual([smallerName, type, 2_400, 1_200])
})

test('A GIF, which may move, is not touched', async () => {
  drawing()
  const given = fileOf('film.gif', 'image/gif')
  expect((await smallerPicture(given)).file).toBe(given)
})
