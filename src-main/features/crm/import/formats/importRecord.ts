// What every kind of contact file is read as.

/** A record with the line it begins on: the file's first line, or the sheet's first row, is 1. */
export type ImportRecord = { cells: string[]; line: number }

/** `bytesRead`: of what the records stand in, by now. */
export type RecordStream = AsyncIterable<ImportRecord> & { bytesRead(): number }

/** Longest record in characters, and most columns: beyond is no contact file. */
export const maxRecordLength = 1_000_000
export const maxColumns = 500
/** Columns that are made of address cards: what finds no room stands in the last. */
export const maxCardColumns = 200
