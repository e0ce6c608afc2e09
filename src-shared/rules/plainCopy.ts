// A deep copy of plain data, which is what JSON can say; of a reactive object, a plain one.

/**
 * @param value texts, numbers, true, false, null, and lists and objects of these; what is undefined
 * is left out, as JSON does
 * @param onText what becomes of each text; unchanged where left out
 */
export function plainCopy<T>(value: T, onText: (text: string) => string = (text) => text): T {
  return copied(value, onText) as T
}

function copied(value: unknown, onText: (text: string) => string): unknown {
  if (typeof value === 'string') return onText(value)
  if (Array.isArray(value)) return value.map((item: unknown) => copied(item, onText))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]: [string, unknown]) =>
      part === undefined ? [] : [[name, copied(part, onText)]],
    ),
  )
}
