// The JSON schema of a zod schema, in the subset providers take.
import { z } from 'zod'

export type JsonShape = { [key: string]: unknown }

const dropped = new Set(['$schema', 'default', 'pattern', 'format', 'contentEncoding'])

/**
 * Transforms are described by what they read. Patterns and formats are left to our own check:
 * providers refuse many of them. Every array
 * says what its items are, as some providers refuse those that do not.
 */
export function jsonShapeOf(schema: z.ZodType): JsonShape {
  return cleaned(
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }),
  ) as JsonShape
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
    .filter(([key, inner]) => !dropped.has(key) || typeof inner === 'object')
    .map(([key, inner]) => [key === 'oneOf' ? 'anyOf' : key, cleaned(inner)] as const)
  const result: JsonShape = Object.fromEntries(entries)
  if (result['type'] === 'array' && result['items'] === undefined) result['items'] = {}
  return result
}
