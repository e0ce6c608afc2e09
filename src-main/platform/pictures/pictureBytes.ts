// A picture without what it says of its maker (place, device, time): only what is needed to show it.
// Nothing is decoded; a file that ends before its picture does is told by its structure.
import { crc32 } from 'node:zlib'
import { cleanGif, maxParts } from './gifBytes.ts'
import type { Picture } from './pictureFormat.ts'

/** In pixels: more on one side, or in all, no page shows and many browsers do not draw. */
export const maxSide = 12_000
export const maxPixels = 50_000_000

type Cleaned = { content: Buffer; width: number; height: number }

/** @returns null for a picture that is cut short, or larger than any page could show */
export function cleanPicture(bytes: Buffer, { extension, width, height }: Picture): Cleaned | null {
  if (Math.max(width, height) > maxSide || width * height > maxPixels) return null
  if (extension === 'webp') return sized(cleanWebp(bytes), width, height)
  if (extension === 'gif') return sized(cleanGif(bytes), width, height)
  const { content, orientation } = extension === 'png' ? cleanPng(bytes) : cleanJpeg(bytes)
  // Turned by a quarter when it is shown, its sides change places.
  return orientation >= 5 ? sized(content, height, width) : sized(content, width, height)
}

const sized = (content: Buffer | null, width: number, height: number): Cleaned | null =>
  content === null ? null : { content, width, height }

/**
 * JFIF, colour profile and Adobe's colour transform are needed to show it; the others tell, or hold
 * a small picture of what was there before it was cut.
 */
const keptApplication: ReadonlyMap<number, string> = new Map([
  [0xe0, 'JFIF\0'],
  [0xe2, 'ICC_PROFILE\0'],
  [0xee, 'Adobe'],
])
const startOfScan = 0xda
const endOfImage = 0xd9

/** What stands behind the end of the picture goes too: it is none of it. */
function cleanJpeg(bytes: Buffer): { content: Buffer | null; orientation: number } {
  const parts: Buffer[] = []
  let [orientation, hasScan, seen] = [1, false, 0]
  for (let at = 2; at + 1 < bytes.length && seen < maxParts; seen += 1) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) break
    // As many as a writer likes may fill the gap before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === endOfImage) {
      if (!hasScan) break
      const turned = orientation === 1 ? [] : [orientationSegment(orientation)]
      const [start, last] = [bytes.subarray(0, 2), bytes.subarray(at, at + 2)]
      return { content: Buffer.concat([start, ...turned, ...parts, last]), orientation }
    }
    if (at + 4 > bytes.length) break
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length) break
    const segment = bytes.subarray(at, end)
    if (marker === 0xe1) orientation = orientationOf(segment) ?? orientation
    const isTelling = marker === 0xfe || (marker >= 0xe0 && marker <= 0xef)
    if (!isTelling || isShowing(segment, marker)) parts.push(segment)
    at = end
    if (marker !== startOfScan) continue
    hasScan = true
    at = afterScan(bytes, end)
    parts.push(bytes.subarray(end, at))
  }
  return { content: null, orientation }
}

function isShowing(segment: Buffer, marker: number): boolean {
  const name = keptApplication.get(marker)
  return name !== undefined && segment.toString('latin1', 4, 4 + name.length) === name
}

/** Where the drawn part that begins there ends: at the next marker that is none of its own. */
function afterScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    const isOfScan =
      next === 0 || next === 0xff || (next !== undefined && next >= 0xd0 && next <= 0xd7)
    if (!isOfScan) return at
  }
  return bytes.length
}

/** The way it is to be turned, 2 to 8 (EXIF 2.3, tag 0x0112); null where nothing says so. */
function orientationOf(segment: Buffer): number | null {
  return segment.toString('latin1', 4, 10) === 'Exif\0\0' ? turnOf(segment.subarray(10)) : null
}

function turnOf(tiff: Buffer): number | null {
  if (tiff.length < 10) return null
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (first + 2 > tiff.length) return null
  for (let entry = 0; entry < short(first); entry += 1) {
    const at = first + 2 + entry * 12
    if (at + 12 > tiff.length) return null
    if (short(at) === 0x0112) {
      const value = short(at + 8)
      return value >= 1 && value <= 8 ? value : null
    }
  }
  return null
}

const orientationSegment = (orientation: number): Buffer =>
  Buffer.concat([
    Buffer.from('ffe10022', 'hex'),
    Buffer.from('Exif\0\0', 'latin1'),
    turnAlone(orientation),
  ])

const orientationChunk = (orientation: number): Buffer =>
  Buffer.concat([Buffer.from('0000001a', 'hex'), withChecksum('eXIf', turnAlone(orientation))])

function withChecksum(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(named))
  return Buffer.concat([named, checksum])
}

/** EXIF with the one entry that browsers turn a picture by. */
const turnAlone = (orientation: number): Buffer =>
  Buffer.concat([
    Buffer.from('MM\0*', 'latin1'),
    Buffer.from('00000008' + '0001' + '0112' + '0003' + '00000001', 'hex'),
    Buffer.from([0, orientation, 0, 0, 0, 0, 0, 0]),
  ])

/** What draws it, its colours, its size and its frames: whatever else there is tells or hides something. */
const shownChunks: ReadonlySet<string> = new Set([
  ...[
    'IHDR',
    'PLTE',
    'IDAT',
    'IEND',
    'tRNS',
    'acTL',
    'fcTL',
    'fdAT',
    'pHYs',
    'bKGD',
    'hIST',
    'sPLT',
  ],
  ...['cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'mDCv', 'cLLI', 'cLLi'],
])
const shownWebp: ReadonlySet<string> = new Set([
  ...['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP'],
])

function cleanPng(bytes: Buffer): { content: Buffer | null; orientation: number } {
  const parts: Buffer[] = []
  let orientation = 1
  for (let [at, seen] = [8, 0]; at + 12 <= bytes.length && seen < maxParts; seen += 1) {
    const end = at + 12 + bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (end > bytes.length) break
    if (shownChunks.has(name)) parts.push(bytes.subarray(at, end))
    if (name === 'eXIf') orientation = turnOf(bytes.subarray(at + 8, end - 4)) ?? orientation
    if (name === 'IEND') {
      const [head = Buffer.alloc(0), ...others] = parts
      const turned = orientation === 1 ? [] : [orientationChunk(orientation)]
      const start = bytes.subarray(0, 8)
      return { content: Buffer.concat([start, head, ...turned, ...others]), orientation }
    }
    at = end
  }
  return { content: null, orientation }
}

function cleanWebp(bytes: Buffer): Buffer | null {
  const parts: Buffer[] = []
  let hasPicture = false
  const until = 8 + bytes.readUInt32LE(4)
  if (until > bytes.length + 1) return null
  for (let [at, seen] = [12, 0]; at + 8 <= Math.min(until, bytes.length); seen += 1) {
    if (seen >= maxParts) return null
    const size = bytes.readUInt32LE(at + 4)
    const name = bytes.toString('latin1', at, at + 4)
    if (at + 8 + size > bytes.length) return null
    const chunk = Buffer.from(bytes.subarray(at, at + 8 + size + (size % 2)))
    // Its flags say what follows: EXIF (8) and XMP (4) no longer do.
    if (name === 'VP8X' && size > 0) chunk[8] = (chunk[8] ?? 0) & ~0x0c
    if (shownWebp.has(name)) parts.push(chunk)
    hasPicture ||= ['VP8 ', 'VP8L', 'ANMF'].includes(name)
    at += 8 + size + (size % 2)
  }
  if (!hasPicture) return null
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...parts])
  const head = Buffer.alloc(8)
  head.write('RIFF', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}
