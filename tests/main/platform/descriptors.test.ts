// Too few file descriptors are called that, and not missing permissions, which is SQLite's word.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { storageProblem } from '#main/platform/storageProblem.ts'

const script = `
  import { openSync } from 'node:fs'
  import { openConnection } from '#main/database/sqliteConnection.ts'
  import { storageProblem } from '#main/platform/storageProblem.ts'
  openConnection(process.argv[1] + '/first.db').close()
  // Until none is left: anything else than that is a failure of the test itself.
  try { for (;;) openSync(process.execPath, 'r') } catch (error) { if (error.code !== 'EMFILE') throw error }
  try { openConnection(process.argv[1] + '/second.db') } catch (error) { console.log(error.code, storageProblem(error)) }`

it.skipIf(process.platform === 'win32')('also where SQLite says that it cannot open', () => {
  const folder = mkdtempSync(join(tmpdir(), 'webox-descriptors-'))
  const said = execFileSync(
    'sh',
    [
      '-c',
      'ulimit -n 60; exec "$@"',
      'sh',
      process.execPath,
      '--input-type=module',
      '-e',
      script,
      folder,
    ],
    { encoding: 'utf8' },
  )
  rmSync(folder, { recursive: true })
  expect(said.trim()).toBe('SQLITE_CANTOPEN too_many_files')
  const refused = Object.assign(new Error('refused'), { code: 'SQLITE_CANTOPEN' })
  expect(storageProblem(refused)).toBe('not_writable')
  expect(storageProblem(Object.assign(new Error('many'), { code: 'EMFILE' }))).toBe(
    'too_many_files',
  )
})
