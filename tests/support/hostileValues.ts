// Values nobody should send, and a way to put them into any input the contract describes.
import fc from 'fast-check'

type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  items?: Schema
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  required?: string[]
  $ref?: string
  $defs?: Record<string, Schema>
}

/** No address of another computer: nothing may leave, whoever takes one of them for an address. */
export const hostileTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udc00b',
  '\u202e\u2066x',
  '\ufeff',
  '\r\nBcc: a@b.example',
  '../../etc/passwd',
  '%00',
  '%ff%fe',
  "'; DROP TABLE leads;--",
  '" OR 1=1 --',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  '{{constructor}}',
  '${7*7}',
  '=1+1',
  '__proto__',
  'constructor',
  'toString',
  '{"a":1}',
  '[]',
  'null',
  'true',
  'NaN',
  '1e999',
  '-0',
  '0x10',
  '2026-02-30T99:99:99Z',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00Z',
  'eyJrIjoxfQ',
  'eyJrIjp7fSwiaWQiOiJ4In0',
  'W10=',
  'data:text/html,x',
  'http://127.0.0.1:9',
  'http://[::1',
  'file:///etc/passwd',
  'a@b',
  'Europe/Paris',
  'Mars/Phobos',
  '😀'.repeat(50),
  'é'.repeat(5_000),
  'x'.repeat(70_000),
  '\u0301'.repeat(2_000),
  '(((((((((((((((a',
  'NEAR("x" 1)',
  '*',
  '"',
  '%_%',
]
const hostileNumbers = [
  0,
  -0,
  -1,
  1.5,
  1e308,
  1e21,
  2 ** 53,
  -(2 ** 63),
  5e-324,
  86_400_000_000_001,
]
const deep = (levels: number): unknown =>
  Array.from({ length: levels }).reduce((inner: unknown) => ({ a: [inner] }), 1)

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>(...hostileTexts) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...hostileNumbers) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      [],
      {},
      [null],
      [[]],
      { id: {} },
      { toString: 1 },
      deep(400),
      Array.from({ length: 3_000 }, (_, index) => index),
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

/**
 * Mostly what the schema asks for, so that hostile parts come far; some parts hostile, missing, or
 * too many.
 */
export function nearlyFitting(
  schema: Schema | undefined,
  root: Schema = schema ?? {},
  depth = 0,
): fc.Arbitrary<unknown> {
  if (schema === undefined || depth > 6) return hostile
  const fitting = fittingTo(schema, root, depth)
  return fc.oneof(
    { weight: depth === 0 ? 12 : 5, arbitrary: fitting },
    { weight: 1, arbitrary: hostile },
  )
}

function fittingTo(schema: Schema, root: Schema, depth: number): fc.Arbitrary<unknown> {
  const part = (inner: Schema) => nearlyFitting(inner, root, depth + 1)
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return part(root.$defs?.[name] ?? {})
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return choices.length === 0 ? hostile : fc.oneof(...choices.map(part))
  if (schema.allOf !== undefined) return part(schema.allOf[0] ?? {})
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object': {
      const entries = Object.entries(schema.properties ?? {})
      const known = fc.record(
        Object.fromEntries(entries.map(([name, inner]) => [name, part(inner)])),
        { requiredKeys: schema.required ?? [] },
      )
      const more = fc.option(
        fc.constantFrom('__proto__', 'constructor', 'id', 'sql', 'author_id', ''),
        { freq: 12, nil: null },
      )
      return fc
        .tuple(known, more, hostile)
        .map(([object, name, value]) => (name === null ? object : { ...object, [name]: value }))
    }
    case 'array':
      return fc.array(part(schema.items ?? {}), { maxLength: 3 })
    case 'integer':
      return fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom<unknown>(...hostileNumbers))
    case 'number':
      return fc.oneof(
        fc.integer({ min: 0, max: 5_000 }),
        fc.constantFrom<unknown>(...hostileNumbers),
      )
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.oneof(
        fc.constantFrom('Zoé', 'zoe@exemple.example', '2026-11-01T09:00:00Z', 'a', '127.0.0.1'),
        fc.constantFrom(...hostileTexts),
      )
  }
}
