// As much of CSS as decides what a message looks like: rules by their selector, declarations one by
// one. Read once, whatever stands in it.

type StyleRule = { selectors: string[]; declarations: string[] }

/** Those outside media queries and other at-rules, in their order. */
export function rulesIn(css: string): StyleRule[] {
  const plain = withoutComments(css)
  const rules: StyleRule[] = []
  for (let from = 0; ;) {
    const open = plain.indexOf('{', from)
    if (open < 0) return rules
    // `@import …;` stands before the selector without a block.
    const before = plain.slice(from, open)
    const selector = before.slice(before.lastIndexOf(';') + 1).trim()
    if (selector.startsWith('@')) from = endOfBlock(plain, open)
    else {
      const close = plain.indexOf('}', open)
      const end = close < 0 ? plain.length : close
      rules.push({
        selectors: selector.split(',').map((one) => one.trim()),
        declarations: declarationsIn(plain.slice(open + 1, end)),
      })
      from = end + 1
    }
  }
}

/** Of a style attribute, or of what stands between the braces of a rule. */
export const declarationsIn = (css: string): string[] => css.split(';')

function withoutComments(css: string): string {
  const pieces: string[] = []
  for (let from = 0; ;) {
    const open = css.indexOf('/*', from)
    pieces.push(css.slice(from, open < 0 ? css.length : open))
    const close = open < 0 ? -1 : css.indexOf('*/', open + 2)
    if (close < 0) return pieces.join('')
    from = close + 2
  }
}

/** Behind the brace that closes the one at `open`. */
function endOfBlock(css: string, open: number): number {
  let depth = 0
  const braces = /[{}]/g
  braces.lastIndex = open
  for (let found = braces.exec(css); found !== null; found = braces.exec(css)) {
    depth += found[0] === '{' ? 1 : -1
    if (depth === 0) return found.index + 1
  }
  return css.length
}
