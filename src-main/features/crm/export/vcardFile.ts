// Leads as vCards of version 3.0 (RFC 2426), which Outlook, Google and Apple all read.
import type { ExportedLead } from './exportedLead.ts'

/** Bytes of a line before it is folded, its line break not counted (RFC 2426, 2.6). */
const lineOctets = 75

export function* vcardFile(batches: Iterable<ExportedLead[]>): Generator<string> {
  for (const leads of batches) yield leads.map(vcardOf).join('')
}

/** What an address book has a place for; the stage and fields of one's own have none. */
export function vcardOf({ row, tags }: ExportedLead): string {
  const name = [row.firstName, row.lastName].filter(Boolean).join(' ')
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${escaped(name || row.company || row.email || row.phone || '')}`,
    `N:${escaped(row.lastName ?? '')};${escaped(row.firstName ?? '')};;;`,
    ...property('ORG', row.company),
    ...property('TITLE', row.jobTitle),
    ...property('EMAIL;TYPE=INTERNET', row.email),
    ...property('TEL', row.phone),
    ...(tags.length === 0 ? [] : [`CATEGORIES:${tags.map(escaped).join(',')}`]),
    ...property('NOTE', row.notes),
    `REV:${new Date(row.updatedAt).toISOString()}`,
    'END:VCARD',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

const property = (name: string, value: string | null): string[] =>
  value === null || value.trim() === '' ? [] : [`${name}:${escaped(value)}`]

/** No value can begin a line of its own, whatever line breaks it has. */
function escaped(value: string): string {
  return (
    value
      .replace(/\p{Cs}/gu, '\ufffd')
      .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .replace(/[\\;,]/g, '\\$&')
      .replaceAll('\n', '\\n')
  )
}

/** Folded between characters: half of one would be none to a program that reads line by line. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= lineOctets) return line
  const lines: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > lineOctets) {
      lines.push(part)
      part = ' '
      octets = 1
    }
    part += character
    octets += size
  }
  return [...lines, part].join('\r\n')
}
