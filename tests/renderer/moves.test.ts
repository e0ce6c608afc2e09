// The page of moves: a take that fails is told where it was asked for, and every warning is shown.
import { ORPCError } from '@orpc/client'
import { useQueryCache } from '@pinia/colada'
import { afterEach, expect, test, vi } from 'vitest'
import type { MovePreview, MoveState } from '#shared/contract/backups/moves.ts'
import MovePage from '../../src-renderer/features/backups/move/MovePage.vue'
import { answer, forgetAnswers } from './support/fakeApi.ts'
import { flushPromises } from './support/flushPromises.ts'
import { mountPage } from './support/mountPage.ts'
import { byId, click, wordsOf } from './support/pageTest.ts'

vi.mock(
  '../../src-renderer/api/connectApi.ts',
  async () => (await import('./support/fakeApi.ts')).fakeConnection,
)

const counts = {
  ...{ leads: 3, interactions: 0, tasks: 0, campaigns: 1 },
  ...{ outbox: 0, funnels: 0, suppressions: 0 },
}
const preview = (more: Partial<MovePreview> = {}): MovePreview => ({
  ...{ computer: 'desk', system: 'win32', version: '1.0.0' },
  ...{ madeAt: '2026-11-29T08:00:00.000Z', lastChangeAt: null, hasStopped: true },
  ...{ then: counts, now: counts, secrets: 2, isOwn: false, obstacle: null },
  ...more,
})
const state = (opened: MovePreview | null, more: Partial<MoveState> = {}): MoveState => ({
  ...{ stopped: null, made: null, arrived: 0, opened, secretsWait: false },
  ...more,
})
let mounted: Awaited<ReturnType<typeof mountPage>> | undefined
async function open(given: MoveState): Promise<HTMLElement> {
  answer('backups.moves.state', given)
  mounted = await mountPage(MovePage, '/settings/backups/move')
  await flushPromises()
  return mounted.element
}
afterEach(() => {
  mounted?.close()
  forgetAnswers()
})

const refuse = (reason: string) =>
  answer('backups.moves.take', () => {
    throw new ORPCError('CONFLICT', { status: 409, defined: true, data: { reason } })
  })

test('a take that fails says what happened, keeps the file, and offers to try again', async () => {
  const element = await open(state(preview()))
  expect(wordsOf(byId(element, 'move-take'))).toBe('Prendre ces données')
  refuse('storage_in_use')
  await click(byId(element, 'move-take'))
  expect(wordsOf(byId(element, 'move-preview'))).toContain('Les données d’ici sont comme avant')
  expect(wordsOf(byId(element, 'move-take'))).toBe('Essayer de nouveau')
})

test('a take whose file is gone says so beside the choice of a file', async () => {
  const element = await open(state(preview()))
  refuse('move_absent')
  answer('backups.moves.state', state(null))
  await click(byId(element, 'move-take'))
  useQueryCache().invalidateQueries({ key: ['backups'] })
  await flushPromises()
  expect(element.querySelector('[data-testid="move-preview"]')).toBeNull()
  expect(wordsOf(element)).toContain('Aucun fichier d’un autre ordinateur n’est ouvert ici')
})

test('who had not stopped is told on the way back too, and not where it had', async () => {
  const warning = (element: HTMLElement) =>
    element.querySelector('[data-testid="move-not-stopped"]')?.textContent?.trim() ?? null
  for (const [isOwn, hasStopped] of [
    [true, false],
    [false, false],
    [true, true],
    [false, true],
  ] as const) {
    const element = await open(state(preview({ isOwn, hasStopped })))
    expect(warning(element) === null, `own ${isOwn}, stopped ${hasStopped}`).toBe(hasStopped)
    mounted?.close()
  }
})

test('passwords that wait for the keychain are told', async () => {
  expect(wordsOf(await open(state(null, { secretsWait: true })))).toContain('trousseau')
  mounted?.close()
  expect(wordsOf(await open(state(null)))).not.toContain('trousseau')
})
