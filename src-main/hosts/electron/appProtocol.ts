// Serves the interface under app://webox, a standard and secure origin; the disk itself (file://)
// is never opened to a page.
import { protocol } from 'electron'
import { securityHeaders } from '#main/platform/interfaceFiles.ts'
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
