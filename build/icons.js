// Draws the icons from their SVG sources: `npm run icons` after a change of resources/icon.svg or
// resources/tray/tray.svg. What it writes is committed, so that neither a build nor a start needs it.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { root } from './processes.js'

/** Widths in pixels: what Linux desktops ask for, and what the containers hold. */
export const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const icoSizes = [16, 24, 32, 48, 64, 128, 256]
/**
 * PNG entries of an ICNS file, with their widths; the later four are the same sizes for dense
 * screens. https://en.wikipedia.org/wiki/Apple_Icon_Image_format
 */
const icnsEntries = [
  { type: 'ic07', width: 128 },
  { type: 'ic08', width: 256 },
  { type: 'ic09', width: 512 },
  { type: 'ic10', width: 1024 },
  { type: 'ic11', width: 32 },
  { type: 'ic12', width: 64 },
  { type: 'ic13', width: 256 },
  { type: 'ic14', width: 512 },
]
/** macOS leaves a tenth free around an icon, for its shadow. */
const macMargin = 100
/** Macs and high resolutions ask for the second by the name `…@2x`. */
const trayScales = [
  { suffix: '', width: 16 },
  { suffix: '@2x', width: 32 },
]
/** The sign alone: dark on light bars, light on dark ones, black for macOS, which colours it. */
const trayColours = { trayLight: '#1b1c20', trayDark: '#ffffff', trayTemplate: '#000000' }

const draw = (svg, width) =>
  new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng()

const sources = ['icon.svg', 'tray/tray.svg']

/** A hash of the sources: kept beside the icons, it shows when they are older. */
export const sourcesHash = (folder) =>
  sources
    .reduce((hash, file) => hash.update(readFileSync(join(folder, file))), createHash('sha256'))
    .digest('hex')

/**
 * Every icon made of the sources.
 * @param {string} folder resources/
 * @returns {Map<string, Buffer>} contents by path below the folder
 */
export function drawIcons(folder) {
  const icon = readFileSync(join(folder, 'icon.svg'), 'utf8')
  const macIcon = icon.replace(
    'viewBox="0 0 1024 1024"',
    `viewBox="${-macMargin} ${-macMargin} ${1024 + 2 * macMargin} ${1024 + 2 * macMargin}"`,
  )
  const tray = readFileSync(join(folder, 'tray/tray.svg'), 'utf8')
  const files = new Map()
  for (const width of sizes) files.set(`icons/${width}x${width}.png`, draw(icon, width))
  files.set('icons/icon.ico', icoOf(icoSizes.map((width) => ({ width, png: draw(icon, width) }))))
  files.set(
    'icons/icon.icns',
    icnsOf(icnsEntries.map(({ type, width }) => ({ type, png: draw(macIcon, width) }))),
  )
  for (const [name, colour] of Object.entries(trayColours))
    for (const { suffix, width } of trayScales)
      files.set(`tray/${name}${suffix}.png`, draw(tray.replaceAll('currentColor', colour), width))
  return files
}

/** An ICO file of PNGs: a directory of 16 bytes an image, then the images. */
export function icoOf(images) {
  const header = Buffer.alloc(6)
  header.writeUInt16LE(1, 2) // An icon, not a cursor.
  header.writeUInt16LE(images.length, 4)
  let offset = header.length + images.length * 16
  const entries = images.map(({ width, png }) => {
    const entry = Buffer.alloc(16)
    entry.writeUInt8(width % 256, 0) // 256 is written as 0.
    entry.writeUInt8(width % 256, 1)
    entry.writeUInt16LE(1, 4) // Colour planes.
    entry.writeUInt16LE(32, 6) // Bits a pixel.
    entry.writeUInt32LE(png.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += png.length
    return entry
  })
  return Buffer.concat([header, ...entries, ...images.map(({ png }) => png)])
}

/** An ICNS file of PNGs: each with its type and its length, all in one more of the same. */
export function icnsOf(images) {
  const chunk = (type, content) => {
    const head = Buffer.alloc(8)
    head.write(type, 0, 'latin1')
    head.writeUInt32BE(content.length + head.length, 4)
    return Buffer.concat([head, content])
  }
  return chunk('icns', Buffer.concat(images.map(({ type, png }) => chunk(type, png))))
}

if (import.meta.filename === process.argv[1]) {
  const folder = join(root, 'resources')
  mkdirSync(join(folder, 'icons'), { recursive: true })
  for (const [path, content] of drawIcons(folder)) writeFileSync(join(folder, path), content)
  writeFileSync(join(folder, 'icons/sources.sha256'), `${sourcesHash(folder)}\n`)
}
