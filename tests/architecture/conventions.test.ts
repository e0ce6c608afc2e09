// Every file says what it is for, hides nothing from the compiler, has a name that means something
// and stays off the machine's paths.
import { describe, expect, it } from 'vitest'
import { leadStatuses } from '#shared/leadFields/leadStatus.ts'
import { cssVariables } from '../../src-renderer/styles/tokens.ts'
import {
  claimedRows,
  defaultExports,
  filesWithoutPurpose,
  hiddenState,
  machinePaths,
  meaninglessNames,
  mutelyDisabledSwitches,
  uncheckedCode,
  uncheckedJson,
  unsetProperties,
} from './conventions.ts'
import { filesUnder, sourceRoots, trackedFiles } from './sourceFiles.ts'

const sources = filesUnder([...sourceRoots, 'build', 'tests'], ['.ts', '.js', '.vue']).filter(
  ({ path }) => !path.startsWith('tests/fixtures/'),
)
/** All but the database's own code, leads and the outbox, whose rows have readers of their own. */
const readsByDefinition = (path: string) =>
  path.startsWith('src-') &&
  !['src-main/database/', 'src-main/features/crm/leads/', 'src-main/features/email/outbox/'].some(
    (folder) => path.startsWith(folder),
  )
const file = (text: string, path = 'src-main/x.ts') => [{ path, text }]

describe('the sources', () => {
  it('say at the top what they are for', () => {
    expect(filesWithoutPurpose(sources)).toEqual([])
  })

  it('have no any and silence no check', () => {
    expect(
      uncheckedCode(
        sources.filter(({ path }) => !path.startsWith('tests/architecture/conventions')),
      ),
    ).toEqual([])
  })

  it('keep nothing in modules: what lives with the application is in its services', () => {
    // Caches by content, the same for every application; and the one thread that draws mail.
    const allowed = /(mail\/htmlBody|mail\/mailLayout|calendar\/calendarDays)\.ts /
    expect(hiddenState(sources).filter((found) => !allowed.test(found))).toEqual([])
  })

  it('say what JSON holds by a schema or a check', () => {
    expect(uncheckedJson(sources.filter(({ path }) => readsByDefinition(path)))).toEqual([])
  })

  it('read rows by the definition of their columns', () => {
    expect(claimedRows(sources.filter(({ path }) => readsByDefinition(path)))).toEqual([])
  })

  it('have names that say something', () => {
    expect(meaninglessNames(sources.map(({ path }) => path))).toEqual([])
  })

  it('tell screen readers of a switch that cannot be turned', () => {
    expect(mutelyDisabledSwitches(sources)).toEqual([])
  })

  it('draw with colours, spaces and corners that there are', () => {
    const styles = filesUnder(['src-renderer'], ['.vue', '.css', '.ts'])
    const stages = leadStatuses.map((status) => `--stage-${status}`)
    const given = [...Object.keys(cssVariables('light')), ...stages]
    expect(unsetProperties(styles, given)).toEqual([])
  })

  it('export by name', () => {
    expect(defaultExports(sources)).toEqual([])
  })

  it('name no path of one machine, documents included', () => {
    expect(machinePaths(trackedFiles().filter(({ path }) => !path.startsWith('tests/')))).toEqual(
      [],
    )
  })
})

describe('the checks', () => {
  it.each(['import x from "y"\n', '\n// Late.\n', '//\n', '// one\n'])(
    'miss a purpose in %j',
    (text) => {
      expect(filesWithoutPurpose(file(text))).toHaveLength(1)
    },
  )

  it('take a purpose in a component after the script tag', () => {
    expect(
      filesWithoutPurpose(
        file('<script setup lang="ts">\n// Shows a lead.\n</script>', 'src-renderer/X.vue'),
      ),
    ).toEqual([])
    expect(
      filesWithoutPurpose(
        file('<script setup lang="ts">\nconst a = 1\n</script>', 'src-renderer/X.vue'),
      ),
    ).toHaveLength(1)
  })

  it.each([
    'let a: any',
    'const a = b as any',
    'function f(a: any[]) {}',
    'type A = Record<string, any>',
    '// @ts-ignore\na()',
    '/* eslint-disable no-eval */',
    '/* eslint-disable */',
    '// eslint-disable-next-line',
  ])('see through %j', (text) => {
    expect(uncheckedCode(file(text))).toHaveLength(1)
  })

  it.each([
    'const running = new Map<Services, Running>()',
    'const known = new WeakMap<object, string>()',
    'let timers: NodeJS.Timeout[] = []',
    'export const all = new Set()',
  ])('see what is hidden in %j', (text) => {
    expect(hiddenState(file(text))).toHaveLength(1)
  })

  it('let constants be', () => {
    expect(hiddenState(file("const words = new Set(['a'])\nconst one = 1"))).toEqual([])
  })

  it.each([
    'const a = JSON.parse(b) as C',
    'const a = (JSON.parse(b)) as C[]',
    'f(JSON.parse(await b()) as C)',
    'const a = JSON.parse(b)',
    'const a: C = JSON.parse(b)',
  ])('do not believe what JSON is said to hold in %j', (text) => {
    expect(uncheckedJson(file(text))).toHaveLength(1)
  })

  it.each([
    'const a: unknown = JSON.parse(b)',
    'C.parse(JSON.parse(b))',
    'JSON.parse(b) as unknown',
  ])('believe a check of JSON in %j', (text) => {
    expect(uncheckedJson(file(text))).toEqual([])
  })

  it.each(['database.query<Row>(a)', 'await transaction.sql<{ id: number }>(a)'])(
    'do not believe the rows of %j',
    (text) => {
      expect(claimedRows(file(text))).toHaveLength(1)
    },
  )

  it('see the switch that says nothing of being disabled', () => {
    const seen = (text: string) => mutelyDisabledSwitches(file(text, 'src-renderer/X.vue'))
    expect(seen('<n-switch :value="a" :disabled="!b" />')).toHaveLength(1)
    expect(seen('<n-switch :value="a" :disabled="!b" :aria-disabled="!b" />')).toEqual([])
    expect(seen('<n-switch :value="a" />')).toEqual([])
  })

  it('see a colour that nobody mixed', () => {
    const seen = (text: string) => unsetProperties(file(text, 'src-renderer/x.css'), ['--text'])
    expect(seen('a { color: var(--error); }')).toHaveLength(1)
    expect(seen('a { color: var(--error, red); }')).toHaveLength(1)
    expect(seen('a { --error: red; color: var(--error); border-color: var(--text); }')).toEqual([])
    expect(seen('colour = `var(--stage-${status})`')).toEqual([])
  })

  it('leave room for a rule of taste', () => {
    expect(
      uncheckedCode(file('// eslint-disable-next-line no-control-regex\nconst a = /\\u0000/')),
    ).toEqual([])
  })

  it('do not mistake words for types', () => {
    expect(uncheckedCode(file('// any word will do\nconst any = "any"'))).toEqual([])
  })

  it.each([
    'src-main/features/crm/utils.ts',
    'src-main/types.ts',
    'src-renderer/helpers/x.ts',
    'src-main/dateUtils.ts',
    'src-renderer/ui/index.ts',
    'src-main/leadManager.ts',
  ])('refuse the name %s', (path) => {
    expect(meaninglessNames([path])).toHaveLength(1)
  })

  it.each([
    'export default function f() {}',
    'export default 1',
    'const a = 1\nexport default a',
    'export default class {}',
  ])('find %j', (text) => {
    expect(defaultExports(file(text))).toHaveLength(1)
  })

  it.each(['const a = "/work/x"', 'see /home/anna/x', 'path=/root/x', 'C:\\Users\\Anna'])(
    'find the machine in %j',
    (text) => {
      expect(machinePaths(file(text))).toHaveLength(1)
    },
  )

  it('do not mistake an address for a path', () => {
    expect(machinePaths(file('https://example.org/home/anna and out/work/x'))).toEqual([])
  })
})
