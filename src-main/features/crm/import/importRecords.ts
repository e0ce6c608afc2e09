// Reads a table of text as records, whatever its encoding and size, never holding more than a piece
// of it.
import { createReadStream } from 'node:fs'
import { Transform } from 'node:stream'
import { parse, type CsvError } from 'csv-parse'
import type { ImportEncoding, TextFormat } from '#shared/contract/crm/imports.ts'
import { maxColumns, maxRecordLength, type RecordStream } from './formats/importRecord.ts'
import { UnclosedQuoteError, UnreadableFileError } from './importErrors.ts'
import { isNoRecord } from './importFormat.ts'
import { decodeSingleByte, isSingleByte } from './singleBytes.ts'

/**
 * @param hasQuotes false reads quotes as any other sign
 * @throws UnclosedQuoteError if a quote is never closed
 * @throws UnreadableFileError if a record passes the limits (a file that is no table)
 */
export function readRecords(path: string, format: TextFormat, hasQuotes = true): RecordStream {
  const source = createReadStream(path, { highWaterMark: 256 * 1024 })
  const parser = parse({
    delimiter: format.separator,
    bom: true,
    // All of them: left to be found out, the first line's would be the only one, and rows that end
    // otherwise would become one.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    ...(hasQuotes ? {} : { quote: null }),
    skip_empty_lines: true,
    max_record_size: maxRecordLength,
    info: true,
  })
  source.on('error', (error) => parser.destroy(error))
  source.pipe(decoderFor(format.encoding)).pipe(parser)
  return {
    bytesRead: () => source.bytesRead,
    async *[Symbol.asyncIterator]() {
      let columns: number | undefined
      try {
        for await (const item of parser as AsyncIterable<{
          record: string[]
          info: { lines: number }
        }>) {
          const { record, info } = item
          if (record.length > maxColumns)
            throw new UnreadableFileError(`Line ${info.lines} has ${record.length} columns.`)
          if (isNoRecord(record, info.lines)) continue
          const line = info.lines - lineBreaks(record)
          const swallowed = swallowedRows(record, format.separator, columns)
          columns ??= record.length
          if (swallowed === null) yield { cells: record, line }
          else for (const [index, cells] of swallowed.entries()) yield { cells, line: line + index }
        }
      } catch (error) {
        if (isCsvError(error))
          throw error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
            ? new UnclosedQuoteError(error.message)
            : new UnreadableFileError(error.message)
        throw error
      } finally {
        source.destroy()
      }
    },
  }
}

/**
 * The rows a stray quote has swallowed: where every line of a record is as wide as the table, each is
 * a row, and the quote was none.
 * @param columns of the table; undefined for its first record
 * @returns null if the record is one row
 */
function swallowedRows(
  record: string[],
  separator: string,
  columns: number | undefined,
): string[][] | null {
  if (columns === undefined || columns < 2 || !record.some((cell) => /[\r\n]/.test(cell)))
    return null
  const lines = record.join(separator).split(/\r\n|\n|\r/)
  const rows = lines.filter((line) => line.trim() !== '').map((line) => line.split(separator))
  return rows.length > 1 && rows.every((row) => row.length === columns)
    ? rows.map((row) => row.map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')))
    : null
}

function isCsvError(error: unknown): error is CsvError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('CSV_')
  )
}

function lineBreaks(record: string[]): number {
  let breaks = 0
  for (const cell of record) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks += 1
  }
  return breaks
}

function decoderFor(encoding: ImportEncoding): Transform {
  if (isSingleByte(encoding))
    return new Transform({
      decodeStrings: true,
      transform(chunk: Buffer, _encoding, done) {
        done(null, decodeSingleByte(chunk, encoding))
      },
    })
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
