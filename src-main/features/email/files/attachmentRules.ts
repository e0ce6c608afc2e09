// What may be attached, and under which name: mailbox providers drop whole messages for one program
// among their files.
import { withoutOrderSigns } from '#shared/rules/valueSchemas.ts'

/** Providers refuse these wherever they find them (Gmail's published list, and what runs on a click). */
const refused: ReadonlySet<string> = new Set(
  (
    'ade adp apk app appinstaller application appx appxbundle bat cab chm cmd com cpl deb diagcab diagcfg diagpack dll dmg ' +
    'elf ex ex_ exe gadget hlp hta img inf ins iso isp jar jnlp js jse jsx lib lnk mde mjs msc msh msh1 msh2 msi msix msixbundle ' +
    'msp mst nsh pif pkg ps1 ps1xml ps2 psc1 psc2 psd1 psm1 reg rpm run scf scr sct settingcontent-ms sh shb shs sys url vb vbe vbs vbscript ' +
    'vhd vhdx vxd wim wsc wsf wsh xll xpi'
  ).split(' '),
)
const pages: ReadonlySet<string> = new Set([
  'html',
  'htm',
  'shtml',
  'xhtml',
  'xht',
  'mht',
  'mhtml',
  'svg',
])
const scripted = /<script|javascript:|\bon[a-z]{3,}\s*=|<iframe|<foreignobject/i

/** Windows passes over dots and spaces at the end of a name. */
const extensionOf = (name: string): string =>
  /\.([^.]+)$/.exec(name.replace(/[.\s]+$/, '').toLowerCase())?.[1] ?? ''

/**
 * The name a file is sent under: as it is, without folders, control characters and signs that turn
 * the order of reading, by which a program would pass for a document.
 */
export function fileNameOf(given: string): string {
  const name = withoutOrderSigns(given.split(/[\\/]/).at(-1) ?? '')
    .replace(/[\p{Cc}\u200e\u200f\u2028\u2029]+|\p{Surrogate}/gu, ' ')
    // Mail programs would read it as an encoded word, and show another name.
    .replaceAll('=?', '=_')
    .trim()
  const shortened = Array.from(name).length > maxNameLength ? shortName(name) : name
  return shortened === '' || /^\.+$/.test(shortened) ? 'file' : shortened
}

const maxNameLength = 150

/** Its end says what it is. */
function shortName(name: string): string {
  const extension = extensionOf(name).slice(0, 20)
  const end = extension === '' ? '' : `.${extension}`
  return (
    Array.from(name)
      .slice(0, maxNameLength - end.length)
      .join('')
      .trim() + end
  )
}

/** What mailbox providers would drop a message for; null where there is nothing. */
export function attachmentObjection(name: string, content: Buffer): string | null {
  const extension = extensionOf(name)
  if (refused.has(extension)) return `.${extension}`
  const start = content.toString('latin1', 0, 4)
  if (
    start.startsWith('MZ') ||
    start === '\x7fELF' ||
    /^\xcf\xfa\xed\xfe|^\xfe\xed\xfa/.test(start)
  )
    return 'program'
  const looksLikePage = /^\s*(?:<!doctype html|<html|<svg|<script)/i.test(
    content.toString('latin1', 0, 200),
  )
  if ((pages.has(extension) || looksLikePage) && scripted.test(content.toString('latin1')))
    return extension === '' ? 'html + script' : `.${extension} + script`
  const inside =
    start === 'PK\x03\x04'
      ? archived(content).find((inner) => refused.has(extensionOf(inner)))
      : undefined
  return inside === undefined
    ? null
    : `${extension === '' ? 'zip' : `.${extension}`} > ${inside.slice(0, 80)}`
}

const entryMark = Buffer.from('PK\x01\x02', 'latin1')
const maxEntries = 10_000

/** Names of what a ZIP archive holds, from its list at the end. */
function archived(content: Buffer): string[] {
  const names: string[] = []
  for (
    let at = content.indexOf(entryMark);
    at >= 0 && names.length < maxEntries;
    at = content.indexOf(entryMark, at + 4)
  ) {
    if (at + 46 > content.length) break
    const length = content.readUInt16LE(at + 28)
    names.push(content.toString('utf8', at + 46, at + 46 + length))
  }
  return names
}
