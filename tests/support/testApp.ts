// The real application on a temporary folder, with a client that calls the router as the interface
// does. The sending thread is started for those who ask.
import { createRouterClient, type RouterClient } from '@orpc/server'
import { join } from 'node:path'
import { createApp, databaseFile, type App, type AppOptions } from '#main/app/createApp.ts'
import type { AppRouter } from '#main/app/router.ts'
import { placeNewDatabase } from './templateDatabase.ts'
import { createTestHost, type TestHost } from './testHost.ts'

export type TestApp = App & {
  host: TestHost
  client: RouterClient<AppRouter>
  /** Stops the application and removes its folder. */
  remove(): Promise<void>
}

export async function createTestApp({
  sending = 'off',
  ...options
}: Parameters<typeof createTestHost>[0] & Pick<AppOptions, 'sending'> = {}): Promise<TestApp> {
  const host = await createTestHost(options)
  await placeNewDatabase(join(host.dataFolder, databaseFile))
  const app = await createApp(host, { sending })
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

/** What a call was refused with: its reason, or null if it was not refused. */
export async function errorReasonOf(call: Promise<unknown>): Promise<string | null> {
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
