// What is shipped may be shipped: each package is under a licence that only asks to be named, and it
// is named in resources/third-party-licences.txt.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { headingOf, licencesFile, refusedLicences, shippedPackages } from '../../build/licences.js'

const shipped = shippedPackages()

test('Every shipped package is under a licence we accept', () => {
  expect(shipped.length).toBeGreaterThan(300)
  expect(refusedLicences(shipped)).toEqual([])
})

test('A licence that asks for more is refused, and so is none', () => {
  const [one] = shipped
  if (one === undefined) throw new Error('Nothing is shipped')
  const under = (licence: string) =>
    refusedLicences([{ ...one, name: 'other', version: '1.0.0', reason: undefined, licence }])
  expect(under('GPL-3.0')).toEqual(['other 1.0.0 is under GPL-3.0'])
  expect(under('MIT AND GPL-3.0')).toHaveLength(1)
  expect(under('unknown')).toHaveLength(1)
  expect(under('(AFL-2.1 OR BSD-3-Clause)')).toEqual([])
})

test('Every shipped package is named with its licence: `npm run licences` writes the file', () => {
  const lines = new Set(readFileSync(licencesFile, 'utf8').split('\n'))
  expect(shipped.map(headingOf).filter((heading) => !lines.has(heading))).toEqual([])
})

test('What the interface is made of is shipped, too', () => {
  expect(shipped.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['vue', 'echarts', 'naive-ui', '@tiptap/core', 'nodemailer', 'zod']),
  )
})
