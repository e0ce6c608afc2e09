// What the tests of moving in ask of the application: import, wait, undo, and look at the rows.
import { setTimeout as delay } from 'node:timers/promises'
import type { WeboxImport } from '#shared/contract/webox.contract.ts'
import type { TestApp } from '../../support/testApp.ts'
import { fileOf, weboxFixture } from '../../support/weboxFile.ts'

/** @param app the application that is open when a call is made */
export function weboxCalls(app: () => TestApp) {
  const webox = () => app().client.webox
  const query = <Row>(sql: string, ...parameters: (string | number)[]): Row[] =>
    app().services.database.query<Row>(sql, parameters)
  const settled = async (id: number): Promise<WeboxImport> => {
    for (;;) {
      const found = await webox().get({ id })
      if (found.state !== 'undoing' && found.state !== 'running') return found
      await delay(20)
    }
  }
  return {
    query,
    /** Waits until an import neither runs nor is being undone. */
    settled,
    run: (path = weboxFixture, dryRun: 'true' | 'false' = 'false') =>
      webox().import({ query: { dryRun }, body: { file: fileOf(path) } }),
    /** The number `n` that a statement counts in the application's own database. */
    here: (sql: string): number => query<{ n: number }>(sql)[0]?.n ?? -1,
    newest: async (): Promise<WeboxImport> => (await webox().list()).items[0] as WeboxImport,
    async undo(id: number): Promise<WeboxImport> {
      await webox().undo({ id })
      return settled(id)
    },
  }
}
