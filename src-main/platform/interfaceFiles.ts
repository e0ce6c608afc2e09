// The built interface as both hosts serve it: a list of files read once, and the headers every
// answer carries. A path that is not on the list does not exist, whatever dots it holds.
import { readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

/** Nothing is loaded from anywhere else, nothing is framed, nothing is sniffed. */
export const securityHeaders: Record<string, string> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
}

export type InterfaceFile = { path: string; headers: Record<string, string> }
export type InterfaceFiles = {
  /**
   * @param path of the request, as it came; `/` is the page itself.
   * @returns null if there is no such file
   */
  find(path: string): InterfaceFile | null
}

/** @param folder the built interface */
export async function readInterfaceFiles(folder: string): Promise<InterfaceFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path): [string, string] => [`/${relative(folder, path).split(sep).join('/')}`, path]),
  )
  return {
    find(path) {
      const file = files.get(path === '/' ? '/index.html' : path)
      if (file === undefined) return null
      // The bundler puts a hash of the content into the names below assets/.
      const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
      return {
        path: file,
        headers: {
          ...securityHeaders,
          'Content-Type': types[extname(file)] ?? 'application/octet-stream',
          'Cache-Control': cache,
        },
      }
    },
  }
}
