// Mounts a page with real stores, routes and messages; only the wire is replaced, by a table of
// answers.
import { PiniaColada } from '@pinia/colada'
import { flushPromises } from './flushPromises.ts'
import { createPinia } from 'pinia'
import { createApp, h, type Component } from 'vue'
import type { Language } from '#shared/contract/settings.contract.ts'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { createTranslator, loadPageTexts } from '../../../src-renderer/i18n/i18n.ts'
import { coladaOptions } from '../../../src-renderer/shell/coladaOptions.ts'

export async function mountPage(
  page: Component,
  path: string,
  /** `route` where the page reads parameters of its own, e.g. `/ads/:id`. */
  { language = 'fr', route = '/:rest(.*)*' }: { language?: Language; route?: string } = {},
): Promise<{
  element: HTMLElement
  path: () => string
  /** To another address, as a link leads there. */
  go: (path: string) => Promise<unknown>
  close: () => void
}> {
  const element = document.createElement('div')
  document.body.append(element)
  const translator = await createTranslator(language)
  await loadPageTexts(translator.global, language)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: route, component: page },
      { path: '/:rest(.*)*', component: { render: () => null } },
    ],
  })
  const app = createApp({ render: () => h(RouterView) })
  app.use(createPinia()).use(translator).use(PiniaColada, coladaOptions(translator)).use(router)
  await router.push(path)
  app.mount(element)
  await flushPromises()
  return {
    element,
    path: () => router.currentRoute.value.fullPath,
    go: (to) => router.push(to),
    close: () => {
      app.unmount()
      element.remove()
    },
  }
}
