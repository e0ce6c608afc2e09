// Serves the interface under app://webox, a standard and secure origin; the disk itself (file://)
// is never opened to a page.
import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { type InterfaceFiles, securityHeaders } from '#main/platform/interfaceFiles.ts'
import type { Startup } from '#main/platform/startup.ts'
import { startupPath } from '#shared/startup.ts'
import { appScheme, isOwnPage } from '#main/desktop/appOrigin.ts'

/** Must be called before the application is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** @param startup answers the page as long as there is no port to ask over */
export function serveAppScheme(
  startup: Pick<Startup, 'state'>,
  pages: (request: Request) => Promise<Response>,
): void {
  protocol.handle(appScheme, async (request) => {
    const isStartup = isOwnPage(request.url) && new URL(request.url).pathname === startupPath
    return isStartup
      ? Response.json(startup.state(), {
          headers: { ...securityHeaders, 'Cache-Control': 'no-store' },
        })
      : pages(request)
  })
}

/**
 * Answers from the list of files read at start: what is not on it, however it is spelled, does not
 * exist.
 */
export async function answer(
  files: InterfaceFiles,
  request: Pick<Request, 'url' | 'method'>,
): Promise<Response> {
  if (!isOwnPage(request.url) || !['GET', 'HEAD'].includes(request.method))
    return new Response(null, { status: 403, headers: securityHeaders })
  const file = files.find(new URL(request.url).pathname)
  if (file === null) return new Response(null, { status: 404, headers: securityHeaders })
  const body = request.method === 'HEAD' ? null : await readFile(file.path)
  return new Response(body, { headers: file.headers })
}
