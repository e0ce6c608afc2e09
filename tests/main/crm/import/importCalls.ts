// What the tests of imports ask of the application.
import { readFile } from 'node:fs/promises'
import type { ImportBuckets, ImportChoices } from '#shared/contract/crm/imports.ts'
import type { TestApp } from '../../../support/testApp.ts'

/** A file of tests/fixtures/imports, as a browser hands it over. */
export const fixture = async (name: string): Promise<File> =>
  new File(
    [await readFile(new URL(`../../../fixtures/imports/${name}.csv`, import.meta.url))],
    `${name}.csv`,
  )

/** Buckets with the number of problems instead of each. */
export const only = ({ total, created, ...buckets }: ImportBuckets) => ({
  ...{ total, created, updated: buckets.updated, unchanged: buckets.unchanged },
  ...{ duplicate: buckets.duplicate, invalid: buckets.invalid, suppressed: buckets.suppressed },
  problems: buckets.problems.length,
})

export const none = {
  updated: 0,
  unchanged: 0,
  duplicate: 0,
  invalid: 0,
  suppressed: 0,
  problems: 0,
}

/** @param app the application that is open when a call is made */
export function importCalls(app: () => TestApp) {
  return {
    run: (
      content: string | Uint8Array<ArrayBuffer>,
      mapping?: object,
      options?: ImportChoices,
      name = 'contacts.csv',
    ) =>
      app().client.crm.imports.run({
        file: new File([content], name),
        ...(mapping ? { mapping: JSON.stringify(mapping) } : {}),
        ...(options ? { options: JSON.stringify(options) } : {}),
      }),
    byEmail: async (email: string) =>
      (await app().client.crm.leads.list({ search: email })).items[0],
  }
}
