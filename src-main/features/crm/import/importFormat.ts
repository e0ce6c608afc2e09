// What a contact file is written in: its encoding, found without guessing by language, and its
// separator.
import type { ImportPreview } from '#shared/contract/crm.contract.ts'

export type ImportFormat = ImportPreview['format']
type Encoding = ImportFormat['encoding']
type Separator = ImportFormat['separator']

/**
 * Encodings a first part of the file settles by itself; null if only the whole file can (UTF-8
 * or Windows-1252).
 */
export function encodingFromHead(head: Uint8Array): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  // UTF-16 without a mark: in a table of contacts nearly every second byte of the first line is
  // zero.
  const sample = head.subarray(0, 512)
  const zeros = [0, 0]
  for (let index = 0; index < sample.length; index += 1)
    if (sample[index] === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const half = sample.length / 2
  if ((zeros[1] ?? 0) > half * 0.6) return 'utf-16le'
  if ((zeros[0] ?? 0) > half * 0.6) return 'utf-16be'
  return null
}

/**
 * UTF-8 refuses what is not UTF-8, so a file that passes is UTF-8; anything else is read as
 * Windows-1252, what Excel writes in
 * western Europe, and shown to the user before anything is imported.
 */
export async function detectEncoding(chunks: AsyncIterable<Uint8Array>): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let first = true
  try {
    for await (const chunk of chunks) {
      const settled = first ? encodingFromHead(chunk) : null
      if (settled !== null) return settled
      first = false
      decoder.decode(chunk, { stream: true })
    }
    decoder.decode()
    return 'utf-8'
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252'
    throw error
  }
}

const separators: Separator[] = [',', ';', '\t', '|']

/** The separator that parts the header line into most columns, counted outside quotes. */
export function detectSeparator(text: string): Separator {
  const header = headerLine(text)
  const counts = separators.map((separator) => countOutsideQuotes(header, separator))
  const best = counts.indexOf(Math.max(...counts))
  return separators[best] ?? ','
}

function headerLine(text: string): string {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
  return lines.find((line) => line.trim() !== '') ?? ''
}

function countOutsideQuotes(line: string, separator: string): number {
  let quoted = false
  let count = 0
  for (const character of line) {
    if (character === '"') quoted = !quoted
    else if (character === separator && !quoted) count += 1
  }
  return count
}
