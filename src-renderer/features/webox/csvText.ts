// A list as CSV for spreadsheets: quoted, and with nothing in it that a spreadsheet would compute.

/** Lines parted by CRLF, cells by semicolons as French spreadsheets expect; the mark in front says that it is UTF-8. */
export function csvText(rows: string[][]): string {
  return `\ufeff${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}

function cell(text: string): string {
  // A cell that begins like a formula is one for a spreadsheet: an apostrophe makes it text.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
