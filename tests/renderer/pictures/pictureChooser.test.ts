// Choosing a picture, wherever one is chosen: from the disk, dropped, pasted, refused, taken out.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ORPCError } from '@orpc/client'
import { defineComponent, h, shallowRef } from 'vue'
import { readFailure } from '../../../src-renderer/api/failure.ts'
import PictureChooser from '../../../src-renderer/ui/fields/PictureChooser.vue'
import { inMessages, onPages } from '../../../src-renderer/ui/smallerPicture.ts'
import { mountPage } from '../support/mountPage.ts'
import { byId, click, wordsOf } from '../support/pageTest.ts'
import { flushPromises } from '../support/flushPromises.ts'

vi.mock(
  '../../../src-renderer/api/connectApi.ts',
  async () => (await import('../support/fakeApi.ts')).fakeConnection,
)

let opened: Awaited<ReturnType<typeof mountPage>>
afterEach(() => {
  opened.close()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const photo = (name = 'photo.jpg', type = 'image/jpeg') =>
  new File(['x'.repeat(2_000)], name, { type })
/** Something that has these files, as a drop or the clipboard. */
const carrying = (...files: File[]) => ({ files: Object.assign(files, { item: () => null }) })

async function open(
  keep: (file: File) => Promise<number>,
  language: 'fr' | 'en' = 'fr',
  use = inMessages,
) {
  const isChosen = shallowRef(false)
  const Page = defineComponent(
    () => () =>
      h(PictureChooser, {
        ...{ shown: null, isChosen: isChosen.value, use, testId: 'logo', failureOf: readFailure },
        keep: async (file: File) => {
          const bytes = await keep(file)
          isChosen.value = true
          return bytes
        },
        onRemove: () => (isChosen.value = false),
      }),
  )
  opened = await mountPage(Page, '/', { language })
  return opened.element
}
const give = async (element: HTMLElement, kind: 'drop' | 'paste', ...files: File[]) => {
  const event = new Event(kind, { bubbles: true, cancelable: true })
  Object.assign(event, {
    [kind === 'drop' ? 'dataTransfer' : 'clipboardData']: carrying(...files),
  })
  byId(element, 'logo-choose').dispatchEvent(event)
  await flushPromises()
  return event
}

describe('A picture', () => {
  it.each([
    ['fr', 'drop', 'Ajoutée : 12,3 ko.'],
    ['en', 'paste', 'Added: 12.3 kB.'],
  ] as const)('is taken, and its weight told (%s, %s)', async (language, kind, told) => {
    const keep = vi.fn((_file: File) => Promise.resolve(12_300))
    const element = await open(keep, language)
    const event = await give(element, kind, photo())
    expect(keep.mock.calls[0]?.[0].name).toBe('photo.jpg')
    expect(event.defaultPrevented).toBe(true)
    expect(wordsOf(element.querySelector('[role="status"]')!)).toBe(told)
  })

  it('is no concern of words that are pasted', async () => {
    const keep = vi.fn(() => Promise.resolve(1))
    const element = await open(keep)
    const event = await give(element, 'paste')
    expect([keep.mock.calls.length, event.defaultPrevented]).toEqual([0, false])
  })

  it.each([
    ['fr', 'Une photo HEIC s’exporte d’abord en JPEG'],
    ['en', 'Export a HEIC photo as JPEG first'],
  ] as const)(
    'that is none is refused in words, and another may follow (%s)',
    async (language, words) => {
      const refusal = new ORPCError('UNPROCESSABLE', {
        ...{ defined: true, status: 422 },
        data: { reason: 'picture_unreadable', field: 'file', detail: 'photo.heic' },
      })
      const keep = vi.fn((file: File) =>
        file.name === 'photo.heic' ? Promise.reject(refusal) : Promise.resolve(1),
      )
      const element = await open(keep, language)
      await give(element, 'drop', photo('photo.heic', 'image/heic'))
      expect(wordsOf(element.querySelector('[role="alert"]')!)).toContain(words)
      expect(wordsOf(element)).toContain('photo.heic')
      await give(element, 'drop', photo())
      expect(element.querySelector('[role="alert"]')).toBeNull()
    },
  )

  it('is taken out, and the keyboard stands where another is chosen', async () => {
    const element = await open(() => Promise.resolve(1))
    await give(element, 'drop', photo())
    byId(element, 'logo-remove').focus()
    await click(byId(element, 'logo-remove'))
    expect(document.activeElement).toBe(byId(element, 'logo-choose'))
    expect(wordsOf(element.querySelector('[role="status"]')!)).toBe('Image retirée.')
  })

  it.each([
    // A photo of a phone for a page, which was refused for its weight; what no program shows.
    ['photo.jpg', 'image/jpeg', onPages, 4_000, 'photo.jpg', '2 000 px'],
    ['photo.webp', 'image/webp', onPages, 4_000, 'photo.webp', '2 000 px'],
    ['photo.avif', 'image/avif', inMessages, 4_000, 'photo.jpg', '1 200 px'],
    ['photo.avif', 'image/avif', inMessages, 600, 'photo.jpg', 'Ajoutée'],
  ] as const)('(%s) is made one that is shown', async (name, type, use, width, made, told) => {
    vi.stubGlobal('createImageBitmap', () =>
      Promise.resolve({ width, height: 100, close: () => undefined }),
    )
    const create = document.createElement.bind(document)
    const draw = (kind: string) => {
      if (kind !== 'canvas') return create(kind)
      return {
        getContext: () => ({
          drawImage: () => undefined,
          getImageData: () => ({ data: [0, 0, 0, 255] }),
        }),
        toBlob: (done: (made: Blob) => void, as: string) => done(new Blob(['x'], { type: as })),
      }
    }
    vi.spyOn(document, 'createElement').mockImplementation(draw as never)
    const keep = vi.fn((_file: File) => Promise.resolve(900))
    const element = await open(keep, 'fr', use)
    await give(element, 'drop', photo(name, type))
    expect(keep.mock.calls[0]?.[0].name).toBe(made)
    expect(wordsOf(element.querySelector('[role="status"]')!)).toContain(told)
  })
})
