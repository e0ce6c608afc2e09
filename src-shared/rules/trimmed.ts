// Signs taken off the ends of a text in one walk from each. A pattern such as /\s+$/ begins anew at
// every space within, and so takes seconds for a foreign text of a hundred thousand of them.

type Sign = Pick<RegExp, 'test'>

/** @param sign matches one character (a code point), and is not global */
export const trimmedOf = (text: string, sign: Sign): string =>
  trimmedEnd(trimmedStart(text, sign), sign)

export function trimmedStart(text: string, sign: Sign): string {
  let start = 0
  while (start < text.length) {
    const first = String.fromCodePoint(text.codePointAt(start) ?? 0)
    if (!sign.test(first)) break
    start += first.length
  }
  return text.slice(start)
}

export function trimmedEnd(text: string, sign: Sign): string {
  let end = text.length
  while (end > 0) {
    const pair = end > 1 ? text.codePointAt(end - 2) : undefined
    const last = pair !== undefined && pair > 0xffff ? String.fromCodePoint(pair) : text[end - 1]
    if (last === undefined || !sign.test(last)) break
    end -= last.length
  }
  return text.slice(0, end)
}
