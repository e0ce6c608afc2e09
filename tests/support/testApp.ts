// The real application on a temporary folder, with a client that calls the router as the interface
// does.
import { createRouterClient } from '@orpc/server'
import { createApp, type App } from '#main/app/createApp.ts'
import type { AppRouter } from '#main/app/router.ts'
import type { RouterClient } from '@orpc/server'
import { createTestHost, type TestHost } from './testHost.ts'

export type TestApp = App & {
  host: TestHost
  client: RouterClient<AppRouter>
  /** Stops the application and removes its folder. */
  remove(): Promise<void>
}

export async function createTestApp(
  options: Parameters<typeof createTestHost>[0] = {},
): Promise<TestApp> {
  const host = await createTestHost(options)
  const app = await createApp(host)
  return {
    ...app,
    host,
    client: createRouterClient(app.router, { context: app.services }),
    async remove() {
      await app.stop()
      await host.remove()
    },
  }
}

/** What a call was refused with: its reason, or null where it was not refused. */
export async function refusalOf(call: Promise<unknown>): Promise<string | null> {
  try {
    await call
    return null
  } catch (error) {
    const data =
      error instanceof Error && 'data' in error
        ? (error.data as { reason?: string } | undefined)
        : undefined
    return data?.reason ?? (error instanceof Error ? error.message : String(error))
  }
}
