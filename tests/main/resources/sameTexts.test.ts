// The texts in resources/ say word for word what they said while they were TypeScript: everything
// made of them is compared with hashes taken then. When a text is changed on purpose, run this with
// WEBOX_NEW_TEXTS=1, and the fixture's diff names what changed.
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { createTestApp } from '../../support/testApp.ts'
import { demoHash, textHashes } from '../../support/resourceHashes.ts'

const fixture = new URL('../../fixtures/textHashes.json', import.meta.url)
const kept = (): Record<string, string> => JSON.parse(readFileSync(fixture, 'utf8'))
const made: Record<string, string> = {}

it('of templates, campaigns, funnels and budgets', () => {
  const hashes = textHashes()
  Object.assign(made, hashes)
  if (!process.env['WEBOX_NEW_TEXTS']) {
    const { 'demo fr': _fr, 'demo en': _en, ...others } = kept()
    expect(hashes).toEqual(others)
  }
})

it.each(['fr', 'en'] as const)('of the demo data (%s)', async (language) => {
  const app = await createTestApp()
  try {
    await app.client.settings.update({ language })
    made[`demo ${language}`] = await demoHash(app)
    if (!process.env['WEBOX_NEW_TEXTS'])
      expect(made[`demo ${language}`]).toBe(kept()[`demo ${language}`])
  } finally {
    await app.remove()
  }
})

afterAll(() => {
  if (process.env['WEBOX_NEW_TEXTS']) writeFileSync(fixture, `${JSON.stringify(made, null, 2)}\n`)
})
