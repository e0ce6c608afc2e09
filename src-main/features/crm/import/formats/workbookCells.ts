// What the number in a cell of a workbook is shown as: a date, or a number, by the cell's format
// (ECMA-376, 18.8.30).

/** How a style shows numbers; `digits`: at least so many, as postal codes and telephones have. */
export type NumberStyle = { kind: 'plain' } | { kind: 'date' } | { kind: 'digits'; digits: number }

const plain: NumberStyle = { kind: 'plain' }
const date: NumberStyle = { kind: 'date' }

/** Formats without a code in the file: they are dates, or times of day. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58)

/** @param code null where the file has none: one that every program knows by its number */
export function styleOfFormat(id: number, code: string | null): NumberStyle {
  if (code === null) return isBuiltInDate(id) ? date : plain
  const [first = ''] = code.split(';')
  const bare = first
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .replace(/general|standard/gi, '')
  // "E" is an exponent and "0" a digit; of the letters left these are parts of dates.
  if (/[dmyhs]|a\/p/i.test(bare)) return date
  const places = bare.replace(/[\s.\-/]/g, '')
  if (!/^#*0[0#]+$/.test(places)) return plain
  // A point between places parts decimals; the ones taken out above were written as text.
  return bare.includes('.')
    ? plain
    : { kind: 'digits', digits: places.length - places.indexOf('0') }
}

const day = 86_400_000
const secondsOfDay = 86_400
/** The last day that Excel knows: 31 December 9999. */
const lastSerial = 2_958_466

/**
 * A day number as a date or a time of day. Excel takes 1900 for a leap year, so what is before its
 * 29 February is a day further on; workbooks of old Macs count from 1904.
 */
function shownDate(serial: number, isFrom1904: boolean): string | null {
  if (serial < 0 || serial >= lastSerial) return null
  const seconds = Math.round(serial * secondsOfDay)
  const days = Math.floor(seconds / secondsOfDay)
  const clock = new Date((seconds % secondsOfDay) * 1000).toISOString().slice(11, 19)
  if (days === 0 && !isFrom1904) return seconds === 0 ? '' : clock
  const epoch = isFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30)
  const shown = new Date(epoch + days * day).toISOString().slice(0, 10)
  return clock === '00:00:00' ? shown : `${shown} ${clock}`
}

/** What a program wrote as a number is shown as text: never in powers of ten, nor with errors of the last digit. */
function shownNumber(value: number): string {
  const rounded = Number(value.toPrecision(15))
  const text = String(rounded)
  if (text.includes('e'))
    return Math.abs(rounded) < 1 ? rounded.toFixed(20).replace(/0+$/, '') : String(BigInt(rounded))
  // Three decimals could be thousands to whoever reads the cell as a text.
  return /\.\d{3}$/.test(text) ? `${text}0` : text
}

/** @param raw as it stands in the file; what is no number is shown as it is */
export function shownValue(raw: string, style: NumberStyle, isFrom1904: boolean): string {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  if (style.kind === 'date') return shownDate(value, isFrom1904) ?? shownNumber(value)
  const text = /^\d{1,15}$/.test(raw) ? raw : shownNumber(value)
  return style.kind === 'digits' && /^\d+$/.test(text) ? text.padStart(style.digits, '0') : text
}
