// What the interface loads before it paints for the first time, compressed as a server would: the
// page, its scripts with all they import statically, styles and the fonts those name.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { BenchRow } from './benchReport.ts'

const built = fileURLToPath(new URL('../../out/renderer', import.meta.url))
/** Compressed already: a server sends them as they are. */
const compressed = new Set(['.woff2', '.woff', '.png', '.jpg', '.webp'])
const maxKilobytes = 400

/** What a file makes the browser load at once, as written in it. */
function namedIn(path: string, text: string): string[] {
  const patterns: Record<string, RegExp[]> = {
    '.html': [/<script[^>]*\ssrc="([^"]+)"/g, /<link[^>]*\shref="([^"]+)"/g],
    // Static imports only: `import('…')` comes when it is needed.
    '.js': [
      /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}\s,$]*?\sfrom\s*|[\w*{},\s$]*from)?\s*["'](\.[^"']+)["']/g,
    ],
    '.css': [/url\(["']?([^"')]+)["']?\)/g, /@import\s+["']([^"']+)["']/g],
  }
  return (patterns[extname(path)] ?? [])
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .flatMap(([, name]) => (name === undefined || /^(data|https?):|^#/.test(name) ? [] : [name]))
}

/** Every file loaded before the first paint, with its compressed size in bytes. */
export function firstLoad(folder: string): Map<string, number> {
  const sizes = new Map<string, number>()
  const visit = (path: string): void => {
    if (sizes.has(path)) return
    const content = readFileSync(path)
    sizes.set(path, compressed.has(extname(path)) ? content.length : gzipSync(content).length)
    for (const name of namedIn(path, content.toString('utf8'))) {
      const clean = name.replace(/[?#].*$/, '')
      visit(clean.startsWith('/') ? join(folder, clean) : resolve(dirname(path), clean))
    }
  }
  visit(join(folder, 'index.html'))
  return sizes
}

export function benchLoad(): Promise<BenchRow[]> {
  if (!existsSync(join(built, 'index.html')))
    throw new Error('The interface is not built: run `npm run build` first.')
  const sizes = firstLoad(built)
  const kilobytes = [...sizes.values()].reduce((sum, size) => sum + size, 0) / 1000
  return Promise.resolve([
    {
      name: `first load of the interface, ${sizes.size} files, compressed`,
      leads: 0,
      value: kilobytes,
      unit: 'kB',
      ratio: null,
      target: `<= ${maxKilobytes} kB`,
      ok: kilobytes <= maxKilobytes,
    },
  ])
}
