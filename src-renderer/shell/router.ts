// The routes of all features, in the address fragment: the same under a custom scheme, on 127.0.0.1
// and in tests.
import { shallowRef } from 'vue'
import { createRouter, createWebHashHistory, type RouterHistory } from 'vue-router'
import { codeIn, startSession } from '../api/session.ts'
import { generationRoutes } from '../features/assistant/generation.feature.ts'
import { loadAllLanguages, loadPageTexts, type Translator } from '../i18n/i18n.ts'
import { languages } from '#shared/contract/settings.contract.ts'
import { features } from './features.ts'

/** Why the page that was asked for could not be loaded; null while pages can. */
export const pageFailure = shallowRef<unknown>(null)

/** Drawn with the texts that are there at once. */
const firstPage = '/dashboard'

export function createAppRouter(
  translator: Translator,
  history: RouterHistory = createWebHashHistory(),
) {
  const router = createRouter({
    history,
    routes: [
      { path: '/', redirect: firstPage },
      ...features.flatMap((feature) => feature.routes),
      ...generationRoutes,
      {
        path: '/:unknown(.*)*',
        redirect: (to) =>
          codeIn(to.path) === null
            ? '/dashboard'
            : { path: '/dashboard', query: { code: codeIn(to.path) } },
      },
    ],
  })
  // A fresh link pasted into an open window changes the fragment only: the code is traded here, and
  // the page begins anew.
  router.beforeEach(async (to) => {
    const { code } = to.query
    if (typeof code !== 'string') return true
    await startSession(`#code=${code}`)
    location.reload()
    return false
  })
  // Pages are loaded when they are opened, all but the first with texts of their own, and some with
  // those of every language.
  router.beforeResolve(async (to) => {
    const { global } = translator
    const spoken = languages.find((language) => language === global.locale.value)
    if (to.path !== firstPage && spoken !== undefined) await loadPageTexts(global, spoken)
    if (to.meta.needsAllLanguages === true) await loadAllLanguages(translator)
  })
  router.onError((error) => (pageFailure.value = error))
  router.afterEach(() => (pageFailure.value = null))
  return router
}
