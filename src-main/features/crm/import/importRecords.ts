// Reads a contact file as records, whatever its encoding and size, never holding more than a piece
// of it.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { parse, type CsvError } from 'csv-parse'
import { detectEncoding, detectSeparator, type ImportFormat } from './importFormat.ts'

/**
 * A record with the line it begins on (the file's first line is 1) and how much of the file was
 * read by then, in bytes.
 */
export type ImportRecord = { cells: string[]; line: number }

/** Longest record in characters, and most columns: beyond is no contact file. */
export const maxRecordLength = 1_000_000
export const maxColumns = 200

export async function detectFormat(path: string): Promise<ImportFormat> {
  const encoding = await detectEncoding(createReadStream(path) as AsyncIterable<Buffer>)
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256 * 1024), 0, 256 * 1024, 0)
    const text = new TextDecoder(encoding).decode(buffer.subarray(0, bytesRead))
    return { encoding, separator: detectSeparator(text) }
  } finally {
    await file.close()
  }
}

export type RecordStream = AsyncIterable<ImportRecord> & { bytesRead(): number }

/**
 * @throws UnreadableFileError if a record passes the limits (a quote never closed, a file that
 * is no table)
 */
export function readRecords(path: string, format: ImportFormat): RecordStream {
  const source = createReadStream(path, { highWaterMark: 256 * 1024 })
  const parser = parse({
    delimiter: format.separator,
    bom: true,
    // All of them: left to be found out, the first line's would be the only one, and rows that end
    // otherwise would become one.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: maxRecordLength,
    info: true,
  })
  source.on('error', (error) => parser.destroy(error))
  source.pipe(decoderFor(format.encoding)).pipe(parser)
  return {
    bytesRead: () => source.bytesRead,
    async *[Symbol.asyncIterator]() {
      try {
        for await (const item of parser as AsyncIterable<{
          record: string[]
          info: { lines: number }
        }>) {
          const { record, info } = item
          if (record.length > maxColumns)
            throw new UnreadableFileError(`Line ${info.lines} has ${record.length} columns.`)
          if (record.every((cell) => cell.trim() === '') || isSeparatorLine(record, info.lines))
            continue
          yield { cells: record, line: info.lines - lineBreaks(record) }
        }
      } catch (error) {
        if (isCsvError(error)) throw new UnreadableFileError(error.message)
        throw error
      } finally {
        source.destroy()
      }
    },
  }
}

export class UnreadableFileError extends Error {
  override name = 'UnreadableFileError'
}

function isCsvError(error: unknown): error is CsvError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('CSV_')
  )
}

/** Excel is told the separator by a first line like `sep=;`. */
function isSeparatorLine(record: string[], line: number): boolean {
  return line === 1 && record.length <= 2 && /^sep=[,;\t|]?$/i.test(record.join('').trim())
}

function lineBreaks(record: string[]): number {
  let breaks = 0
  for (const cell of record) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks += 1
  }
  return breaks
}

function decoderFor(encoding: ImportFormat['encoding']): Transform {
  const decoder = new TextDecoder(encoding)
  return new Transform({
    decodeStrings: true,
    transform(chunk: Buffer, _encoding, done) {
      done(null, decoder.decode(chunk, { stream: true }))
    },
    flush(done) {
      done(null, decoder.decode())
    },
  })
}
