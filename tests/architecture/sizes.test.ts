// Files stay small enough to be read in one go; the Electron shell and the preload stay thin.
import { expect, it } from 'vitest'
import { lineCount, oversized } from './conventions.ts'
import { filesUnder, sourceRoots } from './sourceFiles.ts'

const maxLines = 400
// Texts are read line by line, and a migration is frozen: neither gets easier by being cut.
const files = filesUnder([...sourceRoots, 'build', 'tests']).filter(
  ({ path }) => !path.startsWith('src-renderer/i18n/') && !path.includes('/migrations/'),
)

it('keeps every file within 400 lines, hosts/electron within 600 and the preload within 40', () => {
  const bySize = files
    .map(({ path, text }) => ({ path, lines: lineCount(text) }))
    .sort((a, b) => b.lines - a.lines)
  console.log(
    `The five largest files:\n${bySize
      .slice(0, 5)
      .map(({ path, lines }) => `${String(lines).padStart(5)}  ${path}`)
      .join('\n')}`,
  )
  expect(
    oversized(files, maxLines, { 'src-main/hosts/electron/': 600, 'src-preload/': 40 }),
  ).toEqual([])
})

it('notices a file, and a folder, that grew too long', () => {
  const grown = [{ path: 'src-preload/preload.ts', text: 'x\n'.repeat(401) }]
  expect(oversized(grown, maxLines)).toEqual([
    'src-preload/preload.ts has 401 lines, more than 400',
  ])
  expect(
    oversized([{ path: 'src-preload/preload.ts', text: 'x\n'.repeat(41) }], maxLines, {
      'src-preload/': 40,
    }),
  ).toHaveLength(1)
  expect(
    oversized([{ path: 'src-preload/preload.ts', text: 'x\n'.repeat(40) }], maxLines, {
      'src-preload/': 40,
    }),
  ).toEqual([])
})
