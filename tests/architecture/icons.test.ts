// The icons are those of their sources, in every size, and the containers hold what they say.
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawIcons, icnsOf, icoOf, sizes, sourcesHash } from '../../build/icons.js'
import { root } from './sourceFiles.ts'

const folder = `${root}resources`
const pngSize = (png: Buffer) => {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

// By the hash of the sources: two processors may round a pixel differently.
test('Every icon is drawn anew after a change of its source: `npm run icons`', () => {
  expect(readFileSync(`${folder}/icons/sources.sha256`, 'utf8').trim()).toBe(sourcesHash(folder))
  const missing = [...drawIcons(folder).keys()].filter((path) => !existsSync(`${folder}/${path}`))
  expect(missing).toEqual([])
})

test('PNGs have the size of their name', () => {
  for (const size of sizes)
    expect(pngSize(readFileSync(`${folder}/icons/${size}x${size}.png`))).toEqual([size, size])
})

test('The Windows icon holds a PNG of each of its sizes', () => {
  const ico = readFileSync(`${folder}/icons/icon.ico`)
  expect(ico.readUInt16LE(2)).toBe(1)
  const count = ico.readUInt16LE(4)
  const widths = Array.from({ length: count }, (_, index) => {
    const entry = ico.subarray(6 + index * 16, 22 + index * 16)
    const png = ico.subarray(entry.readUInt32LE(12), entry.readUInt32LE(12) + entry.readUInt32LE(8))
    const [width] = pngSize(png)
    expect(entry.readUInt8(0)).toBe((width ?? 0) % 256)
    return width
  })
  expect(widths).toEqual([16, 24, 32, 48, 64, 128, 256])
})

test('The macOS icon is a list of typed PNGs to its very end', () => {
  const icns = readFileSync(`${folder}/icons/icon.icns`)
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length])
  const found: [string, number | undefined][] = []
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    const [width] = pngSize(icns.subarray(at + 8, at + icns.readUInt32BE(at + 4)))
    found.push([icns.toString('latin1', at, at + 4), width])
  }
  expect(Object.fromEntries(found)).toMatchObject({ ic07: 128, ic10: 1024, ic11: 32 })
})

test('A container of nothing is only its head', () => {
  expect(icoOf([]).length).toBe(6)
  expect(icnsOf([]).length).toBe(8)
})
