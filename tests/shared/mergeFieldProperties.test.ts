// What holds for any message: no field leaves as it was written, and no value leaves its place.
import fc from 'fast-check'
import { parse, type DefaultTreeAdapterMap } from 'parse5'
import { expect, it } from 'vitest'
import { findForms } from '#shared/rules/mergeFields/fieldForms.ts'
import { fieldNames, type FieldValues } from '#shared/rules/mergeFields/mergeFieldNames.ts'
import {
  compileHtml,
  compileText,
  renderTemplate,
} from '#shared/rules/mergeFields/mergeTemplate.ts'
import { placesOfMessage } from '#shared/rules/placesToFill.ts'
import { allowedIn } from '#shared/rules/mergeFields/messageFields.ts'

const message = { subject: '', preheader: '', html: '', text: null, blocks: null }
const allOf = (value: string): FieldValues =>
  Object.fromEntries(fieldNames.map((name) => [name, value]))

const names = fc.constantFrom(
  ...[
    'first_name',
    'FNAME',
    'prénom',
    'contact.EMAIL',
    'unsubscribe',
    'company',
    'ville',
    'x.y',
    '',
  ],
  ...[
    'first_name | default: "a"',
    "nom|'b'",
    '#if x',
    '% if',
    'IF:X',
    'LIST:ADDRESS',
    'name | upcase',
  ],
)
const braces = fc.constantFrom<[string, string]>(
  ...([
    ['{{', '}}'],
    ['{{ ', ' }}'],
    ['{{{', '}}}'],
    ['{% ', ' %}'],
    ['*|', '|*'],
    ['%', '%'],
    ['%%', '%%'],
    ['{', '}'],
    ['{$', '}'],
    ['[%', '%]'],
    ['[', ']'],
    ['${', '}'],
    ['{{', '}'],
    ['{{', ''],
  ] as [string, string][]),
)
const field = fc.tuple(braces, names).map(([[open, close], name]) => `${open}${name}${close}`)
const words = fc.constantFrom(
  ' ',
  'a',
  ' 20 % ',
  '<p>',
  '</p>',
  '<b>',
  '&amp;',
  '\n',
  ' é ',
  '"',
  "'",
)
const source = fc.array(fc.oneof(field, words), { maxLength: 8 }).map((parts) => parts.join(' '))

it('A message that may go out shows no field to anybody', () => {
  fc.assert(
    fc.property(source, (typed) => {
      for (const part of ['subject', 'html', 'text'] as const) {
        if (placesOfMessage({ ...message, [part]: typed }).left.length > 0) continue
        const allowed = allowedIn(part === 'subject' ? 'subject' : 'body', new Set())
        const template = part === 'html' ? compileHtml(typed, allowed) : compileText(typed, allowed)
        expect(template.unknown).toEqual([])
        const shown = findForms(renderTemplate(template, allOf('Z'))).filter(
          ({ reading }) => reading.kind !== 'doubtful',
        )
        expect(shown).toEqual([])
      }
    }),
    { numRuns: 2_000 },
  )
})

it('What nobody knows leaves nothing of itself, wherever it stands', () => {
  fc.assert(
    fc.property(names, fc.constantFrom('<p>', '<a href="', "<i title='"), (name, before) => {
      const after = before.endsWith('>') ? '</p>' : `${before.at(-1)}>x`
      const template = compileHtml(
        `${before}{{ ${name.replaceAll(before.at(-1) ?? '', '')} zz9 }}${after}`,
      )
      expect(renderTemplate(template, allOf('Z'))).not.toMatch(/[{}]/)
    }),
  )
})

type Node = DefaultTreeAdapterMap['node']
/** Elements, the names of their attributes, and where what looks like an address leads. */
function outline(node: Node): unknown {
  const children =
    'childNodes' in node ? node.childNodes.map(outline).filter((one) => one !== null) : []
  if (!('attrs' in node))
    return node.nodeName === '#text' || node.nodeName === '#comment' ? null : children
  const attributes = node.attrs.map(({ name, value }) =>
    name === 'href' || name === 'src'
      ? `${name} ${/^[a-z]+:(?:\/\/[a-z.]+)?/.exec(value)?.[0] ?? ''}`
      : name,
  )
  return [node.tagName, attributes, children]
}

const places = [
  '<p>{{ first_name | ami }}</p>',
  '<p>*|FNAME|* {<b>{ prénom }</b>}</p>',
  '<p title="{{ company | default: "x" }}" class=\'%FIRSTNAME%\'>a</p>',
  '<p title=*|FNAME|* class=b>a</p>',
  '<a href="https://a.example/{{ company }}?e={{ email }}#{{ prénom }}">a</a>',
  '<a href="mailto:{{ email }}?subject={{ company }}">a</a><a href="tel:{{ phone }}">b</a>',
  '<img src="https://a.example/*|FNAME|*.png" alt="{$name}">',
  '<i style="background:url(\'https://a.example/?q={{ company }}\')">a</i>',
  '<<b>{{ first_name }}</b><{{ first_name }}b onclick="x">',
  '<title>{{ company }}</title>',
  '<p>https://a.example/?q={{ company }} x</p>',
  '<!--[if mso]><p>{{ company }}</p><![endif]--><!-- {{ company }} --><p>b</p>',
  '<table><tr><td>{{ company }}</td><td>%LASTNAME%</td></tr></table>',
]
const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom(...'<>"\'`=/ &;:{}%*|[]()\\-!\n#aZé0'.split('')) }),
  fc.constantFrom(
    ...[
      '"><script>x</script>',
      "' onclick='x",
      'x onclick=y',
      '--><b>',
      '</title><b>',
      'javascript:x',
    ],
    ...['{{ email }}', '*|EMAIL|*', '&quot;><b>', '\ud800', ']]><b>', '</style><b>', ''],
  ),
)

it('A value stays where its field stood', () => {
  const template = compileHtml(places.join('\n'))
  expect(template.unknown).toEqual([])
  const plain = outline(parse(renderTemplate(template, allOf('abc'))))
  fc.assert(
    fc.property(hostile, (value) => {
      expect(outline(parse(renderTemplate(template, allOf(value))))).toEqual(plain)
    }),
    { numRuns: 2_000 },
  )
})

it('In a text part nobody can write a part of an address, nor a field', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const rendered = renderTemplate(compileText('https://a.example/?e={{ email }} .'), {
        email: value,
      })
      expect(rendered).toMatch(/^https:\/\/a\.example\/\?e=[A-Za-z0-9%._~-]* \.$/)
      expect(renderTemplate(compileText('{{ email }}'), { email: value })).toBe(value)
    }),
  )
})
