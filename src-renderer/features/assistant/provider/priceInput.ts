// A price as it is typed: prices of tokens have more decimals than amounts of money.

/** @returns null if nothing that reads as a price was typed */
export function readPrice(typed: string): number | null {
  const plain = typed.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')
  return /^(\d+(\.\d{0,6})?|\.\d{1,6})$/.test(plain) ? Number(plain) : null
}
