// Pasted text may carry characters no field takes; a line break has no place in a single line.

/** @param isLine whether it is one line */
export const cleanTyped = (typed: string, isLine: boolean): string =>
  isLine
    ? typed.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    : typed.replace(/[^\P{Cc}\t\n\r\u0080-\u009f]/gu, '')
