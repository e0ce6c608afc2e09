// What was deleted: of every kind the application can bring back, one list shows it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DeletedItem } from '#shared/contract/common.ts'
import { appContract } from '#shared/contract/index.ts'
import SettingsDeleted from '../../../src-renderer/features/settings/SettingsDeleted.vue'
import { answer, forgetAnswers, inputsOf } from '../support/fakeApi.ts'
import { mountPage } from '../support/mountPage.ts'
import { click, wordsOf } from '../support/pageTest.ts'

vi.mock(
  '../../../src-renderer/api/connectApi.ts',
  async () => (await import('../support/fakeApi.ts')).fakeConnection,
)

/** Every part of the contract that lists what was deleted of it and brings it back. */
function restorable(part: object = appContract, path: string[] = []): string[] {
  if ('~orpc' in part) return []
  const own = 'deleted' in part && 'restore' in part ? [path.join('.')] : []
  const inner = Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? restorable(value, [...path, key]) : [],
  )
  return [...own, ...inner]
}
const item = (name: string, id: number): DeletedItem => ({
  ...{ id, name, deletedAt: '2026-05-04T08:00:00.000Z' },
  restorableUntil: '2026-06-03T08:00:00.000Z',
})

let opened: Awaited<ReturnType<typeof mountPage>>
beforeEach(() => {
  forgetAnswers()
  for (const [index, kind] of restorable().entries())
    answer(`${kind}.deleted`, [item(`Celui de ${kind}`, index + 1)])
})
afterEach(() => opened.close())

describe.each(['fr', 'en'] as const)('What was deleted (%s)', (language) => {
  it('is listed whatever it is', async () => {
    opened = await mountPage(SettingsDeleted, '/settings', { language })
    const words = wordsOf(opened.element)
    const names = [...opened.element.querySelectorAll('li p.ellipsis')].map(wordsOf)
    expect(restorable()).toContain('email.savedBlocks')
    expect(names.toSorted()).toEqual(
      restorable()
        .map((kind) => `Celui de ${kind}`)
        .toSorted(),
    )
    expect(words).not.toContain('settings.deletedKind')
  })

  it('brings saved blocks back', async () => {
    opened = await mountPage(SettingsDeleted, '/settings', { language })
    answer('email.savedBlocks.restore', {
      ...{ id: 1, name: 'Celui de email.savedBlocks', blocks: [{ key: 'line', kind: 'divider' }] },
      ...{ createdAt: '2026-05-04T08:00:00.000Z', updatedAt: '2026-05-04T08:00:00.000Z' },
    })
    const row = [...opened.element.querySelectorAll('li')].find((one) =>
      one.textContent?.includes('email.savedBlocks'),
    )
    answer('email.savedBlocks.deleted', [])
    await click(row!.querySelector('button')!)
    expect(inputsOf('email.savedBlocks.restore')).toHaveLength(1)
    await vi.waitFor(() =>
      expect(wordsOf(opened.element)).not.toContain('Celui de email.savedBlocks'),
    )
  })
})
