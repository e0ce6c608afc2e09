// Waits until the data is open, and shows how far it has come where that takes longer than a blink.
import { createApp, shallowRef, type App } from 'vue'
import { readStartup, type SeenStartup } from '../api/startup.ts'
import StartupPage from './StartupPage.vue'

/** Between two questions, in milliseconds. */
const interval = 250
/** Opened within this time, the page shows nothing that would only flicker. In milliseconds. */
const blink = 600

/** @param prepare gives the waiting page its stores and texts */
export async function untilOpen(prepare: (page: App) => App): Promise<void> {
  const began = performance.now()
  const state = shallowRef<SeenStartup>(await readStartup())
  let page: App | null = null
  while (state.value.kind !== 'ready') {
    if (page === null && (state.value.kind !== 'opening' || performance.now() - began > blink)) {
      page = prepare(createApp(StartupPage, { state }))
      page.mount('#app')
    }
    await new Promise((resolve) => setTimeout(resolve, interval))
    const next = await readStartup()
    // What failed ends soon after it said why: the reason stays on the page.
    if (!(state.value.kind === 'failed' && next.kind === 'gone')) state.value = next
  }
  page?.unmount()
}
