// Serves the built interface under app://webox, a standard and secure origin; the disk itself (file://) is never opened to a page.
import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { type InterfaceFiles, securityHeaders } from '#main/platform/interfaceFiles.ts'
import { appScheme, isOwnPage } from './appOrigin.ts'

/** Must be called before the application is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

export function serveAppScheme(files: InterfaceFiles): void {
  protocol.handle(appScheme, (request) => answer(files, request))
}

/** Answers from the list of files read at start: what is not on it, however it is spelled, does not exist. */
export async function answer(files: InterfaceFiles, request: Pick<Request, 'url' | 'method'>): Promise<Response> {
  if (!isOwnPage(request.url) || !['GET', 'HEAD'].includes(request.method)) return new Response(null, { status: 403, headers: securityHeaders })
  const file = files.find(new URL(request.url).pathname)
  if (file === null) return new Response(null, { status: 404, headers: securityHeaders })
  const body = request.method === 'HEAD' ? null : await readFile(file.path)
  return new Response(body, { headers: file.headers })
}
