// Why a file cannot be read as a table of contacts.

/** The message is for the log and the curious. */
export class UnreadableFileError extends Error {
  override name = 'UnreadableFileError'
}
/** A quote that begins a cell and has no other: without quotes the file may be a table. */
export class UnclosedQuoteError extends UnreadableFileError {}
