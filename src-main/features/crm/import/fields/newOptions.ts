// The choices that a file has for custom fields that are being made with it.
import { maxChoices } from '#shared/contract/crm/customFields.ts'
import { foldText } from '#shared/rules/foldText.ts'
import type { ImportedField } from './importCustomCells.ts'
import type { FileRow } from '../importReader.ts'

/** By key, each as it is written first. */
export type NewOptions = Record<string, string[]>

export function collectOptions(fields: readonly ImportedField[]) {
  const open = fields.filter(
    ({ kind, isOpen }) => isOpen && (kind === 'choice' || kind === 'choices'),
  )
  const found = new Map(
    open.map(({ key, options }) => [key, new Map(options.map((one) => [foldText(one), one]))]),
  )
  function note({ lead }: FileRow): void {
    for (const [key, options] of found) {
      const value = lead.custom[key]
      for (const one of Array.isArray(value) ? value : [value])
        if (typeof one === 'string' && options.size < maxChoices) {
          const folded = foldText(one)
          if (!options.has(folded)) options.set(folded, one)
        }
    }
  }
  return {
    /** The same batches, looked at as they pass. */
    async *of(batches: AsyncIterable<FileRow[]>): AsyncGenerator<FileRow[]> {
      for await (const batch of batches) {
        if (found.size > 0) batch.forEach(note)
        yield batch
      }
    },
    options: (): NewOptions =>
      Object.fromEntries([...found].map(([key, options]) => [key, [...options.values()]])),
  }
}
