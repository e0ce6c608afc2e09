// How an amount is typed and shown in a field: a comma or a point for the decimals, spaces between
// thousands allowed.

/** @returns null if nothing that reads as a number was typed */
export function readAmount(typed: string): number | null {
  const plain = typed.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')
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
