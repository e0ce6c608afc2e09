// Mounts a page with real stores, routes and messages; only the wire is replaced, by a table of
// answers.
import { PiniaColada } from '@pinia/colada'
import { flushPromises } from './flushPromises.ts'
import { createPinia } from 'pinia'
import { createApp, h, type Component } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { createTranslator } from '../../../src-renderer/i18n/i18n.ts'
import { coladaOptions } from '../../../src-renderer/shell/coladaOptions.ts'

export async function mountPage(
  page: Component,
  path: string,
): Promise<{ element: HTMLElement; path: () => string; close: () => void }> {
  const element = document.createElement('div')
  document.body.append(element)
  const translator = await createTranslator('fr')
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: page }],
  })
  const app = createApp({ render: () => h(RouterView) })
  app.use(createPinia()).use(translator).use(PiniaColada, coladaOptions(translator)).use(router)
  await router.push(path)
  app.mount(element)
  await flushPromises()
  return {
    element,
    path: () => router.currentRoute.value.fullPath,
    close: () => {
      app.unmount()
      element.remove()
    },
  }
}
