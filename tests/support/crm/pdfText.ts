// The text of a PDF that pdfmake wrote: glyphs read back by the tables that are in it, as a reader
// does that copies text.
import { inflateSync } from 'node:zlib'

type PdfObject = { head: string; stream: string | null }

function objectsOf(bytes: Uint8Array): Map<number, PdfObject> {
  const text = Buffer.from(bytes).toString('latin1')
  const objects = new Map<number, PdfObject>()
  for (const match of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)endobj/g)) {
    const [, number = '', body = ''] = match
    const at = body.indexOf('stream\n')
    const head = at === -1 ? body : body.slice(0, at)
    const raw = at === -1 ? null : body.slice(at + 7, body.lastIndexOf('\nendstream'))
    const stream =
      raw === null || !head.includes('FlateDecode')
        ? raw
        : inflateSync(Buffer.from(raw, 'latin1')).toString('latin1')
    objects.set(Number(number), { head, stream })
  }
  return objects
}

const units = (hex: string): string =>
  Buffer.from(hex, 'hex').swap16().toString('utf16le').replaceAll('\0', '')

/** What each glyph of a font stands for. */
function glyphsOf(table: string): Map<number, string> {
  const glyphs = new Map<number, string>()
  for (const [, first = '', , list = ''] of table.matchAll(
    /<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi,
  ))
    [...list.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, hex = ''], index) =>
      glyphs.set(parseInt(first, 16) + index, units(hex.replaceAll(' ', ''))),
    )
  return glyphs
}

/** Words as they stand, one piece of text after the other; line ends are left out. */
export function pdfText(bytes: Uint8Array): string {
  const objects = objectsOf(bytes)
  const fonts = new Map<string, Map<number, string>>()
  for (const { head } of objects.values())
    for (const [, name = '', number = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(number))?.head ?? '')?.[1]
      if (table !== undefined) fonts.set(name, glyphsOf(objects.get(Number(table))?.stream ?? ''))
    }
  let text = ''
  for (const { stream } of objects.values()) {
    if (stream === null || !stream.includes(' TJ')) continue
    let glyphs = new Map<number, string>()
    for (const [part, font, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (font !== undefined) glyphs = fonts.get(font) ?? new Map<number, string>()
      else if (part !== undefined)
        for (const [, hex = ''] of (shown ?? '').matchAll(/<([0-9a-f]*)>/gi))
          for (const [glyph] of hex.matchAll(/.{4}/g))
            text += glyphs.get(parseInt(glyph, 16)) ?? '�'
    }
  }
  return text
}
