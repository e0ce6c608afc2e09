// Functions, folders and lines stay of a size that can be read.
import { describe, expect, it } from 'vitest'
import { crowdedFolders, longFunctions, shareOfWideLines } from './shape.ts'
import { filesUnder, sourceRoots } from './sourceFiles.ts'

const sources = filesUnder(sourceRoots)
const everything = filesUnder([...sourceRoots, 'build', 'tests'])
const maxLinesOfFunction = 60

/** Sentences are read one by one, wherever they end; migrations are frozen. */
const isText = (path: string) => /\/i18n\/|\/templates\/|\/migrations\/|Words|Sentences/.test(path)

it('functions have at most 60 lines of code', () => {
  expect(longFunctions(sources, maxLinesOfFunction)).toEqual([])
})

it('no folder holds more than 30 files', () => {
  expect(
    crowdedFolders(
      everything.map(({ path }) => path),
      30,
    ),
  ).toEqual([])
})

it('fewer than one line in two hundred is wider than 120 columns', () => {
  const code = everything.filter(({ path }) => !isText(path))
  expect(shareOfWideLines(code, 120)).toBeLessThan(0.005)
})

describe('the checks', () => {
  const lines = (count: number) => Array.from({ length: count }, () => '  work()').join('\n')

  it.each([
    `function long() {\n${lines(59)}\n}`,
    `const long = () => {\n${lines(59)}\n}`,
    `const object = { long() {\n${lines(59)}\n} }`,
    `class A {\n  long() {\n${lines(59)}\n}\n}`,
  ])('count a function, however it is written (%#)', (text) => {
    expect(longFunctions([{ path: 'src-main/x.ts', text }], 60)).toEqual([
      { name: 'src-main/x.ts long', lines: 61 },
    ])
  })

  it('do not count blank lines and comments', () => {
    const text = `function short() {\n// why\n\n/*\n * more\n */\n${lines(58)}\n}`
    expect(longFunctions([{ path: 'src-main/x.ts', text }], 60)).toEqual([])
  })

  it('look into components', () => {
    const text = `<script setup lang="ts">\nconst long = () => {\n${lines(59)}\n}\n</script>`
    expect(longFunctions([{ path: 'src-renderer/X.vue', text }], 60)).toHaveLength(1)
  })

  it('see a crowded folder, and wide lines', () => {
    const paths = Array.from({ length: 31 }, (_, index) => `src-main/a/${index}.ts`)
    expect(crowdedFolders(paths, 30)).toEqual(['src-main/a holds 31 files, more than 30'])
    expect(crowdedFolders(paths.slice(1), 30)).toEqual([])
    expect(shareOfWideLines([{ path: 'x', text: `${'x'.repeat(121)}\nx` }], 120)).toBe(0.5)
  })
})
