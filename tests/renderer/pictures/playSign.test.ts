// The sign to play, drawn into the picture of a film: where, and what becomes of the file.
import { afterEach, expect, test, vi } from 'vitest'
import { withPlaySign } from '../../../src-renderer/features/email/editor/fields/playSign.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function drawing() {
  const close = vi.fn()
  vi.stubGlobal('createImageBitmap', () => Promise.resolve({ width: 800, height: 400, close }))
  const place = {
    ...{ drawImage: vi.fn(), beginPath: vi.fn(), arc: vi.fn(), fill: vi.fn(), stroke: vi.fn() },
    ...{ moveTo: vi.fn(), lineTo: vi.fn(), closePath: vi.fn() },
  }
  const canvas = {
    ...{ width: 0, height: 0, getContext: () => place },
    toBlob: (done: (made: Blob) => void, type: string) => done(new Blob(['y'], { type })),
  }
  vi.spyOn(document, 'createElement').mockReturnValue(canvas as never)
  return { place, close }
}

test.each([
  ['photo.jpg', 'image/jpeg', 'photo.jpg', 'image/jpeg'],
  ['photo.webp', 'image/webp', 'photo.webp', 'image/webp'],
  ['film.gif', 'image/gif', 'film.png', 'image/png'],
])('%s has the sign in its middle', async (name, type, madeName, madeType) => {
  const { place, close } = drawing()
  const made = await withPlaySign(new File(['x'], name, { type }))
  expect([made.name, made.type]).toEqual([madeName, madeType])
  expect(place.arc.mock.calls[0]?.slice(0, 3)).toEqual([400, 200, 64])
  expect(close).toHaveBeenCalledOnce()
})

test('What the browser cannot draw is left to the backend to judge', async () => {
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('none')))
  const given = new File(['x'], 'a.png', { type: 'image/png' })
  expect(await withPlaySign(given)).toBe(given)
})
