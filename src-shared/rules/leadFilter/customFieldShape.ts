// What a custom field is made of, wherever one is named: its key, its kind, and how long a text of
// it may be.
import { z } from 'zod'
import type { CustomFieldKind } from './filterFields.ts'

/** What every object has: a lead without a value would seem to have one under such a key. */
export const isReservedKey = (key: string): boolean => key in Object.prototype

/** Lower-case letters, digits and hyphens: what files, messages, forms and filters call the field. */
export const CustomKey = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'a key begins with a letter: a-z 0-9 _ -')
  .refine((key) => !isReservedKey(key), 'this key is reserved: choose another one')

/** Characters of a text, a link, a long text. */
export const maxCustomText = { text: 200, link: 2_000, longText: 20_000 } as const

/** What a form has to know of a custom field that it asks for. */
export type AskedCustomField = {
  key: string
  name: string
  kind: CustomFieldKind
  options: readonly string[]
}
