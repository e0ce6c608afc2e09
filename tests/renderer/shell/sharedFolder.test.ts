// A data folder that others write to is told above every page, until somebody has said they know.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import AppTroubles from '../../../src-renderer/shell/AppTroubles.vue'
import { answer, forgetAnswers } from '../support/fakeApi.ts'
import { mountPage } from '../support/mountPage.ts'
import { byId, click, wordsOf } from '../support/pageTest.ts'

vi.mock(
  '../../../src-renderer/api/connectApi.ts',
  async () => (await import('../support/fakeApi.ts')).fakeConnection,
)

let opened: Awaited<ReturnType<typeof mountPage>>
beforeEach(() => {
  forgetAnswers()
  localStorage.clear()
})
afterEach(() => opened.close())

const troubles = { damage: null, passwords: [] }
const told = () => document.querySelector('[data-testid="shared-folder"]')

describe.each(['fr', 'en'] as const)('A data folder (%s)', (language) => {
  it('in a synchronised folder is told by the name of its service, until it is known', async () => {
    answer('system.troubles', {
      ...troubles,
      sharedFolder: { kind: 'synchronised', service: 'OneDrive' },
    })
    opened = await mountPage(AppTroubles, '/dashboard', { language })
    expect(wordsOf(told() ?? opened.element)).toMatch(/OneDrive.*OneDrive/)
    await click(byId(document, 'shared-folder-seen'))
    expect(told()).toBeNull()
    opened.close()
    opened = await mountPage(AppTroubles, '/dashboard', { language })
    expect(told()).toBeNull()
    // Moved to another such place, it is told again.
    opened.close()
    answer('system.troubles', { ...troubles, sharedFolder: { kind: 'network' } })
    opened = await mountPage(AppTroubles, '/dashboard', { language })
    expect(told()).not.toBeNull()
  })

  it('of one’s own is not', async () => {
    answer('system.troubles', { ...troubles, sharedFolder: null })
    opened = await mountPage(AppTroubles, '/dashboard', { language })
    expect(told()).toBeNull()
  })
})
