// What the import wizard offers where a file names nobody, or dates wins of people who are not won.
import { describe, expect, it } from 'vitest'
import type { ImportColumn, ImportPreview } from '#shared/contract/crm/imports.ts'
import {
  identifierColumn,
  lacksStage,
  withIdentifier,
} from '../../../src-renderer/features/crm/import/importMapping.ts'

const column = (index: number, header: string, more: Partial<ImportColumn> = {}): ImportColumn => ({
  ...{ index, header, field: null, samples: [], isIdentifier: false },
  suggestion: { key: header, name: header, kind: 'number', options: [] },
  ...more,
})
const id = column(0, 'code', { isIdentifier: true })
const columns = [id, column(1, 'origin')]
const buckets = (
  invalid: number,
  reason: ImportPreview['buckets']['problems'][number]['reason'] = 'no_identity',
): ImportPreview['buckets'] => ({
  ...{ total: 5, created: 5 - invalid, updated: 0, unchanged: 0, duplicate: 0, invalid },
  ...{
    skipped: 0,
    suppressed: 0,
    unconfirmed: 0,
    basisNoted: 0,
    refusalKept: 0,
    leftOut: 0,
    doubtful: 0,
  },
  ...{ unknownWords: [], otherColumns: [] },
  problems: Array.from({ length: invalid }, (_, at) => ({
    ...{ line: at + 2, value: 'x', reason, column: null },
  })),
})
const nothing = { mapping: {}, options: {} }

describe('the column that tells rows apart', () => {
  it('is offered where nobody could be recognised', () => {
    expect(identifierColumn({ columns, buckets: buckets(5) }, nothing)).toBe(id)
  })
  it.each([
    ['where some people are named', buckets(4), nothing],
    ['where rows fail for another reason', buckets(5, 'row_too_long'), nothing],
    ['where one is chosen', buckets(5), { ...nothing, options: { match: 'custom.x' as const } }],
    [
      'where the column is a field of the lead',
      buckets(5),
      { mapping: { '0': 'source' as const }, options: {} },
    ],
    ['in a file without rows', { ...buckets(0), total: 0 }, nothing],
  ])('is not offered %s', (_, counted, chosen) => {
    expect(identifierColumn({ columns, buckets: counted }, chosen)).toBeNull()
  })
  it('is the one that is called a number, where several tell rows apart', () => {
    const client = column(2, 'N° client', { isIdentifier: true })
    const several = [column(0, 'Téléchargement', { isIdentifier: true }), client]
    expect(identifierColumn({ columns: several, buckets: buckets(5) }, nothing)).toBe(client)
  })
  it('becomes a field of text: a number would lose its noughts', () => {
    expect(withIdentifier(nothing, id, new Set())).toEqual({
      mapping: { '0': 'custom.code' },
      options: {
        newFields: { code: { name: 'code', kind: 'text', options: [] } },
        match: 'custom.code',
      },
    })
  })
  it('is the field that it is already', () => {
    const chosen = { mapping: { '0': 'custom.mql' as const }, options: {} }
    expect(identifierColumn({ columns, buckets: buckets(5) }, chosen)).toBe(id)
    expect(withIdentifier(chosen, id, new Set(['mql']))).toEqual({
      mapping: chosen.mapping,
      options: { match: 'custom.mql' },
    })
  })
})

describe('dates of wins', () => {
  const dated = { '1': 'wonAt' as const }
  it('lack a stage that says who is won', () => {
    expect(lacksStage({ mapping: dated, options: {} })).toBe(true)
  })
  it.each([
    [{ mapping: {}, options: {} }],
    [{ mapping: { ...dated, '2': 'status' as const }, options: {} }],
    [{ mapping: dated, options: { forAll: { status: 'won' as const } } }],
  ])('lack none in %j', (chosen) => {
    expect(lacksStage(chosen)).toBe(false)
  })
})
