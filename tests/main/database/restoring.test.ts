// Putting a database in the place of another, cut off in the middle and finished by the next start.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  beginRestoring,
  decideRestoring,
  finishRestoring,
  preparedDatabase,
} from '#main/database/restoring.ts'

let folder: string
const at = (name: string) => join(folder, name)
const kept = () =>
  readdirSync(folder)
    .filter((name) => name.includes('unreadable'))
    .map((name) => [name.replace(/^.*-[0-9a-f]{6}/, ''), readFileSync(at(name), 'utf8')])
    .toSorted()

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webox-restoring-'))
  writeFileSync(at('main.db'), 'damaged')
  writeFileSync(at('main.db-wal'), 'its log')
  beginRestoring(folder)
  writeFileSync(preparedDatabase(folder), 'sound')
})
afterEach(() => rmSync(folder, { recursive: true }))

it.each(['', '-wal'])(
  'keeps a database and its log under one name, cut off before main.db%s is moved',
  (end) => {
    decideRestoring(folder, 'kept')
    const aside = readFileSync(at('restoring/ready'), 'utf8').split(' ')[1] ?? ''
    // No file takes the place of a folder: here it ends.
    mkdirSync(at(`${aside}${end}`))
    expect(() => finishRestoring(folder)).toThrow()
    rmSync(at(`${aside}${end}`), { recursive: true })
    expect(finishRestoring(folder)).toBe(true)
    expect(readFileSync(at('main.db'), 'utf8')).toBe('sound')
    expect(existsSync(at('main.db-wal'))).toBe(false)
    expect(kept()).toEqual([
      ['', 'damaged'],
      ['-wal', 'its log'],
    ])
    const stems = readdirSync(folder).filter((name) => name.startsWith(aside))
    expect(stems).toHaveLength(2)
  },
)

it('finishes what an earlier version decided, which named no name', () => {
  writeFileSync(at('restoring/ready'), 'kept')
  expect(finishRestoring(folder)).toBe(true)
  expect(kept()).toHaveLength(2)
  expect(existsSync(at('restoring'))).toBe(false)
})
