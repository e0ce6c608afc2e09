// The content of a file as an address that a picture shows: read again whenever another one is meant.
import { shallowRef, watch, type ShallowRef } from 'vue'
import { dataAddress } from './dataAddress.ts'

/**
 * @param hash null while there is no file
 * @param read the content of a file
 * @returns null until it is read, and where it cannot be
 */
export function useFileAddress(
  hash: () => string | null,
  read: (hash: string) => Promise<Blob>,
): Readonly<ShallowRef<string | null>> {
  const address = shallowRef<string | null>(null)
  watch(
    hash,
    async (wanted) => {
      address.value = null
      if (wanted === null) return
      const found = await read(wanted).then(dataAddress, () => null)
      if (hash() === wanted) address.value = found
    },
    { immediate: true },
  )
  return address
}
