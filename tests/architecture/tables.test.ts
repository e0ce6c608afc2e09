// Who reads and writes a table is checked as imports are, against build/tableRules.js.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { owners } from '../../build/tableRules.js'
import { filesUnder, root } from './sourceFiles.ts'
import { idleGuests, tableBreaches, tablesOf, tableUses } from './tableUses.ts'

const tables = tablesOf(readFileSync(`${root}docs/schema.sql`, 'utf8'))
const files = filesUnder(['src-main'], ['.ts']).filter(
  ({ path }) => !path.startsWith('src-main/database/'),
)
const file = (text: string, path = 'src-main/features/ads/x.ts') => ({ path, text })

describe('the tables', () => {
  it('each belong to one folder', () => {
    const owned = owners.flatMap((owner) => owner.tables)
    expect([...owned].sort()).toEqual([...tables].sort())
  })

  it('are named by the statements of their owner, and of whom the rules allow', () => {
    expect(tableBreaches(files, tables)).toEqual([])
  })

  it('have no allowance that nobody needs', () => {
    expect(idleGuests(files, tables)).toEqual([])
  })
})

describe('the check', () => {
  it.each([
    ["const a = 'SELECT * FROM leads'", false],
    ['const a = `SELECT 1 FROM ads JOIN leads ON ${b}`', false],
    ["const a = 'INSERT INTO leads (id) VALUES (?)'", true],
    ["const a = 'DELETE FROM leads'", true],
    ['const a = `UPDATE leads SET ${b} = ?`', true],
  ])('finds the table of another in %j', (text, isWrite) => {
    expect(tableUses(file(text), tables)).toContainEqual({ table: 'leads', isWrite })
    expect(tableBreaches([file(text)], tables)).toHaveLength(1)
  })

  it('finds a table named by itself', () => {
    expect(tableBreaches([file("sumsOf('period_totals')")], tables)).toHaveLength(1)
  })

  it('does not let a reader write', () => {
    const path = 'src-main/features/dashboard/x.ts'
    expect(tableBreaches([file("const a = 'SELECT 1 FROM leads'", path)], tables)).toEqual([])
    expect(tableBreaches([file("const a = 'DELETE FROM leads'", path)], tables)).toHaveLength(1)
  })

  it('takes a comment for a comment', () => {
    expect(tableUses(file('// SELECT 1 FROM leads\nconst a = 1'), tables)).toEqual([])
  })
})
