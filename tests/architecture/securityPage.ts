// Reads docs/security.md: its rows, and the tests that it names as proof.
import { existsSync, readFileSync } from 'node:fs'
import { root } from './sourceFiles.ts'

/** `hosts/localGuard: a wrong token is no token`, between two back ticks. */
const citation = /`([a-z0-9]+(?:\/\w+)+): ([^`]+)`/g
/** How a row without a proof begins to say why. */
const reason = /\*\*(?:No test|Open|By hand)\*\*: \S/

export type Citation = { file: string; name: string }

export const citations = (page: string): Citation[] =>
  [...page.matchAll(citation)].map(([, file = '', name = '']) => ({ file, name }))

/** Rows of the threats: those that begin with a number such as E1. */
export const threatRows = (page: string): { id: string; row: string }[] =>
  page
    .split('\n')
    .flatMap((row) => [...row.matchAll(/^\| ([A-Z]\d+) \|/g)].map(([, id = '']) => ({ id, row })))

/** Rows that neither name a test nor say why there is none. */
export const rowsWithoutProof = (page: string): string[] =>
  threatRows(page)
    .filter(({ row }) => citations(row).length === 0 && !reason.test(row))
    .map(({ id }) => id)

const readTest = (file: string): string | null => {
  const path = `${root}tests/${file}.test.ts`
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Tests that the page names and that are not there, under just that name. */
export const missingTests = (page: string, read = readTest): string[] =>
  citations(page)
    .filter(({ file, name }) => {
      const text = read(file)
      const call = new RegExp(`\\(\\s*(['"\`])${escaped(name)}\\1`)
      return text === null || !call.test(text)
    })
    .map(({ file, name }) => `${file}: ${name}`)
