// A message's own pictures put into its HTML as data: the frames that show messages load nothing.
import { computed, shallowReactive, watch, type ComputedRef } from 'vue'
import { picturesIn, withPictures } from '#shared/rules/sending/messageFiles.ts'
import { dataAddress } from '../../../ui/dataAddress.ts'
import { readFileContent } from './files.queries.ts'

/**
 * @param html null while there is none
 * @returns the HTML with every picture that is there; one that is not stays away
 */
export function useShownPictures(html: () => string | null): ComputedRef<string | null> {
  const known = shallowReactive(new Map<string, string>())
  const asked = new Set<string>()
  async function read(hash: string) {
    asked.add(hash)
    try {
      known.set(hash, await dataAddress(await readFileContent(hash)))
    } catch {
      // A picture that is not there is shown as none, as in a mail program.
      asked.delete(hash)
    }
  }
  watch(
    () => (html() === null ? [] : picturesIn(html() ?? '')),
    (hashes) => {
      for (const hash of hashes) if (!asked.has(hash)) void read(hash)
    },
    { immediate: true },
  )
  return computed(() => {
    const written = html()
    return written === null ? null : withPictures(written, known)
  })
}
