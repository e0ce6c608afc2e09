// The texts in resources/ are whole: each file has a schema and keeps to it, and a mistake is named
// with its file and its place.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { starterTemplates } from '#main/features/funnels/templates/starterTemplates.ts'
import { resourceCheck, resourceProblems } from '../../build/resourceCheck.js'
import { root } from './sourceFiles.ts'

let copy: string | undefined
afterEach(() => {
  if (copy !== undefined) rmSync(copy, { recursive: true })
  copy = undefined
})

/** What is wrong after one file of a copy was written anew. */
async function problemsAfter(file: string, edit: (text: string) => string): Promise<string[]> {
  copy = mkdtempSync(join(tmpdir(), 'webox-resources-'))
  cpSync(`${root}resources`, copy, { recursive: true })
  const text = file.startsWith('new/') ? '' : readFileSync(join(copy, file), 'utf8')
  const target = join(copy, file.replace(/^new\//, ''))
  const edited = edit(text)
  if (edited === text) throw new Error(`Nothing was changed in ${file}`)
  writeFileSync(target, edited)
  return resourceProblems(copy)
}

const guide = 'templates/guide.json'
const inGuide = (change: (template: Record<string, unknown> & { steps: object[] }) => void) =>
  problemsAfter(guide, (text) => {
    const template = JSON.parse(text)
    change(template)
    return JSON.stringify(template)
  })

test('Every file in resources keeps to its schema', async () => {
  expect(await resourceProblems()).toEqual([])
})

test('Every template file is offered', () => {
  const files = readdirSync(`${root}resources/templates`).map((name) => basename(name, '.json'))
  expect(
    starterTemplates()
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(files.toSorted())
})

test('A kind of block that does not exist is named with its place', async () => {
  expect(
    await inGuide(({ steps }) => Object.assign(steps[0] ?? {}, { quiz: { title: 'Quel âge ?' } })),
  ).toEqual(['resources/templates/guide.json: steps[0]: Unrecognized key: "quiz"'])
})

test('A language that is missing is named with its place', async () => {
  const [problem, ...others] = await inGuide((template) =>
    Object.assign(template, { description: { fr: 'Offrir un guide.' } }),
  )
  expect(others).toEqual([])
  expect(problem).toMatch(/^resources\/templates\/guide\.json: description\.en: /)
})

test.each([
  ['{business', 'unfinished placeholder: “{” stands alone'],
  ['[[adresse du guide', 'unfinished placeholder: “[[” stands alone'],
  ['{buisness}', 'unknown placeholder {buisness}'],
  ['[[ ]]', 'unfinished placeholder: “[[” stands alone'],
  ['TODO: un titre', 'unfinished text: “TODO”'],
  [' ', 'the text is missing'],
])('The text “%s” is refused', async (fr, why) => {
  expect(
    await inGuide((template) => Object.assign(template, { name: { fr, en: 'Free guide' } })),
  ).toEqual([`resources/templates/guide.json: name.fr: ${why}`])
})

test('A way to a step that does not exist, and a wrong name, are refused', async () => {
  expect(
    await inGuide(({ steps }) => Object.assign(steps[0] ?? {}, { paths: { next: 9 } })),
  ).toEqual(['resources/templates/guide.json: steps[0].paths.next: there is no step 9'])
  rmSync(copy ?? '', { recursive: true })
  expect(await inGuide((template) => Object.assign(template, { id: 'leaflet' }))).toEqual([
    'resources/templates/guide.json: id: a template is called as its file',
  ])
})

test('A file without a schema, and one that is no JSON, are refused', async () => {
  expect(await problemsAfter('new/texts/other.json', () => '{}')).toEqual([
    'resources/texts/other.json: no schema says what this file is',
  ])
  rmSync(copy ?? '', { recursive: true })
  const problems = await problemsAfter('writer/campaigns.json', (text) => text.slice(0, -5))
  expect(problems).toEqual([expect.stringMatching(/^resources\/writer\/campaigns\.json: .*JSON/)])
})

test('The build stops at a wrong file, and says where', async () => {
  await inGuide((template) => Object.assign(template, { tag: {} }))
  const error = (message: string): never => {
    throw new Error(message)
  }
  await expect(resourceCheck(copy).buildStart.call({ error })).rejects.toThrow(
    'resources/templates/guide.json: tag.fr',
  )
})
