// A block of any kind, full of the words given, made from its schema alone: tests of all kinds
// cover a new one without being told of it.
import { z } from 'zod'

type Shape = { [name: string]: unknown }
const isShape = (value: unknown): value is Shape =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isEmptyText = (shape: unknown): boolean => isShape(shape) && shape['const'] === ''
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** What a text may have to be where words are not accepted. */
const otherTexts = ['https://example.org/', '2026-12-24T17:00:00Z', 'a'.repeat(64), 'abcd']

/**
 * What may be left out is. Every list has an item, every choice its first value, and every text the words, or what its field
 * accepts instead.
 * @throws if none of it is accepted
 */
export function sampleOf<Block>(schema: z.ZodType<Block>, words: string): Block {
  const made = valueOf(z.toJSONSchema(schema, { io: 'input' }), words)
  for (const other of [...otherTexts, '']) {
    const parsed = schema.safeParse(made)
    if (parsed.success) return parsed.data
    for (const { path } of parsed.error.issues) putAt(made, path, other)
  }
  throw new Error(`No sample is accepted: ${JSON.stringify(made)}`)
}

function valueOf(shape: unknown, words: string): unknown {
  if (!isShape(shape)) throw new Error('A schema is no object.')
  const options = listOf(shape['anyOf'] ?? shape['oneOf'])
  if (options.length > 0)
    return valueOf(
      options.find((option) => !isEmptyText(option)),
      words,
    )
  if ('const' in shape) return shape['const']
  if ('enum' in shape) return listOf(shape['enum'])[0]
  switch (shape['type']) {
    case 'string':
      return words
    case 'boolean':
      return true
    case 'integer':
      return shape['minimum'] ?? 1
    case 'array':
      return itemsOf(shape, words)
    case 'object':
      return Object.fromEntries(
        Object.entries(isShape(shape['properties']) ? shape['properties'] : {})
          .filter(([name]) => listOf(shape['required']).includes(name))
          .map(([name, inner]) => [name, valueOf(inner, words)]),
      )
    default:
      throw new Error(`A sample of ${JSON.stringify(shape)} cannot be made.`)
  }
}

/** One of each kind where an item may be of several, as far as there is room. */
function itemsOf({ items, minItems, maxItems }: Shape, words: string): unknown[] {
  if (isShape(items) && 'oneOf' in items)
    return listOf(items['oneOf'])
      .slice(0, typeof maxItems === 'number' ? maxItems : undefined)
      .map((option) => valueOf(option, words))
  const count = typeof minItems === 'number' ? minItems : 1
  return Array.from({ length: Math.max(1, count) }, () => valueOf(items, words))
}

function putAt(tree: unknown, path: readonly PropertyKey[], text: string): void {
  const holder = path
    .slice(0, -1)
    .reduce<unknown>(
      (inner, step) =>
        Array.isArray(inner)
          ? inner[Number(step)]
          : isShape(inner)
            ? inner[String(step)]
            : undefined,
      tree,
    )
  const last = path.at(-1)
  if (Array.isArray(holder)) holder[Number(last)] = text
  else if (isShape(holder)) holder[String(last)] = text
}
