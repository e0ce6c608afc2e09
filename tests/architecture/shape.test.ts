// Functions, folders and lines stay of a size that can be read.
import { describe, expect, it } from 'vitest'
import { crowdedFolders, longFunctions, shareOfWideLines } from './shape.ts'
import { filesUnder, sourceRoots } from './sourceFiles.ts'

const sources = filesUnder(sourceRoots)
const everything = filesUnder([...sourceRoots, 'build', 'tests'])
const maxLinesOfFunction = 60

/** Functions that are still too long. Whoever shortens one takes it off; none is ever added. */
const stillTooLong = [
  'src-main/features/assistant/builtin/campaignWriter.ts writeCampaign',
  'src-main/features/assistant/report/report.service.ts writeReport',
  'src-main/features/assistant/report/reportFigures.ts reportFigures',
  'src-main/features/email/outbox/outbox.claim.ts createClaims',
  'src-main/features/email/outbox/outbox.engine.ts startEngine',
  'src-main/features/email/outbox/outbox.job.ts startThread',
  'src-main/features/email/outbox/outbox.lane.ts startLane',
  'src-main/features/email/outbox/outbox.outcome.ts createOutcomes',
  'src-main/features/email/outbox/outbox.queueing.ts createQueueing',
  'src-main/features/webox/blocksFromPieces.ts createMaker',
  'src-main/features/webox/htmlPieces.ts createBuilder',
  'src-main/features/webox/importStore.ts createStore',
  'src-main/features/webox/runImport.ts takeEverything',
  'src-main/features/webox/sourceDatabase.ts openSource',
  'src-main/features/webox/takeAds.ts takeAd',
  'src-main/features/webox/takeInteractions.ts takeInteraction',
  'src-main/features/webox/takeLeads.ts createLeadTaker',
  'src-main/relay/relayClient.ts createRelayClient',
  'src-relay/eventLog.ts createEventLog',
  'src-renderer/features/assistant/calls/useAsking.ts useAsking',
  'src-renderer/features/dashboard/DashboardFigures.vue (nameless)',
  'src-renderer/features/dashboard/performance.chart.ts performanceOption',
  'src-renderer/features/funnels/editor/newBlock.ts newBlock',
  'src-renderer/features/funnels/figures/paths.chart.ts pathsOption',
  'src-renderer/features/funnels/figures/steps.chart.ts stepsOption',
  'src-renderer/i18n/useFormat.ts useFormat',
  'src-renderer/shell/theme.ts themeOverrides',
  'src-renderer/ui/fields/useAutosave.ts useAutosave',
  'src-shared/rules/finishedPage.ts finishedBlock',
  'src-shared/rules/pageStyle.ts pageStyle',
]

/** Sentences are read one by one, wherever they end; migrations are frozen. */
const isText = (path: string) => /\/i18n\/|\/templates\/|\/migrations\/|Words|Sentences/.test(path)

it('functions have at most 60 lines of code', () => {
  const names = longFunctions(sources, maxLinesOfFunction).map(({ name }) => name)
  expect(names.sort()).toEqual([...stillTooLong].sort())
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
