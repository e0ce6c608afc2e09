// Pasted text may carry characters no field takes; a line break has no place in a single line.

/** @param isLine whether it is one line */
export const cleanTyped = (typed: string, isLine: boolean): string =>
  isLine
    ? // eslint-disable-next-line no-control-regex
      typed.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    : // eslint-disable-next-line no-control-regex
      typed.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
