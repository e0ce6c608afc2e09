// How an amount is typed and shown in a field: a comma or a point for the decimals; spaces,
// apostrophes, or the other of the two marks between thousands.

/** Amounts have two decimals: three digits after a mark are thousands, unless nothing is before them. */
const grouped = [
  /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{0,2})?$/,
  /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{0,2})?$/,
]

/** What people type beside an amount, whose currency is that of the business. */
const beside =
  /€|\$|£|\b(?:eur(?:os?)?|usd|gbp|chf)(?![a-z])\.?|(?<=\d)(?:eur(?:os?)?|chf)$|\b(?:ht|ttc)$/gi
const thousandfold = (amount: number | null): number | null =>
  amount === null ? null : Math.round(amount * 100_000) / 100

/** @returns null if nothing that reads as a number was typed */
export function readAmount(typed: string): number | null {
  // `1 2 3` is no amount: thousands are three digits.
  if (/\d[\s\u00a0\u202f]+\d(?!\d\d(?!\d))/.test(typed)) return null
  const unit = /^(.*\d)\s*k$/i.exec(typed.replace(beside, '').trim())
  if (unit !== null) return thousandfold(readAmount(unit[1] ?? ''))
  const bare = typed.replace(beside, '').replace(/[\s\u00a0\u202f'’]/g, '')
  const thousands = grouped.findIndex((shape) => shape.test(bare))
  const plain = (thousands < 0 ? bare : bare.replaceAll(thousands === 0 ? '.' : ',', '')).replace(
    ',',
    '.',
  )
  if (plain === '' || !/^\d*\.?\d*$/.test(plain)) return null
  return Math.round(Number(plain) * 100) / 100
}

/** @returns null for what cannot have been paid: nothing, less than a cent, parts of a cent */
export function readPaidAmount(typed: string): number | null {
  const paid = readAmount(typed)
  return paid === null || paid < 0.01 || /[.,]\d{3,}\s*$/.test(typed) ? null : paid
}

export const showAmount = (value: number | null, language: string): string =>
  value === null ? '' : language === 'en' ? String(value) : String(value).replace('.', ',')
