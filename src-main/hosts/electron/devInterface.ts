// During `npm run dev` the interface comes from the bundler's own server, under the same app://
// address as the built one.
import { app, net } from 'electron'
import { isOwnPage } from '#main/desktop/appOrigin.ts'

/**
 * Address of the bundler's server; null outside development. electron-vite names it in the
 * environment.
 */
export const devServer = (): string | null =>
  app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null)

/**
 * Without the content policy of the real thing: hot reloading opens a socket and runs inline code.
 */
export async function devPage(server: string, request: Request): Promise<Response> {
  if (!isOwnPage(request.url)) return new Response(null, { status: 403 })
  const { pathname, search } = new URL(request.url)
  return net.fetch(new URL(pathname + search, server).href)
}
