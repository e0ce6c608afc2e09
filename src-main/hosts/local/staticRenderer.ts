// Serves the interface's own files. The list is read once: a path that is not on it does not exist, whatever dots it holds.
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
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

/** Headers of every answer: nothing is loaded from anywhere else, nothing is framed, nothing is sniffed. */
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

export type StaticFiles = {
  /** @returns false where there is no such file */
  serve(path: string, response: ServerResponse, bodyWanted: boolean): boolean
}

/** @param folder the built interface */
export async function readStaticFiles(folder: string): Promise<StaticFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path): [string, string] => [`/${relative(folder, path).split(sep).join('/')}`, path]),
  )
  return {
    serve(path, response, bodyWanted) {
      const file = files.get(path === '/' ? '/index.html' : path)
      if (file === undefined) return false
      const hashed = path.startsWith('/assets/')
      response.writeHead(200, {
        ...securityHeaders,
        'Content-Type': types[extname(file)] ?? 'application/octet-stream',
        'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      })
      if (!bodyWanted) response.end()
      else createReadStream(file).on('error', () => response.destroy()).pipe(response)
      return true
    },
  }
}
