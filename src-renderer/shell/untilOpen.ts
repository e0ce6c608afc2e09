// Waits until the data is open, and shows how far it has come where that takes longer than a blink; asks
// what to do where it cannot be opened.
import { createApp, shallowRef, type App, type Component } from 'vue'
import { startSession } from '../api/session.ts'
import { readStartup, type SeenStartup } from '../api/startup.ts'
import { loadRescuePage } from '../features/backups/backups.feature.ts'
import StartupPage from './StartupPage.vue'

/** Between two questions, in milliseconds. */
const interval = 250
/** Opened within this time, the page shows nothing that would only flicker. In milliseconds. */
const blink = 600

/**
 * @param prepare gives a page its stores and texts
 * @param loadTexts reads the texts that no first page needs
 */
export async function untilOpen(
  prepare: (page: App) => App,
  loadTexts: () => Promise<void>,
): Promise<void> {
  const began = performance.now()
  const state = shallowRef<SeenStartup>(await readStartup())
  const page: { kind: 'waiting' | 'rescue' | null; app: App | null } = { kind: null, app: null }
  let wasRescued = false
  const show = (kind: 'waiting' | 'rescue', component: Component) => {
    page.app?.unmount()
    page.kind = kind
    page.app = prepare(createApp(component, kind === 'waiting' ? { state } : {}))
    page.app.mount('#app')
  }
  while (state.value.kind !== 'ready') {
    if (state.value.kind === 'rescue') {
      if (!wasRescued) await Promise.all([startSession(), loadTexts()])
      wasRescued = true
      if (page.kind !== 'rescue') show('rescue', await loadRescuePage())
    } else if (
      page.kind !== 'waiting' &&
      // Closed from the rescue, it has said so itself.
      !(page.kind === 'rescue' && state.value.kind === 'gone') &&
      (state.value.kind !== 'opening' || performance.now() - began > blink)
    )
      show('waiting', StartupPage)
    await new Promise((resolve) => setTimeout(resolve, interval))
    const next = await readStartup()
    // What failed ends soon after it said why: the reason stays on the page.
    if (!(state.value.kind === 'failed' && next.kind === 'gone')) state.value = next
  }
  // The wire of a rescue answers nothing else.
  if (wasRescued) return reload()
  page.app?.unmount()
}

function reload(): Promise<never> {
  location.reload()
  return new Promise(() => undefined)
}
