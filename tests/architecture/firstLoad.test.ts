// The interface is there quickly: what is read before the first page stands keeps within 400 kB,
// and charts and editors are not part of it.
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { firstLoadBytes, firstLoadFiles, maxFirstLoadBytes } from '../../build/firstLoad.js'
import { root } from './sourceFiles.ts'

const built = `${root}out/renderer`
const isBuilt = existsSync(`${built}/.vite/manifest.json`)
if (!isBuilt) console.log('The interface is not built: its first load was not measured.')

test.skipIf(!isBuilt)('The first load keeps within 400 kB after compression', () => {
  const files = firstLoadFiles(built)
  const largest = files.slice(0, 8).map(({ file, bytes }) => `${file} ${bytes}`)
  const bytes = firstLoadBytes(built)
  console.log(`First load: ${bytes} bytes in ${files.length} files`)
  expect(bytes, `The largest files:\n${largest.join('\n')}`).toBeLessThanOrEqual(maxFirstLoadBytes)
})

test.skipIf(!isBuilt)('Neither charts nor editors come with the first load', () => {
  const names = firstLoadFiles(built).map(({ file }) => file)
  expect(names.some((name) => name.includes('DashboardPage'))).toBe(true)
  expect(names.filter((name) => /drawChart|Editor|FunnelFlow|EmailCampaign/.test(name))).toEqual([])
})
