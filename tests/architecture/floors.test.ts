// The house has floors: each folder of the import table stands on one, and no import goes up.
import { describe, expect, it } from 'vitest'
import { floors, folders } from '../../build/importRules.js'
import { fileGraph, importsUpwards } from './floors.ts'
import { findCycle } from './importBreaches.ts'
import { filesUnder, sourceRoots } from './sourceFiles.ts'

const files = filesUnder(sourceRoots)

describe('the floors', () => {
  it('are one for each folder of the import table', () => {
    const byName = (a: string, b: string) => a.localeCompare(b)
    expect(floors.flat().sort(byName)).toEqual(folders.map(({ folder }) => folder).sort(byName))
  })

  it('are never left upwards', () => {
    expect(importsUpwards(files, floors)).toEqual([])
  })

  it('have no circle of files', () => {
    expect(findCycle(fileGraph(files))).toBeNull()
  })
})

describe('the check', () => {
  const upwardsOf = (path: string, text: string) => importsUpwards([{ path, text }], floors)

  it.each([
    ['src-main/platform/x.ts', `import type { Database } from '#main/database/database.ts'`],
    ['src-main/mail/x.ts', `import { x } from '#main/ai/x.ts'`],
    ['src-main/core/x.ts', `type Crm = import('#main/features/crm/crm.feature.ts').Crm`],
    ['src-shared/rules/x.ts', `import { Id } from '../contract/common.ts'`],
    ['src-renderer/ui/x.ts', `import { useApi } from '../api/useApi.ts'`],
    ['src-elsewhere/x.ts', ''],
  ])('sees in %s: %s', (path, text) => {
    expect(upwardsOf(path, text)).toHaveLength(1)
  })

  it.each([
    ['src-main/features/email/x.ts', `import { x } from '../crm/crm.feature.ts'`],
    ['src-main/features/email/x.ts', `import { x } from './outbox/x.ts'`],
    ['src-main/app/x.ts', `import { x } from '#main/features/crm/crm.feature.ts'`],
  ])('lets pass in %s: %s', (path, text) => {
    expect(upwardsOf(path, text)).toEqual([])
  })

  it('sees a circle of two files, and none where only types go round', () => {
    const a = { path: 'src-main/core/a.ts', text: `import { b } from './b.ts'` }
    const b = { path: 'src-main/core/b.ts', text: `import { a } from './a.ts'` }
    const types = { path: 'src-main/core/b.ts', text: `import type { A } from './a.ts'` }
    expect(findCycle(fileGraph([a, b]))).not.toBeNull()
    expect(findCycle(fileGraph([a, types]))).toBeNull()
  })
})
